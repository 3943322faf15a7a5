import Glibc
import Storage
import TestSupport
import Testing

private struct Refusal: Error, Hashable {}

@Test("reads nest on one thread, each on the state it began with")
func nestedReads() throws {
    let folder = TemporaryFolder()
    let environment = try Environment(folder.path)
    let table = try environment.openTables(["t"])[0]
    try environment.set("n", 1, in: table)
    try environment.read { outer in
        try environment.set("n", 2, in: table)
        try environment.read { middle in
            try environment.set("n", 3, in: table)
            try environment.read { inner in
                let seen = [
                    try outer.number("n", in: table), try middle.number("n", in: table), try inner.number("n", in: table),
                ]
                #expect(seen == [1, 2, 3])
                #expect(outer.snapshotNumber + 1 == middle.snapshotNumber)
                #expect(middle.snapshotNumber + 1 == inner.snapshotNumber)
            }
        }
        #expect(try outer.number("n", in: table) == 1)
    }
}

@Test("a write that throws leaves no trace, and the next one is not held up")
func throwingWrite() throws {
    let folder = TemporaryFolder()
    let environment = try Environment(folder.path)
    let table = try environment.openTables(["t"])[0]
    try environment.store(0..<10, in: table)
    let before = try environment.rows(table)
    let number = try environment.info().lastTransaction
    #expect(throws: Refusal()) {
        try environment.write { transaction in
            for n in 5..<500 {
                let row = key(n), value = utf8("other")
                try transaction.put(row.span, value.span, in: table)
            }
            let gone = key(0)
            #expect(try transaction.delete(gone.span, in: table))
            #expect(try transaction.size(of: table).rows == 499)
            throw Refusal()
        }
    }
    #expect(try environment.rows(table) == before)
    #expect(try environment.info().lastTransaction == number)
    #expect(throws: Refusal()) { try environment.read { _ in throw Refusal() } }
    #expect(try environment.resizeMap(to: 32 << 20))
    try environment.store(10..<11, in: table)
    #expect(try environment.rows(table).count == 11)
}

@Test("a write is seen once it returns, by those who begin later")
func writeIsSeen() throws {
    let folder = TemporaryFolder()
    let environment = try Environment(folder.path)
    let table = try environment.openTables(["t"])[0]
    let answer = try environment.write { transaction in
        let name = utf8("n"), one = key(1)
        try transaction.put(name.span, one.span, in: table)
        #expect(try transaction.number("n", in: table) == 1)
        #expect(try environment.read { try $0.number("n", in: table) } == nil)
        return 7
    }
    #expect(answer == 7)
    #expect(try environment.read { try $0.number("n", in: table) } == 1)
}

@Test("inserting and appending refuse what is there, replacing does not")
func placements() throws {
    let folder = TemporaryFolder()
    let environment = try Environment(folder.path)
    let table = try environment.openTables(["t"])[0]
    let value = utf8("v"), other = utf8("w")
    let exists = StoreError(.keyExists, "mdb_put")
    try environment.write { transaction in
        try transaction.put(at: 5, value.span, in: table, .append)
        for index in [0, 4, 5] as [UInt64] {
            #expect(throws: exists) { try transaction.put(at: index, other.span, in: table, .append) }
        }
        #expect(throws: exists) { try transaction.put(at: 5, other.span, in: table, .insert) }
        try transaction.put(at: 3, value.span, in: table, .insert)
        try transaction.put(at: 6, value.span, in: table, .append)
        try transaction.put(at: 3, other.span, in: table, .replace)
        let nine = key(9), five = key(5)
        #expect(throws: exists) { try transaction.put(five.span, other.span, in: table, .append) }
        try transaction.put(nine.span, value.span, in: table, .append)
        // A refused row does not spoil the transaction.
    }
    let rows = try environment.rows(table)
    #expect(rows.map { number($0.key) } == [3, 5, 6, 9])
    #expect(rows.map(\.value) == [other, value, value, value])
}

