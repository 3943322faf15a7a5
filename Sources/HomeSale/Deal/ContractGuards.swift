/// Judges the signing of the contract, its filing, and the way the seller's old loan goes.
enum ContractGuards {
    /// Days for which a look at the register counts. DOMAIN.md section 2.2.
    static let titleDays: Int32 = 3

    static func check(_ step: Step, _ file: DealFile, _ world: any World) throws {
        switch step.name {
        case .contractSigned: try checkSigning(step, file, world)
        case .signingScheduled:
            if file.deal.acceptedOffer == nil {
                throw Refusal(ContractRules.notSigned, rests: [file.deal.opened?.mark.index], missing: ["offer.accepted"])
            }
        case .contractAmended:
            try requireContract(file)
            if let entry = file.registration.transferRecorded { throw Refusal(ContractRules.amendLate, rests: [entry.index]) }
            try checkAmendment(step, file)
        case .filingRecorded, .filingRevoked: try checkFiling(step, file)
        case .payoffQuoted, .payoffExecuted: try checkPayoff(step, file.deal)
        case .carryOverAgreed: try checkCarryOver(step, file)
        default: break
        }
    }

    private static func requireContract(_ file: DealFile) throws(Refusal) {
        if file.deal.contract == nil {
            throw Refusal(ContractRules.notSigned, rests: [file.deal.opened?.mark.index], missing: ["contract.signed"])
        }
    }

    private static func checkSigning(_ step: Step, _ file: DealFile, _ world: any World) throws {
        let deal = file.deal, data = step.payload
        if let contract = deal.contract { throw Refusal(ContractRules.alreadySigned, rests: [contract.mark.index]) }
        guard let offer = deal.acceptedOffer else {
            throw Refusal(ContractRules.withoutOffer, rests: [deal.opened?.mark.index], missing: ["offer.accepted"])
        }
        guard let title = deal.title, step.occurred.dayNumber - title.asOf.dayNumber <= titleDays, title.asOf <= step.occurred
        else {
            throw Refusal(
                ContractRules.titleStale, rests: [deal.title?.mark.index], missing: ["title.checked"],
                deal.title.map { "\($0.asOf)" } ?? "")
        }
        if title.seizureCount > 0 || title.hasObjection || deal.hasForeignPreNotice {
            throw Refusal(ContractRules.encumbered, rests: [title.mark.index])
        }
        if title.hasTransferBan && deal.payoffs.isEmpty && deal.carryOver == nil && !deal.has("carryOver")
            && !deal.has("redemption")
        {
            throw Refusal(ContractRules.transferBan, rests: [title.mark.index], missing: ["payoff.quoted", "carryOver.agreed"])
        }
        try checkConsents(step, deal, title, world)
        if let unitCode = data.text("unitCode"), unitCode != deal.opened?.unitCode {
            throw Refusal(DealRules.unitDiffers, rests: [deal.opened?.mark.index], unitCode)
        }
        let priceFen = data.integer("priceFen") ?? 0
        if priceFen != offer.priceFen {
            throw Refusal(ContractRules.priceDiffers, rests: [offer.mark.index], "\(fen: priceFen) != \(fen: offer.priceFen)")
        }
        let plannedFen = data.objects("plan").reduce(Int64(0)) { $0.adding($1.integer("amountFen") ?? 0) }
        if plannedFen != priceFen {
            throw Refusal(ContractRules.planSum, rests: [offer.mark.index], "\(fen: plannedFen) != \(fen: priceFen)")
        }
        guard data.objects("signatures").contains(where: { $0.text("role") == "broker" }) else {
            throw Refusal(ContractRules.brokerUnsigned, rests: [deal.opened?.mark.index], missing: ["signatures: broker"])
        }
        try checkSignatures(step, deal)
        try DealGuards.checkUnitIsFree(file, world)
    }

