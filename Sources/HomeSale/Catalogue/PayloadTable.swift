/// Every row of the catalogue laid flat, so that a payload is checked without touching a reference or allocating.
struct PayloadTable: Sendable {
    /// What the walk must do with a value.
    enum Form: UInt8, Sendable {
        case integer, flag, date, instant, choice, identifier, party, digest, number, text, unitCode, entry, personal, object,
            list, open
    }

    /// One member, one list element, or one word of a choice.
    struct Node: Sendable {
        var form = Form.open
        var isRequired = false
        /// Where its name, or the word, stands in ``names``.
        var nameStart: Int32 = 0
        var nameCount: Int32 = 0
        /// Of an integer its bounds; of an object or a choice its first node and the one past its last; of a list the fewest
        /// elements and the node that all of them are judged by.
        var low: Int64 = 0
        var high: Int64 = 0

        var children: Range<Int> { Int(low)..<Int(high) }
    }

    /// A row: its schema and its members, which stand together, in the order of canonical JSON.
    struct Root: Sendable {
        var schema: UInt32
        var members: Range<Int>
    }

    private(set) var nodes: [Node] = []
    private(set) var names: [UInt8] = []
    /// What each node was made of; only faults ask.
    private(set) var kinds: [MemberKind] = []
    /// By ``EventName/ordinal``.
    private(set) var newest: [Root] = []
    private(set) var older: [(name: EventName, root: Root)] = []

    static let shared = PayloadTable()

    private init() {
        newest = Catalogue.all.map { add($0) }
        older = Catalogue.older.map { ($0.name, add($0)) }
    }

    /// The members of a row; `nil` for a schema that the type does not have.
    @inline(__always)
    func members(_ name: EventName, schema: UInt32) -> Range<Int>? {
        let root = newest[name.ordinal]
        if root.schema == schema { return root.members }
        return older.first { $0.name == name && $0.root.schema == schema }?.root.members
    }

    /// The member's name, or the word.
    func name(_ node: Int) -> String {
        let start = Int(nodes[node].nameStart)
        return String(decoding: names[start..<(start + Int(nodes[node].nameCount))], as: UTF8.self)
    }

    private mutating func add(_ row: EventType) -> Root {
        let own = Set(row.members.map(\.name))
        return Root(schema: row.schema, members: add(row.members + PayloadMember.common.filter { !own.contains($0.name) }))
    }

    /// Names are ASCII, so their order in bytes is that of canonical JSON.
    private mutating func add(_ members: [PayloadMember]) -> Range<Int> {
        let sorted = members.sorted { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }
        precondition(sorted.allSatisfy { $0.name.utf8.allSatisfy { $0 | 0x20 &- 0x61 < 26 || $0 &- 0x30 < 10 } }, "plain names")
        precondition(zip(sorted, sorted.dropFirst()).allSatisfy { $0.name != $1.name }, "a member twice")
        let range = reserve(sorted.map(\.kind))
        for (node, member) in zip(range, sorted) {
            nodes[node].isRequired = member.isRequired
            setName(node, member.name)
            fill(node, member.kind)
        }
        return range
    }

    private mutating func reserve(_ kinds: [MemberKind]) -> Range<Int> {
        let start = nodes.count
        nodes += kinds.map { _ in Node() }
        self.kinds += kinds
        return start..<nodes.count
    }

    private mutating func setName(_ node: Int, _ name: String) {
        nodes[node].nameStart = Int32(names.count)
        names += Array(name.utf8)
        nodes[node].nameCount = Int32(names.count) - nodes[node].nameStart
    }

    private mutating func fill(_ node: Int, _ kind: MemberKind) {
        if let bounds = kind.bounds {
            nodes[node].form = .integer
            (nodes[node].low, nodes[node].high) = (bounds.lowerBound, bounds.upperBound)
            return
        }
        switch kind {
        case .flag: nodes[node].form = .flag
        case .date: nodes[node].form = .date
        case .instant: nodes[node].form = .instant
        case .identifier: nodes[node].form = .identifier
        case .party: nodes[node].form = .party
        case .digest: nodes[node].form = .digest
        case .number: nodes[node].form = .number
        case .text: nodes[node].form = .text
        case .unitCode: nodes[node].form = .unitCode
        case .entry: nodes[node].form = .entry
        case .personal: nodes[node].form = .personal
        case .choice(let words):
            let range = reserve(words.map { _ in .open })
            for (word, place) in zip(words, range) { setName(place, word) }
            set(node, .choice, range)
        case .object(let members): set(node, .object, add(members))
        case .list(let kind, let least):
            let element = reserve([kind]).lowerBound
            fill(element, kind)
            nodes[node].form = .list
            (nodes[node].low, nodes[node].high) = (Int64(least), Int64(element))
        default: nodes[node].form = .open
        }
    }

    private mutating func set(_ node: Int, _ form: Form, _ children: Range<Int>) {
        nodes[node].form = form
        (nodes[node].low, nodes[node].high) = (Int64(children.lowerBound), Int64(children.upperBound))
    }
}
