/// A mobile phone number in mainland China. Personal data: see ``description``.
public struct MobileNumber: Hashable, Sendable {
    /// Eleven digits.
    public let text: String

    /// - Parameter text: `^1[3-9]\d{9}$`, without country code; nothing is trimmed.
    public init?(_ text: String) {
        let units = Array(text.utf8)
        guard units.count == 11, units[0] == 0x31, units[1] >= 0x33, units.allSatisfy(isDigit) else { return nil }
        self.text = text
    }
}

extension MobileNumber: CustomStringConvertible, CustomReflectable {
    /// Never the number: a message that quotes its subject must not publish it.
    public var description: String { "a mobile number" }

    public var customMirror: Mirror { Mirror(self, children: []) }
}
