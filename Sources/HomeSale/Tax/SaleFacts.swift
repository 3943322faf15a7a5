/// What the taxes of one sale between individuals follow from.
public struct SaleFacts: Hashable, Sendable {
    /// VAT included, 1 to ``Amount/maximumFen``.
    public var contractFen: Int64
    /// The tax bureau's own valuation, if there is one.
    public var assessedFen: Int64?
    public var areaCentiSqm: Int64
    public var homeCount: HomeCount
    public var place: TaxPlace
    /// `nil` if it is not proven.
    public var holding: HoldingPeriod?
    /// Whether it is the seller's family's only home in the province.
    public var isOnlyHome: Bool
    /// `nil` if it is not known.
    public var isOrdinaryHome: Bool?
    public var incomeTax: IncomeTaxMethod
    /// Picks the deed tax's rules. 契税法 9.
    public var contractOn: CivilDate
    /// Payment, invoice or transfer: picks the seller's rules and ends the holding period. 增值税法 28.
    public var transferOn: CivilDate
    public var scope: RuleScope

    public init(
        contractFen: Int64, assessedFen: Int64? = nil, areaCentiSqm: Int64, homeCount: HomeCount, place: TaxPlace = .urban,
        holding: HoldingPeriod?, isOnlyHome: Bool = false, isOrdinaryHome: Bool? = nil,
        incomeTax: IncomeTaxMethod = .assessed(ratePpm: nil), contractOn: CivilDate, transferOn: CivilDate,
        scope: RuleScope = .national
    ) {
        self.contractFen = contractFen
        self.assessedFen = assessedFen
        self.areaCentiSqm = areaCentiSqm
        self.homeCount = homeCount
        self.place = place
        self.holding = holding
        self.isOnlyHome = isOnlyHome
        self.isOrdinaryHome = isOrdinaryHome
        self.incomeTax = incomeTax
        self.contractOn = contractOn
        self.transferOn = transferOn
        self.scope = scope
    }

    /// The higher of contract and valuation: a price below the bureau's own does not lower the tax.
    public var taxablePriceFen: Int64 { max(contractFen, assessedFen ?? 0) }
}
