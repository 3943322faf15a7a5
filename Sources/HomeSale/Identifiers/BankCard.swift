/// Bank card numbers. They are checked and given away for a token, never held: there is no value to hold one.
public enum BankCard {
    /// - Parameter text: `^\d{16,19}$` with the last digit by Luhn; nothing is trimmed. ISO/IEC 7812-1, annex B.
    public static func check(_ text: String) -> IdentifierCheck {
        let units = Array(text.utf8)
        guard (16...19).contains(units.count), units.allSatisfy(isDigit) else { return .wrongForm }
        return passesLuhn(units.map { Int($0 - 0x30) }) ? .valid : .wrongCheck
    }

    /// From the right, every second digit counts double, by the sum of its digits; the total ends in zero.
    static func passesLuhn(_ digits: [Int]) -> Bool {
        var sum = 0
        for (k, digit) in digits.reversed().enumerated() {
            let doubled = digit * 2
            sum += k % 2 == 0 ? digit : doubled > 9 ? doubled - 9 : doubled
        }
        return sum % 10 == 0
    }
}
