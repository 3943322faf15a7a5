/// Finds identity numbers, bank cards and mobile phones in a cell, so that no such number reaches the log.
///
/// It looks at whole runs of digits, never at a part of one and never at a decimal; full-width digits count as digits.
public enum PrivacyGuard {
    public enum Finding: String, CaseIterable, Hashable, Sendable { case identityNumber, card, phone }

    /// The first number in `cell` that may be a person's, or `nil`.
    public static func finding(in cell: Cell) -> Finding? {
        var hasDigits = false
        for byte in cell where (0x30...0x39).contains(byte) || byte == 0xEF { hasDigits = true }
        guard hasDigits, cell.count >= 11 else { return nil }
        let text = folded(cell)
        var i = 0
        while i < text.count {
            guard isDigit(text[i]) else {
                i += 1
                continue
            }
            let start = i
            while i < text.count, isDigit(text[i]) { i += 1 }
            let startsAfterPoint = start >= 2 && text[start - 1] == 0x2E && isDigit(text[start - 2])
            let endsBeforePoint = i + 1 < text.count && text[i] == 0x2E && isDigit(text[i + 1])
            if startsAfterPoint || endsBeforePoint { continue }
            let hasX = i < text.count && text[i] | 0x20 == 0x78 && !(i + 1 < text.count && isDigit(text[i + 1]))
            if let finding = finding(run: text[start..<i], hasX: hasX) { return finding }
        }
        return nil
    }

    /// Judges a whole run of digits; `hasX` says that an X follows, the check digit ten of an identity number.
    private static func finding(run: ArraySlice<UInt8>, hasX: Bool) -> Finding? {
        let digits = run.map { Int($0 - 0x30) }
        switch digits.count {
        case 11: return digits[0] == 1 && digits[1] >= 3 ? .phone : nil
        case 17 where hasX && isIdentityNumber(digits + [10]): return .identityNumber
        case 18 where isIdentityNumber(digits): return .identityNumber
        case 16...19: return isCard(digits) ? .card : nil
        default: return nil
        }
    }

    /// GB 11643: division code, birth date of 1900 or later, sequence, check digit (ISO 7064 MOD 11-2).
    static func isIdentityNumber(_ digits: [Int]) -> Bool {
        guard digits.count == 18, provinces.contains(digits[0] * 10 + digits[1]), date(digits[6..<14], years: 1900...9999) else {
            return false
        }
        var sum = 0
        var weight = 1
        for digit in digits.reversed() {
            sum += digit * weight
            weight = weight * 2 % 11
        }
        return sum % 11 == 1
    }

    /// 16 to 19 digits that begin with 3 to 6, pass Luhn, and are no number with a date in it: verification and contract
    /// codes are a date, or a six-digit division code and a date, with a sequence behind.
    static func isCard(_ digits: [Int]) -> Bool {
        guard (16...19).contains(digits.count), (3...6).contains(digits[0]) else { return false }
        var sum = 0
        for (k, digit) in digits.reversed().enumerated() {
            let doubled = digit * 2
            sum += k % 2 == 0 ? digit : doubled > 9 ? doubled - 9 : doubled
        }
        return sum % 10 == 0 && !date(digits[0..<8], years: 1900...2099) && !date(digits[6..<14], years: 1900...2099)
    }

    private static func date(_ digits: ArraySlice<Int>, years: ClosedRange<Int>) -> Bool {
        let value = digits.reduce(0) { $0 * 10 + $1 }
        return years.contains(value / 10_000)
            && CivilDate(year: value / 10_000, month: value / 100 % 100, day: value % 100) != nil
    }

    /// First two digits of GB/T 2260, with 83 of the residence permits for people from Taiwan.
    private static let provinces: Set<Int> = [
        11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64,
        65,
        71, 81, 82, 83,
    ]

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    /// `cell` with the full-width forms U+FF01 to U+FF5E replaced by their ASCII letters.
    private static func folded(_ cell: Cell) -> [UInt8] {
        guard cell.contains(0xEF) else { return Array(cell) }
        var out: [UInt8] = []
        for scalar in String(decoding: cell, as: UTF8.self).unicodeScalars {
            let value = scalar.value
            if (0xFF01...0xFF5E).contains(value) {
                out.append(UInt8(value - 0xFEE0))
            } else {
                out += Array(String(Character(scalar)).utf8)
            }
        }
        return out
    }
}
