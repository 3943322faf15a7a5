/// The bounds and roundings that every figure in fen shares. All exact, in 128 bits.
public enum Amount {
    /// 10^13 fen, a hundred billion yuan: the most that one price, principal or income may be. Interest over 480 months at the
    /// highest rate is then at most 40 times as much, which both `Int64` and the ledger's JSON (2^53-1) hold.
    public static let maximumFen: Int64 = 10_000_000_000_000

    /// A hundred percent.
    public static let maximumRatePpm: Int64 = 1_000_000

    /// `amount` × `factor` ÷ `divisor`, half a fen and more rounded up. DOMAIN.md, units.
    ///
    /// - Parameters: all at least 0, `divisor` above 0, and the result within `Int64`; anything else is a bug.
    public static func roundedHalfUp(_ amount: Int64, times factor: Int64, over divisor: Int64) -> Int64 {
        let (quotient, remainder) = divide(amount, factor, divisor)
        return remainder >= UInt128(divisor) - remainder ? quotient + 1 : quotient
    }

    /// `amount` × `factor` ÷ `divisor`, rounded down: for what must not be exceeded, such as a cap. Bounds as above.
    public static func roundedDown(_ amount: Int64, times factor: Int64, over divisor: Int64) -> Int64 {
        divide(amount, factor, divisor).quotient
    }

    /// Whether `part` is at most `limitBp` / 10,000 of `whole`, compared by multiplying out. Both at least 0.
    public static func isWithin(_ part: Int64, of whole: Int64, limitBp: Int64) -> Bool {
        precondition(part >= 0 && whole >= 0 && limitBp >= 0, "shares of what is not negative")
        return UInt128(part) * 10_000 <= UInt128(whole) * UInt128(limitBp)
    }

    /// Throws ``CalculationFault/amountOutOfRange`` unless `amountFen` is `least` to ``maximumFen``.
    static func check(_ amountFen: Int64, atLeast least: Int64 = 0) throws(CalculationFault) {
        guard amountFen >= least, amountFen <= maximumFen else { throw .amountOutOfRange }
    }

    /// Throws ``CalculationFault/rateOutOfRange`` unless `ratePpm` is 0 to ``maximumRatePpm``.
    static func check(ratePpm: Int64) throws(CalculationFault) {
        guard ratePpm >= 0, ratePpm <= maximumRatePpm else { throw .rateOutOfRange }
    }

    private static func divide(
        _ amount: Int64, _ factor: Int64, _ divisor: Int64
    ) -> (quotient: Int64, remainder: UInt128) {
        precondition(amount >= 0 && factor >= 0 && divisor > 0, "amounts that are not negative")
        let (quotient, remainder) = (UInt128(amount) * UInt128(factor)).quotientAndRemainder(dividingBy: UInt128(divisor))
        return (Int64(quotient), remainder)
    }
}
