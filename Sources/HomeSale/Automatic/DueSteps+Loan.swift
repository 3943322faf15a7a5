extension DueSteps {
    /// The formal approval where there is one, and else the indicative one; a signed contract no longer lapses.
    static func ofApprovals(_ file: DealFile) -> [DueStep] {
        file.legs.compactMap { number, loan in
            let stream = StreamName(.loan, file.id, number)
            if let current = loan.current, current.isApproved {
                guard let approval = current.approval, current.contract == nil, let until = approval.validUntil else {
                    return nil
                }
                return DueStep(.approvalExpiry, stream, cause: approval.mark.index, due: end(of: until))
            }
            guard let decision = loan.preApproval?.decision, loan.preApproval?.state == .approved, let until = decision.validUntil
            else { return nil }
            return DueStep(.approvalExpiry, stream, cause: decision.mark.index, due: end(of: until))
        }
    }

    /// Conditions of an approval that facts on record meet, or no longer meet; a code that this version does not know is never
    /// called met.
    static func ofConditions(_ file: DealFile) -> [DueStep] {
        guard !file.overlays.contains(.suspended), file.deal.rescissionEffective == nil else { return [] }
        var steps: [DueStep] = []
        for (number, loan) in file.legs {
            guard let current = loan.current, let approval = current.approval, current.isApproved, !current.isDisbursed else {
                continue
            }
            for code in approval.conditions {
                guard let condition = current.conditions[code] else { continue }
                let known = ConditionCode(rawValue: code), facts = known?.facts(leg: number, current, file)
                let rule: AutomaticRule
                switch (condition.status, facts != nil) {
                case (.open, true), (.failed, true): rule = .conditionMet
                case (.met, false) where known != nil: rule = .conditionFailed
                default: continue
                }
                let cause = condition.mark?.index ?? approval.mark.index
                steps.append(
                    DueStep(
                        rule, StreamName(.loan, file.id, number), cause: cause, due: file.changedMilliseconds, suffix: "-\(code)"
                    ) {
                        $0.put("code", code)
                        $0.put("facts", (facts ?? []).compactMap { file.references.name(of: $0) })
                    })
            }
        }
        return steps
    }
}
