/// What one fen of principal costs each month, as an exact fraction: i·(1+i)^n ÷ ((1+i)^n − 1), or 1 ÷ n without interest.
///
/// With i = r/m in lowest terms it is r·(m+r)^n ÷ (m·((m+r)^n − m^n)).
struct LevelFactor: Sendable {
    private let numerator: BigNatural
    private let denominator: BigNatural

    /// - Parameters: checked before, as ``LoanTerms`` does.
    init(ratePpm: Int64, termMonths: Int) {
        guard ratePpm > 0 else {
            numerator = BigNatural(1)
            denominator = BigNatural(UInt64(termMonths))
            return
        }
        let divisor = Self.commonDivisor(12_000_000, UInt64(ratePpm))
        let (m, r) = (12_000_000 / divisor, UInt64(ratePpm) / divisor)
        let grown = BigNatural(m + r, toThe: termMonths)
        numerator = grown.times(r)
        var excess = grown
        excess.subtract(BigNatural(m, toThe: termMonths))
        denominator = excess.times(m)
    }

    /// The level instalment of `principalFen`, half-up. At most the principal and a month's interest.
    func instalmentFen(_ principalFen: Int64) -> Int64 {
        Int64(numerator.times(UInt64(principalFen)).roundedQuotient(by: denominator))
    }

    /// What `paymentFen` a month is worth today, rounded down.
    func presentValueFen(_ paymentFen: Int64) -> Int64 {
        Int64(denominator.times(UInt64(paymentFen)).quotient(by: numerator))
    }

    /// The largest principal whose instalment, rounded, is at most `paymentFen`.
    ///
    /// round(P·f) ≤ s is P·f < s + ½, that is 2·P·numerator < (2·s + 1)·denominator.
    func largestPrincipalFen(_ paymentFen: Int64) -> Int64 {
        var bound = denominator.times(2 * UInt64(paymentFen) + 1)
        bound.subtract(BigNatural(1))
        return Int64(bound.quotient(by: numerator.times(2)))
    }

    private static func commonDivisor(_ a: UInt64, _ b: UInt64) -> UInt64 { b == 0 ? a : commonDivisor(b, a % b) }
}
