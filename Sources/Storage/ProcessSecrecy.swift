internal import CLMDB

/// What a process that holds a secret gives up: it leaves no core file, and no other process of the same user may look into it.
public enum ProcessSecrecy {
    private static let begun: Bool = {
        precondition(clmdb_hide_process() == 0, "a process may always forbid its own dumps")
        return true
    }()

    /// Once and for the rest of the process. Linux: `RLIMIT_CORE` 0, hard too, and `PR_SET_DUMPABLE` 0.
    public static func begin() { precondition(begun) }
}
