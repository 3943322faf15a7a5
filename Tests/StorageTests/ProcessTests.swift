import Glibc
import Storage
import TestSupport
import Testing

/// Reads `count` times over each other, and dies inside.
private func dieReading(_ path: String, _ count: Int) throws {
    let environment = try Environment(path, .read)
    func nest(_ left: Int) throws {
        try environment.read { _ in
            if left > 1 { try nest(left - 1) } else { die() }
        }
    }
    try nest(count)
}

@Test("slots of readers that were killed are freed")
func staleReaders() async throws {
    let folder = TemporaryFolder()
    let environment = try Environment(folder.path)
    let table = try environment.openTables(["t"])[0]
    try environment.store(0..<3, in: table)
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = folder.path as String] in try dieReading(path, 3) }
    #expect(try environment.clearStaleReaders() == 3)
    #expect(try environment.clearStaleReaders() == 0)
    // A reader that lives is none of them.
    #expect(try environment.read { _ in try environment.clearStaleReaders() } == 0)
}

@Test("a table full of dead readers does not keep the next one out")
func slotsOfTheDead() async throws {
    let folder = TemporaryFolder()
    let environment = try Environment(folder.path)
    let table = try environment.openTables(["t"])[0]
    try environment.store(0..<3, in: table)
    let slots = try environment.info().maximumReaders
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = folder.path as String, slots = slots as Int] in
        try dieReading(path, slots)
    }
    #expect(try environment.rows(table).count == 3)
    #expect(try environment.resizeMap(to: 0))
}

@Test("opening frees the slots of the dead, so that their pages are used again")
func opening() async throws {
    let folder = TemporaryFolder()
    do {
        let environment = try Environment(folder.path)
        try environment.store(0..<3, in: try environment.openTables(["t"])[0])
    }
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = folder.path as String] in try dieReading(path, 2) }
    let environment = try Environment(folder.path)
    #expect(try environment.clearStaleReaders() == 0)
}

private func dieWriting(_ path: String) throws {
    let environment = try Environment(path)
    let table = try environment.openTables(["t"])[0]
    try environment.write { transaction in
        let value = key(9)
        for n in 0..<500 { try transaction.put(at: UInt64(n), value.span, in: table) }
        die()
    }
}

@Test("a writer killed in its transaction leaves no row and no lock")
func killedWriter() async throws {
    let folder = TemporaryFolder()
    let environment = try Environment(folder.path)
    let table = try environment.openTables(["t"])[0]
    try environment.store(0..<3, in: table)
    let before = try environment.rows(table)
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = folder.path as String] in try dieWriting(path) }
    #expect(try environment.rows(table) == before)
    try environment.store(3..<4, in: table)
    #expect(try environment.rows(table).count == 4)
}

/// Keeps one state open while the other process goes on, then looks again.
private func readBeside(_ path: String, _ folder: String) throws {
    let began = try Signal(folder + "/began"), written = try Signal(folder + "/written")
    let environment = try Environment(path, .read)
    let table = try environment.openTables(["t"])[0]
    try environment.read { transaction in
        demand(try transaction.number("n", in: table) == 0)
        began.raise()
        try written.wait()
        demand(try transaction.number("n", in: table) == 0)
        demand(try transaction.size(of: table).rows == 1)
    }
    try environment.read { transaction in
        demand(try transaction.number("n", in: table) == 100)
        demand(try transaction.size(of: table).rows == 101)
    }
}

@Test("a second process reads one state while this one writes on, and then the newest")
func readerBesideWriter() async throws {
    let folder = TemporaryFolder(), signals = TemporaryFolder()
    let environment = try Environment(folder.path)
    let table = try environment.openTables(["t"])[0]
    try environment.set("n", 0, in: table)
    let began = try Signal(signals.file("began")), written = try Signal(signals.file("written"))
    let writing = Beside {
        try began.wait()
        for n in 1...100 {
            try environment.write { transaction in
                let name = utf8("n"), value = key(n)
                try transaction.put(name.span, value.span, in: table)
                try transaction.put(at: UInt64(n), value.span, in: table)
            }
        }
        written.raise()
    }
    await #expect(processExitsWith: .success) { [path = folder.path as String, other = signals.path as String] in
        try readBeside(path, other)
    }
    try await writing.value
}

/// Two processes may both write: LMDB's own mutex keeps them apart.
private func count(_ path: String, _ times: Int) throws {
    let environment = try Environment(path)
    let table = try environment.openTables(["t"])[0]
    for _ in 0..<times {
        try environment.write { transaction in
            let name = utf8("n"), value = key((try transaction.number("n", in: table) ?? 0) + 1)
            try transaction.put(name.span, value.span, in: table)
        }
    }
}

@Test("writers of two processes take turns and lose nothing")
func twoWriters() async throws {
    let folder = TemporaryFolder()
    let environment = try Environment(folder.path)
    let table = try environment.openTables(["t"])[0]
    let counting = Beside {
        for _ in 0..<200 {
            try environment.write { transaction in
                let name = utf8("n"), value = key((try transaction.number("n", in: table) ?? 0) + 1)
                try transaction.put(name.span, value.span, in: table)
            }
        }
    }
    await #expect(processExitsWith: .success) { [path = folder.path as String] in try count(path, 200) }
    try await counting.value
    #expect(try environment.read { try $0.number("n", in: table) } == 400)
}
