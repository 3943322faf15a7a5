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
        let text = halfWidth(cell)
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

    /// Whether 18 values, the last 10 for an X, are an identity number: ``CitizenID`` says which are.
    static func isIdentityNumber(_ digits: [Int]) -> Bool { CitizenID.fault(in: digits) == nil }

    /// 16 to 19 digits that begin with 3 to 6, pass Luhn, and are no number with a date in it: verification and contract
    /// codes are a date, or a six-digit division code and a date, with a sequence behind.
    static func isCard(_ digits: [Int]) -> Bool {
        guard (16...19).contains(digits.count), (3...6).contains(digits[0]) else { return false }
        return BankCard.passesLuhn(digits) && !date(digits[0..<8]) && !date(digits[6..<14])
    }

    private static func date(_ digits: ArraySlice<Int>) -> Bool {
        CivilDate(digits: digits).map { (1900...2099).contains($0.year) } ?? false
    }
}
