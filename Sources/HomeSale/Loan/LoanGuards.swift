/// Judges the steps of one loan leg. Whether the deal is opened, over or suspended is judged before, for every stream.
enum LoanGuards {
    static func check(_ step: Step, _ file: DealFile, _ world: any World) throws {
        let number = step.stream.number, loan = file.loans[number] ?? LoanState()
        switch step.name {
        case .preApprovalStarted, .preApprovalDataReceived, .preApprovalIncomplete, .preApprovalBankAnswered,
            .preApprovalDecided, .preApprovalWithdrawn:
            try PreApprovalGuards.check(step, loan)
        case .loanApplied:
            let legCount = file.deal.opened?.legCount ?? 0
            if number > legCount {
                throw Refusal(
                    LoanRules.legUnneeded, rests: [file.deal.opened?.mark.index], missing: ["payMode"], "\(number) > \(legCount)")
            }
            try checkApplication(step, file, loan, world)
        case .loanRateReset, .loanInstalmentPaid, .loanPrepaid, .loanExtended, .loanSettled: try checkRepayment(step, loan)
        case .approvalExpired: try checkExpiry(step, loan)
        default:
            guard let current = loan.current, current.isLive else {
                throw Refusal(
                    LoanRules.notApplied,
                    rests: [
                        loan.current?.application.mark.index, loan.current?.declined?.index, loan.current?.expired?.index,
                        loan.current?.reversed?.index,
                    ], missing: ["loan.applied"])
            }
            try checkFormal(step, file, current, world)
        }
    }

    private static func checkApplication(_ step: Step, _ file: DealFile, _ loan: LoanState, _ world: any World) throws {
        let deal = file.deal, asked = LoanApplication(step.payload, Mark(index: step.index, on: step.occurred))
        guard let filing = deal.filing, !filing.isRevoked else {
            throw Refusal(
                LoanRules.beforeFiling,
                rests: [deal.contract?.mark.index, deal.filing?.mark.index, deal.filing?.revoked?.index],
                missing: ["filing.recorded"])
        }
        let kinds: [String] =
            switch deal.opened?.payMode {
            case "combined": ["commercial", "provident"]
            case let mode?: [mode]
            case nil: []
            }
        let others = file.legs.filter { $0.number != step.stream.number }.compactMap(\.loan.current).filter(\.isLive)
        if !kinds.contains(asked.leg) || others.contains(where: { $0.application.leg == asked.leg }) {
            throw Refusal(
                LoanRules.legUnfit, rests: [deal.opened?.mark.index] + others.map(\.application.mark.index), missing: ["leg"],
                "\(asked.leg), \(deal.opened?.payMode ?? "")")
        }
        if let current = loan.current, current.isLive {
            throw Refusal(LoanRules.appliedTwice, rests: [current.application.mark.index], current.phase.rawValue)
        }
        try LoanLimits(step, file, asked, nil, world.rules()).check(
            amountFen: asked.principalFen, termMonths: asked.termMonths, ratios: asked.ratios, mustKnowRatios: false)
    }

    private static func checkFormal(_ step: Step, _ file: DealFile, _ loan: LoanCase, _ world: any World) throws {
        let needsApproval = LoanRules.notApproved.guards.contains(step.name)
        if needsApproval && !loan.isApproved {
            throw Refusal(LoanRules.notApproved, rests: [loan.application.mark.index], missing: ["loan.approved"])
        }
        switch step.name {
        case .loanApproved: try checkApproval(step, file, loan, world)
        case .loanDeclined:
            if let contract = loan.contract { throw Refusal(LoanRules.decidedLate, rests: [contract.mark.index]) }
        case .loanContractSigned: try checkContract(step, file, loan, world)
        case .loanConditionMet, .loanConditionFailed: try checkCondition(step, file, loan)
        case .loanDisbursementInstructed: try checkInstruction(step, file, loan)
        case .loanDisbursed: try checkDisbursement(step, file, loan)
        case .loanReversed: try checkReversal(step, file, loan)
        default: break
        }
    }

