/// Judges the steps of a deal's own stream that open, price and end it.
enum DealGuards {
    /// What every step of a deal must satisfy, whatever stream of the deal it stands on.
    static func checkScope(_ step: Step, _ file: DealFile) throws(Refusal) {
        let deal = file.deal
        if step.name == .dealOpened { return }
        guard let opened = deal.opened else { throw Refusal(DealRules.notOpened, missing: ["deal.opened"]) }
        if file.isOver && !step.name.isAllowedAfterEnd {
            let end = deal.closed ?? deal.cancelled ?? deal.expired
            throw Refusal(DealRules.over, rests: [opened.mark.index, end?.index])
        }
        if file.overlays.contains(.suspended) && !step.name.isAllowedWhileSuspended {
            let rests = deal.liveRestrictions.map(\.mark.index) + file.disputes.values.flatMap(\.courtHolds).map(\.index)
            throw Refusal(DealRules.suspended, rests: rests, missing: ["restriction.lifted"])
        }
        if let effective = deal.rescissionEffective, !step.name.isUnwinding && !step.name.isAllowedAfterEnd {
            throw Refusal(DealRules.rescinded, rests: [effective.index])
        }
    }

    static func check(_ step: Step, _ file: DealFile, _ world: any World) throws {
        let deal = file.deal, data = step.payload
        switch step.name {
        case .dealOpened: try checkOpening(step, file, world)
        case .viewingRecorded: try checkViewing(step, world)
        case .offerMade:
            if let contract = deal.contract { throw Refusal(DealRules.offerAfterContract, rests: [contract.mark.index]) }
        case .offerAccepted, .offerRejected, .offerWithdrawn, .offerExpired: try checkOffer(step, file, world)
        case .depositAgreed, .depositReceived, .depositReturned, .depositForfeited, .reservationSigned:
            try checkDeposit(step, file)
        case .handoverCompleted:
            guard file.registration.transferRecorded != nil || data.flag("earlyByContract") == true && deal.contract != nil else {
                throw Refusal(DealRules.handoverEarly, rests: [deal.contract?.mark.index], missing: ["registration.recorded"])
            }
        case .commissionAgreed, .commissionAccrued, .commissionPaid, .commissionRefunded: try checkCommission(step, deal)
        case .dealClosed: try checkClosing(file)
        case .dealCancelled, .dealExpired:
            if let contract = deal.contract { throw Refusal(DealRules.cancelLate, rests: [contract.mark.index]) }
            if step.name == .dealExpired, deal.signContractBy.map({ step.occurred <= $0 }) ?? true {
                throw Refusal(
                    DealRules.expiryNotDue, rests: [deal.reservation?.index, deal.opened?.mark.index],
                    missing: ["reservation.signed"], deal.signContractBy.map { "\($0)" } ?? "")
            }
            let heldFen = deal.depositHeldFen
            if heldFen > 0 {
                throw Refusal(DealRules.cancelWithDeposit, rests: [deal.depositReceived?.index], "\(fen: heldFen)")
            }
        case .dealCorrected: try CorrectionGuards.check(step, file, world)
        default: break
        }
    }

    /// Somebody who looks at a home agreed to be on record for it. 个人信息保护法 13.
    static func checkViewing(_ step: Step, _ world: any World) throws {
        let client = step.payload.text("clientId") ?? "", party = try world.party(client)
        guard party.consent(for: "viewing", on: step.occurred) != nil else {
            throw Refusal(
                DealRules.viewingConsent, rests: [party.registered?.index], missing: ["consent.granted: viewing"], client)
        }
    }

    private static func checkOpening(_ step: Step, _ file: DealFile, _ world: any World) throws {
        let data = step.payload
        if let opened = file.deal.opened { throw Refusal(DealRules.openedOnce, rests: [opened.mark.index]) }
        let flags = data.texts("flags")
        let excluded = flags.filter { ["courtAuction", "gift", "inheritance"].contains($0) }
        if !excluded.isEmpty { throw Refusal(DealRules.outOfScope, excluded.joined(separator: " ")) }
        let buyers = data.texts("buyerIds"), sellers = data.texts("sellerIds")
        if let both = buyers.first(where: sellers.contains) { throw Refusal(DealRules.partyOnBothSides, both) }
        if flags.contains("carryOver") && data.text("payMode") == "cash" { throw Refusal(DealRules.flagUnfit, "carryOver, cash") }
        let listing = try world.listing(data.text("listingId") ?? "")
        guard listing.isActive(on: step.occurred) else {
            throw Refusal(
                DealRules.listingNotActive, rests: [listing.lastMark?.index], missing: ["listing.verified", "listing.published"])
        }
        if let unitCode = data.text("unitCode"), unitCode != listing.unitCode {
            throw Refusal(DealRules.unitDiffers, rests: [listing.lastMark?.index], unitCode)
        }
    }

