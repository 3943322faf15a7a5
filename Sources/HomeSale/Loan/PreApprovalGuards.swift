/// Judges the steps of the indicative answer.
enum PreApprovalGuards {
    static func check(_ step: Step, _ loan: LoanState) throws(Refusal) {
        guard step.name != .preApprovalStarted else { return try checkStart(loan) }
        guard let preApproval = loan.preApproval, preApproval.state.isRunning || mayWithdraw(step, preApproval) else {
            throw Refusal(
                PreApprovalRules.notRunning, rests: [loan.preApproval?.started.index, loan.preApproval?.decision?.mark.index],
                missing: ["preApproval.started"], loan.preApproval?.state.rawValue ?? "")
        }
        switch step.name {
        case .preApprovalBankAnswered:
            let outstanding = preApproval.outstanding
            if !outstanding.isEmpty {
                throw Refusal(
                    PreApprovalRules.dataIncomplete, rests: [preApproval.started.index], missing: outstanding)
            }
        case .preApprovalDecided: try checkDecision(step, preApproval)
        default: break
        }
    }

    private static func checkStart(_ loan: LoanState) throws(Refusal) {
        if let preApproval = loan.preApproval, preApproval.state.isRunning {
            throw Refusal(PreApprovalRules.running, rests: [preApproval.started.index], preApproval.state.rawValue)
        }
        if let current = loan.current, current.isLive {
            throw Refusal(PreApprovalRules.afterApplication, rests: [current.application.mark.index])
        }
    }

    /// An approval that nobody needs any more may still be given up.
    private static func mayWithdraw(_ step: Step, _ preApproval: PreApproval) -> Bool {
        step.name == .preApprovalWithdrawn && preApproval.state == .approved
    }

    private static func checkDecision(_ step: Step, _ preApproval: PreApproval) throws(Refusal) {
        let data = step.payload, result = data.text("result")
        guard let answer = preApproval.answer else {
            throw Refusal(
                PreApprovalRules.notAnswered, rests: [preApproval.started.index], missing: ["preApproval.bankAnswered"])
        }
        if preApproval.state == .manualReview && result == "manualReview" {
            throw Refusal(PreApprovalRules.reviewedTwice, rests: [preApproval.decision?.mark.index], missing: ["result"])
        }
        if result != "rejected" && answer.maxFen == 0 {
            throw Refusal(PreApprovalRules.refusedByBank, rests: [answer.mark.index], missing: ["result"])
        }
        if result == "rejected" && data.texts("reasons").isEmpty {
            throw Refusal(PreApprovalRules.reasonless, rests: [answer.mark.index], missing: ["reasons"])
        }
        guard result == "approved" else { return }
        let amountFen = data.integer("amountFen") ?? 0, capFen = min(preApproval.requestedFen, answer.maxFen)
        guard amountFen > 0, amountFen <= capFen else {
            throw Refusal(
                PreApprovalRules.amountTooHigh, rests: [preApproval.started.index, answer.mark.index], missing: ["amountFen"],
                "\(fen: amountFen) > \(fen: capFen)")
        }
        guard let until = data.date("validUntil"), (0...30).contains(step.occurred.days(to: until)) else {
            throw Refusal(
                PreApprovalRules.validity, rests: [answer.mark.index], missing: ["validUntil"], data.text("validUntil") ?? "")
        }
    }
}
