/// VAT on a home that an individual sells (增值税). The price includes it.
public enum ValueAddedTax {
    /// - Parameters:
    ///   - priceFen: the taxable price, VAT included: 1 to ``Amount/maximumFen``.
    ///   - holding: `nil` if it is not proven, and then it counts as short.
    ///   - isOrdinaryHome: 普通住房; only asked in the four cities, and only before 2024-12-01. Unknown counts as not.
    ///   - originalPriceFen: what the seller paid, where the margin is taxed; unproven, the whole price is the margin.
    ///   - asOf: the day of payment, invoice or transfer; the holding period ends then too. 增值税法 28.
    /// - Returns: the tax; its base is the price, or margin, without VAT.
    public static func item(
        priceFen: Int64, holding: HoldingPeriod?, isOrdinaryHome: Bool? = nil, originalPriceFen: Int64? = nil,
        asOf day: CivilDate, scope: RuleScope = .national, rules: RuleTable = .national
    ) throws(CalculationFault) -> TaxItem {
        try Amount.check(priceFen, atLeast: 1)
        if let originalPriceFen { try Amount.check(originalPriceFen) }
        let rate = try rules.requiredRow(.vatHome, asOf: day, scope: scope)
        let years = try rules.requiredRow(.vatHomeExemptYears, asOf: day, scope: scope)
        guard holding?.reaches(years: years.value.number, on: day) ?? false else {
            return item(includingFen: priceFen, rate, rows: [rate, years])
        }
        if isOrdinaryHome != true, let margin = rules.row(.vatHomeMargin, asOf: day, scope: scope) {
            return item(includingFen: max(0, priceFen - (originalPriceFen ?? 0)), margin, rows: [margin, years])
        }
        return TaxItem(.vat, baseFen: priceFen, exemption: .heldLongEnough, rows: [rate, years])
    }

    /// The tax inside a sum. The base is what is left, so the two always add up to the sum.
    private static func item(includingFen: Int64, _ rate: RuleRow, rows: [RuleRow]) -> TaxItem {
        let ratePpm = rate.value.number
        let amountFen = Amount.roundedHalfUp(includingFen, times: ratePpm, over: 1_000_000 + ratePpm)
        return TaxItem(.vat, baseFen: includingFen - amountFen, ratePpm: ratePpm, amountFen: amountFen, rows: rows)
    }
}
