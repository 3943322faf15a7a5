internal import Glibc
internal import Ledger

/// Lines of a file or of standard input, as they come; Ctrl-C ends the wait.
final class LineInput {
    /// A draft may be written with escapes six times as long as what is stored.
    static let longestLine = 1 << 20

    enum Event {
        case line([UInt8])
        /// A line over ``LineInput/longestLine``, passed over.
        case tooLong
        /// Nothing more is there yet.
        case nothingYet
        case end
        case interrupted
    }

    private let path: String
    private let descriptor: Int32
    private let interrupt: Interrupt
    private var buffer: [UInt8] = []
    private var start = 0
    private var isAtEnd = false
    private var isSkipping = false
    /// Lines handed out so far.
    private(set) var lineNumber = 0

    /// - Parameter holdsDrafts: whether to say on a terminal that drafts are waited for.
    init(path: String, interrupt: Interrupt, holdsDrafts: Bool = true) throws {
        self.path = path
        self.interrupt = interrupt
        if path == "-" {
            descriptor = 0
            if holdsDrafts && isatty(0) == 1 {
                Talk.note(tr("reading drafts from the terminal, one per line; Ctrl-D ends.", "从终端读取草稿，每行一条；Ctrl-D 结束。"))
            }
        } else {
            descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw LedgerError(.fileNotFound, [path, unsafe String(cString: strerror(errno))]) }
        }
    }

    deinit { if descriptor != 0 { close(descriptor) } }

    /// The next line without its line feed.
    ///
    /// - Parameter wait: whether to wait for one.
    func next(wait: Bool) throws -> Event {
        var searched = start
        while true {
            if let feed = buffer[searched...].firstIndex(of: 0x0A) {
                let line = Array(buffer[start..<feed])
                start = feed + 1
                lineNumber += 1
                let isTooLong = isSkipping || line.count > Self.longestLine
                isSkipping = false
                return isTooLong ? .tooLong : .line(line)
            }
            searched = buffer.count
            if buffer.count - start > Self.longestLine {
                // What is too long is not kept, only passed over.
                isSkipping = true
                buffer.removeAll(keepingCapacity: true)
                (start, searched) = (0, 0)
            }
            if isAtEnd {
                guard start < buffer.count || isSkipping else { return .end }
                let line = Array(buffer[start...])
                start = buffer.count
                lineNumber += 1
                defer { isSkipping = false }
                return isSkipping ? .tooLong : .line(line)
            }
            if start > 0 {
                buffer.removeFirst(start)
                searched -= start
                start = 0
            }
            var files = [
                pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: interrupt.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            let ready = unsafe poll(&files, 2, wait ? -1 : 0)
            if ready < 0 && errno == EINTR { continue }
            if files[1].revents != 0 { return .interrupted }
            if ready == 0 { return .nothingYet }
            try fill()
        }
    }

    private func fill() throws {
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        let count = unsafe read(descriptor, &chunk, chunk.count)
        if count < 0 && (errno == EINTR || errno == EAGAIN) { return }
        guard count >= 0 else { throw LedgerError(.inputOutput, [path, unsafe String(cString: strerror(errno))]) }
        if count == 0 { isAtEnd = true }
        buffer.append(contentsOf: chunk[..<count])
    }
}
