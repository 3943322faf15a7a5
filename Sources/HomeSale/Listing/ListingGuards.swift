/// Judges the steps of a listing. DOMAIN.md section 3.1.
enum ListingGuards {
    /// - Throws: ``Refusal`` with the first rule that refuses, or what the world threw.
    static func check(_ step: Step, _ listing: ListingState, _ world: any World) throws {
        guard let draft = listing.draft else {
            guard step.name == .listingDrafted else { throw Refusal(ListingRules.notDrafted, missing: ["listing.drafted"]) }
            return try checkUnitCode(step)
        }
        if listing.isOver && step.name != .listingConflictFound {
            throw Refusal(ListingRules.over, rests: [draft.mark.index, listing.end?.index], listing.phase.rawValue)
        }
        switch step.name {
        case .listingDrafted: throw Refusal(ListingRules.draftedOnce, rests: [draft.mark.index])
        case .entrustmentSigned: try checkEntrustment(step, draft)
        case .listingPublished: try checkPublication(step, listing, draft, world)
        case .listingPriceChanged: try checkPriceChange(step, listing, world)
        case .viewingRecorded: try DealGuards.checkViewing(step, world)
        case .listingLocked, .listingUnlocked: try checkLock(step, listing, draft, world)
        case .listingWithdrawn:
            if let lock = listing.lock { throw Refusal(ListingRules.withdrawLocked, rests: [lock.mark.index], lock.dealId) }
        case .listingExpired: try checkExpiry(step, listing)
        case .listingSoldLinked: try checkSale(step, world)
        case .listingConflictFound: try checkConflict(step, draft, world)
        default: break
        }
    }

    private static func checkUnitCode(_ step: Step) throws(Refusal) {
        let text = step.payload.text("unitCode") ?? ""
        guard let code = UnitCode(text), code.isHome else {
            throw Refusal(ListingRules.unitCode, missing: ["unitCode"], text)
        }
    }

    private static func checkEntrustment(_ step: Step, _ draft: ListingDraft) throws(Refusal) {
        let data = step.payload
        guard let from = data.date("from"), let to = data.date("to"), from <= to else {
            throw Refusal(ListingRules.entrustmentPeriod, missing: ["from", "to"])
        }
        // Only two names that both stand there can differ; a draft without one takes the mandate's.
        if let drafted = draft.agencyId, let entrusted = data.text("agencyId"), drafted != entrusted {
            throw Refusal(ListingRules.entrustmentAgency, rests: [draft.mark.index], "\(entrusted) != \(drafted)")
        }
    }

    private static func checkPriceChange(_ step: Step, _ listing: ListingState, _ world: any World) throws {
        let data = step.payload
        let oldFen = data.integer("oldFen"), newFen = data.integer("newFen")
        guard let priceFen = listing.priceFen, oldFen == priceFen else {
            throw Refusal(
                ListingRules.priceOld, rests: [listing.prices.last?.mark.index], missing: ["oldFen"],
                listing.priceFen.map { "\(fen: $0)" } ?? "")
        }
        guard let newFen, newFen != priceFen else {
            throw Refusal(ListingRules.priceSame, rests: [listing.prices.last?.mark.index], "\(fen: priceFen)")
        }
        if step.role == .seller { return }
        // Somebody else carries it: the owner's side must have decided, and that must be on record elsewhere.
        guard let by = data.text("by"), ["seller", "proxyAgent", "guardian"].contains(by),
            try isRecordedConsent(data.text("consent"), world)
        else {
            throw Refusal(
                ListingRules.priceUnsigned, rests: [listing.entrustment?.mark.index], missing: ["by", "consent"],
                step.role.rawValue)
        }
    }

    /// Whether a text names an entry by which the owner's side decided: a consent, or a step of its own.
    private static func isRecordedConsent(_ text: String?, _ world: any World) throws -> Bool {
        guard let text, let colon = text.lastIndex(of: ":"), let stream = StreamName(subject: String(text[..<colon])) else {
            return false
        }
        return try world.facts(of: stream.kind, stream.id).contains { fact in
            fact.reference == text && (fact.name == .consentGranted || [.seller, .proxyAgent, .guardian].contains(fact.role))
        }
    }

    private static func checkLock(_ step: Step, _ listing: ListingState, _ draft: ListingDraft, _ world: any World) throws {
        let dealId = step.payload.text("dealId")
        if step.name == .listingUnlocked {
            guard let lock = listing.lock, dealId == nil || dealId == lock.dealId else {
                throw Refusal(ListingRules.unlockOther, rests: [listing.lock?.mark.index], listing.lock?.dealId ?? "")
            }
            return
        }
        let file = try world.deal(dealId ?? "")
        guard let dealId, let opened = file.deal.opened, opened.listingId == step.stream.id, file.isLive else {
            throw Refusal(
                ListingRules.lockDeal, rests: [file.deal.opened?.mark.index], missing: ["deal.opened"], dealId ?? "")
        }
        for other in try world.listings(ofUnit: draft.unitCode) {
            // The same deal may lock again, to move the date; a home that was sold or withdrawn is kept from nobody.
            if let lock = try world.listing(other).liveLock, lock.dealId != dealId {
                throw Refusal(ListingRules.lockTaken, rests: [lock.mark.index], "listing/\(other) deal/\(lock.dealId)")
            }
        }
        // The state at hand may know a lock that the look-up by unit does not.
        if let lock = listing.lock, lock.dealId != dealId {
            throw Refusal(ListingRules.lockTaken, rests: [lock.mark.index], "deal/\(lock.dealId)")
        }
    }

    private static func checkExpiry(_ step: Step, _ listing: ListingState) throws(Refusal) {
        let isOver =
            listing.entrustment?.isOver(on: step.occurred) == true || listing.verification?.isOver(on: step.occurred) == true
        guard isOver, listing.expired == nil else {
            throw Refusal(
                ListingRules.expireEarly,
                rests: [listing.entrustment?.mark.index, listing.verification?.mark.index, listing.expired?.index])
        }
    }

    private static func checkSale(_ step: Step, _ world: any World) throws {
        let dealId = step.payload.text("dealId") ?? ""
        let file = try world.deal(dealId)
        guard file.deal.opened?.listingId == step.stream.id, file.registration.transferRecorded != nil else {
            throw Refusal(
                ListingRules.soldUntransferred, rests: [file.deal.opened?.mark.index], missing: ["registration.recorded"], dealId)
        }
    }

    private static func checkConflict(_ step: Step, _ draft: ListingDraft, _ world: any World) throws {
        let other = step.payload.text("otherListingId") ?? ""
        guard other != step.stream.id, try world.listings(ofUnit: draft.unitCode).contains(other) else {
            throw Refusal(ListingRules.conflictOther, rests: [draft.mark.index], missing: ["otherListingId"], other)
        }
    }
}
