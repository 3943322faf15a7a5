/// What the party that kept the contract asks for: the deposit **or** the agreed penalty, never both. 民法典 588.
public enum Remedy: Hashable, Sendable {
    case deposit
    /// 违约金: the sum that the contract names, 0 to ``Amount/maximumFen``, and the share of the loss above which it is cut:
    /// ``RuleKey/penaltyCap`` on the day it is judged, 10,000 to 100,000 bp.
    case penalty(agreedFen: Int64, capBp: Int64)
}

/// A claim after one side's fundamental breach.
public struct BreachClaim: Hashable, Sendable {
    public let breach: Breach
    /// The deposit's penalty, or the agreed one after it was cut.
    public let awardFen: Int64
    /// How much of the agreed penalty was cut away.
    public let cutFen: Int64
    /// What of the loss the award does not cover: it may be claimed besides (588), or the penalty be raised to it (585).
    public let uncoveredLossFen: Int64
    /// What the buyer gets on balance, the deposit returned and the award set off against it. Negative: the buyer still owes.
    public let toBuyerFen: Int64
}

extension DepositSettlement {
    /// What `remedy` gives after `breach`.
    ///
    /// - Parameters:
    ///   - breach: ``Breach/buyer`` or ``Breach/seller``; otherwise nobody has a claim and all is returned.
    ///   - lossFen: the loss as proven, 0 to ``Amount/maximumFen``; `nil` if it is not, and then no penalty is cut.
    ///   - unperformedBp: scales the deposit, not the agreed penalty.
    ///
    /// A penalty over 130 % of the loss counts as excessive and is normally cut (合同编通则解释 65): here to that bound,
    /// rounded down. What a court finds fair may be another sum.
    public func claim(
        _ breach: Breach, _ remedy: Remedy, lossFen: Int64? = nil, unperformedBp: Int64 = 10_000
    ) throws(CalculationFault) -> BreachClaim {
        if let lossFen { try Amount.check(lossFen) }
        let outcome = try outcome(breach, unperformedBp: unperformedBp)
        guard breach.isOneSided else {
            return BreachClaim(breach: breach, awardFen: 0, cutFen: 0, uncoveredLossFen: 0, toBuyerFen: paidFen)
        }
        let awardFen: Int64
        let cutFen: Int64
        switch remedy {
        case .deposit: (awardFen, cutFen) = (outcome.penaltyFen, 0)
        case .penalty(let agreedFen, let capBp):
            try Amount.check(agreedFen)
            guard (10_000...100_000).contains(capBp) else { throw .shareOutOfRange }
            let mostFen = lossFen.map { Amount.roundedDown($0, times: capBp, over: 10_000) }
            awardFen = min(agreedFen, mostFen ?? agreedFen)
            cutFen = agreedFen - awardFen
        }
        return BreachClaim(
            breach: breach, awardFen: awardFen, cutFen: cutFen, uncoveredLossFen: max(0, (lossFen ?? 0) - awardFen),
            toBuyerFen: breach == .buyer ? paidFen - awardFen : paidFen + awardFen)
    }
}
