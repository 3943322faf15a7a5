import Glibc
import Storage
import TestSupport
import Testing

/// One thread in a write transaction, a second one waiting for its turn to write, and what a third can do meanwhile.
private func whileAWriterWaits(_ path: String, _ body: (Environment, Table) throws -> Void) throws {
    let environment = try Environment(path)
    let table = try environment.openTables(["t"])[0]
    try environment.set("n", 1, in: table)
    let waiter = Lock(0), failure = Lock<(any Error)?>(nil)
    let second = try environment.write { transaction in
        let second = Thread {
            waiter.withLock { $0 = threadNumber() }
            waiter.notify()
            do { try environment.set("n", 2, in: table) } catch { failure.withLock { $0 = error } }
        }
        let number = waiter.wait { $0 == 0 ? nil : $0 }!
        while !isAsleep(number) { sched_yield() }
        try body(environment, table)
        return second
    }
    second.join()
    if let error = failure.withLock({ $0 }) { throw error }
}

/// Ends the process when `body` takes longer than a read ever may.
private func orAbort(_ body: () throws -> Void) rethrows {
    let isDone = Lock(false)
    Thread.detach {
        if isDone.wait(milliseconds: 10_000, until: { $0 ? true : nil }) == nil { abort() }
    }
    try body()
    isDone.withLock { $0 = true }
    isDone.notify()
}

@Test("a read does not wait for a thread that waits to write")
func readBesideWaitingWriter() async throws {
    await #expect(processExitsWith: .success) {
        let folder = TemporaryFolder()
        try whileAWriterWaits(folder.path) { environment, table in
            try orAbort { demand(try environment.read { try $0.number("n", in: table) } == 1) }
        }
    }
}

@Test("a map can be asked to grow while a thread waits to write: it is refused at once")
func resizeBesideWaitingWriter() async throws {
    await #expect(processExitsWith: .success) {
        let folder = TemporaryFolder()
        try whileAWriterWaits(folder.path) { environment, table in
            try orAbort { demand(try !environment.resizeMap(to: 32 << 20)) }
        }
    }
}
