import Storage
import TestSupport
import Testing

/// A sorted array of rows and a place in it: what a cursor is, without a tree.
private struct Model {
    var rows: [Row]
    var at = 0

    init(_ rows: [Row]) { self.rows = rows.sorted { $0.key.lexicographicallyPrecedes($1.key) } }

    private mutating func go(_ index: Int?) -> Bool {
        guard let index, rows.indices.contains(index) else { return false }
        at = index
        return true
    }

    mutating func first() -> Bool { go(0) }
    mutating func last() -> Bool { go(rows.count - 1) }
    mutating func next() -> Bool { go(at + 1) }
    mutating func previous() -> Bool { go(at - 1) }
    mutating func seek(_ key: [UInt8]) -> Bool { go(rows.firstIndex { $0.key == key }) }
    mutating func seek(atOrAfter key: [UInt8]) -> Bool { go(rows.firstIndex { !$0.key.lexicographicallyPrecedes(key) }) }
    mutating func seek(before key: [UInt8]) -> Bool { go(rows.lastIndex { $0.key.lexicographicallyPrecedes(key) }) }
}

/// Rows with keys that are prefixes and neighbours of each other.
private func randomRows(_ random: inout SeededRandom, _ count: Int) -> [Row] {
    var rows: [[UInt8]: [UInt8]] = [:]
    for _ in 0..<count {
        let bytes: [UInt8] = [0x00, 0x01, 0x61, 0x62, 0xFE, 0xFF]
        let key = (0..<(1 + Int(random.next() % 6))).map { _ in bytes.randomElement(using: &random)! }
        rows[key] = random.bytes(Int(random.next() % 40))
    }
    return rows.map { Row(key: $0.key, value: $0.value) }
}

