internal import CanonicalJSON
internal import HomeSale
internal import Ledger
internal import Storage

/// What one actor recorded in some part of the log. Adds up: the tally of two parts is the sum of theirs.
struct ActorTally: Hashable {
    /// Entries that carry its name, refusals of its steps too.
    private(set) var entries: Int64 = 0
    private var attestations = NamedCounts()
    private var roles = NamedCounts()
    private var types = NamedCounts()
    /// Rules that refused a step, with how often.
    private var refusals = NamedCounts()
    /// Refusals that were only counted, beyond those on record.
    private(set) var dropped: Int64 = 0
    private var firstMilliseconds: Int64 = .max
    private var lastMilliseconds: Int64 = .min
    private var last: UInt64 = 0

    /// Takes up one stored line under the actor that it names.
    static func add(_ line: Span<UInt8>, _ entry: EntryLine, to tallies: inout [ByteName: ActorTally]) {
        tallies[ByteName(attributeText(line, entry, .actor)), default: ActorTally()].add(line, entry)
    }

    /// Refusals on record.
    var refused: Int64 { refusals.all.reduce(0) { $0 + $1.count } }

    func count(_ level: Attestation) -> Int64 { attestations[level.rawValue] }

    /// Rounded down; `nil` where there is nothing.
    func shareBp(_ level: Attestation) -> Int64? { entries == 0 ? nil : count(level) * 10_000 / entries }

    private mutating func add(_ line: Span<UInt8>, _ entry: EntryLine) {
        func text(_ attribute: Attribute) -> String { String(copying: line.extracting(entry.range(attribute))) }
        let type = text(.type)
        switch type {
        case "step.refused": refusals.add(Payload(Array(copying: line.extracting(entry.range(.data)))).text("rule") ?? "", 1)
        case "step.refusalsDropped": dropped += Payload(Array(copying: line.extracting(entry.range(.data)))).integer("count") ?? 0
        default: break
        }
        entries += 1
        types.add(type, 1)
        roles.add(text(.role), 1)
        attestations.add(text(.attestation), 1)
        firstMilliseconds = min(firstMilliseconds, entry.timeMilliseconds)
        lastMilliseconds = max(lastMilliseconds, entry.timeMilliseconds)
        last = max(last, entry.index)
    }

    mutating func add(_ other: ActorTally) {
        entries += other.entries
        dropped += other.dropped
        attestations.add(other.attestations)
        roles.add(other.roles)
        types.add(other.types)
        refusals.add(other.refusals)
        firstMilliseconds = min(firstMilliseconds, other.firstMilliseconds)
        lastMilliseconds = max(lastMilliseconds, other.lastMilliseconds)
        last = max(last, other.last)
    }

    func json(of actor: String) -> [UInt8] {
        var row = ViewMembers()
        row.put("actor", actor)
        row.put("roles", objects: roles.all) { Self.put($0, "role", &$1) }
        row.put("entries", entries)
        for level in Attestation.allCases { row.put(level.rawValue, count(level)) }
        row.put("directBp", shareBp(.direct))
        row.put("types", objects: types.all) { Self.put($0, "type", &$1) }
        row.put("refused", refused)
        row.put("refusals", objects: refusals.all) { Self.put($0, "rule", &$1) }
        row.put("dropped", dropped)
        row.put("firstAt", CivilTime.text(ofMilliseconds: firstMilliseconds))
        row.put("lastAt", CivilTime.text(ofMilliseconds: lastMilliseconds))
        row.put("last", last)
        return row.bytes()
    }

    private static func put(_ one: NamedCounts.One, _ name: String, _ object: inout ViewMembers) {
        object.put("count", one.count)
        object.put(name, one.name)
    }

    /// The tally that a row was written from; `nil` where it is no such row.
    static func reading(_ json: [UInt8]) -> (actor: String, tally: ActorTally)? {
        let row = Payload(json)
        guard let actor = row.text("actor"), let entries = row.integer("entries"), let dropped = row.integer("dropped"),
            let first = row.instantMilliseconds("firstAt"), let last = row.instantMilliseconds("lastAt"),
            let index = row.integer("last"), index >= 0
        else { return nil }
        var tally = ActorTally()
        (tally.entries, tally.dropped, tally.last) = (entries, dropped, UInt64(index))
        (tally.firstMilliseconds, tally.lastMilliseconds) = (first, last)
        for level in Attestation.allCases {
            let count = JSONValue(canonical: json)[level.rawValue]
            guard case .integer(let count)? = count else { return nil }
            if count > 0 { tally.attestations.add(level.rawValue, count) }
        }
        for one in row.objects("roles") { tally.roles.add(one.text("role") ?? "", one.integer("count") ?? 0) }
        for one in row.objects("types") { tally.types.add(one.text("type") ?? "", one.integer("count") ?? 0) }
        for one in row.objects("refusals") { tally.refusals.add(one.text("rule") ?? "", one.integer("count") ?? 0) }
        return (actor, tally)
    }
}

/// Few names with a count each, by name.
struct NamedCounts: Hashable {
    struct One: Hashable {
        let name: String
        var count: Int64
    }

    private(set) var all: [One] = []

    subscript(name: String) -> Int64 { all.first { $0.name == name }?.count ?? 0 }

    mutating func add(_ name: String, _ count: Int64) {
        let place = all.firstIndex { $0.name >= name } ?? all.count
        if place < all.count, all[place].name == name {
            all[place].count += count
        } else {
            all.insert(One(name: name, count: count), at: place)
        }
    }

    mutating func add(_ other: NamedCounts) { for one in other.all { add(one.name, one.count) } }
}
