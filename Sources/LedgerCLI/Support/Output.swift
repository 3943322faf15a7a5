internal import CanonicalJSON
internal import Glibc

/// Data on standard output, gathered into large writes.
final class Output: @unchecked Sendable {
    static let standard = Output()
    private var bytes = ByteBuilder(capacity: 1 << 16)

    /// Writes a line feed after `line`.
    func line(_ line: Span<UInt8>) {
        bytes.append(line)
        bytes.append(0x0A)
        if bytes.count > 1 << 15 { flush() }
    }

    func line(_ text: String) {
        raw(text)
        raw("\n")
    }

    func raw(_ text: String) {
        bytes.append(utf8: text)
        if bytes.count > 1 << 15 { flush() }
    }

    func raw(_ text: Span<UInt8>) {
        bytes.append(text)
        if bytes.count > 1 << 15 { flush() }
    }

    /// Hands everything to the system. Where nobody reads any more, the program ends; a full disk is said.
    func flush() {
        bytes.withSpan { text in writeAll(1, text) }
        bytes.removeAll()
    }
}

/// Talk on standard error: progress, notes, failures.
enum Talk {
    nonisolated(unsafe) static var isQuiet = false

    static func note(_ text: String) {
        if unsafe !isQuiet { say(text) }
    }

    /// What was answered before it goes out first.
    static func sayAfterAnswers(_ text: String) {
        Output.standard.flush()
        say(text)
    }

    static func say(_ text: String) {
        let units = Array((text + "\n").utf8)
        writeAll(2, units.span)
    }
}

func writeAll(_ file: Int32, _ text: Span<UInt8>) {
    var done = 0
    while done < text.count {
        let count = unsafe text.withUnsafeBufferPointer { unsafe write(file, $0.baseAddress! + done, text.count - done) }
        if count >= 0 {
            done += count
        } else if errno == EPIPE || file == 2 {
            exit(file == 2 ? 1 : 0)
        } else if errno != EINTR {
            let reason = unsafe String(cString: strerror(errno))
            Talk.say("deedlog: \(reason)")
            exit(74)
        }
    }
}
