import Ledger

/// The canonical cursor over stored lines, and strict parsing of drafts. The C program parses nothing, so these stand alone.
struct ParseBench {
    let corpus: Corpus
    let options: Options
    let report: Report

    func run() throws {
        report.heading("parse, one core")
        let entries = (1..<corpus.count).prefix(100_000)
        try lines("stored lines, ASCII", entries.filter { !corpus.isChinese[$0] }, wanted: 2.5e6)
        try lines("stored lines with Chinese text", entries.filter { corpus.isChinese[$0] }, wanted: 2e6)
        try drafts("drafts, data canonical", sorted: true, wanted: 2e6)
        try drafts("drafts, data to be sorted", sorted: false, wanted: 1e6)
    }

    private func lines(_ name: String, _ indexes: [Int], wanted: Double) throws {
        guard !indexes.isEmpty else { return }
        var bytes = 0
        var wide = 0
        for index in indexes {
            corpus.withLine(index) { line in
                bytes += line.count
                for k in 0..<line.count where line[k] >= 0x80 { wide += 1 }
            }
        }
        var rates: [Double] = []
        var sum: UInt64 = 0
        for _ in 0..<options.rounds {
            rates.append(
                try rate(indexes.count) {
                    for index in indexes {
                        try corpus.withLine(index) { line in
                            let entry = try parseEntryLine(line)
                            sum &+= entry.index &+ UInt64(entry.range(.data).upperBound)
                        }
                    }
                })
        }
        report.alone(name, unit: "lines/s", rates, wanted: wanted)
        report.note("  \(indexes.count) lines of \(bytes / indexes.count) bytes, \(wide * 100 / bytes)% not ASCII; sum \(sum)")
    }

    private func drafts(_ name: String, sorted: Bool, wanted: Double) throws {
        var workload = Workload(seed: options.seed, perStream: options.perStream, activeStreams: options.activeStreams)
        var bytes: [UInt8] = []
        var ends = [0]
        for _ in 0..<min(options.entries, 100_000) {
            _ = workload.append(to: &bytes, sorted: sorted)
            ends.append(bytes.count)
        }
        let drafts = Drafts(bytes, ends)
        var parser = DraftParser()
        let run = DraftRun()
        var rates: [Double] = []
        var sum = 0
        for _ in 0..<options.rounds {
            rates.append(
                try rate(drafts.count) {
                    for number in 0..<drafts.count {
                        if number % 1000 == 0 {
                            sum &+= run.count
                            run.removeAll()
                        }
                        try parser.parse(drafts.bytes.span.extracting(drafts[number]), into: run)
                    }
                })
        }
        report.alone(name, unit: "drafts/s", rates, wanted: wanted)
        report.note("  \(drafts.count) drafts of \(bytes.count / drafts.count) bytes; sum \(sum)")
    }

    /// Things per second, over at least a fifth of a second.
    private func rate(_ count: Int, _ body: () throws -> Void) rethrows -> Double {
        let start = nanoseconds()
        var passes = 0
        repeat {
            try body()
            passes += 1
        } while seconds(since: start) < 0.2
        return Double(count * passes) / seconds(since: start)
    }
}
