/// Eight hex digits at a time, as the bytes of one little-endian word.
public enum HexWord {
    @inlinable @inline(__always)
    static var lanes: UInt64 { 0x0101_0101_0101_0101 }
    @inlinable @inline(__always)
    static var tops: UInt64 { 0x8080_8080_8080_8080 }

    /// Whether all eight bytes are `0-9` or `a-f`.
    @inlinable @inline(__always)
    public static func isHex(_ word: UInt64) -> Bool {
        // Below 0x80 nothing carries into the next lane; the top bit of each sum says "at least".
        let from0 = word &+ lanes &* 0x50, past9 = word &+ lanes &* 0x46
        let fromA = word &+ lanes &* 0x1F, pastF = word &+ lanes &* 0x19
        return word & tops == 0 && ((from0 & ~past9) | (fromA & ~pastF)) & tops == tops
    }

    /// The four bytes that eight checked digits stand for, first digit in the first byte's high half.
    @inlinable @inline(__always)
    public static func decode(_ word: UInt64) -> UInt32 {
        let letters = (word >> 6) & lanes
        let nibbles = (word & (lanes &* 0x0F)) &+ letters &* 9
        var packed = (nibbles << 4 | nibbles >> 8) & 0x00FF_00FF_00FF_00FF
        packed = (packed | packed >> 8) & 0x0000_FFFF_0000_FFFF
        return UInt32(truncatingIfNeeded: packed | packed >> 16)
    }

    /// The eight digits of four bytes.
    @inlinable @inline(__always)
    public static func encode(_ bytes: UInt32) -> UInt64 {
        var spread = UInt64(bytes)
        spread = (spread | spread << 16) & 0x0000_FFFF_0000_FFFF
        spread = (spread | spread << 8) & 0x00FF_00FF_00FF_00FF
        let nibbles = ((spread >> 4) | (spread << 8)) & (lanes &* 0x0F)
        // A carry out of the low half marks ten and above.
        let letters = ((nibbles &+ lanes &* 6) >> 4) & lanes
        return nibbles &+ lanes &* 0x30 &+ letters &* 0x27
    }
}
