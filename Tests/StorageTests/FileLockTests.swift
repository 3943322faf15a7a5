import Glibc
import Storage
import TestSupport
import Testing

private let busy = StoreError(.busy, "fcntl")

/// Whether another opener could take the lock just now.
private func isFree(_ path: String) throws -> Bool {
    let other = try FileLock(path: path)
    do throws(StoreError) {
        try other.lock(waitMilliseconds: 0)
        return true
    } catch {
        guard error == busy else { throw error }
        return false
    }
}

@Test("one holder at a time, also within a process; the next gets the lock once it is given back")
func excludes() throws {
    let folder = TemporaryFolder()
    let path = folder.file("writer.lock")
    let first = try FileLock(path: path), second = try FileLock(path: path)
    #expect(Files.mode(path) == 0o600)
    try first.lock(waitMilliseconds: 0)
    // A holder that asks again holds it still.
    try first.lock(waitMilliseconds: 0)
    #expect(throws: busy) { try second.lock(waitMilliseconds: 0) }
    first.unlock()
    try second.lock(waitMilliseconds: 0)
    #expect(throws: busy) { try first.lock(waitMilliseconds: 0) }
    second.unlock()
    second.unlock()
    #expect(try isFree(path))
}

@Test("a lock goes with its holder")
func goesWithHolder() throws {
    let folder = TemporaryFolder()
    let path = folder.file("writer.lock")
    var holder: FileLock? = try FileLock(path: path)
    try holder?.lock(waitMilliseconds: 0)
    #expect(try !isFree(path))
    holder = nil
    #expect(try isFree(path))
}

@Test("who waits gets the lock as soon as it is free, and holds it as any other")
func waitsInTime() throws {
    let folder = TemporaryFolder()
    let path = folder.file("writer.lock")
    let first = try FileLock(path: path), second = try FileLock(path: path)
    for _ in 0..<20 {
        try first.lock(waitMilliseconds: 60_000)
        let asks = Lock(false), error = Lock<StoreError?>(nil)
        let waiter = Thread {
            asks.withLock { $0 = true }
            asks.notify()
            do throws(StoreError) { try second.lock(waitMilliseconds: 60_000) } catch let failure {
                error.withLock { $0 = failure }
            }
        }
        _ = asks.wait { $0 ? true : nil }
        first.unlock()
        waiter.join()
        #expect(error.withLock { $0 } == nil)
        #expect(try !isFree(path))
        #expect(throws: busy) { try first.lock(waitMilliseconds: 0) }
        second.unlock()
    }
    #expect(try isFree(path))
}

