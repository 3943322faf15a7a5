/// What the whole numbers of a claim count.
public enum ClaimUnit: String, CaseIterable, Hashable, Sendable {
    case count, fen, days, hours, seconds, months, years, degrees
    /// Points of some score.
    case score
    /// Shares and changes of a figure, 10,000 to the whole.
    case bp
    /// Percentage points, 100 to the point: a difference of two shares.
    case pointBp
    /// Annual rates, parts per million.
    case ppm
    /// Hundredths, where the figure has decimals.
    case centiDays, centiMinutes, centiMonths, centiScore
}
