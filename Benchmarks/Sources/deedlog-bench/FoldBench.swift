import HomeSale
import Ledger

/// Stored lines to states, deal by deal as every verb reads them: the whole way, and taking up facts alone.
struct FoldBench {
    let mix: ScenarioMix
    let folder: ScratchFolder
    let options: Options
    let report: Report

    func run() throws {
        let perCopy = mix.steps.count { $0.outcome == .stored }
        let copies = max(1, min(options.entries, 100_000) / perCopy)
        let log = try folder.with("fold") { path in
            try appendStored(mix, copies: copies, to: path + "/ledger")
            return try FoldedLog(Ledger(folder: path + "/ledger"))
        }
        report.heading("folding, one core, events/s")
        var whole: [Double] = [], applying: [Double] = [], reading: [Double] = []
        var sums: Set<Int64> = []
        let facts = log.facts()
        for _ in 0..<options.rounds {
            whole.append(rate(log.count) { sums.insert(log.fold()) })
            reading.append(rate(log.count) { sums.insert(log.read()) })
            applying.append(rate(log.count) { sums.insert(log.fold(facts)) })
        }
        report.alone("stored lines to states", unit: "events/s", whole, wanted: 500_000)
        report.alone("  lines to facts alone", unit: "events/s", reading, atMost: nil)
        report.alone("  facts to states alone", unit: "events/s", applying, atMost: nil)
        report.note(
            "  \(log.count) events of \(log.things) deals, listings and parties, lines of \(log.bytes / log.count) bytes; sums \(sums.sorted())"
        )
    }

    /// Events per second, over at least half a second.
    private func rate(_ count: Int, _ body: () -> Void) -> Double {
        let start = nanoseconds()
        var passes = 0
        repeat {
            body()
            passes += 1
        } while seconds(since: start) < 0.5
        return Double(count * passes) / seconds(since: start)
    }
}
