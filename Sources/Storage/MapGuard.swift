internal import CLMDB
internal import Glibc

/// LMDB trusts what its pages say. Where a file was cut off or its pages contradict themselves, it reads outside the
/// file or stops on an assertion; a program then says so and ends, instead of dying by a signal.
public enum MapGuard {
    /// From now on such a failure writes `message` to standard error, `answer` to standard output, and ends the process with `status`.
    ///
    /// Swift itself checks its bounds and traps otherwise (SIGILL, SIGTRAP), so SIGBUS and SIGSEGV come from mapped pages.
    public static func install(status: Int32, message: String, answer: String? = nil) {
        unsafe guardMessage = kept(message)
        unsafe guardAnswer = answer.map(kept)
        unsafe guardStatus = status
        for number in [SIGBUS, SIGSEGV] {
            var action = sigaction()
            unsafe action.__sigaction_handler.sa_handler = { _ in MapGuard.leave() }
            unsafe sigaction(number, &action, nil)
        }
    }

    /// A line that outlives everything: where pages break, nothing may be made.
    private static func kept(_ text: String) -> UnsafeBufferPointer<UInt8> {
        let bytes = Array((text + "\n").utf8)
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
        _ = unsafe copy.initialize(from: bytes)
        return UnsafeBufferPointer(copy)
    }

    /// Writes and ends with nothing but calls that a signal handler may make.
    static func leave() {
        guard let message = unsafe guardMessage else { _exit(6) }
        if let answer = unsafe guardAnswer { _ = unsafe write(1, answer.baseAddress, answer.count) }
        _ = unsafe write(2, message.baseAddress, message.count)
        unsafe _exit(guardStatus)
    }

    /// Has LMDB's assertions of `environment` end the same way; without a message LMDB aborts as it always did.
    static func watch(_ environment: OpaquePointer) {
        guard unsafe guardMessage != nil else { return }
        unsafe mdb_env_set_assert(environment) { _, _ in MapGuard.leave() }
    }
}

private nonisolated(unsafe) var guardMessage: UnsafeBufferPointer<UInt8>?
private nonisolated(unsafe) var guardAnswer: UnsafeBufferPointer<UInt8>?
private nonisolated(unsafe) var guardStatus: Int32 = 6
