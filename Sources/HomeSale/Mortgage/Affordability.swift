/// How much somebody can borrow.
///
/// A loan is at most what was asked for, what the home secures and what the income carries; the caller takes the least.
public enum Affordability {
    /// The most that may go to the new loan each month: the least of what both debt ratios leave, at least 0.
    ///
    /// - Parameters:
    ///   - incomeFen: a month's, 0 to ``Amount/maximumFen``; debtors' and co-debtors' together.
    ///   - otherHousingFen, otherDebtFen: what other home loans, and all other debts, take each month; `otherDebtFen` counts
    ///     the home loans too.
    ///   - housingLimitBp, allLimitBp: ``RuleKey/dtiHousing`` and ``RuleKey/dtiAll``, 0 to 10,000.
    ///
    /// 金规〔2026〕5号 article 10.
    public static func paymentCapFen(
        incomeFen: Int64, otherHousingFen: Int64 = 0, otherDebtFen: Int64 = 0, housingLimitBp: Int64, allLimitBp: Int64
    ) throws(CalculationFault) -> Int64 {
        for amountFen in [incomeFen, otherHousingFen, otherDebtFen] { try Amount.check(amountFen) }
        for share in [housingLimitBp, allLimitBp] where share < 0 || share > 10_000 { throw .shareOutOfRange }
        let housingFen = Amount.roundedDown(incomeFen, times: housingLimitBp, over: 10_000) - otherHousingFen
        let allFen = Amount.roundedDown(incomeFen, times: allLimitBp, over: 10_000) - otherDebtFen
        return max(0, min(housingFen, allFen))
    }

    /// The most that a home secures: a share of the lower of price and appraisal, rounded down. 金规〔2026〕5号 article 19.
    ///
    /// - Parameter limitBp: 0 to 10,000.
    public static func collateralCapFen(
        priceFen: Int64, appraisalFen: Int64, limitBp: Int64
    ) throws(CalculationFault) -> Int64 {
        for amountFen in [priceFen, appraisalFen] { try Amount.check(amountFen) }
        guard limitBp >= 0, limitBp <= 10_000 else { throw .shareOutOfRange }
        return Amount.roundedDown(min(priceFen, appraisalFen), times: limitBp, over: 10_000)
    }

    /// The present value of level instalments, rounded down: the largest principal whose exact instalment, before it is
    /// rounded, is at most `paymentFen`. DOMAIN.md section 6, "DTI capacity". At most ``Amount/maximumFen``.
    ///
    /// - Parameter paymentFen: 0 to ``Amount/maximumFen``.
    public static func presentValueFen(
        paymentFen: Int64, ratePpm: Int64, termMonths: Int
    ) throws(CalculationFault) -> Int64 {
        try Amount.check(paymentFen)
        try LoanTerms.check(ratePpm: ratePpm, termMonths: termMonths, method: .equalInstalment)
        return min(Amount.maximumFen, LevelFactor(ratePpm: ratePpm, termMonths: termMonths).presentValueFen(paymentFen))
    }

    /// The largest principal whose first payment, as it is charged, is at most `paymentFen`; 0 if one fen is too much. At most
    /// ``Amount/maximumFen``.
    ///
    /// Under equal instalments a little more than ``presentValueFen(paymentFen:ratePpm:termMonths:)``: up to half a fen a month
    /// is rounded away. Interest-only loans are judged by their interest.
    public static func largestPrincipalFen(
        paymentFen: Int64, ratePpm: Int64, termMonths: Int, method: RepaymentMethod = .equalInstalment
    ) throws(CalculationFault) -> Int64 {
        try Amount.check(paymentFen)
        try LoanTerms.check(ratePpm: ratePpm, termMonths: termMonths, method: method)
        guard method != .equalInstalment else {
            return min(Amount.maximumFen, LevelFactor(ratePpm: ratePpm, termMonths: termMonths).largestPrincipalFen(paymentFen))
        }
        // The first payment never falls as the principal grows.
        var low: Int64 = 0
        var high = Amount.maximumFen + 1
        while high - low > 1 {
            let middle = (low + high) / 2
            let terms = try LoanTerms(principalFen: middle, ratePpm: ratePpm, termMonths: termMonths, method: method)
            if terms.firstPaymentFen <= paymentFen { low = middle } else { high = middle }
        }
        return low
    }
}
