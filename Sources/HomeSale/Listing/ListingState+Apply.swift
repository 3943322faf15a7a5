extension ListingState {
    /// Takes up a fact of the stream. Total: what was recorded is never refused.
    public mutating func apply(_ fact: Fact) {
        guard fact.stream.kind == .listing else { return }
        if id.isEmpty { id = fact.stream.id }
        let data = fact.payload, mark = Mark(fact)
        lastMark = mark
        if fact.role != .system { changedMilliseconds = fact.timeMilliseconds }
        switch fact.name {
        case .listingDrafted: draft = ListingDraft(fact)
        case .entrustmentSigned:
            entrustment = Entrustment(data, mark)
            expired = nil
            if let priceFen = data.integer("priceFen") { addPrice(priceFen, .entrusted, mark) }
        case .listingVerificationRequested:
            verificationRequested = mark
            rejected = nil
        case .listingVerified:
            verification = ListingVerification(data, mark)
            (expired, rejected) = (nil, nil)
        case .listingRejected:
            rejected = mark
            (verification, onOffer) = (nil, nil)
        case .listingPublished:
            let priceFen = data.integer("priceFen") ?? 0
            publications.append(ListingPublication(mark: mark, channel: data.text("channel") ?? "", priceFen: priceFen))
            if onOffer == nil { onOffer = mark }
            if self.priceFen != priceFen { addPrice(priceFen, .published, mark) }
        case .listingPriceChanged: if let newFen = data.integer("newFen") { addPrice(newFen, .changed, mark) }
        case .listingLocked: lock = ListingLock(mark: mark, dealId: data.text("dealId") ?? "", until: data.date("until"))
        case .listingUnlocked: lock = nil
        case .listingWithdrawn:
            withdrawn = mark
            onOffer = nil
        case .listingExpired:
            expired = mark
            onOffer = nil
        case .listingSoldLinked:
            sale = ListingSale(mark: mark, dealId: data.text("dealId") ?? "")
            onOffer = nil
        case .listingConflictFound:
            conflicts.append(ListingConflict(mark: mark, otherListingId: data.text("otherListingId") ?? ""))
        default: break
        }
    }
}

extension ListingDraft {
    init(_ fact: Fact) {
        let data = fact.payload
        self.init(
            mark: Mark(fact), unitCode: data.text("unitCode") ?? "", areaCentiSqm: data.integer("areaCentiSqm") ?? 0,
            agencyId: data.text("agencyId"), actor: fact.actor, owners: data.texts("ownerIds"))
    }
}

extension Entrustment {
    init(_ data: Payload, _ mark: Mark) {
        self.init(
            mark: mark, isExclusive: data.flag("exclusive") ?? false, from: data.date("from"), to: data.date("to"),
            rateBp: data.integer("rateBp") ?? 0, agencyId: data.text("agencyId"))
    }
}

extension ListingVerification {
    init(_ data: Payload, _ mark: Mark) {
        self.init(
            mark: mark, code: data.text("verificationCode") ?? "", validUntil: data.date("validUntil"),
            restrictionState: data.text("restrictionState") ?? "unknown",
            reminderState: data.text("reminderState") ?? "unknown")
    }
}
