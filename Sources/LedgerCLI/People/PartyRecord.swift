internal import CanonicalJSON
internal import HomeSale
internal import Ledger
internal import Proofs

/// What a log says of one party: one pass over its lines.
struct PartyRecord {
    let party: String
    /// Entries on its streams, by it, or that name it.
    private(set) var indexes: [UInt64] = []
    /// Its sealed values, in the order of the log.
    private(set) var values: [(index: UInt64, value: SealedValue)] = []
    private(set) var dealNames: [String] = []
    private(set) var listingNames: [String] = []
    /// What was said of its erasure, with the entry's index.
    private(set) var erasures: [(index: UInt64, entry: ErasureEntry)] = []

    init(_ ledger: Ledger, _ party: String) throws {
        self.party = party
        let name = JSONWriter.object { $0.member("n", party) }
        // `"ID"`, quotes included: a whole string.
        let whole = Array(name[5..<(name.count - 1)])
        // How a reference to one of its entries begins.
        let streams = ["party", "consent", "access"].map { Array("\"\($0)/".utf8) + whole.dropFirst().dropLast() }
        try ledger.forEachEntry(LogQuery()) { index, line in
            guard holds(line, whole) || streams.contains(where: { holds(line, $0) }) else { return true }
            guard let entry = try? parseEntryLine(line) else { throw LedgerError(.storedRowBroken, ["entries", String(index)]) }
            take(line, entry, whole, streams)
            return true
        }
    }

    private mutating func take(_ line: Span<UInt8>, _ entry: EntryLine, _ whole: [UInt8], _ streams: [[UInt8]]) {
        func isThere(_ attribute: Attribute) -> Bool {
            let range = entry.range(attribute)
            let text = line.extracting((range.lowerBound - 1)..<(range.upperBound + 1))
            return holds(text, whole) || streams.contains { text.count == $0.count + 1 && holds(text, $0) }
        }
        let data = line.extracting(entry.range(.data))
        guard isThere(.subject) || isThere(.actor) || holds(data, whole) || streams.contains(where: { holds(data, $0 + [0x3A]) })
        else { return }
        indexes.append(entry.index)
        values += sealedValues(line, entry).filter { $0.party.utf8.elementsEqual(party.utf8) }.map { (entry.index, $0) }
        let subject = attributeText(line, entry, .subject)
        if subject.utf8.elementsEqual(ErasureEntry.subject(party).utf8), let said = ErasureEntry(line: line) {
            erasures.append((entry.index, said))
        }
        guard let stream = StreamName(subject: subject) else { return }
        if stream.isOfDeal { dealNames.append(stream.id) }
        if stream.kind == .listing { listingNames.append(stream.id) }
    }

    /// Nobody has ever said anything of it.
    var isUnknown: Bool { indexes.isEmpty }

    var commitments: CommitmentSet { CommitmentSet(values.map(\.value.commitment)) }

    var requested: UInt64? { erasures.first { if case .requested = $0.entry { true } else { false } }?.index }
    var executed: UInt64? { erasures.first { if case .executed = $0.entry { true } else { false } }?.index }

    /// The deal's names, each once.
    var deals: [String] { Self.once(dealNames) }

    /// Whether it may be erased on a day.
    func retention(_ ledger: Ledger, on today: CivilDate) throws -> Retention.Verdict {
        try ledger.withReader { log in
            let deals = try deals.map { Retention.Deal(id: $0, facts: try log.facts(ofDeal: $0)) }
            let listings = try Self.once(listingNames).map { id in
                try log.facts(of: .listing, id).reduce(into: ListingState(id: id)) { $0.apply($1) }
            }
            return Retention.verdict(
                deals: deals, listings: listings, rules: try log.publishedRules().table, on: today)
        }
    }

    private static func once(_ names: [String]) -> [String] {
        Set(names.map { Array($0.utf8) }).sorted { $0.lexicographicallyPrecedes($1) }.map { String(decoding: $0, as: UTF8.self) }
    }
}

/// Whether `part`, which begins with a quote, is somewhere in `text`.
private func holds(_ text: Span<UInt8>, _ part: [UInt8]) -> Bool {
    let part = part.span
    guard text.count >= part.count else { return false }
    var i = 0
    while i <= text.count - part.count {
        if text[i] == 0x22 {
            var k = 1
            while k < part.count, text[i + k] == part[k] { k += 1 }
            if k == part.count { return true }
        }
        i += 1
    }
    return false
}
