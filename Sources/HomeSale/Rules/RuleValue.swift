/// A number with its unit.
public struct RuleValue: Hashable, Sendable {
    /// Raw values are written into digests: never change one.
    public enum Unit: String, CaseIterable, Hashable, Sendable {
        case bp, ppm, fen, centiSqm, days, workingDays, months, years
        /// 1: the rule holds.
        case flag
    }

    /// At least 0.
    public let number: Int64
    public let unit: Unit

    public init(_ number: Int64, _ unit: Unit) {
        precondition(number >= 0, "a rule's value is not negative")
        self.number = number
        self.unit = unit
    }
}

/// How well a row is known. DOMAIN.md, status marks; of two that apply, the weaker.
public enum RuleMark: String, CaseIterable, Hashable, Sendable {
    /// The article was read in a copy of the law.
    case read = "V"
    /// Read in a source that quotes the official one.
    case quoted = "S"
    /// Recalled: verify it before relying on it.
    case recalled = "R"
    /// This product's own decision.
    case decided = "D"
}
