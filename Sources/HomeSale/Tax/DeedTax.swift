/// Which home of the household it will be: the buyer's, the spouse's and the minor children's are counted.
public enum HomeCount: String, CaseIterable, Hashable, Sendable {
    case only
    case second
    /// A third and more: no relief.
    case other
}

/// The buyer's tax (契税).
public enum DeedTax {
    /// - Parameters:
    ///   - baseFen: the price without VAT, 1 to ``Amount/maximumFen``.
    ///   - areaCentiSqm: the registered area, above 0; the limit itself still counts as small.
    ///   - asOf: the day of the contract (契税法 9), or the day of declaration where a transitional rule says so.
    ///   - scope: the city: reliefs differ, and ``RuleKey/deedTaxOther`` is known only where a city or province row says it.
    /// - Throws: ``CalculationFault/noRule(_:)`` where no rate is known.
    public static func item(
        baseFen: Int64, areaCentiSqm: Int64, homeCount: HomeCount, asOf day: CivilDate, scope: RuleScope = .national,
        rules: RuleTable = .national
    ) throws(CalculationFault) -> TaxItem {
        try Amount.check(baseFen, atLeast: 1)
        guard areaCentiSqm > 0 else { throw .amountOutOfRange }
        guard homeCount != .other else {
            let rate = try rules.requiredRow(.deedTaxOther, asOf: day, scope: scope)
            return TaxItem(.deedTax, baseFen: baseFen, ratePpm: rate.value.number, rows: [rate])
        }
        let limit = try rules.requiredRow(.deedTaxAreaLimit, asOf: day, scope: scope)
        let key: RuleKey =
            switch (homeCount == .only, areaCentiSqm <= limit.value.number) {
            case (true, true): .deedTaxOnlySmall
            case (true, false): .deedTaxOnlyLarge
            case (false, true): .deedTaxSecondSmall
            case (false, false): .deedTaxSecondLarge
            }
        let rate = try rules.requiredRow(key, asOf: day, scope: scope)
        return TaxItem(.deedTax, baseFen: baseFen, ratePpm: rate.value.number, rows: [limit, rate])
    }
}
