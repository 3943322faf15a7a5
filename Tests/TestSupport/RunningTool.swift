import Foundation

/// A program at work, its three pipes in hand. Belongs to one test.
public final class RunningTool {
    public let process: pid_t
    private var input: Int32
    private var output: Int32
    private var errors: Int32
    private var outputBytes: [UInt8] = []
    private var errorBytes: [UInt8] = []
    private var isReaped = false

    /// Pipes of one start must not reach the children of another.
    private static let starting = NSLock()
    /// Hidden from Swift by the C library's headers.
    private static let changeFolder = unsafeBitCast(
        dlsym(nil, "posix_spawn_file_actions_addchdir_np"),
        to: (@convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, UnsafePointer<CChar>) -> Int32).self)
    private static let ignoresBrokenPipes: Void = { _ = signal(SIGPIPE, SIG_IGN) }()

    init(_ path: String, _ arguments: [String], _ environment: [String: String], folder: String) {
        Self.ignoresBrokenPipes
        Self.starting.lock()
        defer { Self.starting.unlock() }
        func makePipe() -> [Int32] {
            var ends: [Int32] = [-1, -1]
            precondition(pipe(&ends) == 0, "no pipe")
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            return ends
        }
        let pipes = [makePipe(), makePipe(), makePipe()]
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        precondition(Self.changeFolder(&actions, folder) == 0)
        posix_spawn_file_actions_adddup2(&actions, pipes[0][0], 0)
        posix_spawn_file_actions_adddup2(&actions, pipes[1][1], 1)
        posix_spawn_file_actions_adddup2(&actions, pipes[2][1], 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        var usual = sigset_t()
        sigemptyset(&usual)
        posix_spawnattr_setsigmask(&attributes, &usual)
        for number in [SIGPIPE, SIGINT, SIGTERM] { sigaddset(&usual, number) }
        posix_spawnattr_setsigdefault(&attributes, &usual)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
        let texts = ([path] + arguments).map { strdup($0) } + [nil]
        let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        var process: pid_t = 0
        let code = posix_spawn(&process, path, &actions, &attributes, texts, variables)
        for text in texts + variables { free(text) }
        posix_spawn_file_actions_destroy(&actions)
        posix_spawnattr_destroy(&attributes)
        precondition(code == 0, "cannot start \(path): \(String(cString: strerror(code)))")
        self.process = process
        close(pipes[0][0])
        close(pipes[1][1])
        close(pipes[2][1])
        (input, output, errors) = (pipes[0][1], pipes[1][0], pipes[2][0])
        for end in [input, output, errors] { _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK) }
    }

    deinit {
        if !isReaped {
            kill(process, SIGKILL)
            var status: Int32 = 0
            waitpid(process, &status, 0)
        }
        for end in [input, output, errors] where end >= 0 { close(end) }
    }

    /// Writes `text` to its standard input; a few kilobytes at most.
    public func send(_ text: String) {
        var rest = Array(text.utf8)
        while !rest.isEmpty {
            let count = write(input, rest, rest.count)
            guard count > 0 else { return }
            rest.removeFirst(count)
        }
    }

    /// Goes away as a reader, as `head` does.
    public func stopReading() {
        close(output)
        output = -1
    }

    public func interrupt(_ number: Int32 = SIGINT) { kill(process, number) }

    /// The next line of its output; `nil` where none comes in time.
    public func line(seconds: Int = 30) -> String? { next(\.outputBytes, seconds) }

    /// The next line of its standard error.
    public func errorLine(seconds: Int = 30) -> String? { next(\.errorBytes, seconds) }

    private func next(_ bytes: ReferenceWritableKeyPath<RunningTool, [UInt8]>, _ seconds: Int) -> String? {
        let deadline = Deadline(seconds: seconds)
        while true {
            if let feed = self[keyPath: bytes].firstIndex(of: 0x0A) {
                let line = String(decoding: self[keyPath: bytes][..<feed], as: UTF8.self)
                self[keyPath: bytes].removeFirst(feed + 1)
                return line
            }
            var nothing: [UInt8] = []
            guard exchange(&nothing, deadline) else { return nil }
        }
    }

    /// Sends `input`, ends it, and waits for the program's end; after `seconds` it is killed.
    ///
    /// - Parameter keepsInput: leaves its standard input open, so that nothing but a signal or the program itself ends it.
    public func finish(input bytes: [UInt8] = [], keepsInput: Bool = false, seconds: Int = 60) -> CommandLineTool.Outcome {
        let deadline = Deadline(seconds: seconds)
        var rest = bytes
        if rest.isEmpty && !keepsInput { closeInput() }
        while output >= 0 || errors >= 0 {
            if !exchange(&rest, deadline) {
                kill(process, SIGKILL)
                break
            }
            if rest.isEmpty && !keepsInput { closeInput() }
        }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        isReaped = true
        let signal = status & 0x7F
        return CommandLineTool.Outcome(
            status: signal == 0 ? (status >> 8) & 0xFF : nil, signal: signal == 0 ? nil : signal, output: outputBytes,
            errors: String(decoding: errorBytes, as: UTF8.self))
    }

    private func closeInput() {
        if input >= 0 { close(input) }
        input = -1
    }

    /// Moves what can be moved, once.
    ///
    /// - Returns: `false` once the time is over or all is said.
    private func exchange(_ rest: inout [UInt8], _ deadline: Deadline) -> Bool {
        var files = [
            pollfd(fd: output, events: Int16(POLLIN), revents: 0), pollfd(fd: errors, events: Int16(POLLIN), revents: 0),
            pollfd(fd: rest.isEmpty ? -1 : input, events: Int16(POLLOUT), revents: 0),
        ]
        let left = deadline.milliseconds
        guard left > 0, output >= 0 || errors >= 0 else { return false }
        guard poll(&files, 3, left) > 0 else { return deadline.milliseconds > 0 }
        if files[0].revents != 0 { drain(&output, &outputBytes) }
        if files[1].revents != 0 { drain(&errors, &errorBytes) }
        if files[2].revents != 0 {
            let count = write(input, rest, rest.count)
            // Whoever does not read to the end does not want the rest.
            if count < 0 && errno != EAGAIN && errno != EINTR { rest = [] } else if count > 0 { rest.removeFirst(count) }
        }
        return true
    }

    private func drain(_ file: inout Int32, _ bytes: inout [UInt8]) {
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        let count = read(file, &chunk, chunk.count)
        if count > 0 {
            bytes.append(contentsOf: chunk[..<count])
        } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
            close(file)
            file = -1
        }
    }

    private struct Deadline {
        private let end: UInt64

        init(seconds: Int) { end = DispatchTime.now().uptimeNanoseconds + UInt64(seconds) * 1_000_000_000 }

        var milliseconds: Int32 {
            let now = DispatchTime.now().uptimeNanoseconds
            return now >= end ? 0 : Int32((end - now) / 1_000_000 + 1)
        }
    }
}

extension RunningTool {
    /// Runs a line of shell; `$0`, `$1`, … are `arguments`.
    public static func shell(_ script: String, _ arguments: [String] = []) -> CommandLineTool.Outcome {
        let environment = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "LANG": "C"]
        return RunningTool("/bin/sh", ["-c", script] + arguments, environment, folder: "/").finish()
    }
}
