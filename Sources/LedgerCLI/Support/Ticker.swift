internal import CanonicalJSON
internal import HomeSale
internal import Ledger

/// Appends what is due by itself at an instant: asks the rules, appends, and asks again until nothing is new.
struct Ticker {
    let ledger: Ledger
    let writer: LogWriter
    /// Who runs it.
    let actor: String

    struct Outcome {
        var appended: [(index: UInt64, step: DueStep)] = []
        var refused: [(step: DueStep, error: LedgerError)] = []
        var isInterrupted = false
    }

    /// One step may make another due, never for ever: a state has fewer facts than this.
    private static let mostRounds = 16

    /// - Parameter times: the instant to record each entry at, for a scenario; otherwise the clock's.
    func run(at now: Int64, recordedAt time: Int64? = nil, interrupt: Interrupt? = nil) throws -> Outcome {
        var outcome = Outcome()
        for _ in 0..<Self.mostRounds {
            let due = try dueSteps(at: now)
            let before = outcome.appended.count
            // What was refused may pass once another step is there; when none came, it will not.
            outcome.refused = []
            try append(due, now, time, &outcome)
            if outcome.appended.count == before { break }
            if interrupt?.isRaised == true {
                outcome.isInterrupted = true
                break
            }
        }
        return outcome
    }

    private func append(_ due: [DueStep], _ now: Int64, _ time: Int64?, _ outcome: inout Outcome) throws {
        let run = DraftRun(stopsAtFailure: false)
        var parser = DraftParser(isSystem: true)
        for step in due {
            let draft = JSONWriter.object { writer in
                writer.member("actor", actor)
                writer.member("attestation", "derived")
                writer.member("cause", String(step.cause))
                writer.member("data", json: step.data(asOf: now))
                writer.member("key", step.key)
                writer.member("role", "system")
                writer.member("schema", Int64(Catalogue.type(of: step.name).schema))
                writer.member("subject", step.stream.subject)
                writer.member("type", step.name.rawValue)
            }
            do { try parser.parse(draft, into: run) } catch { throw LedgerError(.unexpected, ["\(step.key): \(error)"]) }
            if let time { run.times.append(time) }
        }
        try writer.appendAndWait(run)
        for (number, step) in due.enumerated() {
            switch run.outcomes[number] {
            case .stored(let receipt): outcome.appended.append((receipt.index, step))
            case .failed(let error):
                // The same key with another `asOf` is the same step, made earlier.
                if error.code != .keyReused { outcome.refused.append((step, error)) }
            case .duplicate, .wouldStore, .notStored: break
            }
        }
    }

    /// Everything that is due on what the log holds now, in the order of the streams.
    func dueSteps(at now: Int64) throws -> [DueStep] {
        let world = LogWorld()
        return try ledger.withReader { log in
            try world.reading(log) {
                var steps: [DueStep] = []
                for id in try Self.ids(log.subjects(under: "deal")) {
                    let file = try world.deal(id)
                    let listing = try file.deal.opened.map { try world.listing($0.listingId) }
                    steps += DueSteps.of(file, listing, nowMilliseconds: now)
                }
                for id in try Self.ids(log.subjects(under: "listing")) {
                    let listing = try world.listing(id)
                    let others = try listing.unitCode.map { try world.listings(ofUnit: $0) } ?? []
                    steps += DueSteps.of(
                        listing, others: try others.filter { $0 != id }.map(world.listing), nowMilliseconds: now)
                }
                return steps
            }
        }
    }

    /// What stands between the first and the second slash, each once, in order.
    private static func ids(_ subjects: [String]) -> [String] {
        var ids: [String] = []
        for subject in subjects {
            guard let name = StreamName(subject: subject), ids.last != name.id else { continue }
            ids.append(name.id)
        }
        return ids
    }
}
