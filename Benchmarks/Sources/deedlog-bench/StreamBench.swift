import Ledger

/// One whole stream out of the log, read and parsed, against its bytes merely read.
struct StreamBench {
    let corpus: Corpus
    let options: Options
    let report: Report

    func run() throws {
        report.heading("one stream of \(options.perStream) entries out of \(corpus.count), warm, µs")
        guard !corpus.subjects.isEmpty else { return report.note("  no stream is whole: too few entries") }
        let reference = Reference(opening: corpus.referencePath)
        let ledger = try Ledger(folder: corpus.ledgerPath)
        var random = SeededRandom(options.seed)
        var c: [[UInt64]] = []
        var swift: [[UInt64]] = []
        var sumC: UInt64 = 0
        var sum: UInt64 = 0
        // Not timed: touches every page of both maps once.
        for subject in corpus.subjects {
            _ = reference.readStream(subject.utf8.span, &sumC)
            _ = try read(subject, ledger, &sum)
        }
        for _ in 0..<options.rounds {
            let subjects = (0..<5000).map { _ in corpus.subjects[Int(random.next() % UInt64(corpus.subjects.count))] }
            c.append(subjects.map { subject in time { reference.readStream(subject.utf8.span, &sumC) } })
            swift.append(try subjects.map { subject in try time { try read(subject, ledger, &sum) } })
        }
        for (name, share) in [("p50", 0.5), ("p99", 0.99)] {
            func microseconds(_ run: [UInt64]) -> Double { percentile(run, share) / 1000 }
            report.compare("stream, \(name)", unit: "µs", c.map(microseconds), swift.map(microseconds), wanted: .atMost(2))
        }
        report.note("  sums \(sumC), \(sum)")
    }

    /// - Parameter sum: gets indexes and times added, so that no parse is skipped.
    private func read(_ subject: String, _ ledger: Ledger, _ sum: inout UInt64) throws -> Int {
        try ledger.forEachLine(of: subject.utf8.span) { index, line in
            sum &+= try index &+ UInt64(bitPattern: parseEntryLine(line).timeMilliseconds)
        }
    }

    private func time(_ body: () throws -> Int) rethrows -> UInt64 {
        let start = nanoseconds()
        let count = try body()
        let end = nanoseconds()
        precondition(count == options.perStream, "a stream of \(count) entries")
        return UInt64(end - start)
    }
}
