/// A type of step that brings a deal on, and the phase it leads to.
public struct NextStep: Hashable, Sendable {
    public let name: EventName
    public let phase: Phase
}

extension DealFile {
    /// The steps that lead to the next phase, in the order in which they are usually taken. DOMAIN.md section 2.1.
    ///
    /// A table by phase and by how the price is paid, not a decision: whether a step would be accepted depends on its payload,
    /// which ``blockers(on:)`` and `deal why` tell. Loan, own funds and taxes may run side by side, and so may security,
    /// payment and handover.
    public var nextSteps: [NextStep] {
        if isOver { return [] }
        if deal.rescissionEffective != nil { return unwindingSteps.map { NextStep(name: $0, phase: .closed) } }
        if deal.rescissionNoticed != nil { return [NextStep(name: .rescissionEffective, phase: phase)] }
        guard let first = Phase.allCases.first(where: { !holds($0) }) else { return [] }
        let together = Self.sideBySide.first { $0.contains(first) } ?? [first]
        var steps: [NextStep] = []
        for phase in together where !holds(phase) {
            for name in self.steps(to: phase) where !steps.contains(where: { $0.name == name }) {
                steps.append(NextStep(name: name, phase: phase))
            }
        }
        return steps
    }

    private static let sideBySide: [[Phase]] = [[.funded, .financed, .taxCleared], [.secured, .settled, .handedOver]]

    private func steps(to phase: Phase) -> [EventName] {
        switch phase {
        case .none: []
        case .prospect: [.dealOpened]
        case .agreed: deal.offers.contains { $0.status == .open } ? [.offerAccepted] : [.offerMade]
        case .reserved: [.depositReceived]
        case .contracted: signingSteps
        case .filed: [.filingRecorded]
        case .funded: escrow.agreement == nil ? [.escrowAgreed] : escrow.isOpen ? [.escrowDeposited] : [.escrowOpened]
        case .financed: loanSteps
        case .taxCleared: tax.decided.isEmpty ? [.taxAssessed] : [.taxPaid]
        case .accepted: oldLoanSteps + (legsUnsigned ? [.loanContractSigned] : []) + [.registrationSubmitted]
        case .transferred: [.registrationRecorded]
        case .secured: mortgageSteps
        case .settled: payoutSteps
        case .handedOver: [.handoverCompleted]
        case .closed: (escrow.balanceFen > 0 ? [.escrowReleased] : escrow.isOpen ? [.escrowClosed] : []) + [.dealClosed]
        }
    }

    /// What the contract waits for: everybody whose consent the flags ask for, and a look at the register.
    private var signingSteps: [EventName] {
        var steps: [EventName] = deal.title == nil ? [.titleChecked] : []
        steps += missingConsents
        if deal.has("redemption") && deal.payoffs.isEmpty { steps.append(.payoffQuoted) }
        return steps + [.contractSigned]
    }

    /// Types of the consents and powers that the contract needs and nobody recorded.
    var missingConsents: [EventName] {
        var missing: [EventName] = []
        // As on the day of the look at the register: the contract follows within days.
        guard let day = deal.title?.asOf ?? deal.opened?.mark.on else { return missing }
        if let title = deal.title, title.owners.contains(where: { !deal.sellers.contains($0) && deal.coOwnerConsents[$0] == nil })
        {
            missing.append(.coOwnerConsented)
        }
        if deal.has("spouse") && deal.spouseConsents.isEmpty { missing.append(.spouseConsented) }
        if deal.has("minorOwner") && deal.guardianAuthorisations.isEmpty { missing.append(.guardianAuthorised) }
        if deal.has("proxySeller") && !deal.sellersHaveProxy(on: day) { missing.append(.proxyAuthorised) }
        if deal.has("leased"), deal.tenancies.isEmpty || deal.tenancies.contains(where: { $0.answer == nil }) {
            missing.append(deal.tenancies.isEmpty ? .tenantNotified : .tenantResponded)
        }
        if !deal.residentsUnaccepted(on: day).isEmpty { missing.append(.residenceConsented) }
        if deal.isRestrictedHousing && !deal.isReleasedByAuthority(on: day) { missing.append(.authorityConsented) }
        return missing
    }

    private var legsUnsigned: Bool { !neededLegs.allSatisfy(\.isContractSigned) }

    private var loanSteps: [EventName] {
        var steps: [EventName] = []
        for leg in neededLegs where !leg.isApproved {
            switch leg.current {
            case let loan? where loan.isLive:
                if loan.interviews.isEmpty { steps.append(.loanInterviewed) }
                if loan.appraisal == nil { steps.append(.loanAppraised) }
                steps.append(.loanApproved)
            default: steps.append(.loanApplied)
            }
        }
        return steps
    }

    /// The seller's old loan goes before the transfer, unless it moves with the home.
    private var oldLoanSteps: [EventName] {
        guard deal.carryOver == nil else { return [] }
        if deal.has("carryOver") { return [.carryOverAgreed] }
        guard !deal.payoffs.isEmpty || deal.has("redemption"), registration.discharged == nil else { return [] }
        return deal.isPaidOff ? [.mortgageDischarged] : [.payoffExecuted]
    }

    private var mortgageSteps: [EventName] {
        if legsUnsigned { return [.loanContractSigned] }
        let isPending = registration.pending.contains { ["mortgage", "both", "carryOver"].contains($0.kind) }
        return [isPending ? .registrationRecorded : .registrationSubmitted]
    }

    private var payoutSteps: [EventName] {
        var steps: [EventName] = []
        for leg in neededLegs where !leg.isDisbursed {
            guard let loan = leg.current, loan.isLive else { continue }
            if loan.contract == nil {
                steps.append(.loanContractSigned)
            } else if !loan.openConditions.isEmpty {
                steps.append(.loanConditionMet)
            } else {
                steps.append(loan.instructions.isEmpty ? .loanDisbursementInstructed : .loanDisbursed)
            }
        }
        if escrow.balanceFen > (deal.handover == nil ? escrow.retainedTailFen : 0) { steps.append(.escrowReleased) }
        return steps
    }

    private var unwindingSteps: [EventName] {
        var steps: [EventName] = []
        if deal.settlementComputed == nil && deal.contract != nil { steps.append(.settlementComputed) }
        if deal.settlementComputed != nil && !deal.isSettlementAccepted { steps.append(.settlementAccepted) }
        if let filing = deal.filing, !filing.isRevoked { steps.append(.filingRevoked) }
        if !registration.pending.isEmpty { steps.append(.registrationWithdrawn) }
        if escrow.balanceFen > 0 { steps.append(.escrowRefunded) }
        return steps + [.dealClosed]
    }
}
