internal import CanonicalJSON
internal import Storage

/// Finds rows by members that are often asked for, without looking at the others: a table of empty values, whose keys are member,
/// value and the row's own key, so that rows of one value stand in the order of their keys. docs/FORMAT.md.
///
/// It follows from the rows, and an audit holds it against them: a row that is not found is as good as hidden.
struct ViewIndex: Sendable {
    let table: Table
    private let members: [(name: String, bytes: [UInt8])]

    /// - Parameter members: whose values are texts, or lists of texts; others are not found by it.
    init(_ members: [String], _ table: Table) {
        self.table = table
        self.members = members.map { ($0, Array($0.utf8)) }
    }

    /// What every key begins with under which a row of that value is found.
    static func prefix(_ member: String, _ text: String) -> [UInt8] { ViewKey.bytes([member, text]) }

    func has(_ member: String) -> Bool { members.contains { $0.name == member } }

    /// The keys under which a row is found.
    ///
    /// At most 511 bytes: a member of 20, a value and a row's key of three parts. ``ViewKey``
    func keys(of row: [UInt8], _ json: Span<UInt8>) -> Set<[UInt8]> {
        var keys: Set<[UInt8]> = []
        forEachMember(json, 0) { name, value in
            guard let member = members.first(where: { name.count == $0.bytes.count && matches(json, name.lowerBound, $0.bytes) })
            else { return }
            func add(_ value: Range<Int>) {
                guard json[value.lowerBound] == 0x22 else { return }
                keys.insert(Self.prefix(member.name, stringValue(json, value)) + row)
            }
            if json[value.lowerBound] == 0x5B { forEachElement(json, value.lowerBound, add) } else { add(value) }
        }
        return keys
    }

    func put(_ keys: some Sequence<[UInt8]>, _ transaction: inout WriteTransaction) throws {
        let nothing: [UInt8] = []
        for key in keys { try transaction.put(key.span, nothing.span, in: table) }
    }

    func delete(_ keys: some Sequence<[UInt8]>, _ transaction: inout WriteTransaction) throws {
        for key in keys { _ = try transaction.delete(key.span, in: table) }
    }
}

/// What one generation of a model is stored in.
struct ViewTables: Sendable {
    let rows: Table
    /// `nil` where the model names no members.
    let index: ViewIndex?

    func empty(_ transaction: inout WriteTransaction) throws {
        try transaction.empty(rows)
        if let index { try transaction.empty(index.table) }
    }
}

extension Transaction where Self: ~Copyable {
    /// Lends every row of a table in the order of the keys, until `body` says stop.
    borrowing func forEachRow(
        in table: Table, _ body: (_ key: Span<UInt8>, _ json: Span<UInt8>) throws -> Bool
    ) throws {
        try withCursor(table) { cursor in
            var isThere = try cursor.first()
            while isThere {
                guard try cursor.withRow(body) else { return }
                isThere = try cursor.next()
            }
        }
    }

    /// Lends the rows that an index has under a prefix, likewise.
    borrowing func forEachRow(
        in table: Table, by index: ViewIndex, _ prefix: [UInt8],
        _ body: (_ key: Span<UInt8>, _ json: Span<UInt8>) throws -> Bool
    ) throws {
        try withCursor(index.table) { place in
            try withCursor(table) { row in
                var isThere = try place.seek(atOrAfter: prefix.span)
                while isThere {
                    let key = place.withRow { key, _ in
                        key.count > prefix.count && matches(key, 0, prefix)
                            ? Array(copying: key.extracting(prefix.count..<key.count)) : nil
                    }
                    guard let key else { return }
                    guard try row.seek(key.span) else { throw StoreError(.corrupted, "views") }
                    guard try row.withRow(body) else { return }
                    isThere = try place.next()
                }
            }
        }
    }
}
