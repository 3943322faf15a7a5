public import Proofs

/// All taxes of one sale, as the rules of its days give them.
public struct TaxSheet: Hashable, Sendable {
    /// One item of each kind, in the order of ``TaxKind``, exempt ones too.
    public let items: [TaxItem]
    public let taxablePriceFen: Int64
    /// The taxable price less VAT: what deed tax and income tax are taken on.
    public let netPriceFen: Int64

    /// - Throws: ``CalculationFault``, where a figure is out of range or a rate unknown.
    public init(_ facts: SaleFacts, rules: RuleTable = .national) throws(CalculationFault) {
        try Amount.check(facts.contractFen, atLeast: 1)
        if let assessedFen = facts.assessedFen { try Amount.check(assessedFen) }
        let (day, scope) = (facts.transferOn, facts.scope)
        // Where the margin is taxed, the proven cost is also what the margin is reckoned from.
        var originalPriceFen: Int64?
        if case .gain(let originalValueFen, _) = facts.incomeTax { originalPriceFen = originalValueFen }

        let vat = try ValueAddedTax.item(
            priceFen: facts.taxablePriceFen, holding: facts.holding, isOrdinaryHome: facts.isOrdinaryHome,
            originalPriceFen: originalPriceFen, asOf: day, scope: scope, rules: rules)
        let netFen = facts.taxablePriceFen - vat.amountFen
        let surtaxes = try Surtaxes.items(vatFen: vat.amountFen, place: facts.place, asOf: day, scope: scope, rules: rules)
        let income = try IncomeTax.item(
            incomeFen: netFen, method: facts.incomeTax, holding: facts.holding, isOnlyHome: facts.isOnlyHome, asOf: day,
            scope: scope, rules: rules)
        let deed = try DeedTax.item(
            baseFen: netFen, areaCentiSqm: facts.areaCentiSqm, homeCount: facts.homeCount, asOf: facts.contractOn,
            scope: scope, rules: rules)
        let stampRow = try rules.requiredRow(.stamp, asOf: facts.contractOn, scope: scope)
        let landRow = try rules.requiredRow(.landVat, asOf: day, scope: scope)

        taxablePriceFen = facts.taxablePriceFen
        netPriceFen = netFen
        items =
            [vat] + surtaxes + [
                income, deed, Self.usuallyExempt(.stampSeller, netFen, stampRow),
                Self.usuallyExempt(.stampBuyer, netFen, stampRow), Self.usuallyExempt(.landVat, netFen, landRow),
            ]
    }

    private static func usuallyExempt(_ kind: TaxKind, _ baseFen: Int64, _ row: RuleRow) -> TaxItem {
        row.value.number == 0
            ? TaxItem(kind, baseFen: baseFen, exemption: .homeOfIndividual, rows: [row])
            : TaxItem(kind, baseFen: baseFen, ratePpm: row.value.number, rows: [row])
    }

    /// The item of `kind`.
    public func item(_ kind: TaxKind) -> TaxItem {
        guard let item = items.first(where: { $0.kind == kind }) else { preconditionFailure("one of each kind") }
        return item
    }

    /// What `payer` owes in all.
    public func totalFen(_ payer: TaxPayer) -> Int64 {
        items.filter { $0.payer == payer }.reduce(0) { $0 + $1.amountFen }
    }

    /// The three surtaxes together.
    public var surtaxFen: Int64 {
        [.cityConstruction, .educationSurcharge, .localEducationSurcharge].reduce(0) { $0 + item($1).amountFen }
    }

    /// `ruleSet` of the sheet.
    public var ruleSet: Digest { RuleTable.digest(of: items.flatMap(\.rows)) }
}
