internal import Storage

/// Keys and values of the tables, big-endian throughout, so that byte order is number order. docs/FORMAT.md.
enum Row {
    @inline(__always)
    static func store<let count: Int>(_ value: UInt64, _ bytes: Int, _ row: inout InlineArray<count, UInt8>, at offset: Int) {
        var shift = (bytes &- 1) &* 8
        for k in 0..<bytes {
            row[offset &+ k] = UInt8(truncatingIfNeeded: value >> UInt64(shift))
            shift &-= 8
        }
    }

    @inline(__always)
    static func load(_ text: Span<UInt8>, _ offset: Int, _ bytes: Int) -> UInt64 {
        var value: UInt64 = 0
        for k in 0..<bytes { value = value << 8 | UInt64(text[offset &+ k]) }
        return value
    }

    /// entries: index 8.
    @inline(__always)
    static func entry(_ index: UInt64) -> InlineArray<8, UInt8> {
        var row = InlineArray<8, UInt8>(repeating: 0)
        store(index, 8, &row, at: 0)
        return row
    }

    /// tiles: level 1, number 8.
    static func tile(_ level: Int, _ number: UInt64) -> InlineArray<9, UInt8> {
        var row = InlineArray<9, UInt8>(repeating: 0)
        row[0] = UInt8(level)
        store(number, 8, &row, at: 1)
        return row
    }

    /// streamIndex: stream number 6, revision 4.
    @inline(__always)
    static func streamIndex(_ stream: UInt64, _ revision: UInt32) -> InlineArray<10, UInt8> {
        var row = InlineArray<10, UInt8>(repeating: 0)
        store(stream, 6, &row, at: 0)
        store(UInt64(revision), 4, &row, at: 6)
        return row
    }

    /// Value of a streamIndex row: index 6, first 8 bytes of SHA-256 over the key.
    @inline(__always)
    static func streamIndexValue(_ index: UInt64, _ keyHash: UInt64) -> InlineArray<14, UInt8> {
        var row = InlineArray<14, UInt8>(repeating: 0)
        store(index, 6, &row, at: 0)
        store(keyHash, 8, &row, at: 6)
        return row
    }

    /// keys: stream number 6, key hash 8, revision 4; the value is empty.
    static func key(_ stream: UInt64, _ keyHash: UInt64, _ revision: UInt32) -> InlineArray<18, UInt8> {
        var row = InlineArray<18, UInt8>(repeating: 0)
        store(stream, 6, &row, at: 0)
        store(keyHash, 8, &row, at: 6)
        store(UInt64(revision), 4, &row, at: 14)
        return row
    }

    /// types: type, 0x00, chunk 4.
    static func type(_ name: [UInt8], _ chunk: UInt32) -> [UInt8] {
        var row = name + [0]
        for shift in [24, 16, 8, 0] { row.append(UInt8(truncatingIfNeeded: chunk >> UInt32(shift))) }
        return row
    }

    /// Streams of up to this many entries have no rows in `keys`: their index rows are scanned instead.
    static let scannedKeys: UInt32 = 64
    /// Hashes per tile, and indexes per row of `types`.
    static let chunk = 256
    /// Bytes of an index in `types` and `streamIndex`: 2^48 entries.
    static let indexBytes = 6
}
