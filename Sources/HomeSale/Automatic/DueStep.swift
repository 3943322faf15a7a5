internal import CanonicalJSON

/// A step that nobody takes: it follows from the log and an instant alone. `deedlog tick` records it, `verify` recomputes it.
public struct DueStep: Hashable, Sendable {
    public let stream: StreamName
    public let rule: AutomaticRule
    /// The entry it follows from.
    public let cause: UInt64
    /// `<rule>-<cause>`: making it twice adds nothing. DESIGN.md section 2, reserved names.
    public let key: String
    /// The first instant at which it may be made, milliseconds since 1970.
    public let dueMilliseconds: Int64
    /// Members of its own, without the common ones: name and canonical value.
    let own: [AutomaticPayload.Member]
    /// The day whose rule rows it applied; that of the instant where `nil`.
    let rulesAsOf: CivilDate?

    init(
        _ rule: AutomaticRule, _ stream: StreamName, cause: UInt64, due: Int64, suffix: String = "", rulesAsOf: CivilDate? = nil,
        _ fill: (inout AutomaticPayload) -> Void = { _ in }
    ) {
        var payload = AutomaticPayload()
        fill(&payload)
        (self.rule, self.stream, self.cause, dueMilliseconds, self.rulesAsOf) = (rule, stream, cause, due, rulesAsOf)
        key = Self.key(rule.id, cause, suffix: suffix)
        own = payload.members
    }

    public var name: EventName { rule.name }

    static func key(_ rule: String, _ cause: UInt64, suffix: String) -> String { "\(rule)-\(cause)\(suffix)" }

    /// What a key has after its cause, where one cause may bring several steps of one rule.
    static func suffix(of fact: Fact) -> String {
        switch fact.name {
        case .loanConditionMet, .loanConditionFailed: "-\(fact.payload.text("code") ?? "")"
        case .listingConflictFound: "-\(fact.stream.id)"
        default: ""
        }
    }

    /// Whether it is the step that `fact` records, of several with one cause.
    func names(_ fact: Fact) -> Bool { key == Self.key(rule.id, cause, suffix: Self.suffix(of: fact)) }

    /// The canonical payload, made at an instant.
    ///
    /// - Parameter now: `asOf`, milliseconds since 1970.
    public func data(asOf now: Int64) -> [UInt8] {
        var payload = AutomaticPayload(members: own)
        let day = rulesAsOf ?? CivilDate(atMilliseconds: now)
        payload.putCommon(rule, asOf: now, ruleSet: RuleTable.national.digest(of: rule.keys, asOf: day))
        return payload.data
    }
}
