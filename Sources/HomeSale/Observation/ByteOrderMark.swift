/// Leaves out a UTF-8 byte order mark at the start of a stream, wherever the stream is cut into chunks.
struct ByteOrderMark {
    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    private var matched = 0

    /// Still undecided: fewer than three bytes have come, all of the mark.
    private(set) var isOpen = true

    /// Takes one of the first bytes. Returns those that are text after all.
    mutating func take(_ byte: UInt8) -> [UInt8] {
        if byte == Self.mark[matched] {
            matched += 1
            if matched == 3 { isOpen = false }
            return []
        }
        isOpen = false
        return Self.mark[..<matched] + [byte]
    }

    /// The bytes held back when the stream ended inside a mark.
    mutating func finish() -> ArraySlice<UInt8> {
        defer { isOpen = false }
        return isOpen ? Self.mark[..<matched] : []
    }
}
