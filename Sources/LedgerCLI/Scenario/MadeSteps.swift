internal import HomeSale
internal import Ledger

/// The automatic steps that a scenario's ticks made, each to be told by the text once.
struct MadeSteps {
    private var made: [(index: UInt64, step: DueStep, payload: JSONValue)] = []

    mutating func take(_ outcome: Ticker.Outcome, at now: Int64) {
        for (index, step) in outcome.appended { made.append((index, step, JSONValue(canonical: step.data(asOf: now)))) }
    }

    /// The first made step that fits what the text says; it does not count again.
    ///
    /// - Parameter outcome: of the tick at the step's instant, for the words where nothing fits.
    mutating func row(of step: ScenarioStep, _ outcome: Ticker.Outcome) -> ScenarioReport.Row {
        if let place = made.firstIndex(where: {
            $0.step.stream.subject == step.subject && $0.step.name == step.name && step.fits($0.payload)
        }) {
            return ScenarioReport.Row(step: step, found: .stored, index: made.remove(at: place).index)
        }
        let made = outcome.appended.map { "\($0.step.stream.subject) \($0.step.name.rawValue)" }
        let refused = outcome.refused.map { "\($0.step.stream.subject) \($0.step.name.rawValue): \($0.error.words.what)" }
        return ScenarioReport.Row(step: step, found: .failed("notDue"), words: (made + refused).joined(separator: "; "))
    }
}
