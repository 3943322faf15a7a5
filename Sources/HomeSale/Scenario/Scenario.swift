/// A story of a sale that a domain expert can read and a ledger can be put through: steps with what should become of each, and
/// the state that should be there in between. docs: fixtures/scenarios/README.md.
public struct Scenario: Hashable, Sendable {
    public enum Item: Hashable, Sendable {
        case step(ScenarioStep)
        case expect(ScenarioExpectation)
    }

    public let title: Wording
    /// The roles that act in this file; those of included files are theirs.
    public let roles: [Role]
    /// Included files, in order, as they are named.
    public let includes: [String]
    /// Those of an included file stand where it is included.
    public let items: [Item]

    public var steps: [ScenarioStep] {
        items.compactMap { if case .step(let step) = $0 { step } else { nil } }
    }
}

/// What the state of one thing should be after the steps before it.
public struct ScenarioExpectation: Hashable, Sendable {
    public let place: ScenarioPlace
    /// `deal/X`, `listing/L` or `party/P`.
    public let subject: StreamName
    public let fields: [ExpectedField]
}

/// One field as a text expects it: `escrow.balanceFen=¥0.00`, `contract.priceFen=-` where it should be absent.
public struct ExpectedField: Hashable, Sendable {
    public let place: ScenarioPlace
    public let path: String
    /// As written; a flag, date, amount or number is read as the state's own value is.
    public let text: String

    /// Whether `value` is what is expected; `nil` stands for an absent field.
    public func matches(_ value: StateField.Value?) -> Bool {
        switch value {
        case nil: text == "-"
        case .text(let value): value == text
        case .flag(let value): text == (value ? "true" : "false")
        case .date(let value): text == "\(value)"
        case .fen(let value): (MemberValue.fen(text) ?? Int64(text)) == value
        case .number(let value):
            Int64(text) == value || path.hasSuffix("CentiSqm") && MemberValue.unit(text, ["m²", "㎡"], exponent: 2) == value
                || path.hasSuffix("Ppm") && MemberValue.unit(text, ["%"], exponent: 4) == value
                || path.hasSuffix("Bp") && MemberValue.unit(text, ["%"], exponent: 2) == value
        }
    }

    /// How a found value is written, so that it can be compared and copied into the text.
    public static func text(_ value: StateField.Value?) -> String {
        switch value {
        case nil: return "-"
        case .text(let value): return value
        case .flag(let value): return value ? "true" : "false"
        case .date(let value): return "\(value)"
        case .number(let value): return String(value)
        case .fen(let value): return Yuan.text(value)
        }
    }
}
