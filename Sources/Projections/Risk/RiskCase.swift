internal import HomeSale

/// What the factors of one deal are read from: the deal, its listing, and what else there is about the home.
///
/// Each extension reads one group. A factor that is not in its answer, or `unknown` in it, is one that the log cannot tell.
struct RiskCase {
    let file: DealFile
    /// The deal's facts as corrections make them read, in the order of the log.
    let facts: [Fact]
    /// The last day on which anything of the deal happened. Ages are counted to it and not to today: a row follows from the log.
    let day: CivilDate
    let listing: ListingState?
    let otherListings: [ListingState]
    let otherDeals: [DealFile]
    /// Of ``DealState/signers``.
    let signers: [PartyState]

    /// - Parameter facts: of the deal, in the order of the log, not empty.
    init(
        _ file: DealFile, facts: [Fact], listing: ListingState? = nil, otherListings: [ListingState] = [],
        otherDeals: [DealFile] = [], signers: [PartyState] = []
    ) {
        self.signers = signers
        (self.file, self.facts) = (file, Correction.applied(to: facts))
        day = facts.map(\.occurred).max() ?? CivilDate(dayNumber: 0)
        (self.listing, self.otherListings, self.otherDeals) = (listing, otherListings, otherDeals)
    }

    /// By id of the factor.
    var readings: RiskReadings {
        RiskReadings(joining: [
            titleReadings, homeReadings, creditReadings, marketReadings, fraudReadings, operationalReadings,
        ])
    }

    var deal: DealState { file.deal }

    /// The price of the contract, or else of the accepted offer, and the entries that say so.
    var price: (fen: Int64, entries: [UInt64])? {
        if let contract = deal.contract {
            return (contract.priceFen, [contract.mark.index] + (contract.amended.map { [$0.index] } ?? []))
        }
        return deal.acceptedOffer.map { ($0.priceFen, [$0.mark.index]) }
    }

    /// The facts of a kind, in the order of the log.
    func facts(_ name: EventName) -> [Fact] { facts.filter { $0.name == name } }

    /// The fact that made a state's mark.
    func fact(_ mark: Mark?) -> Fact? { mark.flatMap { mark in facts.first { $0.index == mark.index } } }

    func days(from first: CivilDate, to last: CivilDate) -> Int64 { Int64(last.dayNumber) - Int64(first.dayNumber) }

    /// A part of a whole in parts of `unit`, rounded up: a share is never told lower than it is. `nil` where it is no share.
    static func share(_ part: Int64, of whole: Int64, unit: Int64 = 10_000) -> Int64? {
        let (product, overflow) = part.multipliedReportingOverflow(by: unit)
        guard !overflow, part >= 0, whole > 0 else { return nil }
        return product / whole + (product % whole == 0 ? 0 : 1)
    }
}