@Test("keys have 1 to 511 bytes, values may be empty")
func bounds() throws {
    let folder = TemporaryFolder()
    let environment = try Environment(folder.path)
    let table = try environment.openTables(["t"])[0]
    let longest = [UInt8](repeating: 0xFF, count: 511), nothing: [UInt8] = [], one: [UInt8] = [0]
    try environment.write { transaction in
        try transaction.put(longest.span, nothing.span, in: table)
        try transaction.put(one.span, nothing.span, in: table)
        let tooLong = longest + [0]
        #expect(throws: StoreError.self) { try transaction.put(tooLong.span, one.span, in: table) }
        #expect(throws: StoreError.self) { try transaction.put(nothing.span, one.span, in: table) }
        #expect(throws: StoreError.self) { try transaction.value(nothing.span, in: table) }
    }
    #expect(try environment.rows(table) == [Row(key: one, value: []), Row(key: longest, value: [])])
    try environment.read { transaction in
        let empty = try transaction.value(longest.span, in: table)
        #expect(empty == [])
        #expect(try transaction.withValue(one.span, in: table) { $0.isEmpty } == true)
        let absent = utf8("absent")
        #expect(try transaction.value(absent.span, in: table) == nil)
        #expect(try transaction.withValue(at: 0, in: table) { $0.count } == nil)
    }
}

@Test("deleting says whether a row was there")
func deleting() throws {
    let folder = TemporaryFolder()
    let environment = try Environment(folder.path)
    let table = try environment.openTables(["t"])[0]
    try environment.store(0..<3, in: table)
    let one = key(1)
    #expect(try environment.write { try $0.delete(one.span, in: table) })
    #expect(try !environment.write { try $0.delete(one.span, in: table) })
    #expect(try environment.rows(table).map { number($0.key) } == [0, 2])
}

@Test("values are read whole from any address", arguments: [1, 2, 3] as [UInt64])
func unaligned(seed: UInt64) throws {
    let folder = TemporaryFolder()
    let environment = try Environment(folder.path)
    let table = try environment.openTables(["t"])[0]
    var random = SeededRandom(seed)
    var model: [[UInt8]: [UInt8]] = [:]
    for _ in 0..<500 {
        model[random.bytes(1 + Int(random.next() % 23))] = random.bytes(8 + Int(random.next() % 41))
    }
    try environment.write { transaction in
        for (name, value) in model { try transaction.put(name.span, value.span, in: table) }
    }
    var remainders: Set<Int> = []
    try environment.read { transaction in
        for (name, value) in model {
            #expect(try transaction.value(name.span, in: table) == value)
            let expected = UInt64(number(Array(value[..<7])))
            let found = try transaction.withValue(name.span, in: table) { span in
                span.withUnsafeBytes { bytes in
                    remainders.insert(Int(bitPattern: bytes.baseAddress!) % 8)
                    return UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)) >> 8
                }
            }
            #expect(found == expected)
        }
    }
    // The addresses were as bad as they come.
    #expect(remainders == Set(0..<8))
}

@Test("more reads at once than there are slots are refused, and none is lost to it")
func readersFull() throws {
    let folder = TemporaryFolder()
    let environment = try Environment(folder.path)
    let table = try environment.openTables(["t"])[0]
    try environment.set("n", 1, in: table)
    let slots = try environment.info().maximumReaders
    func nest(_ left: Int) throws {
        try environment.read { transaction in
            if left > 1 { return try nest(left - 1) }
            #expect(try transaction.number("n", in: table) != nil)
            #expect(throws: StoreError(.readersFull, "mdb_txn_begin")) { try environment.read { _ in } }
            try environment.set("n", 2, in: table)
        }
    }
    try nest(slots)
    try nest(slots)
    #expect(try environment.resizeMap(to: 0))
}
