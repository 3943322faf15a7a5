/// How the seller's income tax is found.
public enum IncomeTaxMethod: Hashable, Sendable {
    /// On the gain, where the cost is proven: what was paid for the home, and the costs that may be deducted, such as deed tax
    /// and loan interest. Both 0 to ``Amount/maximumFen``.
    case gain(originalValueFen: Int64, costsFen: Int64)
    /// On the whole income, where it is not. `nil` is the usual rate.
    case assessed(ratePpm: Int64?)
}

/// The seller's income tax (个人所得税).
public enum IncomeTax {
    /// - Parameters:
    ///   - incomeFen: the price without VAT, 1 to ``Amount/maximumFen``.
    ///   - holding: of own use, as proven; `nil` is not long enough.
    ///   - isOnlyHome: the family's only home in the province, as the tax bureau decided. Both together exempt.
    ///   - asOf: the day of the transfer.
    /// - Throws: ``CalculationFault``; an assessed rate outside its range is out of range.
    public static func item(
        incomeFen: Int64, method: IncomeTaxMethod, holding: HoldingPeriod?, isOnlyHome: Bool, asOf day: CivilDate,
        scope: RuleScope = .national, rules: RuleTable = .national
    ) throws(CalculationFault) -> TaxItem {
        try Amount.check(incomeFen, atLeast: 1)
        let years = try rules.requiredRow(.pitExemptYears, asOf: day, scope: scope)
        if isOnlyHome, holding?.reaches(years: years.value.number, on: day) ?? false {
            return TaxItem(.incomeTax, baseFen: incomeFen, exemption: .onlyHomeOfFiveYears, rows: [years])
        }
        switch method {
        case .gain(let originalValueFen, let costsFen):
            for amountFen in [originalValueFen, costsFen] { try Amount.check(amountFen) }
            let rate = try rules.requiredRow(.pitGain, asOf: day, scope: scope)
            let gainFen = max(0, incomeFen - originalValueFen - costsFen)
            return TaxItem(.incomeTax, baseFen: gainFen, ratePpm: rate.value.number, rows: [years, rate])
        case .assessed(let ratePpm):
            let usual = try rules.requiredRow(.pitAssessed, asOf: day, scope: scope)
            guard let ratePpm else {
                return TaxItem(.incomeTax, baseFen: incomeFen, ratePpm: usual.value.number, rows: [years, usual])
            }
            let least = try rules.requiredRow(.pitAssessedMin, asOf: day, scope: scope)
            let most = try rules.requiredRow(.pitAssessedMax, asOf: day, scope: scope)
            guard ratePpm >= least.value.number, ratePpm <= most.value.number else { throw .rateOutOfRange }
            return TaxItem(.incomeTax, baseFen: incomeFen, ratePpm: ratePpm, rows: [years, least, most])
        }
    }
}
