import CReference

/// Drafts to durable entries against finished lines to durable rows, by entries per commit.
struct AppendBench {
    let corpus: Corpus
    let options: Options
    let report: Report

    static let wanted = [1: 0.9, 10: 0.9, 100: 0.9, 1000: 0.75, 10_000: 0.65]

    func run() throws {
        report.heading("append, entries/s")
        var rows = options.batches.map { _ in (c: [AppendRun](), swift: [AppendRun]()) }
        for _ in 0..<options.rounds {
            for (k, batch) in options.batches.enumerated() {
                rows[k].c.append(try reference(batch))
                rows[k].swift.append(try ledger(batch))
                precondition(rows[k].c.last!.head == rows[k].swift.last!.head, "the two ledgers end at different heads")
            }
        }
        for (k, batch) in options.batches.enumerated() { add(batch, rows[k].c, rows[k].swift) }
    }

    /// Small batches get fewer entries, or the small rows would take hours.
    private func count(_ batch: Int) -> Int { min(options.entries, batch * max(options.entries / 20, 200)) }

    private func reference(_ batch: Int) throws -> AppendRun {
        try corpus.folder.with("append") { folder in
            let reference = Reference(creating: folder)
            _ = unsafe reference.append(corpus.lines, 1, batch: 1)
            var result = AppendRun()
            let start = nanoseconds()
            unsafe result.batchNanoseconds = reference.append(corpus.lines + 1, count(batch), batch: batch)
            result.seconds = seconds(since: start)
            result.head = reference.head
            return result
        }
    }

    private func ledger(_ batch: Int) throws -> AppendRun {
        try corpus.folder.with("append") { folder in
            var result = try appendDrafts(corpus.drafts, count(batch), batch: batch, to: folder + "/ledger", seed: corpus.seed)
            result.head = Reference(opening: folder + "/ledger").head
            return result
        }
    }

    private func add(_ batch: Int, _ c: [AppendRun], _ swift: [AppendRun]) {
        let entries = Double(count(batch))
        report.compare(
            "append, batch \(batch)", unit: "entries/s", c.map { entries / $0.seconds }, swift.map { entries / $0.seconds },
            wanted: Self.wanted[batch].map { .atLeast($0) })
        for (name, share) in [("p50", 0.5), ("p99", 0.99)] {
            func microseconds(_ run: AppendRun) -> Double { percentile(run.batchNanoseconds, share) / 1000 }
            report.compare("  one batch, \(name)", unit: "µs", c.map(microseconds), swift.map(microseconds))
        }
        let parse = swift.map { $0.parseSeconds / $0.seconds * 100 }
        report.note(
            "  \(c[0].batchNanoseconds.count) commits of \(count(batch)) entries; parse is \(spread(parse))% of Swift's time;"
                + " head \(hexStart(swift[0].head, at: 16)), root \(hexStart(swift[0].head, at: 48)) on both sides")
    }
}
