internal import CanonicalJSON
internal import Proofs

/// Writes `YYYY-MM-DDTHH:MM:SS.mmmZ`, keeping the text of the last second.
struct InstantText {
    private var second = Int64.min
    private var units = InlineArray<24, UInt8>(repeating: 0x30)

    mutating func append(_ milliseconds: Int64, to out: inout ByteBuilder) {
        var whole = milliseconds / 1000
        if whole * 1000 > milliseconds { whole -= 1 }
        if whole != second {
            let text = CivilTime.text(ofMilliseconds: whole * 1000)
            precondition(text.utf8.count == 24, "year out of range")
            for (k, unit) in text.utf8.enumerated() { units[k] = unit }
            second = whole
        }
        let rest = Int(milliseconds - whole * 1000)
        units[20] = 0x30 &+ UInt8(truncatingIfNeeded: rest / 100)
        units[21] = 0x30 &+ UInt8(truncatingIfNeeded: rest / 10 % 10)
        units[22] = 0x30 &+ UInt8(truncatingIfNeeded: rest % 10)
        out.append(units.span)
    }
}

extension ByteBuilder {
    /// Appends 32 bytes as 64 lower-case hex digits.
    @inline(__always)
    mutating func append(hex digest: Digest) {
        let words = digest.words
        for k in 0..<8 { append(word: HexWord.encode(words[k])) }
    }

    /// Appends 16 bytes as 32 lower-case hex digits.
    @inline(__always)
    mutating func append(hex value: SIMD16<UInt8>) {
        let words = unsafe unsafeBitCast(value, to: SIMD4<UInt32>.self)
        for k in 0..<4 { append(word: HexWord.encode(words[k])) }
    }

    @inline(__always)
    mutating func append(hexByte byte: UInt8) {
        let high = byte >> 4, low = byte & 0x0F
        append(high < 10 ? 0x30 &+ high : 0x57 &+ high)
        append(low < 10 ? 0x30 &+ low : 0x57 &+ low)
    }

    /// Appends a UUID in its usual form. RFC 9562 section 4.
    mutating func append(uuid value: SIMD16<UInt8>) {
        for k in 0..<16 {
            if k == 4 || k == 6 || k == 8 || k == 10 { append(0x2D) }
            append(hexByte: value[k])
        }
    }
}
