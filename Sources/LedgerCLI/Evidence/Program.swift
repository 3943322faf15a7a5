internal import Glibc
internal import Ledger

/// Another program, run to its end.
enum Program {
    /// Runs `name`, found as a command, without input or output.
    ///
    /// - Returns: whether it is there and did its work.
    /// - Throws: ``LedgerError`` `unexpected` where it is there and did not.
    static func run(_ name: String, _ arguments: [String]) throws -> Bool {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        for (file, way) in [(Int32(0), O_RDONLY), (1, O_WRONLY), (2, O_WRONLY)] {
            unsafe posix_spawn_file_actions_addopen(&actions, file, "/dev/null", way, 0)
        }
        var texts = unsafe ([name] + arguments).map { unsafe strdup($0) }
        unsafe texts.append(nil)
        defer { unsafe texts.forEach { unsafe free($0) } }
        var process: pid_t = 0
        let code = unsafe posix_spawnp(&process, name, &actions, nil, texts, environ)
        if code == ENOENT || code == EACCES { return false }
        guard code == 0 else { throw LedgerError(.unexpected, ["\(name): \(unsafe String(cString: strerror(code)))"]) }
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { throw LedgerError(.unexpected, ["\(name): waitpid"]) }
        }
        // Ended by itself with 0: neither a signal nor a status.
        guard status == 0 else { throw LedgerError(.unexpected, [tr("\(name) failed", "\(name) 运行失败")]) }
        return true
    }
}
