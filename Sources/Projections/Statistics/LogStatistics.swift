public import HomeSale
public import Ledger

/// Counts over the log by one of its sides: one pass, whatever there is in it, and no state of a deal is built for them.
public struct LogStatistics: Sendable {
    public enum Side: String, CaseIterable, Hashable, Sendable { case type, city, month, actor }

    /// What a row may hold, in the order in which people read it.
    public let members: [String]
    public let rows: [JSONValue]
    /// The size of the log that they reflect.
    public let size: UInt64

    /// Entries between two calls of `progress`.
    private static let entriesAtOnce: UInt64 = 4096

    /// - Parameters:
    ///   - size: only the entries below it.
    ///   - progress: told how many entries were counted.
    public init(
        of ledger: Ledger, by side: Side, below size: UInt64, progress: (_ entries: UInt64) -> Void = { _ in }
    ) throws {
        var tally: any LogTally =
            switch side {
            case .type: TypeTally()
            case .actor: ActorSide()
            case .month: SaleTally(by: .month)
            case .city: SaleTally(by: .city)
            }
        var query = LogQuery()
        query.to = size
        try ledger.forEachEntry(query) { index, line in
            guard let entry = try? parseEntryLine(line) else { throw LedgerError(.storedRowBroken, ["entries", String(index)]) }
            tally.add(line, entry)
            if index % Self.entriesAtOnce == 0 { progress(index) }
            return true
        }
        // A snapshot of its own for each: what was corrected is little.
        for deal in tally.correctedDeals {
            tally.recount(deal, try ledger.withReader { try $0.facts(ofDeal: deal, below: size) })
        }
        (members, rows, self.size) = (tally.members, tally.rows, size)
    }
}

/// One way of counting.
protocol LogTally: Sendable {
    var members: [String] { get }
    /// In the order of the bytes of what they are counted by; what has none comes last.
    var rows: [JSONValue] { get }

    mutating func add(_ line: Span<UInt8>, _ entry: EntryLine)

    /// Deals of which an entry reads otherwise than it stands.
    var correctedDeals: [String] { get }
    /// Counts what a corrected deal says as the corrections make it read.
    ///
    /// - Parameter facts: of the deal, as they stand.
    mutating func recount(_ deal: String, _ facts: [Fact])
}

extension LogTally {
    /// What is counted of the lines themselves reads as it stands.
    var correctedDeals: [String] { [] }
    mutating func recount(_ deal: String, _ facts: [Fact]) {}
}
