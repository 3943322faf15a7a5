/// A rule that may refuse a step: one row, so that help, refusals, coverage and manuals speak of the same thing.
public struct StepRule: Hashable, Sendable {
    /// At most 48 bytes of `[a-z][A-Za-z0-9.]*`, the machine first: `contract.titleFresh`. Never reused for another rule.
    public let id: String
    /// The types of step that it may refuse.
    public let guards: [EventName]
    /// What must be true.
    public let demand: Wording
    /// What would make the step acceptable.
    public let remedy: Wording
    /// The law and article, or the section of the practice or proposal it comes from.
    public let source: String

    public init(_ id: String, _ guards: [EventName], _ demand: Wording, remedy: Wording, source: String) {
        self.id = id
        self.guards = guards
        self.demand = demand
        self.remedy = remedy
        self.source = source
    }
}

/// A step was refused by a business rule: exit 5, and recorded as `step.refused`. DESIGN.md section 2.
public struct Refusal: Error, Hashable, Sendable {
    public let rule: StepRule
    /// The entries that the refusal rests on, rising.
    public let rests: [UInt64]
    /// What is missing: types of steps, or the members that do not fit.
    public let missing: [String]
    /// Figures or names of this case.
    public let detail: String

    public init(_ rule: StepRule, rests: [UInt64?] = [], missing: [String] = [], _ detail: String = "") {
        self.rule = rule
        self.rests = Set(rests.compactMap { $0 }).sorted()
        self.missing = missing
        self.detail = detail
    }
}
