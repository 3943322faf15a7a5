/// What was applied for. 金规〔2026〕5号 15.
public struct LoanApplication: Hashable, Sendable {
    public let mark: Mark
    /// `commercial` or `provident`.
    public let leg: String
    public let lender: String?
    public let principalFen: Int64
    public let termMonths: Int64
    public let method: RepaymentMethod?
    /// Homes that the household has; `nil` is unknown, and unknown never counts as favourable.
    public let homeCount: Int64?
    public let ratios: LoanRatios
}

/// Debt service over income in bp, as the lender computed it: incomes stay with the lender. 金规〔2026〕5号 10.
public struct LoanRatios: Hashable, Sendable {
    public let housingBp: Int64?
    public let allBp: Int64?

    init(_ data: Payload) {
        housingBp = data.integer("dtiHousingBp")
        allBp = data.integer("dtiAllBp")
    }
}

/// What the home is worth, by whom it was asked. 金规〔2026〕5号 19.
public struct LoanAppraisal: Hashable, Sendable {
    public let mark: Mark
    public let valueFen: Int64
    public let asOf: CivilDate?
}

/// The lender's decision for the loan, and what it depends on.
public struct LoanApproval: Hashable, Sendable {
    public let mark: Mark
    public let amountFen: Int64
    public let ratePpm: Int64
    public let termMonths: Int64
    /// Codes of the conditions that must be met before the money moves.
    public let conditions: [String]
    public let validUntil: CivilDate?
    public let lender: String?
    public let ratios: LoanRatios
}

/// The signed loan contract: the account in it is the only one that may be paid. 金规〔2026〕5号 11.
public struct LoanContract: Hashable, Sendable {
    public let mark: Mark
    public let number: String
    public let payeeAccountToken: String
    /// Who guarantees until the mortgage is entered (阶段性担保); `nil` without the guarantee's digest.
    public let guarantor: String?
}

/// Whether one condition of the approval holds.
public struct LoanCondition: Hashable, Sendable {
    public enum Status: String, Hashable, Sendable { case open, met, failed }

    public var status = Status.open
    public var mark: Mark?
    /// The entries it rests on, as `SUBJECT:r`.
    public var facts: [String] = []
}

/// An order to pay. The same identifier never pays twice.
public struct LoanInstruction: Hashable, Sendable {
    public let mark: Mark
    public let id: String
    public let amountFen: Int64
    public let payeeAccountToken: String
    public let valueDate: CivilDate?
}

/// The money that left the lender.
public struct LoanDisbursement: Hashable, Sendable {
    public let mark: Mark
    public let bankRef: String
    public let amountFen: Int64
    public let valueDate: CivilDate?
}
