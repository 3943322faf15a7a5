extension DueSteps {
    /// The mandate or the code, whichever ends first; a locked home waits for its deal.
    static func ofListing(_ listing: ListingState) -> [DueStep] {
        guard listing.expired == nil, !listing.isOver, listing.lock == nil else { return [] }
        let ends = [
            listing.entrustment.flatMap { mandate in mandate.to.map { (mandate.mark, $0) } },
            listing.verification.flatMap { code in code.validUntil.map { (code.mark, $0) } },
        ]
        guard let first = ends.compactMap({ $0 }).min(by: { $0.1 < $1.1 }) else { return [] }
        return [
            DueStep(.listingExpiry, StreamName(.listing, listing.id), cause: first.0.index, due: end(of: first.1))
        ]
    }

    /// Other agencies that offer the same home while one alone may.
    ///
    /// - Parameter now: the day on which the mandate must be exclusive; any of its days where `nil`.
    static func ofConflicts(_ listing: ListingState, _ others: [ListingState], _ now: Int64?) -> [DueStep] {
        guard !listing.isOver, let mandate = listing.entrustment, mandate.isExclusive, let from = mandate.from,
            now.map({ listing.isExclusive(on: CivilDate(atMilliseconds: $0)) }) ?? true
        else { return [] }
        return others.compactMap { other in
            guard other.id != listing.id, other.agency != listing.agency, !other.isOver, let cause = other.draft?.mark,
                !listing.conflicts.contains(where: { $0.otherListingId == other.id })
            else { return nil }
            let due = max(start(of: from), max(listing.changedMilliseconds, other.changedMilliseconds))
            return DueStep(
                .listingConflict, StreamName(.listing, listing.id), cause: cause.index, due: due, suffix: "-\(listing.id)"
            ) { $0.put("otherListingId", other.id) }
        }
    }

    /// The home is kept for the deal whose offer was accepted, let go when the deal ends, and sold when the title has passed.
    static func ofLock(_ file: DealFile, _ listing: ListingState) -> [DueStep] {
        guard !listing.isOver else { return [] }
        let stream = StreamName(.listing, listing.id)
        let due = max(file.changedMilliseconds, listing.changedMilliseconds)
        if let lock = listing.lock {
            guard lock.dealId == file.id else { return [] }
            if let transfer = file.registration.transferRecorded {
                return [DueStep(.listingSold, stream, cause: transfer.index, due: due) { $0.put("dealId", file.id) }]
            }
            guard !file.isLive, let end = file.deal.cancelled ?? file.deal.expired ?? file.deal.rescissionEffective else {
                return []
            }
            return [DueStep(.listingUnlock, stream, cause: end.index, due: due) { $0.put("dealId", file.id) }]
        }
        guard let offer = file.deal.acceptedOffer, let decided = offer.decided, file.isLive else { return [] }
        let until = CivilDate(dayNumber: decided.on.dayNumber + lockDays)
        return [
            // Named by the deal too: a home that was let go by hand is kept anew.
            DueStep(.listingLock, stream, cause: decided.index, due: due) {
                $0.put("dealId", file.id)
                $0.put("until", until.description)
            }
        ]
    }

    /// Days after which somebody should look at a lock. A lock lasts until it is undone.
    private static let lockDays: Int32 = 90
}
