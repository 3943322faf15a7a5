internal import CanonicalJSON
internal import Proofs

/// The grammar of attribute values. DESIGN.md section 2; lengths in UTF-8 bytes of the unescaped value.
///
/// Each function takes a range between the quotes of a string that was checked as JSON before.
enum EntryGrammar {
    /// `[a-z][A-Za-z0-9]*(\.[A-Za-z0-9]+)+`, at most 64.
    @inline(__always)
    static func isType(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard range.count <= 64, !range.isEmpty, isLower(text[range.lowerBound]) else { return false }
        if range.count >= 8 { return isLongType(text, range) }
        var dots = 0
        var afterDot = false
        for i in range {
            let b = text[i]
            if b == 0x2E {
                if afterDot { return false }
                dots &+= 1
                afterDot = true
            } else {
                guard isAlphanumeric(b) else { return false }
                afterDot = false
            }
        }
        return dots > 0 && !afterDot
    }

    /// `[a-z][A-Za-z0-9]*`, at most 32.
    @inline(__always)
    static func isRole(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard range.count <= 32, !range.isEmpty, isLower(text[range.lowerBound]) else { return false }
        if range.count >= 8 { return allWords(text, range) { alphanumericLanes($0) } }
        for i in range where !isAlphanumeric(text[i]) { return false }
        return true
    }

    /// A rule's id: `[a-z][A-Za-z0-9.]*`, at most 48.
    static func isRule(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard range.count <= 48, !range.isEmpty, isLower(text[range.lowerBound]) else { return false }
        return range.allSatisfy { isAlphanumeric(text[$0]) || text[$0] == 0x2E }
    }

    /// As ``isType(_:_:)``, for at least eight bytes, eight at a time.
    @inline(__always)
    private static func isLongType(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var seen: UInt64 = 0
        let isSound = allWords(text, range) { word in
            let dots = lanes(word, equal: 0x2E)
            seen |= dots
            // A dot is never beside a dot; words overlap by one lane below, so no pair is missed.
            return (alphanumericLanes(word) | dots) & ~(dots & (dots << 8))
        }
        return isSound && seen != 0 && text[range.upperBound &- 1] != 0x2E
    }

