import Testing

@testable import HomeSale

private let stream = "deal/X/dispute-1"
private let digest = String(repeating: "a", count: 64)
private let hour: Int64 = 3_600_000

private func check(_ step: Step, _ world: MemoryWorld) throws {
    do {
        try DisputeGuards.check(step, world.deal(step.stream.id), world)
    } catch let refusal as Refusal {
        // Help lists a rule under the types it guards: it may refuse no other.
        #expect(refusal.rule.guards.contains(step.name))
        throw refusal
    }
}

private func opened() -> MemoryWorld {
    let world = MemoryWorld()
    world.record(stream, .disputeOpened, #"{"forum":"mediation"}"#, actor: "P1", role: .buyer)
    return world
}

private func hold(_ world: MemoryWorld, _ role: Role, document: Bool, stream: String = stream) -> Step {
    let json = #"{"caseNo":"C-1","holdScope":"deal"\#(document ? #","docDigest":"\#(digest)""# : "")}"#
    return world.next(stream, .holdPlaced, json, role: role, attestation: role == .court ? .direct : .relayed)
}

private func close(_ world: MemoryWorld, _ json: String, role: Role = .buyer, stream: String = stream) -> Step {
    world.next(stream, .disputeClosed, json, role: role)
}

@Suite("Dispute")
struct DisputeTests {
    @Test("a dispute is opened once; another number is another dispute")
    func openedOnce() throws {
        let world = opened()
        let refusal = expectRefused("dispute.openedOnce") {
            try check(world.next(stream, .disputeOpened, #"{"forum":"court"}"#, role: .buyer), world)
        }
        #expect(refusal?.rests == [0])
        try check(world.next("deal/X/dispute-2", .disputeOpened, #"{"forum":"court"}"#, role: .buyer), world)
    }

    @Test("a hold needs an open dispute or a court's document, which a party cannot make")
    func holds() throws {
        let empty = MemoryWorld()
        for (role, document) in [(.buyer, false), (.buyer, true), (.escrowAgent, false), (.registryRelay, false)]
            as [(Role, Bool)]
        {
            expectRefused("dispute.holdWithoutBasis") { try check(hold(empty, role, document: document), empty) }
        }
        try check(hold(empty, .escrowAgent, document: true), empty)
        try check(hold(empty, .court, document: false), empty)
        let world = opened()
        try check(hold(world, .buyer, document: false), world)
        world.record(stream, .holdPlaced, #"{"caseNo":"C-1","holdScope":"deal","docDigest":"\#(digest)"}"#, role: .buyer)
        #expect(world.deal("X").disputes[1]?.hasCourtHold == false)
        world.record(
            stream, .holdPlaced, #"{"caseNo":"C-1","holdScope":"deal","docDigest":"\#(digest)"}"#, role: .registryRelay,
            attestation: .relayed)
        #expect(world.deal("X").disputes[1]?.courtHolds.map(\.index) == [2])
    }

    @Test("closing needs a dispute, and a court's hold ends with the court")
    func closing() throws {
        let empty = MemoryWorld()
        expectRefused("dispute.closedUnopened") { try check(close(empty, #"{"outcome":"settled"}"#), empty) }
        let world = opened()
        try check(close(world, #"{"outcome":"settled"}"#), world)
        world.record(stream, .holdPlaced, #"{"caseNo":"C-1","holdScope":"deal"}"#, role: .court, attestation: .direct)
        expectRefused("dispute.courtHoldLift") { try check(close(world, #"{"outcome":"settled"}"#), world) }
        try check(close(world, #"{"outcome":"judgment"}"#, role: .court), world)
        try check(close(world, #"{"outcome":"judgment","docDigest":"\#(digest)"}"#), world)
        let dispute = world.deal("X").disputes[1]
        #expect(dispute?.isOpen == true && dispute?.hasCourtHold == true)
        world.record(stream, .disputeClosed, #"{"outcome":"judgment"}"#, role: .court, attestation: .direct)
        let closed = world.deal("X").disputes[1]
        #expect(closed?.isOpen == false && closed?.hasCourtHold == false && closed?.outcome == "judgment")
    }

    @Test("a dispute is overdue when 72 hours have passed, to the millisecond, once")
    func overdue() throws {
        let world = opened()
        let start = world.facts[0].timeMilliseconds
        func overdue(after: Int64) -> Step {
            step(
                stream, .disputeOverdue, on: "2026-09-13", timeMilliseconds: start + after, role: .system, attestation: .derived)
        }
        expectRefused("dispute.overdueEarly") { try check(overdue(after: 72 * hour - 1), world) }
        try check(overdue(after: 72 * hour), world)
        world.record(stream, .disputeOverdue, on: "2026-09-13", role: .system, attestation: .derived)
        expectRefused("dispute.overdueEarly") { try check(overdue(after: 100 * hour), world) }
        let empty = MemoryWorld()
        expectRefused("dispute.overdueEarly") { try check(overdue(after: 100 * hour), empty) }
    }

    @Test("nothing happens in a dispute after it is closed")
    func over() throws {
        let world = opened()
        world.record(stream, .disputeClosed, #"{"outcome":"settled"}"#, role: .buyer)
        for name in DisputeRules.over.guards {
            expectRefused("dispute.over") { try check(world.next(stream, name, #"{"outcome":"settled"}"#, role: .court), world) }
        }
    }

    @Test("fields carry the dispute's number and are named once")
    func fields() {
        let world = opened()
        world.record(stream, .holdPlaced, #"{"caseNo":"C-1","holdScope":"escrow","amountFen":5}"#, role: .buyer)
        let fields = world.deal("X").disputes[1]?.fields(1) ?? []
        #expect(fields.contains(StateField("dispute-1.open", true)))
        #expect(fields.contains(StateField("dispute-1.hold.1.amountFen", fen: 5)))
        #expect(Set(fields.map(\.path)).count == fields.count)
        #expect(Set(DisputeRules.all.map(\.id)).count == DisputeRules.all.count)
    }
}
