internal import HomeSale
internal import Ledger

/// Entries by actor: what was refused, and how far what is on record can be trusted.
struct ActorSide: LogTally {
    let members =
        ["actor", "entries", "refused", "dropped"] + Attestation.allCases.map(\.rawValue)
        + Attestation.allCases.map { $0.rawValue + "Bp" }
    private var tallies: [ByteName: ActorTally] = [:]

    mutating func add(_ line: Span<UInt8>, _ entry: EntryLine) { ActorTally.add(line, entry, to: &tallies) }

    var rows: [JSONValue] {
        tallies.sorted { $0.key.text.utf8.lexicographicallyPrecedes($1.key.text.utf8) }.map { actor, tally in
            var row: [JSONValue.Member] = [
                .init("actor", .text(actor.text)), .init("entries", .integer(tally.entries)),
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
