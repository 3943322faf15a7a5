internal import HomeSale
internal import Ledger

/// Entries by actor: what was refused, and how far what is on record can be trusted.
struct ActorSide: LogTally {
    let members =
        ["actor", "entries", "refused", "dropped"] + Attestation.allCases.map(\.rawValue)
        + Attestation.allCases.map { $0.rawValue + "Bp" }
    private var counts = ActorCounts()

    mutating func add(_ line: Span<UInt8>, _ entry: EntryLine) { counts.add(line, entry) }

    var rows: [JSONValue] {
        var tallies: [(key: String, value: ActorTally)] = []
        counts.forEachTally { tallies.append(($0, $1)) }
        return tallies.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { actor, tally in
            var row: [JSONValue.Member] = [
                .init("actor", .text(actor)), .init("entries", .integer(tally.entries)),
                .init("refused", .integer(tally.refused)), .init("dropped", .integer(tally.dropped)),
            ]
            for level in Attestation.allCases {
                row.append(.init(level.rawValue, .integer(tally.count(level))))
                if let share = tally.shareBp(level) { row.append(.init(level.rawValue + "Bp", .integer(share))) }
            }
            return .object(row)
        }
    }
}
