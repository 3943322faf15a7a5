internal import HomeSale

/// What one deal says that a claim could be about. Read like the factors of its risk, of the same facts; what the log does not
/// say has no reading.
struct ClaimEvidence {
    let known: RiskCase
    /// Kept beside: a state is large, and asked often.
    let deal: DealState
    /// The listing's own stream, in the order of the log.
    let listingFacts: [Fact]
    /// Whether the deal was the first opened on its listing: visits to a listing are told once.
    let isFirstOfListing: Bool

    /// The contract, unless it was undone.
    var sale: Contract? { deal.rescissionEffective == nil ? deal.contract : nil }

    /// The closing of a deal that was not undone.
    var sold: Mark? { deal.rescissionEffective == nil ? deal.closed : nil }

    init(_ known: RiskCase, listingFacts: [Fact], isFirstOfListing: Bool) {
        (self.known, deal) = (known, known.deal)
        (self.listingFacts, self.isFirstOfListing) = (listingFacts, isFirstOfListing)
    }

    var readings: ClaimReadings {
        var all = ClaimReadings()
        readSale(&all)
        readVisits(&all)
        readConduct(&all)
        readDisputes(&all)
        readPreApprovals(&all)
        readLoans(&all)
        readDecoration(&all)
        return all
    }

    /// When the entry of a mark was recorded, milliseconds since 1970.
    func instant(_ mark: Mark?) -> Int64? { known.place(mark).map { known.facts[$0].timeMilliseconds } }

    /// Days from one mark to a later one; `nil` where they stand the other way round.
    func days(from first: Mark?, to last: Mark?) -> ClaimReading? {
        guard let first, let last, first.on <= last.on else { return nil }
        return ClaimReading(known.days(from: first.on, to: last.on), first.index, last.index)
    }

    /// A part of a whole in bp, half and more rounded up; below 0 where the part is. `nil` where it is no share, or absurd.
    static func bp(_ part: Int64, of whole: Int64) -> Int64? {
        guard whole > 0 else { return nil }
        let value = ClaimValue(Int128(part) * 10_000, over: Int128(whole))
        return value.isAbove(mostBp) || value.isBelow(-mostBp) ? nil : value.rounded
    }

    /// A hundred thousand times the whole: what lies beyond is a slip of somebody's pen.
    private static let mostBp: Int64 = 1_000_000_000

    /// Whole units in a time, a begun one counted: a time is never told shorter than it was.
    static func roundedUp(_ milliseconds: Int64, unit: Int64) -> Int64 {
        milliseconds / unit + (milliseconds % unit > 0 ? 1 : 0)
    }

    static let hourMilliseconds: Int64 = 3_600_000
}
