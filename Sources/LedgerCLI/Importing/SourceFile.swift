internal import Glibc
internal import Ledger

/// A source's bytes in chunks, as UTF-8: GB18030 goes through the C library's `iconv`.
@safe final class SourceFile {
    private let path: String
    private let descriptor: Int32
    private let converter: iconv_t?
    private var rest: [UInt8] = []
    private(set) var bytesRead: UInt64 = 0

    init(path: String, isGB18030: Bool) throws {
        self.path = path
        descriptor = path == "-" ? 0 : unsafe open(path, O_RDONLY | O_CLOEXEC)
        var converter: iconv_t?
        if isGB18030 {
            unsafe converter = iconv_open("UTF-8", "GB18030")
            if unsafe converter == iconv_t(bitPattern: -1) {
                unsafe self.converter = nil
                throw LedgerError(.inputOutput, [path, "iconv: GB18030"])
            }
        }
        unsafe self.converter = converter
        guard descriptor >= 0 else { throw LedgerError(.fileNotFound, [path, unsafe String(cString: strerror(errno))]) }
    }

    deinit {
        if let converter = unsafe converter { unsafe iconv_close(converter) }
        if descriptor > 0 { close(descriptor) }
    }

    /// The next bytes; `nil` at the end.
    func next() throws -> [UInt8]? {
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        var count = unsafe read(descriptor, &chunk, chunk.count)
        while count < 0 && errno == EINTR { count = unsafe read(descriptor, &chunk, chunk.count) }
        guard count >= 0 else { throw LedgerError(.inputOutput, [path, unsafe String(cString: strerror(errno))]) }
        bytesRead += UInt64(count)
        guard let converter = unsafe converter else { return count == 0 ? nil : Array(chunk[..<count]) }
        if count == 0 {
            // A character cut off by the end of the file is no text.
            defer { rest = [] }
            return rest.isEmpty ? nil : [0xFF]
        }
        return unsafe convert(rest + chunk[..<count], converter)
    }

    /// What cannot be converted becomes 0xFF, which no UTF-8 holds, so that its row is rejected and no other.
    private func convert(_ bytes: [UInt8], _ converter: iconv_t) -> [UInt8] {
        var input = bytes
        var output = [UInt8](repeating: 0, count: bytes.count * 3 + 16)
        var written = 0
        var taken = 0
        unsafe input.withUnsafeMutableBytes { source in
            unsafe output.withUnsafeMutableBytes { target in
                while taken < source.count {
                    var from: UnsafeMutablePointer<CChar>? = unsafe (source.baseAddress! + taken).assumingMemoryBound(
                        to: CChar.self)
                    var left = source.count - taken
                    var to: UnsafeMutablePointer<CChar>? = unsafe (target.baseAddress! + written).assumingMemoryBound(
                        to: CChar.self)
                    var room = target.count - written
                    let result = unsafe iconv(converter, &from, &left, &to, &room)
                    let failure = errno
                    taken = source.count - left
                    written = target.count - room
                    if result != -1 || failure == EINVAL { break }
                    // EILSEQ: one byte is passed over.
                    unsafe target[written] = 0xFF
                    written += 1
                    taken += 1
                }
            }
        }
        rest = Array(bytes[taken...])
        return Array(output[..<written])
    }
}
