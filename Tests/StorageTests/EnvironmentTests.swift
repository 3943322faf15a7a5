import Foundation
import Glibc
@testable import Storage
import TestSupport
import Testing

@Test("a folder that is open in this process cannot be opened again, and the first goes on")
func openTwice() throws {
    let folder = TemporaryFolder()
    var first: Environment? = try Environment(folder.path)
    let table = try first!.openTables(["t"])[0]
    try first!.store(0..<3, in: table)

    let link = folder.path + "-link"
    #expect(symlink(folder.path, link) == 0)
    defer { unlink(link) }
    let spellings = [
        folder.path, folder.path + "/", folder.path + "/.", "/tmp/.." + folder.path, link, link + "/",
    ]
    for spelling in spellings where Files.exists(spelling) {
        for access in [Environment.Access.readWrite, .read, .readWithoutLock, .scratch] {
            #expect(throws: StoreError(.openTwice, "mdb_env_open"), "\(spelling)") { try Environment(spelling, access) }
        }
    }

    try first!.store(3..<5, in: table)
    #expect(try first!.rows(table).count == 5)
    first = nil

    let again = try Environment(link)
    #expect(try again.rows(try again.openTables(["t"])[0]).count == 5)
    #expect(again.path == link)
}

@Test("a folder deleted under its environment does not keep a new one out, though its number is free again")
func deletedFolder() throws {
    let folder = TemporaryFolder()
    for round in 0..<20 {
        let path = folder.file("\(round)")
        try Files.createFolders(path)
        // Open until the end: each next folder could get the number of one of these.
        let environment = try Environment(path)
        try FileManager.default.removeItem(atPath: path)
        try withExtendedLifetime(environment) {
            let next = folder.file("next-\(round)")
            try Files.createFolders(next)
            _ = try Environment(next)
        }
    }
}

@Test("a failed opening leaves nothing behind that keeps the folder closed")
func failedOpening() throws {
    let folder = TemporaryFolder()
    #expect(throws: StoreError(.noSuchFile, "mdb_env_open")) { try Environment(folder.path, .read) }
    #expect(throws: StoreError(.noSuchFile, "mdb_env_open")) { try Environment(folder.path, .readWithoutLock) }
    #expect(try Files.names(folder.path) == [])
    #expect(throws: StoreError(.noSuchFile, "open")) { try Environment(folder.file("absent")) }
    _ = try Environment(folder.path)
}

@Test("a file that is none of LMDB's is refused as a format")
func notAStore() throws {
    let folder = TemporaryFolder()
    try Files.create(folder.file("data.mdb"), [UInt8](repeating: 0x41, count: 8192))
    for access in [Environment.Access.read, .readWithoutLock, .readWrite] {
        let error = #expect(throws: StoreError.self) { try Environment(folder.path, access) }
        #expect(error?.isFormat == true)
    }
}

@Test("two folders are open at the same time")
func twoFolders() throws {
    let one = TemporaryFolder(), two = TemporaryFolder()
    let first = try Environment(one.path), second = try Environment(two.path)
    let table = try first.openTables(["t"])[0], other = try second.openTables(["t"])[0]
    try first.store(0..<2, in: table)
    try second.store(0..<7, in: other)
    #expect(try first.rows(table).count == 2)
    #expect(try second.rows(other).count == 7)
}

@Test("tables that are absent are made by a writer and missed by a reader")
func tables() throws {
    let folder = TemporaryFolder()
    do {
        let environment = try Environment(folder.path)
        #expect(try environment.openTables(["a", "b"]).count == 2)
        #expect(try environment.openTables(["a", "b"]) == environment.openTables(["a", "b"]))
        #expect(throws: StoreError.self) { try environment.openTables(["c", "d", "e"]) }
        // A failed opening leaves none of its tables.
        #expect(try environment.openTables(["a", "b", "c", "d"]).count == 4)
    }
    for access in [Environment.Access.read, .readWithoutLock] {
        let environment = try Environment(folder.path, access)
        #expect(try environment.openTables(["a"]).count == 1)
        #expect(throws: StoreError(.notFound, "mdb_dbi_open")) { try environment.openTables(["a", "absent"]) }
        #expect(try environment.resizeMap(to: 0))
    }
}