    private static func checkOffer(_ step: Step, _ file: DealFile, _ world: any World) throws {
        let deal = file.deal
        guard let id = step.payload.text("offerId"), let offer = deal.offers.last(where: { $0.id == id }) else {
            throw Refusal(DealRules.offerUnknown, rests: [deal.opened?.mark.index], missing: ["offer.made"])
        }
        guard offer.status == .open else {
            throw Refusal(DealRules.offerNotOpen, rests: [offer.mark.index, offer.decided?.index], offer.status.rawValue)
        }
        if step.name == .offerExpired {
            guard let until = offer.validUntil, step.occurred > until else {
                throw Refusal(DealRules.offerNotDue, rests: [offer.mark.index], offer.validUntil.map { "\($0)" } ?? "")
            }
        }
        guard step.name == .offerAccepted else { return }
        if let contract = deal.contract { throw Refusal(DealRules.offerAfterContract, rests: [contract.mark.index]) }
        let principal = step.payload.text("onBehalfOf")
        guard let seller = deal.acceptor(principal, actor: step.actor), !offer.acceptedBy.contains(seller) else {
            let open = deal.sellers.filter { !offer.acceptedBy.contains($0) }
            throw Refusal(
                DealRules.offerAcceptor, rests: [deal.opened?.mark.index, offer.mark.index], missing: ["onBehalfOf"],
                open.joined(separator: " "))
        }
        if let until = offer.validUntil, step.occurred > until {
            throw Refusal(DealRules.offerLapsed, rests: [offer.mark.index], "\(until)")
        }
        try checkUnitIsFree(file, world)
    }

    /// No other live deal on any listing of this home has come as far as an accepted offer. 一房二卖.
    static func checkUnitIsFree(_ file: DealFile, _ world: any World) throws {
        guard let opened = file.deal.opened else { return }
        for listing in try world.listings(ofUnit: opened.unitCode) {
            for id in try world.deals(ofListing: listing) where id != file.id {
                let other = try world.deal(id)
                if other.isLive, let offer = other.deal.acceptedOffer {
                    throw Refusal(DealRules.unitTaken, rests: [offer.decided?.index, offer.mark.index], "deal/\(id)")
                }
            }
        }
    }

    private static func checkDeposit(_ step: Step, _ file: DealFile) throws(Refusal) {
        let deal = file.deal, amountFen = step.payload.integer("amountFen") ?? 0
        let priceFen = deal.contract?.priceFen ?? deal.acceptedOffer?.priceFen
        switch step.name {
        case .depositAgreed, .reservationSigned:
            guard let priceFen else {
                throw Refusal(DealRules.depositWithoutOffer, rests: [deal.opened?.mark.index], missing: ["offer.accepted"])
            }
            if amountFen > priceFen {
                throw Refusal(
                    DealRules.depositAbovePrice, rests: [deal.acceptedOffer?.mark.index], "\(fen: amountFen) > \(fen: priceFen)")
            }
        case .depositReceived:
            guard let agreed = deal.depositAgreed else {
                throw Refusal(DealRules.depositNotAgreed, rests: [deal.opened?.mark.index], missing: ["deposit.agreed"])
            }
            if let priceFen, deal.depositReceivedFen.adding(amountFen) > priceFen {
                throw Refusal(DealRules.depositAbovePrice, rests: [agreed.mark.index], "\(fen: amountFen)")
            }
        case .depositReturned, .depositForfeited:
            let leftFen = deal.depositHeldFen
            if amountFen > leftFen {
                throw Refusal(DealRules.depositSpent, rests: [deal.depositReceived?.index], "\(fen: amountFen) > \(fen: leftFen)")
            }
        default: break
        }
    }

    private static func checkCommission(_ step: Step, _ deal: DealState) throws(Refusal) {
        let amountFen = step.payload.integer("amountFen") ?? 0
        let limitFen: Int64
        switch step.name {
        case .commissionAccrued: limitFen = deal.commissionAgreedFen - deal.commissionAccruedFen
        case .commissionPaid: limitFen = deal.commissionAccruedFen - deal.commissionPaidFen
        case .commissionRefunded: limitFen = deal.commissionPaidFen - deal.commissionRefundedFen
        default: return
        }
        if step.name != .commissionRefunded && deal.contract == nil {
            throw Refusal(DealRules.commissionEarly, rests: [deal.opened?.mark.index], missing: ["contract.signed"])
        }
        if amountFen > limitFen {
            throw Refusal(
                DealRules.commissionTooMuch, rests: [deal.commissionAgreed?.index], "\(fen: amountFen) > \(fen: limitFen)")
        }
    }

    private static func checkClosing(_ file: DealFile) throws(Refusal) {
        let deal = file.deal
        if deal.rescissionEffective == nil ? deal.handover == nil : !file.isUndone {
            throw Refusal(DealRules.closeUnfinished, rests: [deal.opened?.mark.index], missing: ["handover.completed"])
        }
        if file.escrow.balanceFen != 0 || file.escrow.heldFen != 0 {
            throw Refusal(DealRules.closeWithMoney, rests: [file.escrow.lastMark?.index], "\(fen: file.escrow.balanceFen)")
        }
        if let dispute = file.disputes.values.first(where: \.isOpen) {
            throw Refusal(DealRules.closeInDispute, rests: [dispute.opened?.index], missing: ["dispute.closed"])
        }
    }
}
