internal import HomeSale

/// Credit: as the lenders decided. Of a cash deal the factors of a loan do not apply; own funds do.
extension RiskCase {
    var creditReadings: RiskReadings {
        var readings: RiskReadings = ["C06": ownFunds]
        if isFinanced {
            readings["C01"] = debtRatio
            readings["C02"] = ratio { $0.housingBp }
            readings["C03"] = loanToValue
        } else {
            for id in ["C01", "C02", "C03", "C04", "C05", "C07", "C08", "C09", "C10"] { readings[id] = .doesNotApply }
        }
        return readings
    }

    /// The standing approval of every leg that the way of payment needs; `nil` while one is missing.
    private var approvals: [(loan: LoanCase, approval: LoanApproval)]? {
        let legs = (0..<(deal.opened?.legCount ?? 0)).map { file.loans[$0 + 1]?.current }
        let approved = legs.compactMap { loan in
            loan.flatMap { loan in loan.isApproved ? loan.approval.map { (loan: loan, approval: $0) } : nil }
        }
        return legs.isEmpty || approved.count < legs.count ? nil : approved
    }

    /// The highest of all legs; as approved, or else as applied for, which is what the lender then decided on.
    private func ratio(_ part: (LoanRatios) -> Int64?) -> RiskReading {
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
    var debtRatio: RiskReading { ratio { $0.allBp } }

    /// All legs together over the lower of price and appraisal, bp. 金规〔2026〕5号 19.
    var loanToValue: RiskReading {
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
        let deposits = escrow.postings.filter { $0.kind == .deposited && kinds.contains($0.legKind ?? .ownFunds) }
        // Below 2^53 each: sums of the account stay there.
        let paidFen = kinds.reduce(0) { $0 + escrow.unspentFen($1) }
        let missing = Self.share(max(0, targetFen - paidFen), of: targetFen)
        return missing.map { .measured($0, [agreement.mark.index] + deposits.map(\.mark.index)) } ?? .unknown
    }
}
