extension CivilDate {
    /// - Parameter days: negative for an earlier date.
    /// - Returns: `nil` outside the years 1 to 9999.
    public func adding(days: Int) -> CivilDate? {
        let sum = Int(dayNumber) + days
        guard sum >= Int(Self.first.dayNumber), sum <= Int(Self.last.dayNumber) else { return nil }
        return CivilDate(dayNumber: Int32(sum))
    }

    /// The same day of another month; the last day of that month where it has no such day. 民法典 202.
    ///
    /// - Parameter months: negative for an earlier date.
    /// - Returns: `nil` outside the years 1 to 9999.
    public func adding(months: Int) -> CivilDate? {
        let (sum, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
        guard !overflow, sum >= 12 else { return nil }
        // A month has at least 28 days: one of the four fits.
        for day in stride(from: day, through: min(day, 28), by: -1) {
            if let date = CivilDate(year: sum / 12, month: sum % 12 + 1, day: day) { return date }
        }
        return nil
    }

    /// The same day of another year; 28 February for the 29th where there is none.
    public func adding(years: Int) -> CivilDate? {
        let (months, overflow) = years.multipliedReportingOverflow(by: 12)
        return overflow ? nil : adding(months: months)
    }

    /// Days from here to `other`, negative if it is earlier.
    public func days(to other: CivilDate) -> Int { Int(other.dayNumber) - Int(dayNumber) }

    /// Whole months from here to `other`, at least 0: the most that can be added without passing it.
    ///
    /// From 31 January to 28 February is one month, because that is where a month's term ends.
    public func fullMonths(to other: CivilDate) -> Int {
        guard self <= other else { return 0 }
        let months = (other.year - year) * 12 + other.month - month
        return adding(months: months).map { $0 <= other } ?? false ? months : months - 1
    }

    /// Whole years from here to `other`, at least 0: an age, or how long something was held.
    public func fullYears(to other: CivilDate) -> Int { fullMonths(to: other) / 12 }

    /// 1 January of year 1 and 31 December of year 9999.
    static let first = date("0001-01-01")
    static let last = date("9999-12-31")

    /// A date written in this program's own data.
    static func date(_ text: String) -> CivilDate {
        guard let date = CivilDate(text) else { preconditionFailure("no date: \(text)") }
        return date
    }
}
