import HomeSale

/// Copies of a mix that go on side by side; the ones after them begin when these are through.
private let copiesAtOnce = 16

/// Makes a ledger of every step of `copies` copies that is to be stored.
///
/// It needs no rules: which steps they accept is known.
func appendStored(_ mix: ScenarioMix, copies: Int, to folder: String) throws -> Int {
    let writer = try MixWriter(folder, startMilliseconds: mix.steps.first?.timeMilliseconds ?? fixedTime, isGuarded: false)
    defer { writer.close() }
    var count = 0
    for first in stride(from: 0, to: copies, by: copiesAtOnce) {
        let drafts = mix.storedDrafts(copies: first..<min(first + copiesAtOnce, copies))
        let outcomes = try writer.append(drafts, batch: 10_000)
        try MixRun(outcomes: outcomes.map { ScenarioOutcome($0) }).check(drafts)
        count += drafts.count
    }
    return count
}
