internal import CLMDB
internal import Glibc

/// LMDB trusts what its pages say. Where a file was cut off or its pages contradict themselves, it reads outside the
/// file or stops on an assertion; a program then says so and ends, instead of dying by a signal.
public enum MapGuard {
    /// From now on such a failure writes `message` to standard error and ends the process with `status`.
    ///
    /// Swift itself checks its bounds and traps otherwise (SIGILL, SIGTRAP), so SIGBUS and SIGSEGV come from mapped pages.
    public static func install(status: Int32, message: String) {
        let bytes = Array((message + "\n").utf8)
        let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count)
        unsafe copy.initialize(from: bytes, count: bytes.count)
        unsafe guardMessage = UnsafePointer(copy)
        unsafe guardMessageBytes = bytes.count
        unsafe guardStatus = status
        for number in [SIGBUS, SIGSEGV] {
            var action = sigaction()
            unsafe action.__sigaction_handler.sa_handler = { _ in MapGuard.leave() }
            unsafe sigaction(number, &action, nil)
        }
    }

    /// Writes and ends with nothing but calls that a signal handler may make.
    static func leave() {
        guard let message = unsafe guardMessage else { _exit(6) }
        _ = unsafe write(2, message, guardMessageBytes)
        unsafe _exit(guardStatus)
    }

    /// Has LMDB's assertions of `environment` end the same way; without a message LMDB aborts as it always did.
    static func watch(_ environment: OpaquePointer) {
        guard unsafe guardMessage != nil else { return }
        unsafe mdb_env_set_assert(environment) { _, _ in MapGuard.leave() }
    }
}

private nonisolated(unsafe) var guardMessage: UnsafePointer<UInt8>?
private nonisolated(unsafe) var guardMessageBytes = 0
private nonisolated(unsafe) var guardStatus: Int32 = 6
