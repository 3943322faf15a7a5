internal import CanonicalJSON
internal import Proofs

/// The forms of strings in payloads. Ranges lie between the quotes of canonical strings.
enum PayloadText {
    /// What is wrong with the string as an identifier, number, text, digest, unit code or entry; `nil` where nothing is.
    static func problem(_ text: Span<UInt8>, _ range: Range<Int>, _ form: PayloadTable.Form) -> PayloadFault.Problem? {
        switch form {
        case .identifier: return lengthProblem(text, range, most: 128, spaces: false)
        case .party: return lengthProblem(text, range, most: 128, spaces: false) ?? (isASCII(text, range) ? nil : .inClear)
        case .number: return lengthProblem(text, range, most: 128, spaces: true)
        case .text: return lengthProblem(text, range, most: 500, spaces: true) ?? personalData(text, range)
        case .digest: return isDigest(text, range) ? nil : .wrongKind
        case .unitCode: return isUnitCode(text, range) ? nil : .wrongKind
        case .entry: return isEntry(text, range) ? nil : .wrongKind
        default: return .wrongKind
        }
    }

    /// 1 to `most` bytes, unescaped, of what an attribute may hold; no space at either end, or none at all.
    private static func lengthProblem(
        _ text: Span<UInt8>, _ range: Range<Int>, most: Int, spaces: Bool
    ) -> PayloadFault.Problem? {
        guard !range.isEmpty else { return .outOfBounds }
        guard let count = length(text, range, spaces: spaces) else { return .wrongKind }
        if spaces, text[range.lowerBound] == 0x20 || text[range.upperBound &- 1] == 0x20 { return .wrongKind }
        return count <= most ? nil : .outOfBounds
    }

    /// How many bytes the value has; `nil` where it holds a control, a noncharacter, or a space that may not be there.
    private static func length(_ text: Span<UInt8>, _ range: Range<Int>, spaces: Bool) -> Int? {
        let least: UInt8 = spaces ? 0x20 : 0x21
        var count = 0
        var i = range.lowerBound
        while i < range.upperBound {
            let b = text[i]
            if b >= least, b < 0x7F, b != 0x5C {
                i &+= 1
                count &+= 1
            } else if b == 0x5C {
                // Canonical escapes are controls, the quote and the backslash.
                guard text[i &+ 1] == 0x22 || text[i &+ 1] == 0x5C else { return nil }
                i &+= 2
                count &+= 1
            } else {
                guard b >= 0x80 else { return nil }
                let (scalar, end) = decodeScalar(text, i)
                guard isAllowed(scalar) else { return nil }
                count &+= end &- i
                i = end
            }
        }
        return count
    }

    private static func personalData(_ text: Span<UInt8>, _ range: Range<Int>) -> PayloadFault.Problem? {
        NumberScan(isJSON: true).first(in: text.extracting(range)) == nil ? nil : .personalData
    }

    private static func isASCII(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        for i in range where text[i] >= 0x80 { return false }
        return true
    }

    /// 64 lower-case hex digits.
    @inline(__always)
    static func isDigest(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        precondition(range.lowerBound >= 0 && range.upperBound <= text.count)
        guard range.count == 64 else { return false }
        for k in 0..<8 {
            let word = unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: range.lowerBound &+ k &* 8, as: UInt64.self)
            guard HexWord.isHex(word) else { return false }
        }
        return true
    }

    /// `^\d{12}[GJZ][A-HSWXY]\d{5}[FLQW]\d{8}$`. GB/T 37346-2019; ``UnitCode`` reads its parts.
    static func isUnitCode(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard range.count == 28 else { return false }
        let base = range.lowerBound
        for k in 0..<28 {
            let b = text[base &+ k]
            switch k {
            case 12: guard b == 0x47 || b == 0x4A || b == 0x5A else { return false }
            case 13: guard b &- 0x41 < 8 || b == 0x53 || b &- 0x57 < 3 else { return false }
            case 19: guard b == 0x46 || b == 0x4C || b == 0x51 || b == 0x57 else { return false }
            default: guard b &- 0x30 < 10 else { return false }
            }
        }
        return true
    }

    /// `SUBJECT:r`: a subject that an entry may have, up to 198 bytes, and a revision below 2^31. DESIGN.md section 2.
    static func isEntry(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var colon = range.upperBound
        while colon > range.lowerBound, text[colon &- 1] &- 0x30 < 10 { colon &-= 1 }
        let digits = colon..<range.upperBound
        guard !digits.isEmpty, digits.count <= 10, digits.count == 1 || text[digits.lowerBound] != 0x30,
            integerValue(text, digits) < 1 << 31
        else { return false }
        colon &-= 1
        guard colon > range.lowerBound, text[colon] == 0x3A else { return false }
        let subject = range.lowerBound..<colon
        guard let count = length(text, subject, spaces: false), count <= 198 else { return false }
        if count == 6, matches(text, subject.lowerBound, "ledger") { return true }
        guard text[subject.lowerBound] &- 0x61 < 26 else { return false }
        var i = subject.lowerBound
        while i < subject.upperBound, text[i] != 0x2F {
            let b = text[i]
            guard b &- 0x61 < 26 || b &- 0x30 < 10 || b == 0x2D else { return false }
            i &+= 1
        }
        return i &- subject.lowerBound <= 32 && i &+ 1 < subject.upperBound
    }
}

/// Not U+0000-001F, U+007F-009F or a noncharacter: what an attribute may hold. DESIGN.md section 2.
func isAllowed(_ scalar: UInt32) -> Bool {
    if scalar < 0x20 || (0x7F...0x9F).contains(scalar) { return false }
    return !(0xFDD0...0xFDEF).contains(scalar) && scalar & 0xFFFE != 0xFFFE
}
