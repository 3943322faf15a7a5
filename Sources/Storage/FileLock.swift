internal import Glibc

/// A lock on a whole file, exclusive or shared, held by an open file description: it goes with the process, and two openers of
/// one process exclude each other too. Linux: `F_OFD_SETLK`.
public final class FileLock: Sendable {
    public let path: String
    private let descriptor: Lock<Int32>

    /// Opens `path`, which is made if it is not there. The lock is not taken yet.
    public init(path: String) throws(StoreError) {
        self.path = path
        descriptor = Lock(try openForLocking(path))
    }

    deinit { descriptor.withLock { _ = close($0) } }

    /// Takes the lock.
    ///
    /// - Parameter waitMilliseconds: how long to wait for another holder.
    /// - Throws: ``StoreError`` `busy` once the time is over.
    public func lock(waitMilliseconds: Int) throws(StoreError) { try lock(Int16(F_WRLCK), waitMilliseconds) }

    /// Takes the lock beside others that share it, or turns an exclusive one into a shared one.
    ///
    /// - Throws: ``StoreError`` `busy` once the time is over and somebody still holds it exclusively.
    public func share(waitMilliseconds: Int) throws(StoreError) { try lock(Int16(F_RDLCK), waitMilliseconds) }

    private func lock(_ kind: Int16, _ waitMilliseconds: Int) throws(StoreError) {
        if try attempt(kind) { return }
        guard waitMilliseconds > 0 else { throw StoreError(.busy, "fcntl") }
        let taken = try waitForTurn(kind, milliseconds: waitMilliseconds)
        descriptor.withLock { old in
            _ = close(old)
            old = taken
        }
    }

    /// Gives the lock back.
    public func unlock() {
        var region = wholeFile(Int16(F_UNLCK))
        descriptor.withLock { _ = unsafe fcntl($0, ofdSetLock, &region) }
    }

    /// Writes 8 bytes at the start of the file, so that whoever watches it wakes; not synced, it carries no fact.
    public func ring(_ value: UInt64) {
        descriptor.withLock { file in
            _ = unsafe withUnsafeBytes(of: value.bigEndian) { unsafe pwrite(file, $0.baseAddress, 8, 0) }
        }
    }

    private func attempt(_ kind: Int16) throws(StoreError) -> Bool {
        var region = wholeFile(kind)
        let code = descriptor.withLock { unsafe fcntl($0, ofdSetLock, &region) == 0 ? 0 : errno }
        if code == 0 { return true }
        guard code == EAGAIN || code == EACCES else { throw StoreError(.init(rawValue: code), "fcntl") }
        return false
    }

    /// Waits in the kernel's queue on a helper thread, since the kernel's own wait knows no deadline.
    ///
    /// - Returns: a descriptor that holds the lock. A helper that wins too late closes its own, and with it the lock.
    private func waitForTurn(_ kind: Int16, milliseconds: Int) throws(StoreError) -> Int32 {
        let file = try openForLocking(path)
        let outcome = Lock<Outcome>(.waiting)
        Thread.detach {
            var region = wholeFile(kind)
            var code = unsafe fcntl(file, ofdSetLockWait, &region)
            while code != 0 && errno == EINTR { code = unsafe fcntl(file, ofdSetLockWait, &region) }
            let result: Outcome = code == 0 ? .held : .failed(errno)
            let tooLate = outcome.withLock { state in
                if state == .abandoned { return true }
                state = result
                return false
            }
            if tooLate { _ = close(file) }
            outcome.notify()
        }
        _ = outcome.wait(milliseconds: milliseconds) { $0 == .waiting ? nil : true }
        let end = outcome.withLock { state in
            if state == .waiting { state = .abandoned }
            return state
        }
        switch end {
        case .held: return file
        case .failed(let code):
            _ = close(file)
            throw StoreError(.init(rawValue: code), "fcntl")
        case .waiting, .abandoned: throw StoreError(.busy, "fcntl")
        }
    }

    private enum Outcome: Hashable, Sendable {
        case waiting, held, abandoned
        case failed(Int32)
    }
}

private func openForLocking(_ path: String) throws(StoreError) -> Int32 {
    let file = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw .system("open") }
    return file
}

// Linux fcntl.h; hidden from Swift behind _GNU_SOURCE.
private let ofdSetLock: Int32 = 37
private let ofdSetLockWait: Int32 = 38

private func wholeFile(_ kind: Int16) -> flock {
    flock(l_type: kind, l_whence: Int16(SEEK_SET), l_start: 0, l_len: 0, l_pid: 0)
}
