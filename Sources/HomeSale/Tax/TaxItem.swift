/// One tax, worked out: an estimate until the tax bureau assesses it.
public struct TaxItem: Hashable, Sendable {
    public let kind: TaxKind
    /// What the rate applies to: a price without VAT, a margin, a gain, or the VAT for what is added to it. At least 0.
    public let baseFen: Int64
    /// 0 if exempt.
    public let ratePpm: Int64
    /// `baseFen` times `ratePpm`, half-up. VAT is taken out of the price that includes it, so there it may differ by a fen.
    public let amountFen: Int64
    public let exemption: TaxExemption?
    /// The rules it rests on, for `ruleSet`.
    public let rows: [RuleRow]

    public var payer: TaxPayer { kind.payer }

    /// Due: `amountFen` unless given is `baseFen` times `ratePpm`.
    init(_ kind: TaxKind, baseFen: Int64, ratePpm: Int64, amountFen: Int64? = nil, rows: [RuleRow]) {
        self.kind = kind
        self.baseFen = baseFen
        self.ratePpm = ratePpm
        self.amountFen = amountFen ?? Amount.roundedHalfUp(baseFen, times: ratePpm, over: 1_000_000)
        exemption = nil
        self.rows = rows
    }

    /// Exempt.
    init(_ kind: TaxKind, baseFen: Int64, exemption: TaxExemption, rows: [RuleRow]) {
        self.kind = kind
        self.baseFen = baseFen
        ratePpm = 0
        amountFen = 0
        self.exemption = exemption
        self.rows = rows
    }
}
