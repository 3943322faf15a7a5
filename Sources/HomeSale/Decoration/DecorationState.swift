/// The decoration of the home and the loan that pays for it, apart from the price. DOMAIN.md section 3.4.
public struct DecorationState: Hashable, Sendable {
    public enum Phase: String, CaseIterable, Hashable, Sendable {
        case none, quoted, applied, approved, rejected, signed, tranche1, progress, completed, repaying, settled
    }

    public internal(set) var plan: DecorationPlan?
    public internal(set) var applied: Mark?
    public internal(set) var requestedFen: Int64 = 0
    public internal(set) var lender: String?
    public internal(set) var decision: DecorationDecision?
    public internal(set) var signed: Mark?
    /// Who is paid, by the loan contract.
    public internal(set) var contractor: String?
    /// In the order of the log.
    public internal(set) var tranches: [DecorationTranche] = []
    public internal(set) var releasedFen: Int64 = 0
    public internal(set) var principalPaidFen: Int64 = 0
    public internal(set) var interestPaidFen: Int64 = 0
    /// The number of the last instalment paid.
    public internal(set) var paidNo: Int64 = 0
    public internal(set) var settled: Mark?

    public init() {}

    /// What is owed, in fen.
    public var balanceFen: Int64 { releasedFen.adding(-principalPaidFen) }
    public var openDispute: DecorationTranche? { tranches.last { $0.disputed != nil && $0.accepted == nil } }
    /// The owner accepted the last tranche, and the works are done or the loan is used up.
    public var isCompleted: Bool {
        guard let last = tranches.last, last.accepted != nil else { return false }
        return last.progressBp >= 10_000 || releasedFen >= decision?.amountFen ?? 0
    }

    public var phase: Phase {
        if settled != nil { return .settled }
        if paidNo > 0 { return .repaying }
        if isCompleted { return .completed }
        if !tranches.isEmpty { return tranches.count == 1 ? .tranche1 : .progress }
        if signed != nil { return .signed }
        if let decision { return decision.isApproved ? .approved : .rejected }
        return applied != nil ? .applied : plan == nil ? .none : .quoted
    }

    /// Takes up a fact of the stream. Total: what does not fit changes nothing.
    public mutating func apply(_ fact: Fact) {
        let data = fact.payload, mark = Mark(fact)
        switch fact.name {
        case .decorationPlanned: plan = DecorationPlan(data, mark)
        case .decorationLoanApplied:
            applied = mark
            requestedFen = data.integer("principalFen") ?? 0
            lender = data.text("lenderId")
            decision = nil
        case .decorationLoanDecided:
            decision = DecorationDecision(
                mark: mark, isApproved: data.text("result") == "approved", amountFen: data.integer("amountFen") ?? 0,
                reasons: data.texts("reasons"))
        case .decorationLoanSigned:
            signed = mark
            contractor = data.text("contractorId")
        case .decorationTrancheReleased:
            let amountFen = max(0, data.integer("amountFen") ?? 0)
            releasedFen = releasedFen.adding(amountFen)
            tranches.append(
                DecorationTranche(
                    mark: mark, number: data.integer("no") ?? 0, amountFen: amountFen,
                    progressBp: data.integer("progressBp") ?? 0))
        case .decorationAccepted, .decorationDisputed: judge(fact.name, data, mark)
        case .decorationLoanRepaid:
            principalPaidFen = principalPaidFen.adding(max(0, data.integer("principalFen") ?? 0))
            interestPaidFen = interestPaidFen.adding(max(0, data.integer("interestFen") ?? 0))
            paidNo = data.integer("no") ?? paidNo
        case .decorationLoanSettled: settled = mark
        default: break
        }
    }

    private mutating func judge(_ name: EventName, _ data: Payload, _ mark: Mark) {
        guard let place = tranches.lastIndex(where: { $0.number == data.integer("no") }) else { return }
        if name == .decorationAccepted {
            tranches[place].accepted = mark
        } else {
            tranches[place].disputed = mark
            tranches[place].accepted = nil
        }
    }

    /// Every field of the stream's state, in reading order.
    public var fields: [StateField] {
        guard phase != .none else { return [] }
        var fields = [StateField("decoration.phase", phase.rawValue)]
        if let plan {
            fields.append(StateField("decoration.hardFen", fen: plan.hardFen))
            fields.append(StateField("decoration.softFen", fen: plan.softFen))
            fields.append(StateField("decoration.applianceFen", fen: plan.applianceFen))
        }
        if applied != nil { fields.append(StateField("decoration.requestedFen", fen: requestedFen)) }
        if let lender { fields.append(StateField("decoration.lender", lender)) }
        if let decision {
            fields.append(StateField("decoration.approved", decision.isApproved))
            if decision.isApproved { fields.append(StateField("decoration.approvedFen", fen: decision.amountFen)) }
        }
        if let contractor { fields.append(StateField("decoration.contractor", contractor)) }
        for tranche in tranches {
            let path = "decoration.tranche-\(tranche.number)"
            let state = tranche.accepted != nil ? "accepted" : tranche.disputed != nil ? "disputed" : "released"
            fields.append(StateField("\(path).amountFen", fen: tranche.amountFen))
            fields.append(StateField("\(path).progressBp", number: tranche.progressBp))
            fields.append(StateField("\(path).state", state))
        }
        if !tranches.isEmpty { fields.append(StateField("decoration.balanceFen", fen: balanceFen)) }
        if settled != nil { fields.append(StateField("decoration.settled", true)) }
        return fields
    }
}