@Test("an environment for reading writes nothing", arguments: [Environment.Access.read, .readWithoutLock])
func readersCannotWrite(access: Environment.Access) throws {
    let folder = TemporaryFolder()
    do {
        let environment = try Environment(folder.path)
        try environment.store(0..<3, in: try environment.openTables(["t"])[0])
    }
    let environment = try Environment(folder.path, access)
    let table = try environment.openTables(["t"])[0]
    #expect(throws: StoreError(.notPermitted, "mdb_txn_begin")) { try environment.store(3..<4, in: table) }
    #expect(try environment.rows(table).count == 3)
    #expect(try environment.resizeMap(to: 0))
}

@Test("reading without the lock file leaves the folder as it was, to the byte and the minute")
func readWithoutLock() throws {
    let folder = TemporaryFolder()
    do {
        let environment = try Environment(folder.path)
        try environment.store(0..<2000, in: try environment.openTables(["t"])[0])
    }
    #expect(try Files.names(folder.path) == ["data.mdb", "lock.mdb"])
    for withLock in [true, false] {
        if !withLock { try Files.remove(folder.file("lock.mdb")) }
        #expect(chmod(folder.file("data.mdb"), 0o400) == 0)
        #expect(chmod(folder.path, 0o500) == 0)
        let before = try snapshot(folder.path)
        do {
            let environment = try Environment(folder.path, .readWithoutLock)
            let table = try environment.openTables(["t"])[0]
            #expect(try environment.rows(table).count == 2000)
            try environment.readConcurrently(2) { _, transaction in
                let count = try transaction.rows(table).count
                #expect(count == 2000)
            }
            #expect(try environment.clearStaleReaders() == 0)
            _ = try environment.info()
        }
        #expect(try snapshot(folder.path) == before)
        #expect(chmod(folder.path, 0o700) == 0)
    }
}

@Test("a scratch store makes no lock file and holds what is written in one run")
func scratch() throws {
    let folder = TemporaryFolder()
    let environment = try Environment(folder.path, .scratch)
    let table = try environment.openTables(["t"])[0]
    for n in 0..<50 { try environment.store(n..<(n + 1), in: table) }
    #expect(try environment.rows(table).map { number($0.key) } == Array(0..<50))
    #expect(try Files.names(folder.path) == ["data.mdb"])
}

@Test("sizes are told as they are")
func info() throws {
    let folder = TemporaryFolder()
    let environment = try Environment(folder.path, mapBytes: 4 << 20)
    let table = try environment.openTables(["t"])[0]
    let before = try environment.info()
    try environment.store(0..<1000, in: table)
    let after = try environment.info()
    #expect(after.mapBytes == 4 << 20)
    #expect(after.lastTransaction == before.lastTransaction + 1)
    #expect(after.usedPages * after.pageBytes <= Files.size(folder.file("data.mdb"))!)
    #expect(after.usedPages > before.usedPages)
    #expect(after.maximumReaders >= 126)
    #expect(environment.maximumKeyBytes == 511)
    #expect(Environment.libraryVersion.contains("LMDB 0.9"))
    let size = try environment.read { try $0.size(of: table) }
    #expect(size.rows == 1000)
    #expect(size.depth == 2)
    #expect(size.pages > 2)
    try environment.syncData()
}

@Test("errors say which call failed and why")
func descriptions() {
    #expect("\(StoreError(.openTwice, "mdb_env_open"))" == "mdb_env_open: the folder is open in this process already")
    #expect("\(StoreError(.mapFull, "mdb_put"))" == "mdb_put: MDB_MAP_FULL: Environment mapsize limit reached")
    #expect("\(StoreError(.noSuchFile, "open"))" == "open: No such file or directory")
    #expect("\(StoreError(.notFound, "mdb_dbi_open"))".hasPrefix("mdb_dbi_open: MDB_NOTFOUND"))
    #expect("\(CommitError(underlying: StoreError(.noSpace, "mdb_txn_commit")))".contains("No space left on device"))
    for code in [StoreError.Code.invalid, .corrupted, .versionMismatch, .pageNotFound] {
        #expect(StoreError(code, "x").isFormat)
    }
    for code in [StoreError.Code.mapFull, .mapResized, .keyExists, .notFound, .readersFull, .noSpace, .busy, .openTwice] {
        #expect(!StoreError(code, "x").isFormat)
    }
}
