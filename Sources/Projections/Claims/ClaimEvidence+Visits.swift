internal import HomeSale

extension ClaimEvidence {
    /// Who came to see the home, and how soon an offer followed.
    func readVisits(_ all: inout ClaimReadings) {
        let own = known.places(.viewingRecorded).map { known.facts[$0] }
        let listed = listingFacts.filter { $0.name == .viewingRecorded }
        let counted = own + (isFirstOfListing ? listed : [])
        all.put(.visits, ClaimReading(Int64(counted.count)))
        let vr = counted.filter { $0.payload.text("kind") == "vr" }
        all.put(.vrVisits, ClaimReading(Int64(vr.count)))
        // Minutes below 2^31 each: their sum stays within the type.
        all.put(.vrMinutes, ClaimReading(vr.reduce(0) { $0 + Self.minutes($1) }))

        let byBuyers = own + listed.filter { deal.buyers.contains($0.payload.text("clientId") ?? "") }
        let visits = byBuyers.map { Mark(index: $0.index, on: Self.day(of: $0)) }
        guard let first = visits.min(by: { ($0.on, $0.index) < ($1.on, $1.index) }) else { return }
        all.put(.daysToDecide, days(from: first, to: deal.offers.first?.mark))
    }

    private static func minutes(_ visit: Fact) -> Int64 { min(max(visit.payload.integer("minutes") ?? 0, 0), 1 << 31) }

    /// The day of the visit itself: it may have been recorded later.
    private static func day(of visit: Fact) -> CivilDate {
        visit.payload.instantMilliseconds("at").map { CivilDate(atMilliseconds: $0) } ?? visit.occurred
    }
}
