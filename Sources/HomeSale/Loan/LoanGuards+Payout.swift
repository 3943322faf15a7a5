extension LoanGuards {
    /// The money may leave only when everything it rests on is on record. 金规〔2026〕5号 9, 11, 15, 22; DOMAIN.md section 3.2.
    ///
    /// Conditions are checked as the approval named them, and the law's own again from the states: a condition that was met
    /// once (a filing since revoked) does not pay out.
    static func checkInstruction(_ step: Step, _ file: DealFile, _ loan: LoanCase) throws(Refusal) {
        let data = step.payload, id = data.text("instructionId") ?? ""
        guard let contract = loan.contract, let approval = loan.approval else {
            throw Refusal(LoanRules.notSigned, rests: [loan.approval?.mark.index], missing: ["loan.contractSigned"])
        }
        let sent =
            loan.instructions
            + file.legs.flatMap { leg in
                (leg.loan.earlier + [leg.loan.current].compactMap { $0 }).flatMap(\.instructions).filter { $0.id == id }
            }
        if !sent.isEmpty {
            throw Refusal(LoanRules.instructedTwice, rests: sent.map(\.mark.index), missing: ["instructionId"], id)
        }
        try checkGround(step, file, loan)
        guard data.text("payeeAccountToken") == contract.payeeAccountToken else {
            throw Refusal(LoanRules.payeeDiffers, rests: [contract.mark.index], missing: ["payeeAccountToken"])
        }
        try checkSame(data.integer("amountFen"), approval.amountFen, approval.mark)
    }

    private static func checkConditions(_ loan: LoanCase, _ approval: LoanApproval) throws(Refusal) {
        let failed = loan.failedConditions
        if !failed.isEmpty {
            throw Refusal(
                LoanRules.conditionFailed, rests: [approval.mark.index] + failed.map { loan.conditions[$0]?.mark?.index },
                missing: failed)
        }
        let open = loan.openConditions
        if !open.isEmpty { throw Refusal(LoanRules.conditionOpen, rests: [approval.mark.index], missing: open) }
    }

    private static func checkGround(_ step: Step, _ file: DealFile, _ loan: LoanCase) throws(Refusal) {
        let deal = file.deal
        if file.overlays.contains(.rescinding) {
            throw Refusal(LoanRules.beingRescinded, rests: [deal.rescissionNoticed?.index], missing: ["breach.cured"])
        }
        if let approval = loan.approval { try checkConditions(loan, approval) }
        guard let filing = deal.filing, !filing.isRevoked else {
            throw Refusal(
                LoanRules.contractUnfiled, rests: [deal.contract?.mark.index, deal.filing?.revoked?.index],
                missing: ["filing.recorded"])
        }
        guard file.escrow.isOwnFundsTargetMet else {
            throw Refusal(
                LoanRules.ownFundsAbsent, rests: [file.escrow.agreement?.mark.index, file.escrow.lastMark?.index],
                missing: ["escrow.deposited"])
        }
        guard file.registration.transferRecorded != nil else {
            throw Refusal(
                LoanRules.beforeTransfer, rests: [filing.mark.index, file.registration.transferSubmitted?.mark.index],
                missing: ["registration.recorded"])
        }
        guard file.registration.hasMortgage(leg: step.stream.number) || loan.contract?.guarantor != nil else {
            throw Refusal(
                LoanRules.unsecured, rests: [loan.contract?.mark.index, file.registration.transferRecorded?.index],
                missing: ["registration.recorded"])
        }
    }

    /// An instruction is no leave to pay whatever happens: what it rested on must still stand when the money leaves.
    static func checkDisbursement(_ step: Step, _ file: DealFile, _ loan: LoanCase) throws(Refusal) {
        if let paid = loan.disbursement { throw Refusal(LoanRules.disbursedTwice, rests: [paid.mark.index]) }
        guard let instruction = loan.instructions.last else {
            throw Refusal(
                LoanRules.notInstructed, rests: [loan.approval?.mark.index], missing: ["loan.disbursementInstructed"])
        }
        try checkSame(step.payload.integer("amountFen"), instruction.amountFen, instruction.mark)
        try checkGround(step, file, loan)
    }

    /// An instruction that was not carried out can always be taken back; money only while the lender's is all there.
    static func checkReversal(_ step: Step, _ file: DealFile, _ loan: LoanCase) throws(Refusal) {
        guard let instruction = loan.instructions.last else {
            throw Refusal(
                LoanRules.notInstructed, rests: [loan.approval?.mark.index], missing: ["loan.disbursementInstructed"])
        }
        let amountFen = loan.disbursement?.amountFen ?? instruction.amountFen
        if let stated = step.payload.integer("amountFen") {
            try checkSame(stated, amountFen, loan.disbursement?.mark ?? instruction.mark)
        }
        guard let paid = loan.disbursement else { return }
        let thereFen = loan.lender.map { file.escrow.unspentFen(of: $0, [.loan]) } ?? 0
        guard thereFen >= amountFen else {
            let out = file.escrow.postings.filter { $0.kind == .released }.map(\.mark.index)
            throw Refusal(
                LoanRules.moneyGone, rests: [paid.mark.index] + out, missing: ["escrow.deposited"],
                "\(fen: thereFen) < \(fen: amountFen)")
        }
    }

    private static func checkSame(_ amountFen: Int64?, _ wantedFen: Int64, _ mark: Mark) throws(Refusal) {
        guard amountFen == wantedFen else {
            throw Refusal(
                LoanRules.amountDiffers, rests: [mark.index], missing: ["amountFen"],
                "\(fen: amountFen ?? 0) != \(fen: wantedFen)")
        }
    }
}
