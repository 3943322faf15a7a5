/// An organisation code (组织机构代码): eight characters and a check character.
///
/// Positions 9 to 17 of a ``CreditCode``. Source: GB 11714.
public enum OrganisationCode {
    private static let weights = [3, 7, 9, 10, 5, 8, 4, 2]

    /// - Parameter text: nine ASCII characters without a hyphen, `^[0-9A-Z]{8}[0-9X]$`.
    public static func check(_ text: String) -> IdentifierCheck { check(Array(text.utf8)[...]) }

    static func check(_ units: ArraySlice<UInt8>) -> IdentifierCheck {
        guard units.count == 9, let last = units.last, isDigit(last) || last == 0x58 else { return .wrongForm }
        var sum = 0
        for (unit, weight) in zip(units, weights) {
            switch unit {
            case 0x30...0x39: sum += Int(unit - 0x30) * weight
            case 0x41...0x5A: sum += Int(unit - 0x37) * weight
            default: return .wrongForm
            }
        }
        // 11 - sum mod 11, where ten is written X and eleven 0.
        let expected = (11 - sum % 11) % 11
        return (last == 0x58 ? 10 : Int(last - 0x30)) == expected ? .valid : .wrongCheck
    }
}