@Test("a cursor goes where a sorted array says", arguments: [0, 1, 2, 40, 3000], [1, 2, 3] as [UInt64])
func cursorAgreesWithModel(count: Int, seed: UInt64) throws {
    let folder = TemporaryFolder()
    let environment = try Environment(folder.path)
    let table = try environment.openTables(["t"])[0]
    var random = SeededRandom(seed)
    let rows = randomRows(&random, count)
    try environment.write { transaction in
        for row in rows { try transaction.put(row.key.span, row.value.span, in: table) }
    }
    var model = Model(rows)
    #expect(try environment.rows(table) == model.rows)
    var stands = false
    try environment.read { transaction in
        try transaction.withCursor(table) { cursor in
            for step in 0..<600 {
                let known = random.next() % 2 == 0 ? model.rows.randomElement(using: &random)?.key : nil
                let wanted = known ?? randomRows(&random, 1)[0].key
                // Only a cursor that stands somewhere can move from there.
                let move = stands ? random.next() % 9 : random.next() % 5
                let found: Bool, expected: Bool
                switch move {
                case 0: (found, expected) = (try cursor.first(), model.first())
                case 1: (found, expected) = (try cursor.last(), model.last())
                case 2: (found, expected) = (try cursor.seek(wanted.span), model.seek(wanted))
                case 3: (found, expected) = (try cursor.seek(atOrAfter: wanted.span), model.seek(atOrAfter: wanted))
                case 4: (found, expected) = (try cursor.seek(before: wanted.span), model.seek(before: wanted))
                case 5, 6: (found, expected) = (try cursor.next(), model.next())
                default: (found, expected) = (try cursor.previous(), model.previous())
                }
                #expect(found == expected, "step \(step), move \(move)")
                stands = found
                if found { #expect(cursor.row == model.rows[model.at], "step \(step), move \(move)") }
            }
        }
    }
}

@Test("a scan forward and one backward meet every row once")
func scans() throws {
    let folder = TemporaryFolder()
    let environment = try Environment(folder.path)
    let table = try environment.openTables(["t"])[0]
    try environment.store((0..<2000).map { $0 * 3 }, in: table)
    try environment.read { transaction in
        try transaction.withCursor(table) { cursor in
            var numbers: [Int] = []
            var found = try cursor.last()
            while found {
                numbers.append(number(cursor.row.key))
                found = try cursor.previous()
            }
            #expect(numbers == (0..<2000).reversed().map { $0 * 3 })
            let between = key(3001)
            #expect(try cursor.seek(atOrAfter: between.span))
            #expect(number(cursor.row.key) == 3003)
            #expect(try cursor.seek(before: between.span))
            #expect(number(cursor.row.key) == 3000)
            let zero = key(0), beyond = key(9999)
            #expect(try !cursor.seek(before: zero.span))
            #expect(try !cursor.seek(atOrAfter: beyond.span))
            #expect(try cursor.seek(before: beyond.span))
            #expect(number(cursor.row.key) == 5997)
        }
    }
}

@Test("rows put through a cursor are there, at their places and with the placements' rules")
func cursorPuts() throws {
    let folder = TemporaryFolder()
    let environment = try Environment(folder.path)
    let table = try environment.openTables(["t"])[0]
    try environment.write { transaction in
        try transaction.withCursor(table) { cursor in
            for n in stride(from: 0, to: 2000, by: 2) {
                let row = key(n)
                try cursor.put(row.span, row.span, .append)
            }
            let low = key(10), middle = key(11), other = utf8("other")
            #expect(throws: StoreError(.keyExists, "mdb_cursor_put")) { try cursor.put(low.span, other.span, .append) }
            #expect(throws: StoreError(.keyExists, "mdb_cursor_put")) { try cursor.put(low.span, other.span, .insert) }
            try cursor.put(middle.span, middle.span, .insert)
            #expect(try cursor.next())
            #expect(number(cursor.row.key) == 12)
            try cursor.put(low.span, other.span)
            #expect(try cursor.previous())
            #expect(number(cursor.row.key) == 8)
        }
    }
    let rows = try environment.rows(table)
    #expect(rows.map { number($0.key) } == (Array(stride(from: 0, to: 2000, by: 2)) + [11]).sorted())
    #expect(rows.filter { $0.key != $0.value }.map { number($0.key) } == [10])
}

@Test("a row's value is replaced in place and nothing else moves", arguments: [1, 2] as [UInt64])
func replaceValue(seed: UInt64) throws {
    let folder = TemporaryFolder()
    let environment = try Environment(folder.path)
    let table = try environment.openTables(["t"])[0]
    var random = SeededRandom(seed)
    var model = Model(randomRows(&random, 1500))
    try environment.write { transaction in
        for row in model.rows { try transaction.put(row.key.span, row.value.span, in: table) }
    }
    try environment.write { transaction in
        try transaction.withCursor(table) { cursor in
            for _ in 0..<300 {
                let index = Int(random.next() % UInt64(model.rows.count))
                let wanted = model.rows[index].key
                #expect(try cursor.seek(wanted.span))
                let value = random.bytes(model.rows[index].value.count)
                try cursor.replaceValue(value.span)
                model.rows[index].value = value
                // The cursor still stands there.
                if index + 1 < model.rows.count {
                    #expect(try cursor.next())
                    #expect(cursor.row == model.rows[index + 1])
                }
            }
        }
        #expect(try transaction.rows(table) == model.rows)
    }
    #expect(try environment.rows(table) == model.rows)
}

@Test("a cursor of a reading transaction changes nothing")
func readingCursor() throws {
    let folder = TemporaryFolder()
    let environment = try Environment(folder.path)
    let table = try environment.openTables(["t"])[0]
    try environment.store(0..<2, in: table)
    let value = key(7)
    try environment.read { transaction in
        try transaction.withCursor(table) { cursor in
            let found = try cursor.first()
            #expect(found)
            #expect(throws: StoreError(.notPermitted, "mdb_cursor_put")) { try cursor.replaceValue(value.span) }
            #expect(throws: StoreError(.notPermitted, "mdb_cursor_put")) { try cursor.put(value.span, value.span) }
        }
    }
    #expect(try environment.rows(table).count == 2)
}

@Test("several cursors walk several tables side by side, each on its own")
func withCursors() throws {
    let folder = TemporaryFolder()
    let environment = try Environment(folder.path)
    let tables = try environment.openTables(["a", "b", "c"])
    try environment.store(0..<5, in: tables[0])
    try environment.store(10..<12, in: tables[1])
    let three: InlineArray<3, Table> = [tables[0], tables[1], tables[2]]
    try environment.read { transaction in
        let sum = try transaction.withCursors(three) { cursors in
            let starts = [try cursors[0].first(), try cursors[1].last(), try cursors[2].first()]
            let steps = [try cursors[0].next(), try cursors[1].previous()]
            #expect(starts == [true, true, false])
            #expect(steps == [true, true])
            return number(cursors[0].row.key) + number(cursors[1].row.key)
        }
        #expect(sum == 11)
    }
    // A cursor sees what another one of its transaction put.
    try environment.write { transaction in
        let two: InlineArray<2, Table> = [tables[2], tables[2]]
        try transaction.withCursors(two) { cursors in
            let row = key(1)
            try cursors[0].put(row.span, row.span)
            let found = try cursors[1].first()
            #expect(found)
            #expect(cursors[1].row == Row(key: row, value: row))
        }
    }
}
