/// Since when the seller has owned the home, as the tax bureau counts.
public struct HoldingPeriod: Hashable, Sendable {
    /// The earlier of the certificate's date and the deed tax's.
    public let startedOn: CivilDate

    public init(startedOn: CivilDate) { self.startedOn = startedOn }

    /// - Returns: `nil` without either date: nothing is proven.
    public init?(certificateOn: CivilDate?, deedTaxOn: CivilDate?) {
        guard let first = [certificateOn, deedTaxOn].compactMap({ $0 }).min() else { return nil }
        startedOn = first
    }

    /// Whether `years` have passed on `day`: from the same calendar day on, that day included.
    public func reaches(years: Int64, on day: CivilDate) -> Bool {
        guard let years = Int(exactly: years), let end = startedOn.adding(years: years) else { return false }
        return end <= day
    }
}
