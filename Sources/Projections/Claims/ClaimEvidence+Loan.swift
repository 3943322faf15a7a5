internal import HomeSale

/// Of several legs the one that looks worst stands for the deal: what is told is never better than any of them.
extension ClaimEvidence {
    func readPreApprovals(_ all: inout ClaimReadings) {
        let asked = known.file.legs.compactMap(\.loan.preApproval)
        all.put(.preApprovalSeconds, worst(asked.compactMap { seconds(from: $0.started, to: $0.decision?.mark) }))
        let answers = asked.compactMap { one -> ClaimReading? in
            guard let answer = one.answer else { return nil }
            let before = one.received.values.filter { $0.index < answer.mark.index }
            return seconds(from: before.max { $0.index < $1.index } ?? one.started, to: answer.mark)
        }
        all.put(.answerSeconds, worst(answers))
        let validity = asked.compactMap { one -> ClaimReading? in
            guard let decision = one.decision, decision.result == "approved", let until = decision.validUntil else { return nil }
            return ClaimReading(known.days(from: decision.mark.on, to: until), decision.mark.index)
        }
        all.put(.approvalDays, validity.min { $0.value < $1.value })
    }

    func readLoans(_ all: inout ClaimReadings) {
        let loans = known.file.legs.compactMap(\.loan.current)
        let approvals = loans.filter(\.isApproved).compactMap(\.approval)
        all.put(.ratePpm, worst(approvals.map { ClaimReading($0.ratePpm, $0.mark.index) }))
        all.put(.loanFen, worst(approvals.map { ClaimReading($0.amountFen, $0.mark.index) }))
        all.put(.loanToValueBp, Self.reading(known.loanToValue))
        all.put(.debtRatioBp, Self.reading(known.debtRatio))
        let payouts = loans.filter(\.isDisbursed).compactMap { loan -> ClaimReading? in
            guard let disbursement = loan.disbursement else { return nil }
            let met = (loan.approval?.conditions ?? []).compactMap { loan.conditions[$0]?.mark }
            let money = Mark(index: disbursement.mark.index, on: disbursement.valueDate ?? disbursement.mark.on)
            return days(from: met.max { ($0.on, $0.index) < ($1.on, $1.index) }, to: money)
        }
        all.put(.payoutDays, worst(payouts))
        all.put(.owedFen, owed?.reading)
    }

    /// What is owed on all legs, and the first day on which an instalment that is not paid falls due. `nil` where nothing is, or
    /// where an entry did not fit its schedule: then nobody knows what is due.
    var owed: (reading: ClaimReading, dueOn: CivilDate)? {
        let loans = known.file.legs.compactMap(\.loan.current).filter(\.isDisbursed)
        var sumFen: Int64 = 0
        var dates: [CivilDate] = [], entries: [UInt64] = []
        for loan in loans {
            guard let repayment = loan.repayment, repayment.settled == nil, repayment.balanceFen > 0 else { continue }
            guard !repayment.isBroken, repayment.nextRow != nil, let mark = repayment.last ?? loan.disbursement?.mark,
                let due = repayment.disbursedOn.adding(months: repayment.paidNo + 1)
            else { return nil }
            let (sum, overflow) = sumFen.addingReportingOverflow(repayment.balanceFen)
            if overflow { return nil }
            sumFen = sum
            dates.append(due)
            entries.append(mark.index)
        }
        guard let first = dates.min() else { return nil }
        return (ClaimReading(sumFen, entries.min(), entries.max()), first)
    }

    private func seconds(from first: Mark, to last: Mark?) -> ClaimReading? {
        guard let start = instant(first), let last, let end = instant(last) else { return nil }
        return ClaimReading(Self.roundedUp(end - start, unit: 1_000), first.index, last.index)
    }

    private func worst(_ readings: [ClaimReading]) -> ClaimReading? { readings.max { $0.value < $1.value } }

    private static func reading(_ reading: RiskReading) -> ClaimReading? {
        guard case .measured(let value, let entries) = reading else { return nil }
        return ClaimReading(value, entries)
    }
}
