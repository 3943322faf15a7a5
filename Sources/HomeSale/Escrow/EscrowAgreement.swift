/// What the parties and the escrow agent agreed: how much must come in, and what a release must rest on.
public struct EscrowAgreement: Hashable, Sendable {
    /// What must have happened before somebody is paid.
    public enum Condition: String, CaseIterable, Hashable, Sendable {
        case transferRecorded, mortgageRecorded, handoverCompleted, payoffDue

        /// The type of step that brings it about.
        public var event: EventName {
            switch self {
            case .transferRecorded, .mortgageRecorded: .registrationRecorded
            case .handoverCompleted: .handoverCompleted
            case .payoffDue: .payoffQuoted
            }
        }
    }

    /// Who is paid when.
    public struct ReleaseTerm: Hashable, Sendable {
        /// A party, or `seller`, or `oldLender`.
        public let payee: String
        public let conditions: [Condition]
    }

    public let mark: Mark
    public let agent: String
    /// What the buyer must bring himself, in fen.
    public let targetOwnFundsFen: Int64
    /// Whether the deposit counts towards it: some cities keep deposits out of the account. DOMAIN.md section 3.3.
    public let includesDeposit: Bool
    /// What stays in the account until the handover, in fen.
    public let retainedTailFen: Int64
    public let terms: [ReleaseTerm]

    init(_ data: Payload, _ mark: Mark) {
        self.mark = mark
        agent = data.text("escrowAgentId") ?? ""
        targetOwnFundsFen = max(0, data.integer("targetOwnFundsFen") ?? 0)
        includesDeposit = data.flag("includesDeposit") ?? true
        retainedTailFen = max(0, data.integer("retainedTailFen") ?? 0)
        terms = data.objects("releaseConditions").map {
            ReleaseTerm(
                payee: $0.text("payee") ?? "", conditions: $0.texts("conditions").compactMap { Condition(rawValue: $0) })
        }
    }

    /// What a release to `payee`, paid as `kind`, must rest on, without repeats.
    public func conditions(payee: String, kind: String) -> [Condition] {
        let named = terms.filter { $0.payee == payee || $0.payee == kind }.flatMap(\.conditions)
        return Condition.allCases.filter(named.contains)
    }
}