@Test("after the time it is busy, not before, and the holder holds on")
func busyAfterTheTime() throws {
    let folder = TemporaryFolder()
    let path = folder.file("writer.lock")
    let first = try FileLock(path: path), second = try FileLock(path: path)
    try first.lock(waitMilliseconds: 0)
    let clock = ContinuousClock()
    let elapsed = clock.measure { #expect(throws: busy) { try second.lock(waitMilliseconds: 80) } }
    #expect(elapsed >= .milliseconds(80))
    #expect(try !isFree(path))
}

@Test("a wait that was given up neither keeps the lock nor drops another's when its turn comes")
func abandonedWait() throws {
    let folder = TemporaryFolder()
    let path = folder.file("writer.lock")
    let first = try FileLock(path: path), second = try FileLock(path: path), third = try FileLock(path: path)
    for _ in 0..<20 {
        try first.lock(waitMilliseconds: 60_000)
        #expect(throws: busy) { try second.lock(waitMilliseconds: 1) }
        #expect(throws: busy) { try second.lock(waitMilliseconds: 1) }
        #expect(try !isFree(path))
        first.unlock()
        // The helpers of the abandoned waits come and go; they keep nobody out for good.
        try third.lock(waitMilliseconds: 60_000)
        for _ in 0..<50 { #expect(try !isFree(path)) }
        third.unlock()
        // Who gave up may ask again.
        try second.lock(waitMilliseconds: 60_000)
        for _ in 0..<50 { #expect(try !isFree(path)) }
        second.unlock()
    }
}

@Test("many that wait all get their turn, one at a time")
func turns() throws {
    let folder = TemporaryFolder()
    let path = folder.file("writer.lock")
    let inside = Lock(0), overlaps = Lock(0), failures = Lock(0)
    let threads = (0..<4).map { _ in
        Thread {
            guard let lock = try? FileLock(path: path) else { return failures.withLock { $0 += 1 } }
            for _ in 0..<25 {
                guard (try? lock.lock(waitMilliseconds: 60_000)) != nil else { return failures.withLock { $0 += 1 } }
                let count = inside.withLock {
                    $0 += 1; return $0
                }
                if count != 1 { overlaps.withLock { $0 += 1 } }
                inside.withLock { $0 -= 1 }
                lock.unlock()
            }
        }
    }
    for thread in threads { thread.join() }
    #expect(failures.withLock { $0 } == 0)
    #expect(overlaps.withLock { $0 } == 0)
}

/// Holds the lock until told to go, or until killed.
private func hold(_ folder: String, _ thenDie: Bool) throws {
    let held = try Signal(folder + "/held"), go = try Signal(folder + "/go")
    let lock = try FileLock(path: folder + "/writer.lock")
    try lock.lock(waitMilliseconds: 0)
    held.raise()
    try go.wait()
    if thenDie { die() }
    lock.unlock()
}

/// What this process does beside the holder: finds it busy, asks for it, tells the holder to go, gets it.
private func takeOver(_ folder: String) throws {
    let held = try Signal(folder + "/held"), go = try Signal(folder + "/go")
    let lock = try FileLock(path: folder + "/writer.lock")
    try held.wait()
    #expect(throws: busy) { try lock.lock(waitMilliseconds: 0) }
    #expect(throws: busy) { try lock.lock(waitMilliseconds: 20) }
    let asks = Lock(false), failure = Lock<StoreError?>(nil)
    let waiter = Thread {
        asks.withLock { $0 = true }
        asks.notify()
        do throws(StoreError) { try lock.lock(waitMilliseconds: 60_000) } catch { failure.withLock { $0 = error } }
    }
    _ = asks.wait { $0 ? true : nil }
    go.raise()
    waiter.join()
    #expect(failure.withLock { $0 } == nil)
    #expect(try !isFree(folder + "/writer.lock"))
}

@Test("the lock excludes another process, until that one gives it back")
func otherProcess() async throws {
    let folder = TemporaryFolder()
    // Made here first, so that no byte is lost between the two.
    let held = try Signal(folder.file("held")), go = try Signal(folder.file("go"))
    let taking = Beside { [path = folder.path] in try takeOver(path) }
    await #expect(processExitsWith: .success) { [path = folder.path as String] in try hold(path, false) }
    try await taking.value
    _ = (held, go)
}

@Test("the lock of a process that was killed is free")
func killedHolder() async throws {
    let folder = TemporaryFolder()
    let held = try Signal(folder.file("held")), go = try Signal(folder.file("go"))
    let taking = Beside { [path = folder.path] in try takeOver(path) }
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = folder.path as String] in try hold(path, true) }
    try await taking.value
    _ = (held, go)
}

@Test("a lock file that cannot be made is an error of opening")
func noFile() {
    let folder = TemporaryFolder()
    #expect(throws: StoreError(.noSuchFile, "open")) { try FileLock(path: folder.file("absent/writer.lock")) }
}

@Test("ringing writes eight bytes, big-endian, and keeps the lock")
func rings() throws {
    let folder = TemporaryFolder()
    let path = folder.file("writer.lock")
    let lock = try FileLock(path: path)
    try lock.lock(waitMilliseconds: 0)
    lock.ring(0x0102_0304_0506_0708)
    #expect(try Files.read(path) == [1, 2, 3, 4, 5, 6, 7, 8])
    lock.ring(9)
    #expect(try Files.read(path) == [0, 0, 0, 0, 0, 0, 0, 9])
    #expect(try !isFree(path))
}
