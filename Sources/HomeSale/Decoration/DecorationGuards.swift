/// Judges the steps of a decoration and its loan.
enum DecorationGuards {
    static func check(_ step: Step, _ file: DealFile, _ world: any World) throws {
        let state = file.decoration, data = step.payload
        switch step.name {
        case .decorationPlanned: try checkPlan(step, state)
        case .decorationLoanApplied: try checkApplication(step, file)
        case .decorationLoanDecided: try checkDecision(step, state)
        case .decorationLoanSigned:
            guard let decision = state.decision, decision.isApproved, state.signed == nil else {
                throw Refusal(
                    DecorationRules.notApproved, rests: [state.applied?.index, state.decision?.mark.index, state.signed?.index],
                    missing: ["decorationLoan.decided"])
            }
            if let planned = state.plan?.contractor, planned != data.text("contractorId") {
                throw Refusal(DecorationRules.payee, rests: [state.plan?.mark.index], missing: ["contractorId"], planned)
            }
        case .decorationTrancheReleased: try checkTranche(step, file)
        case .decorationAccepted, .decorationDisputed:
            guard state.tranches.contains(where: { $0.number == data.integer("no") }) else {
                throw Refusal(
                    DecorationRules.trancheUnknown, rests: state.tranches.map(\.mark.index),
                    missing: ["decoration.trancheReleased"])
            }
        case .decorationLoanRepaid:
            let principalFen = data.integer("principalFen") ?? 0
            guard state.settled == nil, principalFen <= state.balanceFen, state.balanceFen > 0,
                data.integer("no") == state.paidNo + 1
            else {
                throw Refusal(
                    DecorationRules.nothingOwed, rests: state.tranches.map(\.mark.index), missing: ["no", "principalFen"],
                    "\(fen: principalFen) of \(fen: state.balanceFen), no \(state.paidNo + 1) next")
            }
        case .decorationLoanSettled:
            if state.balanceFen != 0 || state.tranches.isEmpty || state.settled != nil {
                throw Refusal(
                    DecorationRules.stillOwed, rests: state.tranches.map(\.mark.index) + [state.settled?.index].compactMap { $0 },
                    missing: ["decorationLoan.repaid"], "\(fen: state.balanceFen)")
            }
        default: break
        }
    }

    private static func checkPlan(_ step: Step, _ state: DecorationState) throws(Refusal) {
        let data = step.payload
        let plan = DecorationPlan(data, Mark(index: step.index, on: step.occurred))
        guard plan.totalFen > 0, data.integer("budgetFen").map({ $0 == plan.totalFen }) ?? true else {
            throw Refusal(
                DecorationRules.planSum, rests: [state.plan?.mark.index], missing: ["budgetFen"], "\(fen: plan.totalFen)")
        }
    }

    /// The home is the buyer's, empty, and paid: so the money cannot have helped to buy it. 金规〔2026〕5号 9.
    private static func checkHome(_ file: DealFile) throws(Refusal) {
        guard let entered = file.registration.transferRecorded else {
            throw Refusal(
                DecorationRules.notOwned, rests: [file.deal.contract?.mark.index], missing: ["registration.recorded"])
        }
        guard let handover = file.deal.handover else {
            throw Refusal(DecorationRules.notHandedOver, rests: [entered.index], missing: ["handover.completed"])
        }
        guard file.deal.opened?.isFinanced == true else { return }
        let unpaid = file.legs.filter { $0.loan.isLive && !$0.loan.isDisbursed }
        guard unpaid.isEmpty else {
            throw Refusal(
                DecorationRules.mortgageUnpaid,
                rests: unpaid.map { $0.loan.current?.application.mark.index } + [handover.index], missing: ["loan.disbursed"],
                unpaid.map { "loan-\($0.number)" }.joined(separator: " "))
        }
    }

    private static func checkApplication(_ step: Step, _ file: DealFile) throws(Refusal) {
        let state = file.decoration, principalFen = step.payload.integer("principalFen") ?? 0
        try checkHome(file)
        guard let plan = state.plan, principalFen > 0, principalFen <= plan.totalFen else {
            throw Refusal(
                DecorationRules.notPlanned, rests: [state.plan?.mark.index],
                missing: state.plan == nil ? ["decoration.planned"] : ["principalFen"], "\(fen: principalFen)")
        }
        if let applied = state.applied, state.decision?.isApproved ?? true {
            throw Refusal(DecorationRules.appliedTwice, rests: [applied.index, state.decision?.mark.index])
        }
    }

    private static func checkDecision(_ step: Step, _ state: DecorationState) throws(Refusal) {
        guard let applied = state.applied, state.decision == nil else {
            throw Refusal(
                DecorationRules.notApplied, rests: [state.applied?.index, state.decision?.mark.index],
                missing: ["decorationLoan.applied"])
        }
        guard step.payload.text("result") == "approved" else { return }
        let amountFen = step.payload.integer("amountFen") ?? 0
        guard amountFen > 0, amountFen <= state.requestedFen else {
            throw Refusal(
                DecorationRules.aboveRequest, rests: [applied.index], missing: ["amountFen"],
                "\(fen: amountFen) > \(fen: state.requestedFen)")
        }
    }

    private static func checkTranche(_ step: Step, _ file: DealFile) throws(Refusal) {
        let state = file.decoration, data = step.payload
        guard let decision = state.decision, let signed = state.signed else {
            throw Refusal(
                DecorationRules.notSigned, rests: [state.decision?.mark.index], missing: ["decorationLoan.signed"])
        }
        try checkHome(file)
        if let payee = data.text("payee"), payee != state.contractor {
            throw Refusal(DecorationRules.payee, rests: [signed.index], missing: ["payee"], payee)
        }
        let last = state.tranches.last
        guard data.integer("no") == Int64(state.tranches.count) + 1,
            data.integer("progressBp") ?? -1 >= last?.progressBp ?? 0
        else {
            throw Refusal(
                DecorationRules.trancheOrder, rests: [signed.index, last?.mark.index], missing: ["no", "progressBp"],
                "no \(state.tranches.count + 1) next, at least \(last?.progressBp ?? 0) bp")
        }
        if let last, last.accepted == nil || state.openDispute != nil {
            throw Refusal(
                DecorationRules.notAccepted, rests: [last.mark.index, state.openDispute?.disputed?.index],
                missing: ["decoration.accepted"])
        }
        let amountFen = data.integer("amountFen") ?? 0
        guard amountFen > 0, state.releasedFen.adding(amountFen) <= decision.amountFen else {
            throw Refusal(
                DecorationRules.trancheTooMuch, rests: [decision.mark.index], missing: ["amountFen"],
                "\(fen: state.releasedFen) + \(fen: amountFen) > \(fen: decision.amountFen)")
        }
    }
}
