extension EscrowGuards {
    /// What must be true before money goes to somebody else than who paid it in.
    ///
    /// A court's document that is on record stands above the parties' conditions; an accepted settlement stands in for them once
    /// the deal is rescinded; neither stands above the balance and what is held.
    static func checkRelease(_ step: Step, _ file: DealFile) throws {
        let data = step.payload, references = data.texts("conditions")
        var named: [EntryReferences.Entry] = []
        for reference in references {
            guard let entry = file.entry(reference) else {
                throw Refusal(EscrowRules.conditionForeign, rests: [file.escrow.opened?.index], missing: [reference])
            }
            named.append(entry)
        }
        try checkFree(step, file.escrow)
        let namesDocument = data.text("docNo") != nil && data.text("docDigest") != nil
        if file.overlays.contains(.suspended) && !namesDocument {
            throw Refusal(
                EscrowRules.suspended,
                rests: file.deal.liveRestrictions.map(\.mark.index) + file.disputes.values.flatMap(\.courtHolds).map(\.index),
                missing: ["docNo", "docDigest"])
        }
        if namesDocument && named.contains(where: { $0.name.bringsCourtDocument }) { return }
        if file.overlays.contains(.rescinding) || file.overlays.contains(.rescinded) {
            return try checkSettlementRelease(step, file, named)
        }
        try checkPayee(step, file)
        try checkConditions(step, file, named)
        try checkTail(step, file)
    }

    /// A lawful penalty, paid from escrow: only what the accepted settlement gives the payee.
    private static func checkSettlementRelease(
        _ step: Step, _ file: DealFile, _ named: [EntryReferences.Entry]
    ) throws(Refusal) {
        let deal = file.deal
        guard let accepted = named.last(where: { $0.name == .settlementAccepted }), deal.isSettlementAccepted else {
            throw Refusal(
                EscrowRules.frozen,
                rests: [deal.rescissionNoticed?.index, deal.rescissionEffective?.index, deal.settlementComputed?.index],
                missing: ["settlement.accepted"])
        }
        let payee = step.payload.text("payee") ?? "", amountFen = step.payload.integer("amountFen") ?? 0
        // What a side owes from its own pocket is no claim on the account: only the money of who paid in.
        let dueFen = deal.settlement.reduce(Int64(0)) {
            let isThere = $1.from == "escrow" || file.escrow.depositedFen(by: $1.from) > 0
            return $1.to == payee && isThere ? $0.adding($1.amountFen) : $0
        }
        let paidFen = releasedFen(to: payee, since: deal.settlementComputed, file.escrow)
        guard paidFen.adding(amountFen) <= dueFen else {
            throw Refusal(
                EscrowRules.settlementExceeded, rests: [deal.settlementComputed?.index, accepted.mark.index],
                missing: ["amountFen"], "\(fen: paidFen) + \(fen: amountFen) > \(fen: dueFen)")
        }
    }

    private static func checkPayee(_ step: Step, _ file: DealFile) throws(Refusal) {
        let data = step.payload, deal = file.deal, escrow = file.escrow, payee = data.text("payee") ?? ""
        let payoff = deal.payoff(of: payee)
        if data.text("payeeKind") == "oldLender" || payoff != nil {
            let isOfRecord = deal.title.map { $0.lenders.isEmpty || $0.lenders.contains(payee) } ?? true
            guard isOfRecord, let payoff else {
                throw Refusal(
                    EscrowRules.payoffPayee, rests: [deal.title?.mark.index] + deal.payoffs.map(\.quote.mark.index),
                    missing: deal.payoffs.isEmpty ? ["payoff.quoted"] : ["payee"], payee)
            }
            // What the lender says it got counts, from wherever it came: nobody is paid off twice.
            let quote = payoff.quote, releasedFen = releasedFen(to: payee, since: quote.mark, escrow)
            let paidFen = max(releasedFen, payoff.paidSinceQuoteFen)
            let amountFen = data.integer("amountFen") ?? 0
            guard paidFen.adding(amountFen) <= quote.totalFen else {
                throw Refusal(
                    EscrowRules.payoffExceeded, rests: [quote.mark.index], missing: ["amountFen"],
                    "\(fen: paidFen) + \(fen: amountFen) > \(fen: quote.totalFen)")
            }
            return
        }
        let isNamed = escrow.agreement?.terms.contains { $0.payee == payee } ?? false
        guard deal.sellers.contains(payee) || isNamed && data.text("payeeKind") == "other" else {
            throw Refusal(
                EscrowRules.payeeUnknown, rests: [deal.opened?.mark.index, escrow.agreement?.mark.index], missing: ["payee"],
                payee)
        }
        guard deal.sellers.contains(payee) else { return }
        guard file.registration.transferRecorded != nil else {
            throw Refusal(
                EscrowRules.releaseBeforeEntry,
                rests: [deal.contract?.mark.index, file.registration.transferSubmitted?.mark.index],
                missing: ["registration.recorded"])
        }
        // Only legs that still lend: who was refused a loan and paid himself has no mortgage to wait for.
        let unsecured = file.legs.filter { $0.loan.isLive && !file.registration.hasMortgage(leg: $0.number) }
        guard unsecured.isEmpty else {
            throw Refusal(
                EscrowRules.releaseBeforeMortgage,
                rests: unsecured.map { $0.loan.current?.application.mark.index } + [file.registration.transferRecorded?.index],
                missing: ["registration.recorded"], unsecured.map { "loan-\($0.number)" }.joined(separator: " "))
        }
    }

