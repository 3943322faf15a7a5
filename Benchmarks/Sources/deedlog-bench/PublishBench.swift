import Glibc
import Ledger
import Proofs

/// Publishing a ledger, and following it into a replica, against appending the same entries at batch 1,000.
struct PublishBench {
    let corpus: Corpus
    let options: Options
    let report: Report

    func run() throws {
        report.heading("publish and follow, entries/s")
        var published: [Double] = [], withLines: [Double] = [], appended: [Double] = [], followed: [Double] = []
        let entries = Double(corpus.count)
        for _ in 0..<options.rounds {
            try corpus.folder.with("publish") { folder in
                let ledger = try Ledger(folder: corpus.ledgerPath)
                let state = StateFolder(path: folder + "/state")
                let note = try ledger.releaseCheckpoint(key: SigningKey(seed: Reference.keySeed), state: state)
                // As in the other benchmarks, the lines are in memory before the clock starts.
                try ledger.forEachEntry(LogQuery()) { _, _ in true }
                func publish(_ name: String, withLines: Bool) throws -> Double {
                    // What others wrote before is not this publishing's to flush.
                    sync()
                    let start = nanoseconds()
                    let done = try ledger.publish(note, to: folder + "/" + name, withLines: withLines, state: state)
                    let time = seconds(since: start)
                    precondition(done.checkpoint.size == UInt64(corpus.count))
                    return entries / time
                }
                published.append(try publish("tree", withLines: false))
                withLines.append(try publish("lines", withLines: true))

                let drafts = corpus.drafts.count
                let run = try appendDrafts(corpus.drafts, drafts, batch: 1000, to: folder + "/appended", seed: corpus.seed)
                appended.append(Double(drafts) / run.seconds)

                var follow = Follower.Options()
                follow.policy = LogPolicy(logs: [try ledger.verifierKey()])
                follow.state = state
                let start = nanoseconds()
                let done = try Follower(
                    folder: folder + "/replica", source: FolderSource(folder + "/lines"), options: follow
                ).round()
                followed.append(entries / seconds(since: start))
                precondition(done.isWhole && done.size == UInt64(corpus.count))
                let differences = Reference(opening: folder + "/replica").differences(from: Reference(opening: corpus.ledgerPath))
                // The one row that a replica cannot have is the signed head.
                precondition(differences == 1, "\(differences) rows of replica and ledger differ")
            }
        }
        report.alone("publish, durable", unit: "entries/s", published, wanted: 300_000)
        report.alone("publish with lines, durable", unit: "entries/s", withLines, atMost: nil)
        report.compare(
            "follow, verified and durable", unit: "entries/s", appended, followed, wanted: .atLeast(0.5),
            sides: ("append 1,000", "follow"))
        report.note("  every row of the replica's tables is the ledger's, but for the signature of the head")
    }
}
