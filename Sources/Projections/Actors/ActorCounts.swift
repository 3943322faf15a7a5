internal import CanonicalJSON
internal import HomeSale
internal import Ledger
internal import Storage

/// What every actor recorded in a part of the log, while it is being counted: names are numbers until rows are written.
struct ActorCounts {
    /// What is counted under a name.
    enum Kind: Int { case attestation, role, type, rule }

    private struct Named {
        let kind: Kind
        let name: Int32
        var count: Int64
    }

    private struct Actor {
        var entries: Int64 = 0
        var dropped: Int64 = 0
        var firstMilliseconds: Int64 = .max
        var lastMilliseconds: Int64 = .min
        var last: UInt64 = 0
        /// Few: they are looked for one by one.
        var named: [Named] = []

        mutating func count(_ kind: Kind, _ name: Int) {
            for place in named.indices where named[place].kind == kind && named[place].name == name {
                named[place].count += 1
                return
            }
            named.append(Named(kind: kind, name: Int32(name), count: 1))
        }
    }

    private var actors = NameCodes()
    private var names = NameCodes()
    /// By the actors' codes.
    private var counts: [Actor] = []
    private let refused = Array("step.refused".utf8)
    private let dropped = Array("step.refusalsDropped".utf8)
    /// The name of no name.
    private static let nothing: [UInt8] = [0x22, 0x22]

    var actorCount: Int { counts.count }

    /// Takes up one stored line under the actor that it names.
    mutating func add(_ line: Span<UInt8>, _ entry: EntryLine) {
        func quoted(_ attribute: Attribute) -> Range<Int> {
            let range = entry.range(attribute)
            return (range.lowerBound - 1)..<(range.upperBound + 1)
        }
        let actor = actors.code(of: line.extracting(quoted(.actor))), type = entry.range(.type)
        if actor == counts.count { counts.append(Actor()) }
        counts[actor].firstMilliseconds = min(counts[actor].firstMilliseconds, entry.timeMilliseconds)
        counts[actor].lastMilliseconds = max(counts[actor].lastMilliseconds, entry.timeMilliseconds)
        counts[actor].last = max(counts[actor].last, entry.index)
        if type.count == refused.count, matches(line, type.lowerBound, refused) {
            let data = line.extracting(entry.range(.data))
            var name = Self.nothing
            if let rule = memberValue(data, 0, "rule"), data[rule.lowerBound] == 0x22 {
                name = Array(copying: data.extracting(rule))
            }
            counts[actor].count(.rule, names.code(of: name.span))
        } else if type.count == dropped.count, matches(line, type.lowerBound, dropped) {
            counts[actor].dropped += Payload(Array(copying: line.extracting(entry.range(.data)))).integer("count") ?? 0
        }
        counts[actor].entries += 1
        counts[actor].count(.type, names.code(of: line.extracting(quoted(.type))))
        counts[actor].count(.role, names.code(of: line.extracting(quoted(.role))))
        counts[actor].count(.attestation, names.code(of: line.extracting(quoted(.attestation))))
    }

    /// Every actor with its tally, in no order.
    func forEachTally(_ body: (String, ActorTally) -> Void) {
        let texts = (0..<names.count).map { names.text($0) }
        for (place, one) in counts.enumerated() {
            var tally = ActorTally(
                entries: one.entries, dropped: one.dropped, from: one.firstMilliseconds, to: one.lastMilliseconds, last: one.last)
            for named in one.named { tally.add(named.kind, texts[Int(named.name)], named.count) }
            body(actors.text(place), tally)
        }
    }
}
