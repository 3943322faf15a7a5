internal import HomeSale

/// Credit: as the lenders decided. Of a cash deal the factors of a loan do not apply; own funds do.
extension RiskCase {
    func addCredit(to readings: inout RiskReadings) {
        if isFinanced {
            let approvals = approvals
            readings["C01"] = ratio(approvals) { $0.allBp }
            readings["C02"] = ratio(approvals) { $0.housingBp }
            readings["C03"] = loanToValue(approvals)
            readings["C06"] = ownFunds
        } else {
            for id in Self.ofLoans { readings[id] = id == "C06" ? ownFunds : .doesNotApply }
        }
    }

    private static let ofLoans = RiskFactors.credit.map(\.id)

    /// A loan with the approval that stands.
    private typealias Approved = (loan: LoanCase, approval: LoanApproval)

    /// Of every leg that the way of payment needs; `nil` while one is missing.
    private var approvals: [Approved]? {
        let count = deal.opened?.legCount ?? 0
        var approved: [Approved] = []
        for number in 0..<count {
            guard let loan = file.loans[number + 1]?.current, loan.isApproved, let approval = loan.approval else { return nil }
            approved.append((loan, approval))
        }
        return count == 0 ? nil : approved
    }

    /// The highest of all legs; as approved, or else as applied for, which is what the lender then decided on.
    private func ratio(_ approvals: [Approved]?, _ part: (LoanRatios) -> Int64?) -> RiskReading {
        guard let approvals else { return .unknown }
        var worst: Int64 = 0
        var entries: [UInt64] = []
        for (loan, approval) in approvals {
            let decided = part(approval.ratios)
            guard let share = decided ?? part(loan.application.ratios) else { return .unknown }
            worst = max(worst, share)
            entries.append(approval.mark.index)
            if decided == nil { entries.append(loan.application.mark.index) }
        }
        return .measured(worst, entries)
    }

    /// All debt service over income, bp.
    var debtRatio: RiskReading { ratio(approvals) { $0.allBp } }

    /// All legs together over the lower of price and appraisal, bp. 金规〔2026〕5号 19.
    var loanToValue: RiskReading { loanToValue(approvals) }

    private func loanToValue(_ approvals: [Approved]?) -> RiskReading {
        guard let approvals, let price else { return .unknown }
        let appraisals = approvals.compactMap(\.loan.appraisal)
        guard let lowest = appraisals.map(\.valueFen).min() else { return .unknown }
        var loanFen: Int64 = 0
        for (_, approval) in approvals {
            let (sum, overflow) = loanFen.addingReportingOverflow(approval.amountFen)
            if overflow { return .unknown }
            loanFen = sum
        }
        let entries = price.entries + appraisals.map(\.mark.index) + approvals.map(\.approval.mark.index)
        return Self.share(loanFen, of: min(price.fen, lowest)).map { .measured($0, entries) } ?? .unknown
    }

    /// What the buyer was to bring and did not; what is in the supervised account is proven to have come.
    private var ownFunds: RiskReading {
        let escrow = file.escrow
        guard let agreement = escrow.agreement else { return .unknown }
        if let met = escrow.ownFundsMet { return .measured(0, [agreement.mark.index, met.index]) }
        let targetFen = agreement.targetOwnFundsFen
        if targetFen == 0 { return .measured(0, [agreement.mark.index]) }
        let kinds: [EscrowLegKind] = agreement.includesDeposit ? [.ownFunds, .deposit] : [.ownFunds]
        let deposits = escrow.postings.filter { $0.kind == .deposited && kinds.contains($0.legKind ?? .ownFunds) }.map(
            \.mark.index)
        // Below 2^53 each: sums of the account stay there.
        let paidFen = kinds.reduce(0) { $0 + escrow.unspentFen($1) }
        let missing = Self.share(max(0, targetFen - paidFen), of: targetFen)
        return missing.map { .measured($0, [agreement.mark.index] + deposits) } ?? .unknown
    }
}
