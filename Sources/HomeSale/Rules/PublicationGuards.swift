/// Rules of publishing dated rules. DOMAIN.md section 2.2.
enum PublicationRules {
    static let approvers = StepRule(
        "rule.approvers", [.rulePublished, .ruleSuperseded],
        Wording("Two different persons approve a rule.", "规则须由两名不同人员批准。"),
        remedy: Wording("Name a second approver.", "请填写另一名批准人。"), source: "proposal: two-person approval, DOMAIN 2.2")

    static let unfit = StepRule(
        "rule.unfit", [.rulePublished],
        Wording(
            "A row goes with the others of its key: same unit, no day with two rows, no end before its beginning.",
            "规则行须与同键规则相容：单位一致、期间不重叠、止期不早于起期。"),
        remedy: Wording("Supersede the other row first, or correct unit and days.", "请先停用原规则行，或更正单位与期间。"),
        source: "proposal: dated rules, DOMAIN 2.5, 4")

    static let all = [approvers, unfit]
}

/// Judges the publishing of dated rules.
enum PublicationGuards {
    static func check(_ step: Step, _ world: any World) throws {
        let approvers = step.payload.texts("approverIds")
        if Set(approvers).count < 2 {
            throw Refusal(PublicationRules.approvers, missing: ["approverIds"], approvers.joined(separator: " "))
        }
        guard step.name == .rulePublished, let row = RuleRow(step.payload) else { return }
        let table = try world.rules()
        do throws(RuleFault) {
            _ = try table.publishing(row)
        } catch {
            let members =
                switch error {
                case .endsBeforeItBegins: ["from", "until"]
                case .overlap: ["scope", "from", "until"]
                case .unitDiffers: ["value"]
                }
            throw Refusal(PublicationRules.unfit, missing: members, "\(row.key) \(row.scope) \(row.from)")
        }
    }
}
