import HomeSale
import Ledger

/// One draft of a scenario, and what should become of it.
struct RehearsedStep {
    let place: ScenarioPlace
    let isSystem: Bool
    let timeMilliseconds: Int64
    let subject: String
    let draft: [UInt8]
    let outcome: ScenarioOutcome

    init(_ step: ScenarioStep) {
        (place, timeMilliseconds, subject) = (step.place, step.timeMilliseconds, step.subject)
        (isSystem, draft, outcome) = (step.isSystem, step.draft, step.outcome)
    }

    /// A step that the program made at the line of another.
    init(_ made: DueStep, at step: ScenarioStep) {
        (place, timeMilliseconds, subject) = (step.place, step.timeMilliseconds, made.stream.subject)
        (isSystem, outcome) = (true, .stored)
        // Without its cause: that is an index, another one in every ledger.
        draft =
            JSONValue.object([
                .init("actor", .text("tick")), .init("attestation", .text(Attestation.derived.rawValue)),
                .init("data", JSONValue(canonical: made.data(asOf: step.timeMilliseconds))), .init("key", .text(made.key)),
                .init("role", .text(Role.system.rawValue)),
                .init("schema", .integer(Int64(Catalogue.type(of: made.name).schema))),
                .init("subject", .text(subject)), .init("type", .text(made.name.rawValue)),
            ]).bytes
    }
}

/// Puts a ledger through a scenario to learn which steps the program makes by itself, and where: `deedlog scenario run` does the
/// same. In a benchmark they are drafts like the others.
struct Rehearsal {
    private let ledger: Ledger
    private let writer: MixWriter
    private var steps: [RehearsedStep] = []

    static func steps(of scenario: [ScenarioStep], _ folder: ScratchFolder) throws -> [RehearsedStep] {
        guard scenario.contains(where: \.isAutomatic) else { return scenario.map(RehearsedStep.init) }
        return try folder.with("rehearsal") { path in
            var rehearsal = try Rehearsal(path + "/ledger", scenario[0].timeMilliseconds)
            defer { rehearsal.writer.close() }
            for step in scenario {
                if step.isAutomatic { try rehearsal.tick(at: step) } else { try rehearsal.add(RehearsedStep(step)) }
            }
            return rehearsal.steps
        }
    }

    private init(_ folder: String, _ startMilliseconds: Int64) throws {
        writer = try MixWriter(folder, startMilliseconds: startMilliseconds, isGuarded: true)
        ledger = writer.ledger
    }

    private mutating func add(_ step: RehearsedStep) throws {
        steps.append(step)
        _ = try writer.append(step)
    }

    private mutating func tick(at step: ScenarioStep) throws {
        // One step may make another due; a scenario is short.
        for _ in 0..<16 {
            var isNew = false
            for due in try dueSteps(at: step.timeMilliseconds) {
                let made = RehearsedStep(due, at: step)
                guard case .stored? = try writer.append(made) else { continue }
                steps.append(made)
                isNew = true
            }
            if !isNew { return }
        }
    }

    private func dueSteps(at now: Int64) throws -> [DueStep] {
        let world = LogWorld()
        return try ledger.withReader { log in
            try world.reading(log) {
                var steps: [DueStep] = []
                for id in try log.deals() {
                    let file = try world.deal(id)
                    let listing = try file.deal.opened.map { try world.listing($0.listingId) }
                    steps += DueSteps.of(file, listing, nowMilliseconds: now)
                }
                for subject in try log.subjects(under: "listing") {
                    guard let id = StreamName(subject: subject)?.id else { continue }
                    let listing = try world.listing(id)
                    let others = try listing.unitCode.map { try world.listings(ofUnit: $0) } ?? []
                    steps += DueSteps.of(
                        listing, others: try others.filter { $0 != id }.map(world.listing), nowMilliseconds: now)
                }
                return steps
            }
        }
    }
}
