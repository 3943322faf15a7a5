public import HomeSale

/// What the log below a size says of one thing, folded once for all models that ask.
public final class ToldThing {
    public let thing: Thing
    /// In the order of the log, below the size.
    public let facts: [Fact]
    /// The same as corrections make them read.
    let corrected: [Fact]
    /// Of a deal; empty elsewhere.
    public let file: DealFile
    /// Of a listing; empty elsewhere.
    public let listing: ListingState
    private let market: Market
    private let ask: (Thing) throws -> [Fact]

    init(_ thing: Thing, _ facts: [Fact], _ market: Market, asking ask: @escaping (Thing) throws -> [Fact]) {
        (self.thing, self.facts, self.market, self.ask) = (thing, facts, market, ask)
        corrected = Correction.applied(to: facts)
        file = DealFile(id: thing.id, corrected: thing.kind == .deal ? corrected : [])
        listing = Self.listing(thing.id, thing.kind == .listing ? facts : [])
    }

    var last: Fact? { facts.last }

    /// The other listings of the same home.
    func others() throws -> [ListingState] {
        guard let unit = listing.unitCode else { return [] }
        return try market.listings(ofUnit: unit).filter { $0 != thing.id }.map { Self.listing($0, try ask(Thing(.listing, $0))) }
    }

    /// Every deal on any listing of the home, where there are several: they are told for nothing else.
    func rivalDeals() throws -> [DealFile] {
        guard let unit = listing.unitCode else { return [] }
        let ids = market.listings(ofUnit: unit).flatMap { market.deals(ofListing: $0) }
        return ids.count < 2 ? [] : try ids.map { DealFile(id: $0, facts: try ask(Thing(.deal, $0))) }
    }

    /// The listing that a deal came from; `nil` where it came from none, or nothing is known of it.
    func listingOfDeal() throws -> ListingState? {
        guard let listing = market.listing(ofDeal: thing.id) else { return nil }
        let facts = try ask(Thing(.listing, listing))
        return facts.isEmpty ? nil : Self.listing(listing, facts)
    }

    /// Of a deal's home: the listings that it did not come from, and the other deals.
    func othersOfHome() throws -> (listings: [ListingState], deals: [DealFile]) {
        guard let listing = market.listing(ofDeal: thing.id) else { return ([], []) }
        let home = market.listings(ofHomeOf: listing)
        let deals = home.flatMap { market.deals(ofListing: $0) }.filter { $0 != thing.id }
        return (
            try home.filter { $0 != listing }.map { Self.listing($0, try ask(Thing(.listing, $0))) },
            try deals.map { DealFile(id: $0, facts: try ask(Thing(.deal, $0))) }
        )
    }

    private static func listing(_ id: String, _ facts: [Fact]) -> ListingState {
        var state = ListingState(id: id)
        for place in facts.indices { state.apply(facts[place]) }
        return state
    }
}
