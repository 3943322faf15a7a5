import Foundation
import Glibc
import HomeSale
import Ledger
import Projections

/// Read models: built whole, followed behind a writer, and asked.
struct ViewsBench {
    let mix: ScenarioMix
    let folder: ScratchFolder
    let options: Options
    let report: Report

    private static let batch: UInt64 = 100

    func run() throws {
        let perCopy = mix.steps.count { $0.outcome == .stored }
        let copies = max(1, options.entries / perCopy)
        try folder.with("views") { path in
            try appendStored(mix, copies: copies, to: path + "/ledger") { _ in }
            let ledger = try Ledger(folder: path + "/ledger")
            let size = try ledger.head()?.size ?? 0
            if let path = options.lines { try writeLines(of: ledger, to: path) }
            let views = try Views(ledger, forWriting: true)
            report.heading("read models over \(size) entries")
            var rates: [Double] = [], busyRates: [Double] = [], memory: [Double] = []
            for _ in 0..<options.rounds {
                let start = nanoseconds(), busyStart = nanoseconds(CLOCK_PROCESS_CPUTIME_ID)
                try views.rebuild()
                busyRates.append(Double(size) * 1e9 / Double(nanoseconds(CLOCK_PROCESS_CPUTIME_ID) - busyStart))
                rates.append(Double(size) * 1e9 / Double(nanoseconds() - start))
                memory.append(Double(anonymousBytes()) / 1_048_576)
            }
            report.alone("rebuild of all models", unit: "events/s", rates, wanted: 250_000)
            report.alone("  by processor time", unit: "events/s", busyRates, wanted: 250_000)
            try ViewsShares(ledger: ledger, views: views, scratch: path + "/copy")
                .measure(busyNanoseconds: Double(size) * 1e9 / median(busyRates), report)
            report.alone("anonymous memory after it", unit: "MiB", memory, atMost: 1024)
            let rows = try views.states().map { "\($0.model.name) \($0.state?.rows ?? 0)" }.joined(separator: ", ")
            report.note("  rows: \(rows)")
            try measureFollowing(ledger, views, size)
            try measureLists(ledger, views)
        }
    }

    /// The last entries again, a batch at a time, as if they had just been written.
    private func measureFollowing(_ ledger: Ledger, _ views: Views, _ size: UInt64) throws {
        var rounds: [[UInt64]] = []
        for _ in 0..<options.rounds {
            let first = size - min(size, 50 * Self.batch)
            try views.rebuild(below: first)
            var times: [UInt64] = []
            while try views.states().contains(where: { ($0.state?.position ?? 0) < size }) {
                let start = nanoseconds()
                var steps = 0
                try views.catchUp(atMost: Self.batch) {
                    steps += 1
                    return steps < 2
                }
                times.append(UInt64(nanoseconds() - start))
            }
            rounds.append(times)
        }
        report.alone("catching up with a batch of 100, p50", unit: "ms", rounds.map { percentile($0, 0.5) / 1e6 }, atMost: nil)
        report.alone("catching up with a batch of 100, p99", unit: "ms", rounds.map { percentile($0, 0.99) / 1e6 }, atMost: 100)
    }

    private func measureLists(_ ledger: Ledger, _ views: Views) throws {
        var rounds: [[UInt64]] = []
        var found = 0
        for _ in 0..<options.rounds {
            rounds.append(
                try (0..<20).map { _ in
                    let start = nanoseconds()
                    var count = 0
                    _ = try views.forEachRow(DealsModel.self, where: [("phase", "transferred")]) { _, json in
                        var bytes: [UInt8] = []
                        for place in json.indices { bytes.append(json[place]) }
                        if JSONValue(canonical: bytes)["deal"] != nil { count += 1 }
                        return count < 50
                    }
                    found += count
                    return UInt64(nanoseconds() - start)
                })
        }
        report.alone("50 deals of one phase, p50", unit: "ms", rounds.map { percentile($0, 0.5) / 1e6 }, atMost: 5)
        report.note("  \(found) rows in all")
    }
}
