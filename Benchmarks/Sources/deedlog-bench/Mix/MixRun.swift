import HomeSale
import Ledger

/// One measured run of a mix.
struct MixRun {
    var seconds = 0.0
    /// One per draft.
    var outcomes: [ScenarioOutcome] = []

    /// The drafts that came out otherwise than their scenario says.
    func unexpected(_ drafts: MixDrafts) -> [Int] { outcomes.indices.filter { outcomes[$0] != drafts.steps[$0].outcome } }

    /// Every step of every copy comes out as its scenario says, or its figure means nothing.
    ///
    /// - Throws: ``UsageError`` that names the first that does not.
    func check(_ drafts: MixDrafts) throws(UsageError) {
        let wrong = unexpected(drafts)
        guard let first = wrong.first else { return }
        let step = drafts.steps[first]
        throw UsageError(
            text: "\(wrong.count) steps are not as expected; \(step.place): \(step.outcome), found \(outcomes[first])")
    }
}

/// Makes a ledger and hands it the drafts, `batch` at once: each is judged by itself, and a run of them is one commit.
///
/// - Parameter isGuarded: by the rules of home sales; otherwise whatever is well formed is stored.
func appendMix(_ drafts: MixDrafts, batch: Int, isGuarded: Bool, to folder: String) throws -> MixRun {
    let time = drafts.steps.first?.timeMilliseconds ?? fixedTime
    let writer = try MixWriter(folder, startMilliseconds: time, isGuarded: isGuarded)
    defer { writer.close() }
    var result = MixRun()
    let begun = nanoseconds()
    let outcomes = try writer.append(drafts, batch: batch)
    result.seconds = seconds(since: begun)
    result.outcomes = outcomes.map { ScenarioOutcome($0) }
    return result
}

extension ScenarioOutcome {
    init(_ outcome: DraftOutcome) {
        switch outcome {
        case .stored: self = .stored
        case .duplicate: self = .duplicate
        case .failed(let error): self.init(error)
        case .wouldStore, .notStored: self = .failed("notStored")
        }
    }

    private init(_ error: LedgerError) {
        let rule = error.refusal?.rule ?? error.details.first ?? ""
        switch (error.code, error.code.exitStatus) {
        case (.rejected, _): self = .refused(rule)
        case (.notPermitted, _): self = .notPermitted(rule)
        case (_, 65): self = .malformed
        case (_, 4): self = .conflict
        default: self = .failed(error.code.rawValue)
        }
    }
}
