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
                let facts = facts(for: code, leg: number, current, file)
                let rule: AutomaticRule
                switch (condition.status, facts != nil) {
                case (.open, true), (.failed, true): rule = .conditionMet
                case (.met, false) where isKnown(code): rule = .conditionFailed
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

    private static func isKnown(_ code: String) -> Bool {
        [
            "contractFiled", "ownFunds", "costDisclosed", "interviewed", "appraised", "contractSigned", "transferRecorded",
            "mortgageRecorded",
        ].contains(code)
    }

    /// The entries that meet a condition; `nil` while it is not met, or where its code is unknown.
    private static func facts(for code: String, leg: Int, _ loan: LoanCase, _ file: DealFile) -> [UInt64]? {
        switch code {
        case "contractFiled": file.deal.filing.flatMap { $0.isRevoked ? nil : [$0.mark.index] }
        case "ownFunds": file.escrow.ownFundsMet.map { [$0.index] }
        case "costDisclosed": loan.disclosure.map { [$0.index] }
        case "interviewed": loan.interviews.last.map { [$0.index] }
        case "appraised": loan.appraisal.map { [$0.mark.index] }
        case "contractSigned": loan.contract.map { [$0.mark.index] }
        case "transferRecorded": file.registration.transferRecorded.map { [$0.index] }
        case "mortgageRecorded": file.registration.mortgageRecorded[leg].map { [$0.index] }
        default: nil
        }
    }
}
