/// Finds identity numbers, bank cards and mobile phones in a cell, so that no such number reaches the log.
///
/// It looks at whole runs of digits, never at a part of one and never at a decimal; full-width digits count as digits.
public enum PrivacyGuard {
    public enum Finding: String, CaseIterable, Hashable, Sendable { case identityNumber, card, phone }

    /// The first number in `cell` that may be a person's, or `nil`.
    public static func finding(in cell: Cell) -> Finding? { NumberScan(isJSON: false).first(in: cell.span)?.finding }

    /// Judges a whole run of 16 to 19 digits; `hasX` says that an X follows, the check digit ten of an identity number.
    static func finding(inLongRun digits: [Int], hasX: Bool) -> Finding? {
        switch digits.count {
        case 17 where hasX && isIdentityNumber(digits + [10]): .identityNumber
        case 18 where isIdentityNumber(digits): .identityNumber
        default: isCard(digits) ? .card : nil
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
