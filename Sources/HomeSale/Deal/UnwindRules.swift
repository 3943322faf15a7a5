/// Rules of breach, rescission and settlement. DOMAIN.md section 2.3.
enum UnwindRules {
    static let breachEarly = StepRule(
        "breach.early", [.breachAlleged], Wording("A contract or reservation binds the parties.", "须已签订合同或认购书。"),
        remedy: Wording("Record contract.signed or reservation.signed.", "请先登记合同或认购书。"), source: "民法典 495, 577")
    static let breachNone = StepRule(
        "breach.none", [.breachCured], Wording("A breach was alleged and is not cured.", "须有尚未补救的违约主张。"),
        remedy: Wording("Name an open breach.", "请填写未补救的违约。"), source: "民法典 582")
    static let rescindEarly = StepRule(
        "rescission.early", [.rescissionNoticed], Wording("A contract or reservation binds the parties.", "须已签订合同或认购书。"),
        remedy: Wording("Cancel the deal instead.", "请改为取消交易。"), source: "民法典 562, 563")
    static let rescindUngrounded = StepRule(
        "rescission.ungrounded", [.rescissionNoticed],
        Wording("The ground is on record: an open breach, a refused loan, or an agreement.", "解约事由已登记：违约、贷款未获批或协商一致。"),
        remedy: Wording("Record breach.alleged or loan.declined.", "请先登记违约主张或贷款拒批。"), source: "民法典 562, 563")
    static let rescindTwice = StepRule(
        "rescission.twice", [.rescissionNoticed, .rescissionEffective], Wording("The deal is not rescinded already.", "交易尚未解约。"),
        remedy: Wording("Go on with the settlement.", "请继续结算。"), source: "民法典 565")
    static let notNoticed = StepRule(
        "rescission.notNoticed", [.rescissionEffective],
        Wording("Notice was given, or the parties agree, or a court has ruled.", "须已通知解约，或协商一致，或有判决。"),
        remedy: Wording("Record rescission.noticed.", "请先登记解约通知。"), source: "民法典 565")
    static let objectionOpen = StepRule(
        "rescission.objectionOpen", [.rescissionEffective], Wording("No dispute about the rescission is open.", "对解约无未了争议。"),
        remedy: Wording("Close the dispute, or bring the judgment.", "请先了结争议或提交判决。"), source: "民法典 565")
    static let settleEarly = StepRule(
        "settlement.early", [.settlementComputed], Wording("The rescission is effective.", "解约须已生效。"),
        remedy: Wording("Record rescission.effective.", "请先登记解约生效。"), source: "民法典 566")
    static let settleUnbalanced = StepRule(
        "settlement.unbalanced", [.settlementComputed],
        Wording("The settlement gives back the deposits that were paid, less what is lawfully kept.", "结算须返还已付定金，扣除依法没收部分。"),
        remedy: Wording("Correct the items.", "请更正结算项目。"), source: "民法典 586, 587")
    static let settlementDiffers = StepRule(
        "settlement.differs", [.settlementAccepted],
        Wording("What is accepted is what was computed.", "所接受的结算项须与结算单一致。"),
        remedy: Wording("Accept the items as computed, or open a dispute.", "请按结算单接受，或提出争议。"), source: "民法典 488")
    static let notComputed = StepRule(
        "settlement.notComputed", [.settlementAccepted], Wording("A settlement was computed.", "须已出具结算。"),
        remedy: Wording("Record settlement.computed.", "请先登记结算。"), source: "民法典 566")

    static let all = [
        breachEarly, breachNone, rescindEarly, rescindUngrounded, rescindTwice, notNoticed, objectionOpen, settleEarly,
        settleUnbalanced, settlementDiffers, notComputed,
    ]
}

/// Judges the steps that undo a deal.
enum UnwindGuards {
    static func check(_ step: Step, _ file: DealFile) throws(Refusal) {
        let deal = file.deal, data = step.payload
        let binding = deal.contract?.mark ?? deal.reservation
        switch step.name {
        case .breachAlleged:
            if binding == nil {
                throw Refusal(UnwindRules.breachEarly, rests: [deal.opened?.mark.index], missing: ["contract.signed"])
            }
        case .breachCured:
            if !deal.breaches.contains(where: { $0.cured == nil && $0.by == data.text("by") }) {
                throw Refusal(UnwindRules.breachNone, rests: deal.breaches.map(\.mark.index), missing: ["breach.alleged"])
            }
        case .rescissionNoticed:
            if let effective = deal.rescissionEffective { throw Refusal(UnwindRules.rescindTwice, rests: [effective.index]) }
            guard let binding else {
                throw Refusal(UnwindRules.rescindEarly, rests: [deal.opened?.mark.index], missing: ["contract.signed"])
            }
            let isGrounded =
                switch data.text("ground") {
                case "breach": deal.breaches.contains { $0.cured == nil }
                case "rescissoryDeposit": deal.depositAgreed?.kind == "rescissory"
                case "loanRefused", "loanFail": file.loans.values.contains(where: \.isDeclined)
                default: true
                }
            if !isGrounded {
                throw Refusal(
                    UnwindRules.rescindUngrounded, rests: [binding.index], missing: ["breach.alleged", "loan.declined"])
            }
        case .rescissionEffective:
            if let effective = deal.rescissionEffective { throw Refusal(UnwindRules.rescindTwice, rests: [effective.index]) }
            let basis = data.text("basis")
            let isDeclared = basis == "judgment" || (basis == "agreement" ? deal.rescissionAgreed : deal.rescissionNoticed != nil)
            if !isDeclared && step.role != .court {
                throw Refusal(UnwindRules.notNoticed, rests: [binding?.index], missing: ["rescission.noticed"])
            }
            if basis != "judgment", let dispute = file.disputes.values.first(where: \.isOpen) {
                throw Refusal(
                    UnwindRules.objectionOpen, rests: [dispute.opened?.index, deal.rescissionNoticed?.index],
                    missing: ["dispute.closed"])
            }
        case .settlementComputed: try checkSettlement(step, file)
        case .settlementAccepted:
            guard let computed = deal.settlementComputed else {
                throw Refusal(UnwindRules.notComputed, rests: [deal.rescissionEffective?.index], missing: ["settlement.computed"])
            }
            if data.has("items"), SettlementItem.list(data) != deal.settlement {
                throw Refusal(UnwindRules.settlementDiffers, rests: [computed.index], missing: ["items"])
            }
        default: break
        }
    }

    /// Items pay nobody more from a deposit than the law allows: what was paid, at most once more as a penalty.
    private static func checkSettlement(_ step: Step, _ file: DealFile) throws(Refusal) {
        let deal = file.deal
        guard let effective = deal.rescissionEffective else {
            throw Refusal(UnwindRules.settleEarly, rests: [deal.rescissionNoticed?.index], missing: ["rescission.effective"])
        }
        let items = step.payload.objects("items")
        let earnestFen = deal.depositSettlement?.earnestFen ?? 0
        let depositFen = items.filter { $0.text("reason")?.hasPrefix("deposit") == true }
            .reduce(Int64(0)) { $0.adding($1.integer("amountFen") ?? 0) }
        let mostFen = deal.depositReceivedFen.adding(earnestFen)
        if depositFen > mostFen || items.contains(where: { ($0.integer("amountFen") ?? 0) < 0 }) {
            throw Refusal(
                UnwindRules.settleUnbalanced, rests: [effective.index, deal.depositReceived?.index],
                "\(fen: depositFen) > \(fen: mostFen)")
        }
    }
}
