/// Why a figure cannot be worked out. An answer to whoever asked, never a rounding: a figure that is given is exact.
public enum CalculationFault: Error, Hashable, Sendable {
    /// An amount is negative or over ``Amount/maximumFen``, or a price or principal is zero.
    case amountOutOfRange
    /// A rate is negative or over ``Amount/maximumRatePpm``, or not one that the rules allow.
    case rateOutOfRange
    /// A term is not 1 to ``LoanTerms/maximumTermMonths``.
    case termOutOfRange
    /// Interest only, for longer than ``LoanTerms/maximumInterestOnlyMonths``.
    case interestOnlyTooLong
    /// A share is not 0 to 10,000 bp.
    case shareOutOfRange
    /// A schedule has no such row, or no row is left after it.
    case rowOutOfRange
    /// No rule row of that key is in force: the figure is unknown.
    case noRule(RuleKey)
}
