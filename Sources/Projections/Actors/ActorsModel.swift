internal import HomeSale
public import Ledger

/// One row for every actor: what it recorded and when, who vouches for it, and what was refused.
public enum ActorsModel: TallyModel {
    public static let name = "actors"
    public static let version: UInt32 = 2
    public static let members = [
        "actor", "roles", "entries", "direct", "relayed", "declared", "derived", "directBp", "types", "refused", "refusals",
        "dropped", "firstAt", "lastAt", "last",
    ]

    /// Actors held at once: what is more is summed with the rows that are stored.
    private static let actorsAtOnce = 100_000

    public static func rows(_ log: LogReader, _ range: Range<UInt64>) throws -> (rows: [ViewRow.Keyed], end: UInt64) {
        var counts = ActorCounts()
        var end = range.lowerBound
        try log.forEachLine(in: range) { index, line in
            end = index + 1
            if let entry = try? parseEntryLine(line) { counts.add(line, entry) }
            return counts.actorCount < actorsAtOnce
        }
        var rows: [ViewRow.Keyed] = []
        counts.forEachTally { rows.append((key: ViewKey.bytes([$0]), json: $1.json(of: $0))) }
        return (rows.sorted { ViewKey.precedes($0.key, $1.key) }, end)
    }

    public static func sum(_ earlier: [UInt8], _ later: [UInt8]) -> [UInt8]? {
        guard let (actor, first) = ActorTally.reading(earlier), let (other, second) = ActorTally.reading(later), actor == other
        else { return nil }
        var sum = first
        sum.add(second)
        return sum.json(of: actor)
    }
}
