/// Rules of publishing dated rules. DOMAIN.md section 2.2.
enum PublicationRules {
    static let approvers = StepRule(
        "rule.approvers", [.rulePublished, .ruleSuperseded],
        Wording("Two different persons approve a rule.", "规则须由两名不同人员批准。"),
        remedy: Wording("Name a second approver.", "请填写另一名批准人。"), source: "proposal: two-person approval, DOMAIN 2.2")

    static let all = [approvers]
}

/// Judges the publishing of dated rules.
enum PublicationGuards {
    static func check(_ step: Step) throws(Refusal) {
        let approvers = step.payload.texts("approverIds")
        if Set(approvers).count < 2 {
            throw Refusal(PublicationRules.approvers, missing: ["approverIds"], approvers.joined(separator: " "))
        }
    }
}
