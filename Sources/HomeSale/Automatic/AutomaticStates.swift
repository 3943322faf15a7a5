/// The states that automatic steps follow from, kept up fact by fact, with what of them changed and when each falls due next.
struct AutomaticStates {
    private let refold: (_ deal: String, _ below: UInt64) throws -> DealFile
    private var files: [String: DealFile] = [:]
    private var listings: [String: ListingState] = [:]
    private var market = Market()
    /// Things whose next instant must be worked out anew.
    private var changedDeals: Set<String> = []
    private var changedListings: Set<String> = []
    /// The next instant at which something falls due; things without one are not here.
    private var nextOfDeal: [String: Int64] = [:]
    private var nextOfListing: [String: Int64] = [:]

    init(refold: @escaping (_ deal: String, _ below: UInt64) throws -> DealFile) { self.refold = refold }

    mutating func apply(_ fact: Fact) throws {
        let id = fact.stream.id
        switch fact.stream.kind {
        case .party, .consent, .rule, .evidence, .observed: return
        case .listing:
            listings[id, default: ListingState(id: id)].apply(fact)
            market.note(fact)
            changedDeals.formUnion(market.deals(ofListing: id))
            changedListings.formUnion(market.listings(ofHomeOf: id))
        default:
            if fact.name == .dealCorrected {
                files[id] = try refold(id, fact.index + 1)
            } else {
                files[id, default: DealFile(id: id)].apply(fact)
            }
            market.note(fact)
            changedDeals.insert(id)
        }
    }

    /// The steps due at an instant on whatever a stream belongs to.
    func steps(about stream: StreamName, at now: Int64) throws -> [DueStep] {
        if stream.kind == .listing {
            return steps(ofListing: stream.id, at: now)
                + market.deals(ofListing: stream.id).flatMap { steps(ofDeal: $0, at: now) }
        }
        return steps(ofDeal: stream.id, at: now)
    }

    private func steps(ofDeal id: String, at now: Int64) -> [DueStep] {
        guard let file = files[id] else { return [] }
        return DueSteps.of(file, listing(of: file), nowMilliseconds: now)
    }

    private func steps(ofListing id: String, at now: Int64) -> [DueStep] {
        guard let listing = listings[id] else { return [] }
        return DueSteps.of(listing, others: others(of: listing), nowMilliseconds: now)
    }

    private func listing(of file: DealFile) -> ListingState? { file.deal.opened.flatMap { listings[$0.listingId] } }

    private func others(of listing: ListingState) -> [ListingState] {
        market.listings(ofHomeOf: listing.id).filter { $0 != listing.id }.compactMap { listings[$0] }
    }

    /// Everything that is due at an instant.
    mutating func due(at now: Int64) throws -> [DueStep] {
        for id in changedDeals { nextOfDeal[id] = files[id].flatMap { DueSteps.nextDue($0, listing(of: $0)) } }
        for id in changedListings {
            nextOfListing[id] = listings[id].flatMap { DueSteps.nextDue($0, others: others(of: $0)) }
        }
        changedDeals = []
        changedListings = []
        var steps: [DueStep] = []
        for id in nextOfDeal.filter({ $0.value <= now }).keys.sorted() { steps += self.steps(ofDeal: id, at: now) }
        for id in nextOfListing.filter({ $0.value <= now }).keys.sorted() { steps += self.steps(ofListing: id, at: now) }
        return steps
    }
}
