import Ledger
import Proofs

/// One measured run of appends.
struct AppendRun {
    var seconds = 0.0
    var parseSeconds = 0.0
    /// From the first draft or line of a batch to its durable answer, in nanoseconds.
    var batchNanoseconds: [UInt64] = []
    var head: [UInt8] = []
}

/// Makes a ledger and appends the first `count` drafts to it, `batch` to a commit.
///
/// Every draft is a batch of its own, parsed and judged; a run of `batch` of them is handed over at once and is one commit.
func appendDrafts(_ drafts: Drafts, _ count: Int, batch: Int, to folder: String, seed: UInt64) throws -> AppendRun {
    let key = SigningKey(seed: Reference.keySeed)
    let surroundings = Surroundings.fixed(seed: seed)
    _ = try Ledger.create(folder: folder, origin: Reference.origin, key: key, surroundings: surroundings)
    let ledger = try Ledger(folder: folder, forWriting: true)
    let writer = try LogWriter(ledger, key: key, surroundings: surroundings)
    defer { writer.close() }

    var result = AppendRun()
    result.batchNanoseconds.reserveCapacity(count / batch + 1)
    var parser = DraftParser()
    let run = DraftRun()
    let start = nanoseconds()
    var from = 0
    while from < count {
        let end = min(from + batch, count)
        let begun = nanoseconds()
        run.removeAll()
        for number in from..<end { try parser.parse(drafts.bytes.span.extracting(drafts[number]), into: run) }
        let parsed = nanoseconds()
        try writer.appendAndWait(run)
        result.parseSeconds += Double(parsed - begun) / 1e9
        result.batchNanoseconds.append(UInt64(nanoseconds() - begun))
        for outcome in run.outcomes {
            guard case .stored = outcome else { throw UsageError(text: "not stored: \(outcome)") }
        }
        from = end
    }
    result.seconds = seconds(since: start)
    return result
}
