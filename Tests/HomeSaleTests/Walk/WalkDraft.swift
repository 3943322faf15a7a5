import TestSupport

@testable import HomeSale

/// A step that a walk wants to take: a scenario's, or one like it.
struct WalkDraft {
    var stream: StreamName
    var name: EventName
    var actor: String
    var role: Role
    var attestation: Attestation
    var occurred: CivilDate
    var payload: JSONValue
    var cause: UInt64?

    /// `nil` for users' own types and for what the ledger makes itself.
    init?(_ step: ScenarioStep) {
        guard let name = step.name, let stream = StreamName(subject: step.subject), let role = Role(rawValue: step.role)
        else { return nil }
        (self.stream, self.name, actor, self.role) = (stream, name, step.actor, role)
        (attestation, occurred, payload) = (step.attestation, step.occurred, step.payload)
    }

    init(_ due: DueStep, at milliseconds: Int64) {
        (stream, name, actor, role, attestation) = (due.stream, due.name, "walk", .system, .derived)
        occurred = CivilDate(atMilliseconds: milliseconds)
        payload = JSONValue(canonical: due.data(asOf: milliseconds))
        cause = due.cause
    }

    /// A correction of one or two members of an entry.
    init?(correcting fact: Fact, _ random: inout SeededRandom, _ corpus: WalkCorpus) {
        var other = WalkDraft(fact)
        for _ in 0..<Int.random(in: 1...2, using: &random) {
            other.payload = WalkMutation.changed(other.payload, fact.name.rawValue, corpus, &random)
        }
        let old = JSONValue(canonical: fact.payload.bytes)
        guard case .object(let members) = other.payload else { return nil }
        let changes = members.filter { old[$0.name] != $0.value }
        guard !changes.isEmpty else { return nil }
        (stream, name, actor, role) = (StreamName(.deal, fact.stream.id), .dealCorrected, fact.actor, fact.role)
        (attestation, occurred) = (Bool.random(using: &random) ? fact.attestation : .declared, fact.occurred)
        payload = .object([
            .init("entry", .text(fact.reference)), .init("changes", .object(changes)), .init("reason", .text("mistyped")),
            .init("confirmedBy", .text("second")),
        ])
    }

    private init(_ fact: Fact) {
        (stream, name, actor, role) = (fact.stream, fact.name, fact.actor, fact.role)
        (attestation, occurred, payload) = (fact.attestation, fact.occurred, JSONValue(canonical: fact.payload.bytes))
    }

    /// What the ledger asks before any rule is: faults of form are no steps.
    var isWellFormed: Bool {
        let row = Catalogue.type(of: name)
        guard row.streams.contains(stream.kind) else { return false }
        return (try? PayloadCheck.check(payload.bytes, of: name, schema: row.schema)) != nil
    }

    func step(index: UInt64, timeMilliseconds: Int64) -> Step {
        Step(
            index: index, timeMilliseconds: timeMilliseconds, occurred: occurred, stream: stream, name: name, actor: actor,
            role: role, attestation: attestation, cause: cause, payload: Payload(payload.bytes))
    }
}
