/// Past the well-formed multi-byte sequences at `start`, as long as they follow each other.
///
/// Unicode 15 table 3-7: no overlong form, no surrogate, nothing beyond U+10FFFF.
@inline(never) @usableFromInline
func multiByteRunEnd(_ text: Span<UInt8>, _ start: Int) throws(Fault) -> Int {
    var i = start
    while i < text.count {
        let lead = text[i]
        if lead < 0x80 { break }
        // Most Chinese text is here: three bytes, neither overlong nor a surrogate.
        if i &+ 4 <= text.count, lead &- 0xE1 < 15, lead != 0xED {
            let word = unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: i, as: UInt32.self).littleEndian
            if word & 0x00C0_C000 == 0x0080_8000 {
                i &+= 3
                continue
            }
        }
        let second = byte(text, i &+ 1)
        switch lead {
        case 0xC2...0xDF:
            guard second & 0xC0 == 0x80 else { throw Fault(.illFormedUTF8, at: i) }
            i &+= 2
        case 0xE0...0xEF:
            let low: UInt8 = lead == 0xE0 ? 0xA0 : 0x80
            let high: UInt8 = lead == 0xED ? 0x9F : 0xBF
            guard second >= low, second <= high, byte(text, i &+ 2) & 0xC0 == 0x80 else {
                throw Fault(.illFormedUTF8, at: i)
            }
            i &+= 3
        case 0xF0...0xF4:
            let low: UInt8 = lead == 0xF0 ? 0x90 : 0x80
            let high: UInt8 = lead == 0xF4 ? 0x8F : 0xBF
            guard second >= low, second <= high, byte(text, i &+ 2) & 0xC0 == 0x80, byte(text, i &+ 3) & 0xC0 == 0x80
            else { throw Fault(.illFormedUTF8, at: i) }
            i &+= 4
        default:
            throw Fault(.illFormedUTF8, at: i)
        }
    }
    return i
}

/// The scalar whose well-formed UTF-8 starts at `start`, and the index past it.
public func decodeScalar(_ text: Span<UInt8>, _ start: Int) -> (scalar: UInt32, end: Int) {
    let lead = UInt32(text[start])
    if lead < 0x80 { return (lead, start &+ 1) }
    func tail(_ k: Int) -> UInt32 { UInt32(text[start &+ k] & 0x3F) }
    if lead < 0xE0 { return ((lead & 0x1F) << 6 | tail(1), start &+ 2) }
    if lead < 0xF0 { return ((lead & 0x0F) << 12 | tail(1) << 6 | tail(2), start &+ 3) }
    return ((lead & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), start &+ 4)
}
