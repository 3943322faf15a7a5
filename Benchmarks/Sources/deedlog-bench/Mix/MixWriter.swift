import HomeSale
import Ledger
import Proofs

/// A fresh ledger that takes drafts of a mix.
final class MixWriter {
    let ledger: Ledger
    private let writer: LogWriter

    /// - Parameter startMilliseconds: the instant of the first step. The clock stands before it; every step brings its own time.
    init(_ folder: String, startMilliseconds: Int64, isGuarded: Bool) throws {
        let key = SigningKey(seed: Reference.keySeed)
        var surroundings = Surroundings.fixed(seed: 1)
        surroundings.wallMilliseconds = { startMilliseconds - 1000 }
        surroundings.monotonicMilliseconds = { startMilliseconds - 1000 }
        _ = try Ledger.create(folder: folder, origin: Reference.origin, key: key, surroundings: surroundings)
        var options = LogWriter.Options()
        if isGuarded { options.makeRules = { HomeSaleJudge() } }
        ledger = try Ledger(folder: folder, forWriting: true)
        writer = try LogWriter(ledger, key: key, surroundings: surroundings, options: options)
    }

    /// - Returns: what became of each draft.
    func append(_ drafts: MixDrafts, batch: Int) throws -> [DraftOutcome] {
        var outcomes: [DraftOutcome] = []
        outcomes.reserveCapacity(drafts.count)
        var parser = DraftParser(), program = DraftParser(isSystem: true)
        let run = DraftRun(stopsAtFailure: false)
        var from = 0
        while from < drafts.count {
            let end = min(from + batch, drafts.count)
            run.removeAll()
            for number in from..<end {
                let text = drafts.bytes.span.extracting(drafts[number])
                if drafts.steps[number].isSystem { try program.parse(text, into: run) } else { try parser.parse(text, into: run) }
                run.times.append(drafts.steps[number].timeMilliseconds)
            }
            try writer.appendAndWait(run)
            outcomes += run.outcomes
            from = end
        }
        return outcomes
    }

    /// Drafts that must all be stored.
    func append(_ run: DraftRun) throws {
        try writer.appendAndWait(run)
        for outcome in run.outcomes {
            guard case .stored = outcome else { throw UsageError(text: "not stored: \(outcome)") }
        }
    }

    /// One step as a commit of its own; `nil` where no parser takes it.
    func append(_ step: RehearsedStep) throws -> DraftOutcome? {
        let run = DraftRun(stopsAtFailure: false)
        var parser = DraftParser(isSystem: step.isSystem)
        guard (try? parser.parse(step.draft.span, into: run)) != nil else { return nil }
        run.times.append(step.timeMilliseconds)
        try writer.appendAndWait(run)
        return run.outcomes[0]
    }

    func close() { writer.close() }
}
