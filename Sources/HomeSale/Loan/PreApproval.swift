/// A lender's indicative answer before the contract: never binding, and never a step of the deal's hard order.
///
/// Brief B's states, with the exits it lacked: what is incomplete stays and resumes, a manual review ends either way, and a
/// second start keeps the first (DOMAIN.md sections 3.2 and 7, B9 and B12).
public struct PreApproval: Hashable, Sendable {
    public enum State: String, CaseIterable, Hashable, Sendable {
        case initial = "INIT"
        case collecting = "DATA_COLLECT"
        case verifying = "BANK_VERIFY"
        case deciding = "DECISION"
        case approved = "APPROVED"
        case rejected = "REJECTED"
        case manualReview = "MANUAL_REVIEW"
        case expired = "EXPIRED"
        case superseded = "SUPERSEDED"
        case withdrawn = "WITHDRAWN"

        /// Still waiting for somebody.
        public var isRunning: Bool {
            switch self {
            case .initial, .collecting, .verifying, .deciding, .manualReview: true
            case .approved, .rejected, .expired, .superseded, .withdrawn: false
            }
        }
    }

    /// What the lender's system answered.
    public struct Answer: Hashable, Sendable {
        public let mark: Mark
        /// 0 is an outright refusal.
        public let maxFen: Int64
        public let ratePpm: Int64
        public let dtiBp: Int64
    }

    /// How a decision came out.
    public struct Decision: Hashable, Sendable {
        public let mark: Mark
        public let result: String
        public let amountFen: Int64
        public let ratePpm: Int64
        public let validUntil: CivilDate?
        public let reasons: [String]
    }

    public let started: Mark
    public let requestedFen: Int64
    public let termMonths: Int64
    public internal(set) var state = State.initial
    /// What has arrived, by field, with the latest entry.
    public internal(set) var received: [String: Mark] = [:]
    /// What the lender asked for and did not get yet, in its order.
    public internal(set) var missing: [String] = []
    public internal(set) var answer: Answer?
    public internal(set) var decision: Decision?
    public internal(set) var ended: Mark?

    /// What a lender needs at least before it can answer. Brief B, B10.
    public static let requiredFields = ["idCard", "incomeProof", "creditReport", "propertyInfo", "employmentInfo"]

    init(_ data: Payload, _ mark: Mark) {
        started = mark
        requestedFen = data.integer("loanFen") ?? 0
        termMonths = data.integer("termMonths") ?? 0
    }

    /// What must still arrive, asked for or required, in a fixed order.
    public var outstanding: [String] {
        missing + Self.requiredFields.filter { received[$0] == nil && !missing.contains($0) }
    }

    /// Takes up a later fact of the same pre-approval. Total.
    mutating func apply(_ fact: Fact) {
        let data = fact.payload, mark = Mark(fact)
        switch fact.name {
        case .preApprovalDataReceived: receive(data.text("field") ?? "", mark)
        case .preApprovalIncomplete:
            missing = data.texts("missing")
            if state.isRunning { state = .collecting }
        case .preApprovalBankAnswered:
            answer = Answer(
                mark: mark, maxFen: data.integer("maxFen") ?? 0, ratePpm: data.integer("ratePpm") ?? 0,
                dtiBp: data.integer("dtiBp") ?? 0)
            if state.isRunning { state = .deciding }
        case .preApprovalDecided: decide(data, mark)
        case .preApprovalWithdrawn: end(.withdrawn, mark)
        case .approvalExpired: if state == .approved { end(.expired, mark) }
        default: break
        }
    }

    /// A later start, or a formal application's approval, takes the place of this one.
    mutating func supersede(_ mark: Mark) { if state == .approved || state.isRunning { end(.superseded, mark) } }

    private mutating func receive(_ field: String, _ mark: Mark) {
        received[field] = mark
        missing.removeAll { $0 == field }
        // An answer stands until the lender gives another, so a document for a review does not undo it.
        guard state == .initial || state == .collecting || state == .verifying else { return }
        state = outstanding.isEmpty ? .verifying : .collecting
    }

    private mutating func decide(_ data: Payload, _ mark: Mark) {
        let result = data.text("result") ?? ""
        decision = Decision(
            mark: mark, result: result, amountFen: data.integer("amountFen") ?? 0, ratePpm: data.integer("ratePpm") ?? 0,
            validUntil: data.date("validUntil"), reasons: data.texts("reasons"))
        switch result {
        case "approved": state = .approved
        case "rejected": state = .rejected
        default: state = .manualReview
        }
    }

    private mutating func end(_ state: State, _ mark: Mark) {
        self.state = state
        ended = mark
    }
}
