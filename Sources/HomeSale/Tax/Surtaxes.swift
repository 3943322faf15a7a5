/// Where the seller's home lies, for the city construction tax.
public enum TaxPlace: String, CaseIterable, Hashable, Sendable {
    /// 市区, 7 %.
    case urban
    /// 县城、镇, 5 %.
    case town
    /// 1 %.
    case other
}

/// What is levied on the VAT (附加税费): three duties, each rounded by itself as each is paid by itself.
public enum Surtaxes {
    /// - Parameters:
    ///   - vatFen: the VAT due, 0 to ``Amount/maximumFen``; on nothing, nothing is due.
    ///   - asOf: the day the VAT is due.
    public static func items(
        vatFen: Int64, place: TaxPlace, asOf day: CivilDate, scope: RuleScope = .national, rules: RuleTable = .national
    ) throws(CalculationFault) -> [TaxItem] {
        try Amount.check(vatFen)
        let share = try rules.requiredRow(.surtaxShare, asOf: day, scope: scope)
        let keys: [(TaxKind, RuleKey)] = [
            (.cityConstruction, key(place)), (.educationSurcharge, .surtaxEducation),
            (.localEducationSurcharge, .surtaxLocalEducation),
        ]
        var items: [TaxItem] = []
        for (kind, key) in keys {
            let rate = try rules.requiredRow(key, asOf: day, scope: scope)
            // Shares of rates are whole millionths; one that is not would be a rule to look at, not to round.
            let (ratePpm, rest) = (rate.value.number * share.value.number).quotientAndRemainder(dividingBy: 10_000)
            guard rest == 0 else { throw .rateOutOfRange }
            items.append(TaxItem(kind, baseFen: vatFen, ratePpm: ratePpm, rows: [rate, share]))
        }
        return items
    }

    private static func key(_ place: TaxPlace) -> RuleKey {
        switch place {
        case .urban: .surtaxUrban
        case .town: .surtaxTown
        case .other: .surtaxOther
        }
    }
}
