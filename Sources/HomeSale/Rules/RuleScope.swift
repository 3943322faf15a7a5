/// Where, or for whom, a rule row holds.
///
/// A look-up asks the scope itself first and then each wider one: a city, the four largest cities if it is one of them, the
/// country. What a wider scope says is a default, never a limit on the narrower one.
public struct RuleScope: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    public static let national = RuleScope(rawValue: "national")

    /// 北上广深: Beijing, Shanghai, Guangzhou and Shenzhen, where some tax reliefs of 2016 did not hold.
    public static let fourCities = RuleScope(rawValue: "fourCities")

    /// Cities that did not restrict purchases. Before 2023-08-31 the others set their own down payments. Which city was one is
    /// for the caller to know; no city is by itself within this scope.
    public static let unrestrictedCities = RuleScope(rawValue: "unrestrictedCities")

    /// The house limits of brief B: one lender's policy, not law.
    public static let briefLender = RuleScope(rawValue: "briefLender")

    /// A city, by the code of its own or of a county in it: 310115 and 310000 both give `city/310000`.
    public static func city(_ code: AdminCode) -> RuleScope { RuleScope(rawValue: "city/\(code.city)") }

    /// The scope to ask next; `nil` after ``national``.
    public var wider: RuleScope? {
        if self == .national { return nil }
        return Self.four.contains(rawValue) ? .fourCities : .national
    }

    public var description: String { rawValue }

    private static let four: Set<String> = ["city/110000", "city/310000", "city/440100", "city/440300"]
}
