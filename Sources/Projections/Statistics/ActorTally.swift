internal import CanonicalJSON
internal import HomeSale
internal import Ledger

/// Entries by actor: what was refused, and how far what is on record can be trusted.
///
/// A refusal is an entry with the actor who was refused; beyond sixty in an hour they are only counted.
struct ActorTally: LogTally {
    private struct Count {
        var entries: Int64 = 0
        var refused: Int64 = 0
        var dropped: Int64 = 0
        var levels: [Attestation: Int64] = [:]
    }

    let members =
        ["actor", "entries", "refused", "dropped"] + Attestation.allCases.map(\.rawValue)
        + Attestation.allCases.map { $0.rawValue + "Bp" }
    private var counts: [[UInt8]: Count] = [:]

    mutating func add(_ line: Span<UInt8>, _ entry: EntryLine) {
        let actor = Array(attributeText(line, entry, .actor).utf8)
        let type = entry.range(.type)
        var isRefusal = false, dropped: Int64 = 0
        if matches(line, type.lowerBound, "step.refused\"") { isRefusal = true }
        if matches(line, type.lowerBound, "step.refusalsDropped\"") {
            let count = memberValue(line, entry.range(.data).lowerBound, "count")
            dropped = count.map { integerValue(line, $0) } ?? 0
        }
        let level = Attestation(rawValue: String(copying: line.extracting(entry.range(.attestation))))
        // In place: a dictionary of levels is not to be copied for every entry.
        func take(_ count: inout Count) {
            count.entries += 1
            if isRefusal { count.refused += 1 }
            count.dropped += dropped
            if let level { count.levels[level, default: 0] += 1 }
        }
        take(&counts[actor, default: Count()])
    }

    var rows: [JSONValue] {
        counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { actor, count in
            var row: [JSONValue.Member] = [
                .init("actor", .text(String(decoding: actor, as: UTF8.self))), .init("entries", .integer(count.entries)),
                .init("refused", .integer(count.refused)), .init("dropped", .integer(count.dropped)),
            ]
            for level in Attestation.allCases {
                let number = count.levels[level] ?? 0
                row.append(.init(level.rawValue, .integer(number)))
                // Rounded down, so that nobody's share is told higher than it is.
                row.append(.init(level.rawValue + "Bp", .integer(number * 10_000 / count.entries)))
            }
            return .object(row)
        }
    }
}
