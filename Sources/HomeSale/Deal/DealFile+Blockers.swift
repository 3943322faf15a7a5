/// Why a next step would be refused now, as far as the facts tell without a payload.
public struct Blocker: Hashable, Sendable {
    /// The rule that would refuse, or `next.…` where several rules rest on the same gap.
    public let id: String
    /// The next steps that it stands in the way of.
    public let steps: [EventName]
    /// What must be true.
    public let demand: Wording
    /// The entries it rests on, rising.
    public let rests: [UInt64]
    /// Types of steps that would clear it.
    public let missing: [EventName]
    /// Figures or names of this case.
    public let detail: String
}

extension DealFile {
    /// What stands in the way of the next steps on a day. Uses the wording of the rules that would refuse.
    public func blockers(on day: CivilDate) -> [Blocker] {
        let next = nextSteps.map(\.name)
        guard !next.isEmpty else { return [] }
        var list = BlockerList(next: next)
        addRestrictions(&list)
        addSigning(&list, day)
        addMoney(&list)
        return list.blockers
    }

    private func addRestrictions(_ list: inout BlockerList) {
        let halted = list.next.filter { !$0.isAllowedWhileSuspended }
        if !deal.liveRestrictions.isEmpty {
            list.add(
                DealRules.suspended, halted, rests: deal.liveRestrictions.map(\.mark.index), missing: [.restrictionLifted],
                deal.liveRestrictions.map(\.docNo).joined(separator: " "))
        }
        let holds = disputes.values.flatMap(\.courtHolds).map(\.index)
        if !holds.isEmpty { list.add(DealRules.suspended, halted, rests: holds, missing: [.disputeClosed]) }
        let open = disputes.values.filter { $0.isOpen && !$0.hasCourtHold }
        if !open.isEmpty {
            list.add(
                DealRules.closeInDispute, [.dealClosed, .rescissionEffective], ahead: true, rests: open.map { $0.opened?.index },
                missing: [.disputeClosed])
        }
    }

    private func addSigning(_ list: inout BlockerList, _ day: CivilDate) {
        let signing: [EventName] = [.contractSigned]
        if let title = deal.title {
            if day.dayNumber - title.asOf.dayNumber > ContractGuards.titleDays {
                list.add(ContractRules.titleStale, signing, rests: [title.mark.index], missing: [.titleChecked], "\(title.asOf)")
            }
            if title.seizureCount > 0 || title.hasObjection || deal.hasForeignPreNotice {
                list.add(ContractRules.encumbered, signing, rests: [title.mark.index], missing: [.titleChecked])
            }
            if title.hasTransferBan && deal.payoffs.isEmpty && deal.carryOver == nil && !deal.has("carryOver")
                && !deal.has("redemption")
            {
                list.add(ContractRules.transferBan, signing, rests: [title.mark.index], missing: [.payoffQuoted])
            }
        } else {
            list.add(ContractRules.titleStale, signing, rests: [deal.opened?.mark.index], missing: [.titleChecked])
        }
        for consent in missingConsents {
            let owners = deal.title?.owners.filter { !deal.sellers.contains($0) && deal.coOwnerConsents[$0] == nil } ?? []
            list.add(
                Self.rule(of: consent), signing, rests: [deal.title?.mark.index, deal.opened?.mark.index], missing: [consent],
                consent == .coOwnerConsented ? owners.joined(separator: " ") : "")
        }
        let exercising = deal.tenancies.filter { $0.answer == "exercise" }
        if !exercising.isEmpty {
            list.add(ContractRules.tenantUnresolved, signing, rests: exercising.map { $0.answered?.index }, missing: [])
        }
        if deal.contract?.needsRefiling == true {
            list.add(
                RegistrationRules.notFiled, [.registrationSubmitted, .taxAssessed, .loanApplied],
                rests: [deal.contract?.amended?.index], missing: [.filingRecorded])
        }
    }