    /// Nobody is bound by what he did not sign: a proxy may sign for him while his powers live, a guardian for a minor.
    private static func checkSignatures(_ step: Step, _ deal: DealState) throws(Refusal) {
        let signatures = step.payload.objects("signatures")
        let signers = Set(signatures.compactMap { $0.text("partyId") })
        let unsigned = (deal.buyers + deal.sellers).filter { party in
            let proxies = deal.proxies.filter { $0.principal == party && $0.isLive(on: step.occurred) }
            let isWard = deal.guardianAuthorisations[party] != nil
            return !signers.contains(party) && !proxies.contains { signers.contains($0.agent) }
                && !(isWard && signatures.contains { $0.text("role") == "guardian" })
        }
        if unsigned.isEmpty { return }
        throw Refusal(
            ContractRules.partyUnsigned, rests: [deal.opened?.mark.index],
            missing: ["signatures"], unsigned.joined(separator: " "))
    }

    private static func checkAmendment(_ step: Step, _ file: DealFile) throws(Refusal) {
        let changes = step.payload.object("changes") ?? .empty, contract = file.deal.contract
        if changes.has("plan") || changes.has("priceFen") {
            let priceFen = changes.integer("priceFen") ?? contract?.priceFen ?? 0
            let plannedFen = changes.objects("plan").reduce(Int64(0)) { $0.adding($1.integer("amountFen") ?? 0) }
            if plannedFen != priceFen {
                throw Refusal(
                    ContractRules.planSum, rests: [contract?.mark.index], missing: ["changes.plan"],
                    "\(fen: plannedFen) != \(fen: priceFen)")
            }
        }
        guard let payMode = changes.text("payMode"), payMode != file.deal.opened?.payMode else { return }
        let live = file.loans.values.compactMap(\.current).filter(\.isLive).map(\.application.mark.index)
        if !live.isEmpty || payMode == "cash" && file.deal.has("carryOver") {
            throw Refusal(
                ContractRules.payModeUnfit, rests: live + [file.deal.opened?.mark.index], missing: ["changes.payMode"], payMode)
        }
    }

    /// Everybody whose consent the sale needs. DOMAIN.md section 2.4.
    private static func checkConsents(_ step: Step, _ deal: DealState, _ title: TitleCheck, _ world: any World) throws {
        let absent = title.owners.filter { !deal.sellers.contains($0) && deal.coOwnerConsents[$0] == nil }
        if !absent.isEmpty {
            throw Refusal(
                ContractRules.coOwnersMissing, rests: [title.mark.index], missing: ["coOwner.consented"],
                absent.joined(separator: " "))
        }
        if deal.has("spouse") && deal.spouseConsents.isEmpty {
            throw Refusal(ContractRules.spouseMissing, rests: [deal.opened?.mark.index], missing: ["spouse.consented"])
        }
        for owner in Set(deal.sellers + title.owners).sorted() {
            let party = try world.party(owner)
            let isMinor = party.isUnder(18, on: step.occurred)
            if (isMinor == true || isMinor == nil && deal.has("minorOwner")) && deal.guardianAuthorisations[owner] == nil
                && (isMinor == true || deal.guardianAuthorisations.isEmpty)
            {
                throw Refusal(
                    ContractRules.guardianMissing, rests: [party.ageMark?.index, deal.opened?.mark.index],
                    missing: ["guardian.authorised"], owner)
            }
        }
        if deal.has("proxySeller") {
            guard deal.sellersHaveProxy(on: step.occurred) else {
                throw Refusal(ContractRules.proxyPowers, rests: deal.proxies.map(\.mark.index), missing: ["proxy.authorised"])
            }
        }
        if deal.has("leased") {
            let unresolved = deal.tenantsUnresolved
            if deal.tenancies.isEmpty || !unresolved.isEmpty {
                throw Refusal(
                    ContractRules.tenantUnresolved, rests: unresolved.flatMap { [$0.notice.index, $0.answered?.index] },
                    missing: [deal.tenancies.isEmpty ? "tenant.notified" : "tenant.responded"],
                    unresolved.map(\.tenantId).joined(separator: " "))
            }
        }
        let residents = deal.residentsUnaccepted(on: step.occurred)
        if !residents.isEmpty {
            throw Refusal(
                ContractRules.residenceRight, rests: [title.mark.index], missing: ["residence.consented"],
                residents.joined(separator: " "))
        }
        if deal.isRestrictedHousing && !deal.isReleasedByAuthority(on: step.occurred) {
            throw Refusal(
                ContractRules.restrictedHousing,
                rests: [deal.opened?.mark.index, title.mark.index] + deal.authorityConsents.map(\.mark.index),
                missing: ["authority.consented"], title.restrictedKind ?? "")
        }
    }

