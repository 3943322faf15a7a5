import Ledger
import Proofs
import Storage

/// Every check of `verify` against the C program's digests alone, then the entry digests of both.
struct VerifyBench {
    let corpus: Corpus
    let options: Options
    let report: Report

    func run() throws {
        report.heading("verify, entries/s, warm")
        var c: [Int: [Double]] = [:]
        var swift: [Int: [Double]] = [:]
        var root = ""
        var passC: [Double] = []
        var passSwift: [Double] = []
        var sum: [UInt8] = []
        let entries = Double(corpus.count)
        for _ in 0..<options.rounds {
            var expected: [UInt8] = []
            do {
                let reference = Reference(opening: corpus.referencePath)
                sum = reference.digestPass().sum  // warms the map
                let start = nanoseconds()
                _ = reference.digestPass()
                passC.append(entries / seconds(since: start))
            }
            passSwift.append(entries / (try digestPass(sum)))
            for jobs in options.jobs {
                do {
                    let reference = Reference(opening: corpus.referencePath)
                    _ = reference.digestPass()
                    let start = nanoseconds()
                    expected = reference.verify(corpus, jobs: jobs)
                    c[jobs, default: []].append(entries / seconds(since: start))
                }
                let (time, found) = try verify(jobs)
                swift[jobs, default: []].append(entries / time)
                precondition(found.array == expected, "the two roots differ")
                root = found.hex
            }
        }
        report.compare("digest pass, 1 core", unit: "entries/s", passC, passSwift, wanted: .atLeast(0.9))
        for jobs in options.jobs {
            let name = "all checks against C's digests, \(jobs) core\(jobs == 1 ? "" : "s")"
            report.compare(name, unit: "entries/s", c[jobs]!, swift[jobs]!, wanted: jobs == 1 ? .atLeast(0.55) : nil)
        }
        if let one = swift[1], let two = swift[2], let oneC = c[1], let twoC = c[2] {
            report.compare(
                "2 cores over 1", unit: "times", zip(twoC, oneC).map { $0 / $1 }, zip(two, one).map { $0 / $1 },
                wanted: .swiftAtLeast(1.8))
        }
        report.note("  0 faults; root \(root) on both sides; exclusive or of the digests \(hexStart(sum, at: 0))")
    }

    private func verify(_ jobs: Int) throws -> (Double, Digest) {
        let ledger = try Ledger(folder: corpus.ledgerPath)
        // As on the C side, the pages of `entries` are mapped before the clock starts.
        try ledger.forEachEntry(LogQuery()) { _, _ in true }
        var verifier = Verifier(ledger)
        verifier.jobs = jobs
        let start = nanoseconds()
        let result = try verifier.run()
        let time = seconds(since: start)
        precondition(result.verdict == .ok, "faults in a sound ledger: \(String(describing: result.firstFault))")
        return (time, result.root)
    }

    /// The library's cursor and hasher over every line.
    ///
    /// - Returns: the seconds it took.
    private func digestPass(_ expected: [UInt8]) throws -> Double {
        let mapBytes = Ledger.defaultMapBytes
        let environment = try Environment(path: corpus.ledgerPath, access: .read, mapBytes: mapBytes, tables: 16)
        let entries = try environment.openTables(["entries"])[0]
        var time = 0.0
        // The first pass, as on the C side, maps the pages.
        for _ in 0..<2 {
            var sum = SIMD8<UInt32>()
            let start = nanoseconds()
            try environment.read { transaction in
                try transaction.withCursor(entries) { cursor in
                    var hasher = Hasher256()
                    while try cursor.next() {
                        cursor.withRow { _, line in sum ^= hasher.digest(of: line).words }
                    }
                }
            }
            time = seconds(since: start)
            precondition(Digest(words: sum).array == expected, "the two digest passes differ")
        }
        return time
    }
}