    private static func rule(of consent: EventName) -> StepRule {
        switch consent {
        case .coOwnerConsented: ContractRules.coOwnersMissing
        case .spouseConsented: ContractRules.spouseMissing
        case .guardianAuthorised: ContractRules.guardianMissing
        case .proxyAuthorised: ContractRules.proxyPowers
        case .tenantNotified, .tenantResponded: ContractRules.tenantUnresolved
        case .residenceConsented: ContractRules.residenceRight
        default: ContractRules.restrictedHousing
        }
    }

    private func addMoney(_ list: inout BlockerList) {
        // The phase after own funds needs more money; the transfer and the pay-out rest on it.
        if let agreement = escrow.agreement, !escrow.isOwnFundsTargetMet {
            list.add(
                "next.ownFundsShort", Wording("The buyer's own funds are in escrow.", "买方自有资金已足额存入监管账户。"),
                [.loanDisbursementInstructed, .escrowReleased], ahead: true, rests: [agreement.mark.index],
                missing: [.escrowDeposited], "\(fen: escrow.depositedFen) / \(fen: agreement.targetOwnFundsFen)")
        }
        if !tax.open.isEmpty && registration.transferRecorded == nil {
            let owed = tax.open.map { "\($0.kind) \(fen: $0.amountFen.adding(-$0.paidFen))" }
            list.add(
                RegistrationRules.taxesOpen, [.registrationSubmitted], ahead: true,
                rests: tax.open.map(\.mark.index), missing: [.taxPaid], owed.joined(separator: ", "))
        }
        for (number, loan) in legs {
            if loan.isDeclined {
                list.add(
                    "next.loanDeclined", Wording("A lender has approved the loan.", "须有贷款人批准贷款。"),
                    [.loanContractSigned, .registrationSubmitted], ahead: true, rests: [loan.current?.declined?.index],
                    missing: [.loanApplied],
                    "loan-\(number)")
            }
            if let current = loan.current, current.isLive, !current.openConditions.isEmpty {
                list.add(
                    "next.conditionsOpen", Wording("Every condition of the approval is met.", "审批附加条件须全部满足。"),
                    [.loanDisbursementInstructed], ahead: true, rests: [current.approval?.mark.index],
                    missing: [.loanConditionMet], "loan-\(number): " + current.openConditions.joined(separator: " "))
            }
        }
        if escrow.heldFen > 0 {
            list.add(
                EscrowRules.overdrawn, [.escrowReleased, .escrowClosed, .dealClosed], ahead: true,
                rests: escrow.holds.filter { $0.amountFen > 0 }.map(\.mark.index), missing: [.escrowUnheld],
                "\(fen: escrow.heldFen)")
        }
        if escrow.balanceFen != 0 {
            list.add(
                DealRules.closeWithMoney, [.dealClosed], rests: [escrow.lastMark?.index],
                missing: [deal.rescissionEffective == nil ? .escrowReleased : .escrowRefunded], "\(fen: escrow.balanceFen)")
        }
    }
}

/// Gathers blockers. Those of a step that is not next are nobody's business yet, unless they are known `ahead` of it.
private struct BlockerList {
    let next: [EventName]
    var blockers: [Blocker] = []

    init(next: [EventName]) { self.next = next }

    mutating func add(
        _ rule: StepRule, _ steps: [EventName], ahead: Bool = false, rests: [UInt64?], missing: [EventName], _ detail: String = ""
    ) {
        add(rule.id, rule.demand, steps, ahead: ahead, rests: rests, missing: missing, detail)
    }

    mutating func add(
        _ id: String, _ demand: Wording, _ steps: [EventName], ahead: Bool, rests: [UInt64?], missing: [EventName],
        _ detail: String
    ) {
        // What clears it is not in its own way.
        let blocked = steps.filter { (ahead || next.contains($0)) && missing != [$0] }
        guard !blocked.isEmpty else { return }
        blockers.append(
            Blocker(
                id: id, steps: blocked, demand: demand, rests: Set(rests.compactMap { $0 }).sorted(), missing: missing,
                detail: detail))
    }
}
