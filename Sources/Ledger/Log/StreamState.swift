internal import Proofs

/// A stream's row: how many entries it has, which number it goes by, and their digest. DESIGN.md section 3.
struct StreamState: Hashable, Sendable {
    var count: UInt32 = 0
    /// The index of the stream's first entry: no counter, and it can be rebuilt.
    var number: UInt64 = 0
    var digest = Digest.zero

    static let rowBytes = 44

    init() {}

    /// - Returns: `nil` for a row of another length.
    @inline(__always)
    init?(row: Span<UInt8>) {
        guard row.count == Self.rowBytes else { return nil }
        count = UInt32(truncatingIfNeeded: Row.load(row, 0, 4))
        number = Row.load(row, 4, 8)
        digest = Digest(row, at: 12)
    }

    @inline(__always)
    var row: InlineArray<44, UInt8> {
        var row = InlineArray<44, UInt8>(repeating: 0)
        Row.store(UInt64(count), 4, &row, at: 0)
        Row.store(number, 8, &row, at: 4)
        unsafe withUnsafeMutableBytes(of: &row) {
            unsafe $0.storeBytes(of: digest.bytes, toByteOffset: 12, as: SIMD32<UInt8>.self)
        }
        return row
    }
}
