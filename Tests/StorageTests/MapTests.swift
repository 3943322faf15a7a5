import Storage
import TestSupport
import Testing

/// Stores `count` rows of a page or so each.
private func fill(_ environment: Environment, _ table: Table, _ numbers: Range<Int>) throws {
    let value = [UInt8](repeating: 0x55, count: 3000)
    try environment.write { transaction in
        for n in numbers { try transaction.put(at: UInt64(n), value.span, in: table, .append) }
    }
}

@Test("a full map is an error of its own that leaves nothing half done, and after growing the same write works")
func mapFull() throws {
    let folder = TemporaryFolder()
    let environment = try Environment(folder.path, mapBytes: 256 << 10)
    let tables = try environment.openTables(["t", "u"])
    try fill(environment, tables[0], 0..<10)
    try environment.set("n", 1, in: tables[1])
    let before = try environment.rows(tables[0])

    #expect(throws: StoreError(.mapFull, "mdb_put")) {
        try environment.write { transaction in
            let name = utf8("n"), two = key(2), value = [UInt8](repeating: 0x55, count: 3000)
            try transaction.put(name.span, two.span, in: tables[1])
            for n in 10..<200 { try transaction.put(at: UInt64(n), value.span, in: tables[0], .append) }
        }
    }
    #expect(try environment.rows(tables[0]) == before)
    #expect(try environment.read { try $0.number("n", in: tables[1]) } == 1)
    #expect(throws: StoreError(.mapFull, "mdb_put")) { try fill(environment, tables[0], 10..<200) }

    // Small writes go on where a large one found no room.
    try environment.set("n", 3, in: tables[1])

    let duringRead = try environment.read { _ in try environment.resizeMap(to: 4 << 20) }
    let duringWrite = try environment.write { _ in try environment.resizeMap(to: 4 << 20) }
    #expect(!duringRead && !duringWrite)
    #expect(try environment.info().mapBytes == 256 << 10)
    #expect(try environment.resizeMap(to: 4 << 20))
    #expect(try environment.info().mapBytes == 4 << 20)
    try fill(environment, tables[0], 10..<200)
    #expect(try environment.rows(tables[0]).count == 200)
    #expect(try environment.read { try $0.number("n", in: tables[1]) } == 3)
}

@Test("a transaction that found the map full cannot be committed by looking away")
func mapFullSwallowed() throws {
    let folder = TemporaryFolder()
    let environment = try Environment(folder.path, mapBytes: 128 << 10)
    let table = try environment.openTables(["t"])[0]
    let error = #expect(throws: CommitError.self) {
        try environment.write { transaction in
            let value = [UInt8](repeating: 0x55, count: 3000)
            for n in 0..<200 { try? transaction.put(at: UInt64(n), value.span, in: table, .append) }
        }
    }
    #expect(error?.underlying.call == "mdb_txn_commit")
    #expect(try environment.rows(table).isEmpty)
    #expect(try environment.resizeMap(to: 4 << 20))
    try fill(environment, table, 0..<200)
    #expect(try environment.rows(table).count == 200)
}

@Test("a file larger than the map asked for is opened all the same")
func smallerMap() throws {
    let folder = TemporaryFolder()
    do {
        let environment = try Environment(folder.path, mapBytes: 8 << 20)
        try fill(environment, try environment.openTables(["t"])[0], 0..<500)
    }
    for access in [Environment.Access.readWrite, .read, .readWithoutLock] {
        let environment = try Environment(folder.path, access, mapBytes: 64 << 10)
        #expect(try environment.rows(try environment.openTables(["t"])[0]).count == 500)
    }
}

/// What the other process does: a larger map, and rows beyond the first one's ceiling.
private func growElsewhere(_ path: String, _ numbers: Range<Int>) throws {
    let environment = try Environment(path, mapBytes: 32 << 20)
    try fill(environment, try environment.openTables(["t"])[0], numbers)
}

@Test("a map that another process made larger is adopted by the next read and the next write")
func grownElsewhere() async throws {
    let folder = TemporaryFolder()
    let environment = try Environment(folder.path, mapBytes: 1 << 20)
    let table = try environment.openTables(["t"])[0]
    try fill(environment, table, 0..<10)

    await #expect(processExitsWith: .success) { [path = folder.path as String] in try growElsewhere(path, 10..<1000) }
    try environment.read { transaction in
        #expect(try transaction.size(of: table).rows == 1000)
        let last = try transaction.withValue(at: 999, in: table) { $0.count }
        #expect(last == 3000)
    }
    #expect(try environment.info().mapBytes == 32 << 20)
    try fill(environment, table, 1000..<1010)
    #expect(try environment.rows(table).count == 1010)
}

@Test("a writer too adopts a larger map before it writes")
func grownElsewhereForWriter() async throws {
    let folder = TemporaryFolder()
    let environment = try Environment(folder.path, mapBytes: 1 << 20)
    let table = try environment.openTables(["t"])[0]
    await #expect(processExitsWith: .success) { [path = folder.path as String] in try growElsewhere(path, 0..<1000) }
    try fill(environment, table, 1000..<2000)
    #expect(try environment.rows(table).count == 2000)
}

@Test("while a read is open the larger map cannot be adopted: that is an error, and works once the read is over")
func grownElsewhereDuringRead() async throws {
    let folder = TemporaryFolder()
    let environment = try Environment(folder.path, mapBytes: 1 << 20)
    let table = try environment.openTables(["t"])[0]
    try fill(environment, table, 0..<10)
    let began = try Signal(folder.file("began")), grown = try Signal(folder.file("grown"))
    let reading = Beside {
        try environment.read { transaction in
            began.raise()
            try grown.wait()
            #expect(try transaction.size(of: table).rows == 10)
            #expect(throws: StoreError(.mapResized, "mdb_txn_begin")) { try environment.read { _ in } }
            #expect(try transaction.rows(table).count == 10)
        }
    }
    try await offPool { try began.wait() }
    await #expect(processExitsWith: .success) { [path = folder.path as String] in try growElsewhere(path, 10..<1000) }
    grown.raise()
    try await reading.value
    #expect(try environment.rows(table).count == 1000)
}
