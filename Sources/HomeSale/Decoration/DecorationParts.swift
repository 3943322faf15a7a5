/// What the works cost, by part, in fen. DOMAIN.md section 3.4.
public struct DecorationPlan: Hashable, Sendable {
    public let mark: Mark
    public let hardFen: Int64
    public let softFen: Int64
    public let applianceFen: Int64
    public let contractor: String?

    public var totalFen: Int64 { hardFen.adding(softFen).adding(applianceFen) }

    init(_ data: Payload, _ mark: Mark) {
        self.mark = mark
        hardFen = data.integer("hardFen") ?? 0
        softFen = data.integer("softFen") ?? 0
        applianceFen = data.integer("applianceFen") ?? 0
        contractor = data.text("contractorId")
    }
}

/// How the lender decided on a decoration loan.
public struct DecorationDecision: Hashable, Sendable {
    public let mark: Mark
    public let isApproved: Bool
    public let amountFen: Int64
    public let reasons: [String]
}

/// One part of the loan, paid to the contractor for the progress made.
public struct DecorationTranche: Hashable, Sendable {
    public let mark: Mark
    public let number: Int64
    public let amountFen: Int64
    /// Of the works, in bp.
    public let progressBp: Int64
    public internal(set) var accepted: Mark?
    public internal(set) var disputed: Mark?
}