    private static func checkFiling(_ step: Step, _ file: DealFile) throws(Refusal) {
        let deal = file.deal
        if step.name == .filingRevoked {
            guard let filing = deal.filing, !filing.isRevoked, step.payload.text("filingNo") == filing.number else {
                throw Refusal(ContractRules.notFiled, rests: [deal.filing?.mark.index], missing: ["filing.recorded"])
            }
            let isGrounded =
                switch step.payload.text("ground") {
                case "loanFail": file.loans.values.contains(where: \.isDeclined)
                case "judgment": deal.rescissionBasis == "judgment" || file.disputes.values.contains(where: \.isJudged)
                default: deal.rescissionEffective != nil || deal.contract?.needsRefiling == true
                }
            guard isGrounded, file.registration.transferRecorded == nil else {
                throw Refusal(
                    ContractRules.revokeUngrounded, rests: [filing.mark.index, file.registration.transferRecorded?.index],
                    missing: ["rescission.effective"])
            }
            return
        }
        try requireContract(file)
        if let filing = deal.filing, !filing.isRevoked, deal.contract?.needsRefiling != true {
            throw Refusal(ContractRules.filedAlready, rests: [filing.mark.index])
        }
        let filedFen = step.payload.integer("priceFen") ?? 0
        if let contract = deal.contract, filedFen != contract.priceFen {
            throw Refusal(
                ContractRules.filedPriceDiffers, rests: [contract.mark.index, contract.amended?.index],
                "\(fen: filedFen) != \(fen: contract.priceFen)")
        }
    }

    private static func checkPayoff(_ step: Step, _ deal: DealState) throws(Refusal) {
        if step.name == .payoffQuoted {
            guard let lender = step.payload.text("lenderId"), let title = deal.title, title.lenders.contains(lender) else {
                throw Refusal(ContractRules.payoffNoMortgage, rests: [deal.title?.mark.index], missing: ["title.checked"])
            }
            return
        }
        let named = step.payload.text("lenderId")
        guard let last = deal.payoffs.last else {
            throw Refusal(ContractRules.payoffNotQuoted, rests: [deal.title?.mark.index], missing: ["payoff.quoted"])
        }
        guard let payoff = named.map(deal.payoff(of:)) ?? last else {
            throw Refusal(ContractRules.payoffAbove, rests: [last.quote.mark.index], missing: ["lenderId"], named ?? "")
        }
        let paidFen = payoff.paidSinceQuoteFen.adding(step.payload.integer("paidFen") ?? 0)
        if paidFen > payoff.quote.totalFen {
            throw Refusal(
                ContractRules.payoffAbove, rests: [payoff.quote.mark.index], missing: ["paidFen"],
                "\(fen: paidFen) > \(fen: payoff.quote.totalFen), \(payoff.quote.lenderId)")
        }
    }

    private static func checkCarryOver(_ step: Step, _ file: DealFile) throws(Refusal) {
        let deal = file.deal
        guard deal.has("carryOver") else {
            throw Refusal(ContractRules.carryOverUndeclared, rests: [deal.opened?.mark.index])
        }
        guard let lender = step.payload.text("oldLenderId"), let title = deal.title, title.lenders.contains(lender) else {
            throw Refusal(ContractRules.carryOverWrongLender, rests: [deal.title?.mark.index], missing: ["title.checked"])
        }
        // A registered ban falls only where the buyer's payment clears the debt.
        if title.hasTransferBan && deal.payoff(of: lender) == nil {
            throw Refusal(ContractRules.transferBan, rests: [title.mark.index], missing: ["payoff.quoted"])
        }
        guard file.escrow.isOpen else {
            throw Refusal(ContractRules.carryOverNoEscrow, rests: [deal.opened?.mark.index], missing: ["escrow.opened"])
        }
    }
}
