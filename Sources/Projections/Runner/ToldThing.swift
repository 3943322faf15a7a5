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
    private let effective: CivilDate?
    private let ask: (Thing) throws -> [Fact]

    /// - Parameter effective: the business date that the facts were chosen by; `nil` where they go by what was recorded.
    init(
        _ thing: Thing, _ facts: [Fact], _ market: Market, effectiveOn effective: CivilDate?,
        asking ask: @escaping (Thing) throws -> [Fact]
    ) {
        (self.thing, self.facts, self.market, self.effective, self.ask) = (thing, facts, market, effective, ask)
        corrected = Correction.applied(to: facts)
        file = DealFile(id: thing.id, corrected: thing.kind == .deal ? corrected : [])
        listing = Self.listing(thing.id, thing.kind == .listing ? facts : [])
    }

    var last: Fact? { facts.last }
    /// The day that rows are about: the business date, or else that of the last entry. Never today's.
    var day: CivilDate? { effective ?? last.map { CivilDate(atMilliseconds: $0.timeMilliseconds) } }

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

    private var listed: (facts: [Fact], state: ListingState?)?

    /// The listing that a deal came from, told once.
    private func toldListing() throws -> (facts: [Fact], state: ListingState?) {
        if let listed { return listed }
        let id = market.listing(ofDeal: thing.id)
        let facts = try id.map { try ask(Thing(.listing, $0)) } ?? []
        let told = (facts: facts, state: facts.isEmpty ? nil : id.map { Self.listing($0, facts) })
        listed = told
        return told
    }

    /// The listing that a deal came from; `nil` where it came from none, or nothing is known of it.
    func listingOfDeal() throws -> ListingState? { try toldListing().state }

    /// What the log says of that listing, in its order.
    func factsOfListing() throws -> [Fact] { try toldListing().facts }

    /// Whether a deal was the first opened on its listing.
    var isFirstOfListing: Bool {
        market.listing(ofDeal: thing.id).map { market.deals(ofListing: $0).first == thing.id } ?? false
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

    /// Who somebody is made sure to be; an empty state where nothing was recorded of them.
    func party(_ id: String) throws -> PartyState {
        try ask(Thing(.party, id)).reduce(into: PartyState(id: id)) { $0.apply($1) }
    }

    private static func listing(_ id: String, _ facts: [Fact]) -> ListingState {
        var state = ListingState(id: id)
        for place in facts.indices { state.apply(facts[place]) }
        return state
    }
}
