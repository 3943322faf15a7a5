/// A unified social credit code (统一社会信用代码): 18 characters that name an organisation.
///
/// A few codes that were really issued fail their check, so ``IdentifierCheck/wrongCheck`` is no refusal: warn, and look the
/// code up. Source: GB 32100-2015.
public struct CreditCode: Hashable, Sendable {
    public let text: String
    /// ``IdentifierCheck/valid`` where the code's own check character holds and that of the organisation code inside it.
    public let check: IdentifierCheck
    private let units: [UInt8]

    /// - Parameter text: `^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$`; nothing is trimmed.
    /// - Returns: `nil` for another form; a code whose check fails is made, and says so in ``check``.
    public init?(_ text: String) {
        units = Array(text.utf8)
        guard units.count == 18, units[2..<8].allSatisfy(isDigit) else { return nil }
        var sum = 0
        var weight = 1
        for unit in units[..<17] {
            guard let value = Self.value(unit) else { return nil }
            sum += value * weight
            weight = weight * 3 % 31
        }
        guard let last = Self.value(units[17]) else { return nil }
        self.text = text
        let holds = last == (31 - sum % 31) % 31 && OrganisationCode.check(units[8..<17]) == .valid
        check = holds ? .valid : .wrongCheck
    }

    /// What can be said of `text` without the register.
    public static func check(_ text: String) -> IdentifierCheck { CreditCode(text)?.check ?? .wrongForm }

    /// Characters 3 to 8: the division of the office that registered it.
    public var division: AdminCode {
        guard let code = AdminCode(String(decoding: units[2..<8], as: UTF8.self)) else { preconditionFailure("six digits") }
        return code
    }

    /// Characters 9 to 17.
    public var organisationCode: String { String(decoding: units[8..<17], as: UTF8.self) }

    /// 0 to 30 for one of `0123456789ABCDEFGHJKLMNPQRTUWXY`: I, O, S, V and Z are left out.
    private static func value(_ unit: UInt8) -> Int? {
        switch unit {
        case 0x30...0x39: Int(unit) - 0x30
        case 0x41...0x48: Int(unit) - 0x41 + 10  // A...H
        case 0x4A...0x4E: Int(unit) - 0x4A + 18  // J...N
        case 0x50...0x52: Int(unit) - 0x50 + 23  // P Q R
        case 0x54...0x55: Int(unit) - 0x54 + 26  // T U
        case 0x57...0x59: Int(unit) - 0x57 + 28  // W X Y
        default: nil
        }
    }
}
