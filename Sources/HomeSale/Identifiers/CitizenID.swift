/// A citizen identification number (公民身份号码): 17 digits and a check character.
///
/// Personal data: it has no text of its own in logs and messages, see ``description``. Source: GB 11643-1999; the check
/// character is ISO 7064 MOD 11-2. Residence permits for people from Hong Kong, Macao and Taiwan have the same form.
public struct CitizenID: Hashable, Sendable {
    public enum Sex: String, CaseIterable, Hashable, Sendable { case male, female }

    /// Why a text is no such number; the first that applies, in this order.
    public enum Fault: String, Error, CaseIterable, Hashable, Sendable {
        /// Not `^\d{17}[\dX]$`.
        case form
        /// No province has its first two digits.
        case division
        /// Digits 7 to 14 are no date, or one before 1900: nobody alive was born then.
        case birthDate
        case checkCharacter
    }

    /// 18 values, the last 0 to 10.
    private let digits: [Int]

    /// - Parameter text: 18 ASCII characters, X in upper case; nothing is trimmed.
    /// - Throws: ``Fault``.
    public init(_ text: String) throws(Fault) {
        let units = Array(text.utf8)
        guard units.count == 18, units[..<17].allSatisfy(isDigit), isDigit(units[17]) || units[17] == 0x58 else { throw .form }
        digits = units.map { $0 == 0x58 ? 10 : Int($0 - 0x30) }
        if let fault = Self.fault(in: digits) { throw fault }
    }

    /// What is wrong with 18 values, the last of them 10 for an X; `nil` if nothing is.
    static func fault(in digits: [Int]) -> Fault? {
        guard digits.count == 18 else { return .form }
        guard provinces.contains(digits[0] * 10 + digits[1]) else { return .division }
        guard let date = CivilDate(digits: digits[6..<14]), date.year >= 1900 else { return .birthDate }
        var sum = 0
        var weight = 1
        for digit in digits.reversed() {
            sum += digit * weight
            weight = weight * 2 % 11
        }
        return sum % 11 == 1 ? nil : .checkCharacter
    }

    /// Digits 7 to 14.
    public var birthDate: CivilDate {
        guard let date = CivilDate(digits: digits[6..<14]) else { preconditionFailure("checked when it was made") }
        return date
    }

    /// Digit 17: odd for a man.
    public var sex: Sex { digits[16] % 2 == 1 ? .male : .female }

    /// Digits 1 to 6: the county where the number was given, as it was called then. GB/T 2260; retired codes stay in use.
    public var division: AdminCode {
        guard let code = AdminCode(digits[..<6].map { String($0) }.joined()) else { preconditionFailure("six digits") }
        return code
    }

    /// The number itself, 18 characters, for sealing and for the authority that checks it.
    public var text: String { digits.map { $0 == 10 ? "X" : String($0) }.joined() }

    /// First two digits of GB/T 2260, with 83 of the residence permits for people from Taiwan.
    private static let provinces: Set<Int> = [
        11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64,
        65, 71, 81, 82, 83,
    ]
}

extension CitizenID: CustomStringConvertible, CustomReflectable {
    /// Never the number: a message that quotes its subject must not publish it.
    public var description: String { "a citizen id" }

    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension CivilDate {
    /// Eight digits, `YYYYMMDD`, as numbers.
    init?(digits: ArraySlice<Int>) {
        let value = digits.reduce(0) { $0 * 10 + $1 }
        self.init(year: value / 10_000, month: value / 100 % 100, day: value % 100)
    }
}
