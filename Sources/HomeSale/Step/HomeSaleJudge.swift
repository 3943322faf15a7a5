public import Ledger

/// The business rules of home sales, as the ledger asks for them.
public final class HomeSaleJudge: StepJudge {
    private let world = LogWorld()

    public init() {}

    public func checkForm(_ draft: StepDraft) throws(LedgerError) {
        guard Role(name: draft.role) != nil else {
            throw LedgerError(.roleUnknown, [draft.role, NearestNames.roles(to: draft.role).joined(separator: ", ")])
        }
        // A closed form of keys, dates and roles, which the ledger checks: digits in a key are no number of anybody's.
        if draft.type.hasPrefix("actor.") { return }
        // The ledger's own are reserved: only its verbs make them.
        if draft.type.hasPrefix("ext.") || Self.isOwn(draft.type) {
            if !draft.isSearched { try ClearNumber.check(draft, nil) }
            return
        }
        guard let name = EventName(name: draft.type) else {
            throw LedgerError(.typeUnknown, [draft.type, NearestNames.types(to: draft.type).joined(separator: ", ")])
        }
        guard let stream = StreamName(subject: draft.subject), Catalogue.type(of: name).streams.contains(stream.kind) else {
            let kinds = Catalogue.type(of: name).streams.map(\.rawValue).joined(separator: ", ")
            throw LedgerError(.payloadMalformed, [draft.type, "subject", "a stream of kind \(kinds)", "\(kinds) 类的流"])
        }
        do throws(PayloadFault) {
            try PayloadCheck.check(draft.data, of: name, schema: draft.schema)
        } catch {
            if error.problem == .personalData || error.problem == .inClear { throw Self.inClear(error, draft, name) }
            throw LedgerError(
                .payloadMalformed,
                [
                    draft.type, error.path.isEmpty ? "data" : error.path,
                    "\(error.expected.english) (\(error.problem.wording.english))",
                    "\(error.expected.chinese)（\(error.problem.wording.chinese)）",
                ])
        }
        if draft.isSearched { return }
        try ClearNumber.check(draft, name)
        if let path = PersonalNames.firstPath(draft.data, of: name) {
            throw LedgerError(.personalInClear, ["data" + path, "what its name says", "其名称所指的个人信息"])
        }
    }

    private static func isOwn(_ type: String) -> Bool {
        type.hasPrefix("ledger.") || type.hasPrefix("access.") || type.hasPrefix("actor.") || type.hasPrefix("erasure.")
    }

    /// The fault of a payload that says something personal in the clear; of a number, which.
    private static func inClear(_ fault: PayloadFault, _ draft: StepDraft, _ name: EventName) -> LedgerError {
        do throws(LedgerError) { try ClearNumber.check(draft, name) } catch {
            return error
        }
        let what =
            fault.expected == MemberKind.party.wording
            ? Wording("what may be a name, where a pseudonym belongs", "疑似姓名，此处应为代号")
            : Wording("a value that only $personal may hold", "只能以 $personal 写入的取值")
        return LedgerError(.personalInClear, ["data." + fault.path, what.english, what.chinese])
    }

    public func decide(_ draft: StepDraft, _ log: LogReader) throws {
        guard let step = Step(draft) else { return }
        do {
            try world.reading(log) { try HomeSale.decide(step, Catalogue.type(of: step.name), world) }
        } catch let refusal as Refusal {
            throw StepRefusal(refusal)
        }
    }

    public func accepted(_ draft: StepDraft, _ log: LogReader) throws {
        guard let step = Step(draft) else { return }
        try world.reading(log) { try world.accept(step.fact(revision: draft.revision)) }
    }

    public func beginBatch() { world.beginBatch() }
    public func rollBack() { world.rollBack() }
    public func endBatch() { world.endBatch() }
    public func forget() { world.forget() }
}

extension Step {
    /// A draft of a catalogued type; `nil` for users' own facts, which nothing guards.
    public init?(_ draft: StepDraft) {
        guard let name = EventName(name: draft.type), let stream = StreamName(subject: draft.subject),
            let role = Role(name: draft.role), let attestation = Attestation(name: draft.attestation),
            let payload = Upcasting.upcast(Payload(draft.data), of: name, from: draft.schema)
        else { return nil }
        self.init(
            index: draft.index, timeMilliseconds: draft.timeMilliseconds, occurred: CivilDate(dayNumber: draft.occurredDay),
            stream: stream, name: name, actor: draft.actor, role: role, attestation: attestation, cause: draft.cause,
            payload: payload)
    }
}

extension StepRefusal {
    public init(_ refusal: Refusal) {
        let rule = refusal.rule
        let isPermission = rule.id.hasPrefix("permission.")
        let detail = refusal.detail
        self.init(
            isPermission ? .notPermitted : .rejected, rule: rule.id, rests: refusal.rests, missing: refusal.missing,
            source: rule.source, english: "\(rule.demand.english)\(detail.isEmpty ? "" : " (\(detail))") \(rule.remedy.english)",
            chinese: "\(rule.demand.chinese)\(detail.isEmpty ? "" : "（\(detail)）")\(rule.remedy.chinese)")
    }
}
