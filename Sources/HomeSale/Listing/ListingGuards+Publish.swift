extension ListingGuards {
    /// A true listing: the owner wants it sold at this price, the authority has looked at it, nobody else may offer it.
    static func checkPublication(
        _ step: Step, _ listing: ListingState, _ draft: ListingDraft, _ world: any World
    ) throws {
        guard let entrustment = listing.entrustment, entrustment.isLive(on: step.occurred) else {
            throw Refusal(
                ListingRules.publishUnentrusted, rests: [listing.entrustment?.mark.index], missing: ["entrustment.signed"],
                listing.entrustment?.to.map { "\($0)" } ?? "")
        }
        guard let verification = listing.verification, verification.isLive(on: step.occurred) else {
            throw Refusal(
                ListingRules.publishUnverified, rests: [listing.verification?.mark.index, listing.rejected?.index],
                missing: ["listing.verified"], listing.verification?.validUntil.map { "\($0)" } ?? "")
        }
        guard verification.isClear else {
            throw Refusal(ListingRules.publishRestricted, rests: [verification.mark.index], verification.restrictionState)
        }
        // A price nobody wrote down is unknown, and unknown is never favourable.
        guard let owner = listing.ownerPrice, step.payload.integer("priceFen") == owner.fen else {
            throw Refusal(
                ListingRules.publishPrice, rests: [listing.ownerPrice?.mark.index ?? entrustment.mark.index],
                missing: ["priceFen"],
                listing.ownerPrice.map { "\(fen: $0.fen)" } ?? "")
        }
        for id in try world.listings(ofUnit: draft.unitCode) where id != step.stream.id {
            let other = try world.listing(id)
            if other.agency == listing.agency {
                guard other.isOnMarket else { continue }
                throw Refusal(
                    ListingRules.publishTwice, rests: [other.onOffer?.index, other.lock?.mark.index], "listing/\(id)")
            }
            if other.isExclusive(on: step.occurred) {
                throw Refusal(ListingRules.publishExclusive, rests: [other.entrustment?.mark.index], "listing/\(id)")
            }
        }
    }
}
