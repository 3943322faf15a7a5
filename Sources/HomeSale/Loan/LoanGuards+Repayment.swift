extension LoanGuards {
    /// After the pay-out only the schedule counts. DOMAIN.md section 6.
    static func checkRepayment(_ step: Step, _ loan: LoanState) throws(Refusal) {
        let needsRows = step.name == .loanRateReset || step.name == .loanExtended
        guard let current = loan.current, current.isDisbursed, let repayment = current.repayment, repayment.settled == nil,
            !needsRows || repayment.nextRow != nil
        else {
            throw Refusal(
                LoanRules.notDisbursed,
                rests: [
                    loan.current?.application.mark.index, loan.current?.reversed?.index,
                    loan.current?.repayment?.settled?.index,
                ], missing: ["loan.disbursed"])
        }
        let rests = [current.disbursement?.mark.index, repayment.last?.index]
        switch step.name {
        case .loanInstalmentPaid: try checkInstalment(step.payload, repayment, rests)
        case .loanPrepaid:
            let amountFen = step.payload.integer("amountFen") ?? 0
            guard amountFen > 0, amountFen <= repayment.balanceFen else {
                throw Refusal(
                    LoanRules.prepaidTooMuch, rests: rests, missing: ["amountFen"],
                    "\(fen: amountFen) > \(fen: repayment.balanceFen)")
            }
        case .loanExtended: try checkExtension(step.payload, repayment, rests)
        case .loanSettled:
            if repayment.balanceFen != 0 {
                throw Refusal(
                    LoanRules.stillOwed, rests: rests, missing: ["loan.instalmentPaid", "loan.prepaid"],
                    "\(fen: repayment.balanceFen)")
            }
        default: break
        }
    }

    private static func checkInstalment(
        _ data: Payload, _ repayment: LoanRepayment, _ rests: [UInt64?]
    ) throws(Refusal) {
        guard let row = repayment.nextRow, data.integer("no") == Int64(row.no) else {
            throw Refusal(
                LoanRules.instalmentOrder, rests: rests, missing: ["no"], "\(repayment.nextRow.map { "\($0.no)" } ?? "none") next"
            )
        }
        let interestFits = data.integer("interestFen") == row.interestFen || repayment.nextHasBrokenPeriod
        guard data.integer("principalFen") == row.principalFen, interestFits else {
            throw Refusal(
                LoanRules.instalmentDiffers, rests: rests, missing: ["principalFen", "interestFen"],
                "\(fen: row.principalFen) + \(fen: row.interestFen) due")
        }
    }

    private static func checkExtension(
        _ data: Payload, _ repayment: LoanRepayment, _ rests: [UInt64?]
    ) throws(Refusal) {
        let months = data.integer("months") ?? 0, extendedMonths = repayment.extendedMonths.adding(months)
        let totalMonths = repayment.originalTermMonths.adding(extendedMonths)
        guard months > 0, extendedMonths.adding(extendedMonths) <= repayment.originalTermMonths,
            totalMonths <= Int64(LoanTerms.maximumTermMonths)
        else {
            throw Refusal(
                LoanRules.extendedTooLong, rests: rests, missing: ["months"],
                "\(extendedMonths) over \(repayment.originalTermMonths) months")
        }
        guard let schedule = repayment.schedule, schedule.method == .interestOnly else { return }
        guard schedule.lastNo + Int(months) <= LoanTerms.maximumInterestOnlyMonths else {
            throw Refusal(LoanRules.extendedInterestOnly, rests: rests, missing: ["months"], "\(totalMonths) months")
        }
    }
}
