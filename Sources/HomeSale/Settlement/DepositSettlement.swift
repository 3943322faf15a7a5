/// What becomes of a deposit when a deal ends early. DOMAIN.md section 2.3; 民法典 586 to 588, 合同编通则解释 67, 68.
public struct DepositSettlement: Hashable, Sendable {
    /// The contract value, 1 to ``Amount/maximumFen``.
    public let priceFen: Int64
    /// What was really paid, which counts, whatever was agreed. 民法典 586.
    public let paidFen: Int64
    /// The most that the deposit rule covers: a share of the price, rounded down.
    public let capFen: Int64
    /// E: what of it is a deposit in law.
    public let earnestFen: Int64
    /// X: what is over the cap, or never was a deposit. Always returned.
    public var excessFen: Int64 { paidFen - earnestFen }

    /// - Parameters:
    ///   - paidFen: 0 to ``Amount/maximumFen``.
    ///   - capBp: ``RuleKey/depositCap`` on the day of the deposit agreement, 0 to 10,000.
    public init(priceFen: Int64, paidFen: Int64, kind: DepositKind = .earnest, capBp: Int64) throws(CalculationFault) {
        try Amount.check(priceFen, atLeast: 1)
        try Amount.check(paidFen)
        guard capBp >= 0, capBp <= 10_000 else { throw .shareOutOfRange }
        self.priceFen = priceFen
        self.paidFen = paidFen
        capFen = Amount.roundedDown(priceFen, times: capBp, over: 10_000)
        earnestFen = kind == .plain ? 0 : min(paidFen, capFen)
    }

    /// - Parameter asOf: the day of the deposit agreement. DOMAIN.md section 2.5.
    /// - Throws: ``CalculationFault``, ``CalculationFault/noRule(_:)`` before 2021-01-01.
    public init(
        priceFen: Int64, paidFen: Int64, kind: DepositKind = .earnest, asOf day: CivilDate, scope: RuleScope = .national,
        rules: RuleTable = .national
    ) throws(CalculationFault) {
        let cap = try rules.requiredRow(.depositCap, asOf: day, scope: scope)
        try self.init(priceFen: priceFen, paidFen: paidFen, kind: kind, capBp: cap.value.number)
    }

    /// What the deposit rule alone gives.
    ///
    /// - Parameter unperformedBp: how much of the contract was not performed, 0 to 10,000, where a part was performed and
    ///   accepted; the penalty is that share of E, half-up. Otherwise all of it. 合同编通则解释 68.
    public func outcome(
        _ breach: Breach, unperformedBp: Int64 = 10_000
    ) throws(CalculationFault) -> DepositOutcome {
        guard unperformedBp >= 0, unperformedBp <= 10_000 else { throw .shareOutOfRange }
        let penaltyFen = Amount.roundedHalfUp(earnestFen, times: unperformedBp, over: 10_000)
        return DepositOutcome(paidFen: paidFen, breach: breach, penaltyFen: breach.isOneSided ? penaltyFen : 0)
    }
}

extension Breach {
    /// Only then the deposit rule or a penalty applies.
    var isOneSided: Bool { self == .buyer || self == .seller }
}

/// Who gets what of a deposit.
public struct DepositOutcome: Hashable, Sendable {
    public let paidFen: Int64
    public let breach: Breach
    /// What the party at fault loses: the buyer out of the deposit, the seller on top of it.
    public let penaltyFen: Int64

    /// All that the buyer gets: 2E + X after the seller's breach. What was performed and paid for is not settled here.
    public var toBuyerFen: Int64 {
        switch breach {
        case .buyer: paidFen - penaltyFen
        case .seller: paidFen + penaltyFen
        case .both, .neither: paidFen
        }
    }

    /// What the seller keeps of the buyer's money.
    public var keptBySellerFen: Int64 { breach == .buyer ? penaltyFen : 0 }

    /// What the seller pays out of pocket.
    public var fromSellerFen: Int64 { breach == .seller ? penaltyFen : 0 }
}
