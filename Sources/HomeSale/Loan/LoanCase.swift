/// One formal application for a loan and all that came of it. A leg may have several, one after the other: a refused or
/// reversed one stays on record.
public struct LoanCase: Hashable, Sendable {
    public enum Phase: String, CaseIterable, Hashable, Sendable {
        case applied, interviewed, appraised, approved, declined, expired, contractSigned, conditionsPending, ready, instructed
        case disbursed, repaying, extended, overdue, prepaid, settled, reversed
    }

    public let application: LoanApplication
    public internal(set) var interviews: [Mark] = []
    public internal(set) var appraisal: LoanAppraisal?
    public internal(set) var approval: LoanApproval?
    public internal(set) var declined: Mark?
    public internal(set) var reasons: [String] = []
    public internal(set) var expired: Mark?
    public internal(set) var disclosure: Mark?
    public internal(set) var contract: LoanContract?
    /// By code, those of the approval only.
    public internal(set) var conditions: [String: LoanCondition] = [:]
    /// In the order of the log; the last one stands.
    public internal(set) var instructions: [LoanInstruction] = []
    public internal(set) var disbursement: LoanDisbursement?
    public internal(set) var reversed: Mark?
    public internal(set) var repayment: LoanRepayment?

    init(_ application: LoanApplication) { self.application = application }

    public var lender: String? { approval?.lender ?? application.lender }
    public var isApproved: Bool { approval != nil && declined == nil && expired == nil && reversed == nil }
    public var isDisbursed: Bool { disbursement != nil && reversed == nil }
    /// Neither refused, lapsed nor reversed: its lender still takes part.
    public var isLive: Bool { declined == nil && expired == nil && reversed == nil }
    /// What it takes of the collateral, in fen: as approved, or else as asked for.
    public var amountFen: Int64 { approval?.amountFen ?? application.principalFen }
    public var termMonths: Int64 { approval?.termMonths ?? application.termMonths }
    /// Conditions of the approval that are not met, in its order.
    public var openConditions: [String] { approval?.conditions.filter { conditions[$0]?.status != .met } ?? [] }
    public var failedConditions: [String] { approval?.conditions.filter { conditions[$0]?.status == .failed } ?? [] }

    /// Derived from the facts alone; `overdue` needs a day, see ``phase(asOf:)``.
    public var phase: Phase {
        if reversed != nil { return .reversed }
        if let repayment { return repaymentPhase(repayment) }
        if !instructions.isEmpty { return .instructed }
        if declined != nil { return .declined }
        if expired != nil { return .expired }
        if contract != nil {
            if openConditions.isEmpty { return .ready }
            return conditions.values.allSatisfy { $0.status == .open } ? .contractSigned : .conditionsPending
        }
        if approval != nil { return .approved }
        if appraisal != nil { return .appraised }
        return interviews.isEmpty ? .applied : .interviewed
    }

    /// The phase on a day: an instalment that was due before it and is not paid makes the loan overdue.
    public func phase(asOf day: CivilDate) -> Phase {
        guard let repayment, reversed == nil, repayment.overdueCount(asOf: day) > 0 else { return phase }
        return .overdue
    }

    private func repaymentPhase(_ repayment: LoanRepayment) -> Phase {
        if repayment.settled != nil { return .settled }
        if repayment.extendedMonths > 0 { return .extended }
        if repayment.prepaidFen > 0 { return .prepaid }
        return repayment.paidNo > 0 ? .repaying : .disbursed
    }
}