    /// Of the formal approval where there is one, and else of the indicative one; a signed contract no longer lapses.
    private static func checkExpiry(_ step: Step, _ loan: LoanState) throws(Refusal) {
        let until: CivilDate?, mark: Mark?
        if let current = loan.current, current.isApproved {
            until = current.contract == nil ? current.approval?.validUntil : nil
            mark = current.contract?.mark ?? current.approval?.mark
        } else {
            until = loan.preApproval?.state == .approved ? loan.preApproval?.decision?.validUntil : nil
            mark = loan.preApproval?.decision?.mark ?? loan.preApproval?.started
        }
        guard let until, step.occurred > until else {
            throw Refusal(LoanRules.expiryNotDue, rests: [mark?.index], missing: ["validUntil"], until.map { "\($0)" } ?? "")
        }
    }

    private static func checkApproval(_ step: Step, _ file: DealFile, _ loan: LoanCase, _ world: any World) throws {
        let data = step.payload, application = loan.application
        if let contract = loan.contract { throw Refusal(LoanRules.decidedLate, rests: [contract.mark.index]) }
        if loan.interviews.isEmpty {
            throw Refusal(LoanRules.notInterviewed, rests: [application.mark.index], missing: ["loan.interviewed"])
        }
        if loan.appraisal == nil {
            throw Refusal(LoanRules.notAppraised, rests: [application.mark.index], missing: ["loan.appraised"])
        }
        let unknown = data.texts("conditions").filter { ConditionCode(rawValue: $0) == nil }
        if !unknown.isEmpty {
            throw Refusal(
                LoanRules.conditionUnknown, rests: [application.mark.index], missing: ConditionCode.allCases.map(\.rawValue),
                unknown.joined(separator: " "))
        }
        let amountFen = data.integer("amountFen") ?? 0
        guard amountFen > 0, amountFen <= application.principalFen else {
            throw Refusal(
                LoanRules.aboveRequest, rests: [application.mark.index], missing: ["amountFen"],
                "\(fen: amountFen) > \(fen: application.principalFen)")
        }
        try LoanLimits(step, file, application, loan.appraisal, world.rules()).check(
            amountFen: amountFen, termMonths: data.integer("termMonths") ?? application.termMonths,
            ratios: LoanRatios(data).filled(from: application.ratios), mustKnowRatios: true)
    }

    /// The limits are those of the day of the loan contract, which may differ from those of the approval. DOMAIN.md section 2.5.
    private static func checkContract(_ step: Step, _ file: DealFile, _ loan: LoanCase, _ world: any World) throws {
        guard let approval = loan.approval else { return }
        if let contract = loan.contract { throw Refusal(LoanRules.signedTwice, rests: [contract.mark.index]) }
        if let until = approval.validUntil, step.occurred > until {
            throw Refusal(LoanRules.approvalLapsed, rests: [approval.mark.index], missing: ["loan.approved"], "\(until)")
        }
        let mustDisclose = try world.rules().row(.costDisclosure, asOf: step.occurred) != nil
        let disclosedOn = loan.disclosure?.on
        if mustDisclose && disclosedOn.map({ $0 > step.occurred }) ?? true {
            throw Refusal(
                LoanRules.notDisclosed, rests: [approval.mark.index, loan.disclosure?.index], missing: ["loan.costDisclosed"])
        }
        try LoanLimits(step, file, loan.application, loan.appraisal, world.rules()).check(
            amountFen: approval.amountFen, termMonths: approval.termMonths,
            ratios: approval.ratios.filled(from: loan.application.ratios), mustKnowRatios: true)
    }

    private static func checkCondition(_ step: Step, _ file: DealFile, _ loan: LoanCase) throws(Refusal) {
        let data = step.payload, code = data.text("code") ?? "", facts = data.texts("facts")
        guard loan.conditions[code] != nil else {
            throw Refusal(LoanRules.conditionUnnamed, rests: [loan.approval?.mark.index], missing: ["code"], code)
        }
        let unknown = facts.filter { file.entry($0) == nil }
        guard unknown.isEmpty, !facts.isEmpty || step.name == .loanConditionFailed else {
            throw Refusal(
                LoanRules.conditionUnfounded, rests: [loan.approval?.mark.index], missing: facts.isEmpty ? ["facts"] : unknown,
                code)
        }
    }
}
