import Glibc
import Storage
import TestSupport
import Testing

/// The 8-byte big-endian form of `number`.
func key(_ number: Int) -> [UInt8] { withUnsafeBytes(of: UInt64(number).bigEndian, Array.init) }

func number(_ bytes: [UInt8]) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }

func utf8(_ text: String) -> [UInt8] { Array(text.utf8) }

extension Environment {
    /// An environment of test size.
    convenience init(_ path: String, _ access: Access = .readWrite, mapBytes: Int = 16 << 20) throws {
        try self.init(path: path, access: access, mapBytes: mapBytes, tables: 4)
    }

    /// Stores rows `number` → `number`, in one transaction.
    func store(_ numbers: some Sequence<Int>, in table: Table) throws {
        try write { transaction in
            for n in numbers {
                let bytes = key(n)
                try transaction.put(bytes.span, bytes.span, in: table)
            }
        }
    }

    /// Replaces one row.
    func set(_ name: String, _ value: Int, in table: Table) throws {
        try write { transaction in
            let name = utf8(name), bytes = key(value)
            try transaction.put(name.span, bytes.span, in: table)
        }
    }

    /// All rows of `table`, as one state of the store has them.
    func rows(_ table: Table) throws -> [Row] { try read { try $0.rows(table) } }
}

struct Row: Hashable {
    var key: [UInt8]
    var value: [UInt8]
}

extension Transaction where Self: ~Copyable {
    borrowing func rows(_ table: Table) throws -> [Row] {
        try withCursor(table) { cursor in
            var rows: [Row] = []
            var found = try cursor.first()
            while found {
                rows.append(cursor.row)
                found = try cursor.next()
            }
            return rows
        }
    }

    borrowing func number(_ name: String, in table: Table) throws -> Int? {
        let name = utf8(name)
        return try value(name.span, in: table).map { StorageTests.number($0) }
    }
}

extension Cursor {
    var row: Row { withRow { Row(key: Array(copying: $0), value: Array(copying: $1)) } }
}

/// Runs `body` on a thread of its own: what waits for another process must not hold one of the tests' few threads.
func offPool<R: Sendable>(_ body: @escaping @Sendable () throws -> R) async throws -> R {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detach { continuation.resume(with: Result(catching: body)) }
    }
}

/// Work on a thread of its own that begins at once: a `Task` would wait behind every other test for a turn.
final class Beside<R: Sendable>: Sendable {
    private let result = Lock<Result<R, any Error>?>(nil)

    init(_ body: @escaping @Sendable () throws -> R) {
        Thread.detach { [result] in
            let outcome = Result(catching: body)
            result.withLock { $0 = outcome }
            result.notify()
        }
    }

    var value: R {
        get async throws { try await offPool { [result] in try result.wait { $0 }!.get() } }
    }
}

/// A flag that one process raises and another waits for: a named pipe with a byte in it.
///
/// Whoever makes it keeps it open, so the byte outlives the process that wrote it.
final class Signal: Sendable {
    struct Missing: Error {}

    let path: String
    private let descriptor: Int32

    /// Makes the pipe `path`, or opens the one that is there.
    init(_ path: String) throws {
        self.path = path
        guard mkfifo(path, 0o600) == 0 || errno == EEXIST else { throw Missing() }
        descriptor = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw Missing() }
    }

    deinit { close(descriptor) }

    func raise() {
        var byte: UInt8 = 1
        _ = Glibc.write(descriptor, &byte, 1)
    }

    /// Waits for one ``raise()``. The bound only ends what hangs: on a busy machine a test may long be out of turn.
    func wait() throws {
        var byte: UInt8 = 0
        var files = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
        while true {
            guard poll(&files, 1, 600_000) > 0 || errno == EINTR else { throw Missing() }
            if Glibc.read(descriptor, &byte, 1) == 1 { return }
        }
    }
}

/// What a folder holds: each file's bytes, mode and time of change.
func snapshot(_ folder: String) throws -> [String: FileState] {
    var states: [String: FileState] = [:]
    for name in try Files.names(folder) + ["."] {
        var status = stat()
        #expect(stat(folder + "/" + name, &status) == 0)
        states[name] = FileState(
            bytes: name == "." ? [] : try Files.read(folder + "/" + name), mode: status.st_mode,
            seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec)
    }
    return states
}

struct FileState: Hashable {
    var bytes: [UInt8]
    var mode: UInt32
    var seconds: Int
    var nanoseconds: Int
}

/// Ends the process as a power cut would.
func die() -> Never {
    kill(getpid(), SIGKILL)
    while true { pause() }
}

/// Whether the thread with the kernel's number `thread` waits for something.
///
/// Linux: the state in `/proc/self/task/TID/stat`.
func isAsleep(_ thread: Int) -> Bool {
    guard let text = try? Files.read("/proc/self/task/\(thread)/stat") else { return false }
    let afterName = String(decoding: text, as: UTF8.self).split(separator: ")").last ?? ""
    return afterName.hasPrefix(" S")
}

/// The kernel's number of the calling thread.
func threadNumber() -> Int {
    var target = [UInt8](repeating: 0, count: 64)
    let count = target.withUnsafeMutableBytes { readlink("/proc/thread-self", $0.baseAddress!, 63) }
    precondition(count > 0)
    return Int(String(decoding: target[..<count], as: UTF8.self).split(separator: "/").last!)!
}

/// Ends the process where `condition` does not hold: for what runs in a process of its own.
func demand(_ condition: Bool) { precondition(condition) }
