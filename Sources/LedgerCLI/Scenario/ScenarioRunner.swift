internal import HomeSale
internal import Ledger
internal import Proofs

/// What a run of a scenario found.
struct ScenarioReport {
    struct Row {
        let step: ScenarioStep
        let found: ScenarioOutcome
        /// Of the entry; `nil` where nothing was stored.
        var index: UInt64?
        /// What the ledger said where it did not store.
        var words = ""

        var isExpected: Bool { found == step.outcome }
    }

    /// Something is not as the text says.
    struct Difference {
        let place: ScenarioPlace
        let expected: String
        let found: String
    }

    var rows: [Row] = []
    var differences: [Difference] = []
    /// Expected fields that were compared.
    var comparedFields = 0
}

/// Puts a ledger through a scenario: every step is a draft like any other, judged by the rules that guard real ledgers.
enum ScenarioRunner {
    /// - Parameters:
    ///   - folder: where the ledger is made; must not be there, or be empty.
    ///   - key: signs the ledger's heads.
    static func run(_ scenario: Scenario, folder: String, origin: String, key: SigningKey) throws -> ScenarioReport {
        let steps = scenario.steps
        // The clock stands at the first step; every step brings its own time.
        let start = (steps.first?.timeMilliseconds ?? 0) - 1000
        var surroundings = Surroundings.system
        surroundings.wallMilliseconds = { start }
        surroundings.monotonicMilliseconds = { start }
        _ = try Ledger.create(folder: folder, origin: origin, key: key, surroundings: surroundings)
        let ledger = try Ledger(folder: folder, forWriting: true)
        var options = LogWriter.Options()
        options.makeRules = { HomeSaleJudge() }
        let writer = try LogWriter(ledger, key: key, surroundings: surroundings, options: options)
        defer { writer.close() }

        var report = ScenarioReport()
        var sizes: [UInt64] = []
        let ticker = Ticker(ledger: ledger, writer: writer, actor: "scenario")
        try feed(steps, writer, ticker, &report, &sizes)
        try compare(scenario, try facts(of: ledger), sizes, &report)
        for row in report.rows where !row.isExpected {
            let words = row.words.isEmpty ? "" : ": \(row.words)"
            report.differences.append(
                .init(place: row.step.place, expected: "\(row.step.outcome)", found: "\(row.found)\(words)"))
        }
        report.differences.sort { ($0.place.file, $0.place.line) < ($1.place.file, $1.place.line) }
        return report
    }

    /// Steps between two automatic ones in one run, so that they are one commit.
    ///
    /// - Parameter sizes: gets how many entries there are after each step.
    private static func feed(
        _ steps: [ScenarioStep], _ writer: LogWriter, _ ticker: Ticker, _ report: inout ScenarioReport, _ sizes: inout [UInt64]
    ) throws {
        var size: UInt64 = 1
        var waiting: [ScenarioStep] = []
        var made = MadeSteps()
        for step in steps {
            guard step.isAutomatic else {
                waiting.append(step)
                continue
            }
            try feed(waiting, writer, &size, &report, &sizes)
            waiting = []
            let outcome = try ticker.run(at: step.timeMilliseconds, recordedAt: step.timeMilliseconds)
            size = max(size, outcome.appended.last.map { $0.index + 1 } ?? 0)
            made.take(outcome, at: step.timeMilliseconds)
            report.rows.append(made.row(of: step, outcome))
            sizes.append(size)
        }
        try feed(waiting, writer, &size, &report, &sizes)
    }

    private static func feed(
        _ steps: [ScenarioStep], _ writer: LogWriter, _ size: inout UInt64, _ report: inout ScenarioReport,
        _ sizes: inout [UInt64]
    ) throws {
        let run = DraftRun(stopsAtFailure: false)
        var parser = DraftParser(), program = DraftParser(isSystem: true)
        var faults: [Int: EntryFault] = [:]
        for (number, step) in steps.enumerated() {
            do throws(EntryFault) {
                if step.isSystem { try program.parse(step.draft, into: run) } else { try parser.parse(step.draft, into: run) }
                run.times.append(step.timeMilliseconds)
            } catch {
                faults[number] = error
            }
        }
        if run.count > 0 { try writer.appendAndWait(run) }
        var place = 0
        for (number, step) in steps.enumerated() {
            var row: ScenarioReport.Row
            if let fault = faults[number] {
                row = ScenarioReport.Row(step: step, found: .malformed, words: fault.words)
            } else {
                row = Self.row(step, run.outcomes[place], &size)
                place += 1
            }
            report.rows.append(row)
            sizes.append(size)
        }
    }

    private static func row(_ step: ScenarioStep, _ outcome: DraftOutcome, _ size: inout UInt64) -> ScenarioReport.Row {
        switch outcome {
        case .stored(let receipt):
            size = max(size, receipt.index + 1)
            return ScenarioReport.Row(step: step, found: .stored, index: receipt.index)
        case .duplicate(let receipt): return ScenarioReport.Row(step: step, found: .duplicate, index: receipt.index)
        case .failed(let error):
            if let recorded = error.refusal?.recorded { size = max(size, recorded + 1) }
            return ScenarioReport.Row(step: step, found: found(error), words: error.words.what)
        case .wouldStore, .notStored: return ScenarioReport.Row(step: step, found: .failed("notStored"))
        }
    }

    private static func found(_ error: LedgerError) -> ScenarioOutcome {
        let rule = error.refusal?.rule ?? error.details.first ?? ""
        switch (error.code, error.code.exitStatus) {
        case (.rejected, _): return .refused(rule)
        case (.notPermitted, _): return .notPermitted(rule)
        case (_, 65): return .malformed
        case (_, 4): return .conflict
        default: return .failed(error.code.rawValue)
        }
    }

    private static func facts(of ledger: Ledger) throws -> [Fact] {
        var facts: [Fact] = []
        try ledger.forEachEntry(LogQuery()) { _, line in
            if let fact = Fact(line: line) { facts.append(fact) }
            return true
        }
        return facts
    }

    /// Folds the facts up to each `expect` and compares.
    private static func compare(_ scenario: Scenario, _ facts: [Fact], _ sizes: [UInt64], _ report: inout ScenarioReport) throws {
        var states = ScenarioStates()
        var next = 0, stepsBefore = 0
        for item in scenario.items {
            guard case .expect(let expectation) = item else {
                stepsBefore += 1
                continue
            }
            let size = stepsBefore == 0 ? 1 : sizes[stepsBefore - 1]
            while next < facts.count, facts[next].index < size {
                states.apply(facts[next])
                next += 1
            }
            report.comparedFields += expectation.fields.count
            for difference in states.differences(expectation) {
                let field = difference.field
                report.differences.append(
                    .init(place: field.place, expected: "\(field.path)=\(field.text)", found: "\(field.path)=\(difference.found)")
                )
            }
        }
    }
}
