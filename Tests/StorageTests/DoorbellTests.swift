import Glibc
import Storage
import TestSupport
import Testing

/// A pipe's two ends.
private final class Pipe: Sendable {
    let reading: Int32
    let writing: Int32

    init() {
        var ends: [Int32] = [0, 0]
        precondition(pipe(&ends) == 0)
        (reading, writing) = (ends[0], ends[1])
    }

    deinit {
        close(reading)
        close(writing)
    }

    func send() {
        var byte: UInt8 = 1
        _ = write(writing, &byte, 1)
    }
}

/// So long that only a ring can have ended the wait.
private let long: Int32 = 120_000

@Test("a ring that came before the wait ends it at once")
func ringBefore() throws {
    let folder = TemporaryFolder()
    let lock = try FileLock(path: folder.file("writer.lock"))
    let bell = try Doorbell(path: lock.path)
    let pipe = Pipe()
    let clock = ContinuousClock()
    let elapsed = try clock.measure { () throws in
        lock.ring(1)
        #expect(try !bell.wait(milliseconds: long, or: pipe.reading))
        // The same value rings as well.
        lock.ring(1)
        #expect(try !bell.wait(milliseconds: long, or: pipe.reading))
    }
    #expect(elapsed < .seconds(60))
}

@Test("a ring during the wait ends it, from whatever opener of the file")
func ringDuring() throws {
    let folder = TemporaryFolder()
    let path = folder.file("writer.lock")
    let lock = try FileLock(path: path)
    let bell = try Doorbell(path: path)
    let pipe = Pipe()
    let clock = ContinuousClock()
    let elapsed = try clock.measure { () throws in
        for round in 0..<20 {
            let about = Lock(0)
            let ringer = Thread {
                let waiter = about.wait { $0 == 0 ? nil : $0 }!
                // Every other round the waiter is asleep by then.
                while round % 2 == 0 && !isAsleep(waiter) { sched_yield() }
                lock.ring(UInt64(round))
            }
            about.withLock { $0 = threadNumber() }
            about.notify()
            #expect(try !bell.wait(milliseconds: long, or: pipe.reading))
            ringer.join()
        }
    }
    #expect(elapsed < .seconds(60))
}

@Test("one wait answers all rings that piled up")
func ringsPileUp() throws {
    let folder = TemporaryFolder()
    let lock = try FileLock(path: folder.file("writer.lock"))
    let bell = try Doorbell(path: lock.path)
    let pipe = Pipe()
    for n in 0..<1000 { lock.ring(UInt64(n)) }
    #expect(try !bell.wait(milliseconds: long, or: pipe.reading))
    let clock = ContinuousClock()
    let elapsed = try clock.measure { () throws in #expect(try !bell.wait(milliseconds: 40, or: pipe.reading)) }
    #expect(elapsed >= .milliseconds(40))
}

@Test("something to read on the other descriptor ends the wait and is told")
func otherDescriptor() throws {
    let folder = TemporaryFolder()
    let lock = try FileLock(path: folder.file("writer.lock"))
    let bell = try Doorbell(path: lock.path)
    let pipe = Pipe()
    pipe.send()
    #expect(try bell.wait(milliseconds: long, or: pipe.reading))
    // It is the caller's to read; until then it is told again, also beside a ring.
    lock.ring(1)
    #expect(try bell.wait(milliseconds: long, or: pipe.reading))
    var byte: UInt8 = 0
    #expect(read(pipe.reading, &byte, 1) == 1)
    #expect(try !bell.wait(milliseconds: 0, or: pipe.reading))
}

@Test("without a ring the time ends the wait, and no other descriptor is needed")
func timeEnds() throws {
    let folder = TemporaryFolder()
    let lock = try FileLock(path: folder.file("writer.lock"))
    let bell = try Doorbell(path: lock.path)
    let clock = ContinuousClock()
    let elapsed = try clock.measure { () throws in #expect(try !bell.wait(milliseconds: 40, or: -1)) }
    #expect(elapsed >= .milliseconds(40))
    #expect(throws: StoreError(.noSuchFile, "inotify_add_watch")) { try Doorbell(path: folder.file("absent")) }
}

private func ringFromElsewhere(_ path: String) throws { try FileLock(path: path).ring(1) }

@Test("another process rings")
func otherProcessRings() async throws {
    let folder = TemporaryFolder()
    let path = folder.file("writer.lock")
    let lock = try FileLock(path: path)
    let bell = try Doorbell(path: lock.path)
    let waiting = Beside { try bell.wait(milliseconds: long, or: -1) }
    await #expect(processExitsWith: .success) { [path = path as String] in try ringFromElsewhere(path) }
    #expect(try await !waiting.value)
}
