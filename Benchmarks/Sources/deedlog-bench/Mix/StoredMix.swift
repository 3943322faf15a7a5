import HomeSale

/// Copies of a mix that go on side by side; the ones after them begin when these are through.
private let copiesAtOnce = 16

/// Makes a ledger of every step of `copies` copies that is to be stored.
///
/// It needs no rules: which steps they accept is known.
/// - Parameter more: what else is to be written.
func appendStored(_ mix: ScenarioMix, copies: Int, to folder: String, _ more: (MixWriter) throws -> Void = { _ in }) throws {
    let writer = try MixWriter(folder, startMilliseconds: mix.steps.first?.timeMilliseconds ?? fixedTime, isGuarded: false)
    defer { writer.close() }
    for first in stride(from: 0, to: copies, by: copiesAtOnce) {
        let drafts = mix.storedDrafts(copies: first..<min(first + copiesAtOnce, copies))
        let outcomes = try writer.append(drafts, batch: 10_000)
        try MixRun(outcomes: outcomes.map { ScenarioOutcome($0) }).check(drafts)
    }
    try more(writer)
}
