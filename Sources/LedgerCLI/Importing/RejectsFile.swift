internal import Glibc
internal import HomeSale
internal import Ledger
internal import Proofs

/// Rejected rows as JSON Lines: file, line, column, code, reason; never the cell's text.
final class RejectsFile {
    let path: String
    private var descriptor: Int32 = -1
    private(set) var count: UInt64 = 0

    init(path: String) { self.path = path }

    deinit { if descriptor >= 0 { close(descriptor) } }

    func add(_ file: String, line: Int, column: Int?, columnName: String?, code: String, reason: String) throws {
        if descriptor < 0 {
            descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
            guard descriptor >= 0 else { throw LedgerError(.inputOutput, [path, unsafe String(cString: strerror(errno))]) }
        }
        var one = JSONText()
        one.put("file", file)
        one.put("line", line)
        if let column { one.put("column", column) }
        if let columnName { one.put("columnName", columnName) }
        one.put("code", code)
        one.put("reason", reason)
        let units = Array((one.text + "\n").utf8)
        writeAll(descriptor, units.span)
        count += 1
    }
}
