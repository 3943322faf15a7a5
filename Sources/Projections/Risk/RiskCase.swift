internal import HomeSale

/// What the factors of one deal are read from: the deal, its listing, and what else there is about the home.
///
/// Each extension reads one group. A factor that is not in its answer, or `unknown` in it, is one that the log cannot tell.
struct RiskCase {
    let file: DealFile
    /// The deal's facts as corrections make them read, in the order of the log. Looked at by place: a fact is large.
    let facts: [Fact]
    /// The last day on which anything of the deal happened. Ages are counted to it and not to today: a row follows from the log.
    let day: CivilDate
    let listing: ListingState?
    let otherListings: [ListingState]
    let otherDeals: [DealFile]
    /// Of ``DealState/signers``.
    let signers: [PartyState]
    /// The offer that was accepted, and what it was of.
    let acceptedOffer: Offer?
    /// The price of the contract, or else of the accepted offer, and the entries that say so.
    let price: (fen: Int64, entries: [UInt64])?
    let openingEntries: [UInt64]

    /// - Parameter facts: of the deal, in the order of the log, not empty, as corrections make them read.
    init(
        _ file: DealFile, corrected facts: [Fact], listing: ListingState? = nil, otherListings: [ListingState] = [],
        otherDeals: [DealFile] = [], signers: [PartyState] = []
    ) {
        (self.file, self.facts, self.signers) = (file, facts, signers)
        day = facts.indices.lazy.map { facts[$0].occurred }.max() ?? CivilDate(dayNumber: 0)
        (self.listing, self.otherListings, self.otherDeals) = (listing, otherListings, otherDeals)
        acceptedOffer = file.deal.acceptedOffer
        price = Self.price(file.deal, acceptedOffer)
        openingEntries = file.deal.opened.map { [$0.mark.index] } ?? []
    }

    /// By id of the factor, and put in that order.
    var readings: RiskReadings {
        var readings = RiskReadings()
        addCredit(to: &readings)
        addSchool(to: &readings)
        addFraud(to: &readings)
        addMarket(to: &readings)
        addOperational(to: &readings)
        addQuality(to: &readings)
        addTitle(to: &readings)
        return readings
    }

    var deal: DealState { file.deal }

    private static func price(_ deal: DealState, _ accepted: Offer?) -> (fen: Int64, entries: [UInt64])? {
        if let contract = deal.contract {
            return (contract.priceFen, [contract.mark.index] + (contract.amended.map { [$0.index] } ?? []))
        }
        return accepted.map { ($0.priceFen, [$0.mark.index]) }
    }

    /// Where the facts of a kind are, in the order of the log.
    func places(_ name: EventName) -> [Int] { facts.indices.filter { facts[$0].name == name } }

    /// Where the fact is that made a state's mark.
    func place(_ mark: Mark?) -> Int? { mark.flatMap { mark in facts.indices.first { facts[$0].index == mark.index } } }

    /// What the entry of a state's mark says.
    func payload(_ mark: Mark?) -> Payload? { place(mark).map { facts[$0].payload } }

    func days(from first: CivilDate, to last: CivilDate) -> Int64 { Int64(last.dayNumber) - Int64(first.dayNumber) }

    /// A part of a whole in parts of `unit`, rounded up: a share is never told lower than it is. `nil` where it is no share.
    static func share(_ part: Int64, of whole: Int64, unit: Int64 = 10_000) -> Int64? {
        let (product, overflow) = part.multipliedReportingOverflow(by: unit)
        guard !overflow, part >= 0, whole > 0 else { return nil }
        return product / whole + (product % whole == 0 ? 0 : 1)
    }
}