    /// Every condition of the agreement for this payee is among the entries named, and is the one that counts.
    private static func checkConditions(
        _ step: Step, _ file: DealFile, _ named: [EntryReferences.Entry]
    ) throws(Refusal) {
        let data = step.payload, payee = data.text("payee") ?? ""
        let kind =
            file.deal.sellers.contains(payee) ? "seller" : file.deal.payoff(of: payee) != nil ? "oldLender" : "other"
        // Who turned to paying cash has no mortgage to wait for.
        let wanted = (file.escrow.agreement?.conditions(payee: payee, kind: kind) ?? [])
            .filter { $0 != .mortgageRecorded || file.deal.opened?.isFinanced == true }
        let indices = Set(named.map(\.mark.index))
        let absent = wanted.filter { condition in !marks(of: condition, payee, file).contains { indices.contains($0.index) } }
        guard absent.isEmpty, !named.isEmpty else {
            throw Refusal(
                EscrowRules.conditionMissing,
                rests: [file.escrow.agreement?.mark.index] + wanted.flatMap { marks(of: $0, payee, file) }.map(\.index),
                missing: absent.isEmpty ? ["conditions"] : absent.map(\.event.rawValue),
                absent.map(\.rawValue).joined(separator: " "))
        }
    }

    /// The entries any of which fulfils a condition.
    private static func marks(of condition: EscrowAgreement.Condition, _ payee: String, _ file: DealFile) -> [Mark] {
        switch condition {
        case .transferRecorded: [file.registration.transferRecorded].compactMap { $0 }
        case .mortgageRecorded: file.registration.mortgageRecorded.values.sorted { $0.index < $1.index }
        case .handoverCompleted: [file.deal.handover].compactMap { $0 }
        case .payoffDue: (file.deal.payoff(of: payee).map { [$0] } ?? file.deal.payoffs).map(\.quote.mark)
        }
    }

    private static func checkTail(_ step: Step, _ file: DealFile) throws(Refusal) {
        let escrow = file.escrow, amountFen = step.payload.integer("amountFen") ?? 0
        guard file.deal.handover == nil, escrow.balanceFen.adding(-amountFen) < escrow.retainedTailFen else { return }
        throw Refusal(
            EscrowRules.tailRetained, rests: [escrow.agreement?.mark.index], missing: ["handover.completed"],
            "\(fen: escrow.balanceFen) - \(fen: amountFen) < \(fen: escrow.retainedTailFen)")
    }

    private static func releasedFen(to payee: String, since mark: Mark?, _ escrow: EscrowState) -> Int64 {
        escrow.postings.reduce(Int64(0)) {
            $1.kind == .released && $1.party == payee && $1.mark.index >= mark?.index ?? 0 ? $0.adding($1.amountFen) : $0
        }
    }
}

extension EventName {
    /// Puts a court's or authority's document about the home or the money on record.
    fileprivate var bringsCourtDocument: Bool {
        switch self {
        case .restrictionObserved, .holdPlaced, .escrowHeld, .disputeClosed, .rescissionEffective: true
        default: false
        }
    }
}
