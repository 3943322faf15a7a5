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

    /// Refusals on record.
    var refused: Int64 { refusals.all.reduce(0) { $0 + $1.count } }

    func count(_ level: Attestation) -> Int64 { attestations[level.rawValue] }

    /// Rounded down; `nil` where there is nothing.
    func shareBp(_ level: Attestation) -> Int64? { entries == 0 ? nil : count(level) * 10_000 / entries }

    init() {}

    init(entries: Int64, dropped: Int64, from first: Int64, to last: Int64, last index: UInt64) {
        (self.entries, self.dropped, self.last) = (entries, dropped, index)
        (firstMilliseconds, lastMilliseconds) = (first, last)
    }

    mutating func add(_ kind: ActorCounts.Kind, _ name: String, _ count: Int64) {
        switch kind {
        case .attestation: attestations.add(name, count)
        case .role: roles.add(name, count)
        case .type: types.add(name, count)
        case .rule: refusals.add(name, count)
        }
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
        var tally = ActorTally(entries: entries, dropped: dropped, from: first, to: last, last: UInt64(index))
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
