/// Interest on a balance, half-up.
public enum Interest {
    /// A month's: a twelfth of a year's, whatever the month. DOMAIN.md section 6.
    ///
    /// - Parameters:
    ///   - balanceFen: 0 to ``Amount/maximumFen``.
    ///   - ratePpm: a year, 0 to 1,000,000.
    public static func monthFen(_ balanceFen: Int64, ratePpm: Int64) -> Int64 {
        Amount.roundedHalfUp(balanceFen, times: ratePpm, over: 12_000_000)
    }

    /// That of a broken period: before the first instalment, or up to a prepayment between two due dates.
    ///
    /// - Parameters:
    ///   - days: 0 to 36,600.
    ///   - yearDays: 360 in the usual contract; banks differ, so it belongs to the product's data.
    public static func daysFen(_ balanceFen: Int64, ratePpm: Int64, days: Int, yearDays: Int = 360) -> Int64 {
        precondition((0...36_600).contains(days) && (1...366).contains(yearDays), "days of a broken period")
        return Amount.roundedHalfUp(balanceFen, times: ratePpm * Int64(days), over: 1_000_000 * Int64(yearDays))
    }
}
