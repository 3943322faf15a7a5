/// One loan leg of a deal, the stream `deal/X/loan-n`: an indicative pre-approval, then the formal application. DOMAIN.md
/// section 3.2.
public struct LoanState: Hashable, Sendable {
    public internal(set) var preApproval: PreApproval?
    /// Those that a later start replaced, oldest first: a second start never overwrites.
    public internal(set) var earlierPreApprovals: [PreApproval] = []
    /// The application that stands, or stood last.
    public internal(set) var current: LoanCase?
    /// Refused, lapsed or reversed ones before it, oldest first.
    public internal(set) var earlier: [LoanCase] = []

    public init() {}

    public var isApproved: Bool { current?.isApproved ?? false }
    public var isDisbursed: Bool { current?.isDisbursed ?? false }
    public var isLive: Bool { current?.isLive ?? false }
    public var isDeclined: Bool { current?.declined != nil }
    public var isContractSigned: Bool { current.map { $0.contract != nil && $0.isLive } ?? false }
    /// Who lends in this leg; `nil` while neither application nor approval says.
    public var lender: String? { current?.lender }

    /// Takes up a fact of the stream. Total: what was recorded is never refused.
    public mutating func apply(_ fact: Fact) {
        switch fact.name {
        case .preApprovalStarted:
            if var replaced = preApproval {
                replaced.supersede(Mark(fact))
                earlierPreApprovals.append(replaced)
            }
            preApproval = PreApproval(fact.payload, Mark(fact))
        case .preApprovalDataReceived, .preApprovalIncomplete, .preApprovalBankAnswered, .preApprovalDecided,
            .preApprovalWithdrawn:
            preApproval?.apply(fact)
        case .loanApplied:
            if let current { earlier.append(current) }
            current = LoanCase(LoanApplication(fact.payload, Mark(fact)))
        case .loanApproved:
            preApproval?.supersede(Mark(fact))
            current?.apply(fact)
        case .approvalExpired:
            // The formal approval where there is one; before that, the indicative one.
            if current?.isApproved == true { current?.apply(fact) } else { preApproval?.apply(fact) }
        default: current?.apply(fact)
        }
    }
}

extension LoanApplication {
    init(_ data: Payload, _ mark: Mark) {
        self.init(
            mark: mark, leg: data.text("leg") ?? "", lender: data.text("lenderId"),
            principalFen: data.integer("principalFen") ?? 0, termMonths: data.integer("termMonths") ?? 0,
            method: data.text("method").flatMap { RepaymentMethod(rawValue: $0) }, homeCount: data.integer("homeCount"),
            ratios: LoanRatios(data))
    }
}