    /// Whether `marks` has every lane's top bit for every word of `text[range]`, at least eight bytes.
    ///
    /// Words overlap by one byte and the last one by more, so that pairs of neighbours are seen too.
    @inline(__always)
    private static func allWords(_ text: Span<UInt8>, _ range: Range<Int>, _ marks: (UInt64) -> UInt64) -> Bool {
        precondition(range.lowerBound >= 0 && range.upperBound <= text.count && range.count >= 8)
        var i = range.lowerBound
        while true {
            let word = unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: i, as: UInt64.self)
            if word & tops != 0 || marks(word) & tops != tops { return false }
            let last = range.upperBound &- 8
            if i == last { return true }
            i = min(i &+ 7, last)
        }
    }

    /// The top bit of each lane that is a letter or digit; lanes below 0x80.
    @inline(__always)
    private static func alphanumericLanes(_ word: UInt64) -> UInt64 {
        let folded = word | ones &* 0x20
        let letters = (folded &+ ones &* 0x1F) & ~(folded &+ ones &* 0x05)
        let digits = (word &+ ones &* 0x50) & ~(word &+ ones &* 0x46)
        return letters | digits
    }

    /// The top bit of each lane that is `wanted`; lanes below 0x80.
    @inline(__always)
    private static func lanes(_ word: UInt64, equal wanted: UInt64) -> UInt64 {
        ~((word ^ ones &* wanted) &+ ones &* 0x7F) & tops
    }

    /// The top bit of each lane that an origin may hold; lanes below 0x80.
    @inline(__always)
    private static func originLanes(_ word: UInt64) -> UInt64 {
        // Above space, below DEL, and none of: double quote, plus, angle brackets, backslash, caret, backtick, braces, bar.
        let folded = word | ones &* 0x02
        let wrong =
            lanes(word, equal: 0x22) | lanes(word, equal: 0x2B) | lanes(folded, equal: 0x3E) | lanes(word, equal: 0x5C)
            | lanes(word, equal: 0x5E) | lanes(word, equal: 0x60) | lanes(word, equal: 0x7B) | lanes(word, equal: 0x7C)
            | lanes(word, equal: 0x7D) | lanes(word, equal: 0x7F)
        return (word &+ ones &* 0x5F) & ~wrong
    }

    /// `ledger` or `kind/identifier`; `refusal/` may stand before a whole subject, so stored ones reach 198 bytes.
    @inline(__always)
    static func isSubject(_ text: Span<UInt8>, _ range: Range<Int>, longest: Int) -> Bool {
        guard let count = nameBytes(text, range), count <= longest else { return false }
        if range.count == 6 && matches(text, range.lowerBound, "ledger") { return true }
        guard isLower(text[range.lowerBound]) else { return false }
        var i = range.lowerBound &+ 1
        while i < range.upperBound, text[i] != 0x2F {
            let b = text[i]
            guard isLower(b) || isDigit(b) || b == 0x2D else { return false }
            i &+= 1
        }
        return i &- range.lowerBound <= 32 && i &+ 1 < range.upperBound
    }

    /// `actor` and `key`: 1 to 128 bytes.
    @inline(__always)
    static func isName(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard let count = nameBytes(text, range) else { return false }
        return count <= 128
    }

    /// How many bytes the value has; `nil` if it is empty or holds a control, a space or a noncharacter.
    @inline(__always)
    private static func nameBytes(_ text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        guard !range.isEmpty else { return nil }
        var i = range.lowerBound
        // Eight bytes a step: space and below, backslash, DEL and above need a look.
        while i &+ 8 <= range.upperBound {
            let word = unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: i, as: UInt64.self)
            let slash = word ^ 0x5C5C_5C5C_5C5C_5C5C, delete = word ^ 0x7F7F_7F7F_7F7F_7F7F
            let hit = ((word &- ones &* 0x21) & ~word) | ((slash &- ones) & ~slash) | ((delete &- ones) & ~delete) | word
            if hit & tops != 0 { return nameBytesSlowly(text, range) }
            i &+= 8
        }
        while i < range.upperBound {
            let b = text[i]
            if b <= 0x20 || b == 0x5C || b >= 0x7F { return nameBytesSlowly(text, range) }
            i &+= 1
        }
        return range.count
    }

    @inline(never)
    private static func nameBytesSlowly(_ text: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var i = range.lowerBound
        var count = 0
        while i < range.upperBound {
            if text[i] == 0x5C {
                // Canonical escapes are controls, the quote and the backslash; only the last two may be in a name.
                guard text[i &+ 1] == 0x22 || text[i &+ 1] == 0x5C else { return nil }
                i &+= 2
                count &+= 1
                continue
            }
            let (scalar, end) = decodeScalar(text, i)
            guard isAllowed(scalar), scalar != 0x20 else { return nil }
            count &+= end &- i
            i = end
        }
        return count
    }

    /// Not U+0000-001F, U+007F-009F or a noncharacter.
    static func isAllowed(_ scalar: UInt32) -> Bool {
        if scalar < 0x20 || (0x7F...0x9F).contains(scalar) { return false }
        return !(0xFDD0...0xFDEF).contains(scalar) && scalar & 0xFFFE != 0xFFFE
    }

    /// A decimal number without leading zero, below 2^53.
    @inline(__always)
    static func decimal(_ text: Span<UInt8>, _ range: Range<Int>) -> UInt64? {
        guard !range.isEmpty, range.count <= 16, range.count == 1 || text[range.lowerBound] != 0x30 else { return nil }
        var value: UInt64 = 0
        for i in range {
            let digit = text[i] &- 0x30
            guard digit < 10 else { return nil }
            value = value &* 10 &+ UInt64(digit)
        }
        return value < 1 << 53 ? value : nil
    }

    /// `count` lower-case hex digits.
    @inline(__always)
    static func isHex(_ text: Span<UInt8>, _ range: Range<Int>, _ count: Int) -> Bool {
        guard range.count == count else { return false }
        for i in range {
            let b = text[i]
            guard isDigit(b) || (b >= 0x61 && b <= 0x66) else { return false }
        }
        return true
    }

    /// 64 lower-case hex digits from `start` on.
    @inline(__always)
    static func isHex64(_ text: Span<UInt8>, _ start: Int) -> Bool {
        isHexWords(text, start, 8)
    }

    /// 32 lower-case hex digits from `start` on.
    @inline(__always)
    static func isHex32(_ text: Span<UInt8>, _ start: Int) -> Bool {
        isHexWords(text, start, 4)
    }

    @inline(__always)
    private static func isHexWords(_ text: Span<UInt8>, _ start: Int, _ words: Int) -> Bool {
        guard text.count &- start >= words &* 8 else { return false }
        for k in 0..<words {
            let word = unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: start &+ k &* 8, as: UInt64.self)
            guard HexWord.isHex(word) else { return false }
        }
        return true
    }

    @inline(__always)
    static func isAttestation(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        switch range.count {
        case 6: matches(text, range.lowerBound, "direct")
        case 7: matches(text, range.lowerBound, "relayed") || matches(text, range.lowerBound, "derived")
        case 8: matches(text, range.lowerBound, "declared")
        default: false
        }
    }

    /// One or more `keyId:base64`, one space between; a signature is 64 bytes, so 88 characters.
    static func isSignature(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var i = range.lowerBound
        while true {
            guard i + 105 <= range.upperBound, isHex(text, i..<(i + 16), 16), text[i + 16] == 0x3A,
                isBase64(text, (i + 17)..<(i + 105))
            else { return false }
            i += 105
            if i == range.upperBound { return true }
            guard text[i] == 0x20 else { return false }
            i += 1
        }
    }

    /// 88 characters for 64 bytes, the four unused bits zero.
    private static func isBase64(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for i in range.lowerBound..<(range.upperBound - 2) {
            let b = text[i]
            guard isAlphanumeric(b) || b == 0x2B || b == 0x2F else { return false }
        }
        let last = text[range.upperBound - 3]
        return (last == 0x41 || last == 0x51 || last == 0x67 || last == 0x77) && text[range.upperBound - 2] == 0x3D
            && text[range.upperBound - 1] == 0x3D
    }

    /// A ledger's name: URI-reference characters without `+`, 1 to 190 bytes. RFC 3986 appendix A.
    static func isOrigin(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard !range.isEmpty, range.count <= 190 else { return false }
        if range.count >= 8 { return allWords(text, range) { originLanes($0) } }
        for i in range {
            let b = text[i]
            let set = b < 64 ? Self.originLow : Self.originHigh
            guard b < 128, set >> UInt64(b & 63) & 1 == 1 else { return false }
        }
        return true
    }

    @inline(__always)
    static func isLower(_ b: UInt8) -> Bool { b &- 0x61 < 26 }
    @inline(__always)
    static func isDigit(_ b: UInt8) -> Bool { b &- 0x30 < 10 }
    @inline(__always)
    static func isAlphanumeric(_ b: UInt8) -> Bool { (b | 0x20) &- 0x61 < 26 || isDigit(b) }

    @inline(__always)
    static func matches(_ text: Span<UInt8>, _ start: Int, _ word: StaticString) -> Bool {
        CanonicalJSON.matches(text, start, word)
    }

    /// Letters, digits and `-._~:/?#[]@!$&'()*,;=%`, as bits: 0 to 63 and 64 to 127.
    private static var originLow: UInt64 { 0xAFFF_F7FA_0000_0000 }
    private static var originHigh: UInt64 { 0x47FF_FFFE_AFFF_FFFF }
}
