import HomeSale

/// The mix of all scenarios appended under the rules, against the same drafts appended without any.
struct GuardedBench {
    let mix: ScenarioMix
    let folder: ScratchFolder
    let options: Options
    let report: Report

    func run() throws {
        // More would measure the disk.
        let copies = mix.copies(min(options.entries, 100_000))
        let drafts = mix.drafts(copies: 0..<copies)
        report.heading("append under rules, \(copies) copies of the mix side by side, \(drafts.count) steps handed in, steps/s")
        let batches = [100, 1000].filter(options.batches.contains)
        var free = batches.map { _ in [Double]() }, guarded = free
        var refused = 0
        for _ in 0..<options.rounds {
            for (k, batch) in batches.enumerated() {
                free[k].append(Double(drafts.count) / (try append(drafts, batch, isGuarded: false)).seconds)
                let run = try append(drafts, batch, isGuarded: true)
                guarded[k].append(Double(drafts.count) / run.seconds)
                try run.check(drafts)
                refused = run.outcomes.count { $0 != .stored }
            }
        }
        for (k, batch) in batches.enumerated() {
            report.compare(
                "append under rules, batch \(batch)", unit: "steps/s", free[k], guarded[k], wanted: .atLeast(0.5),
                sides: ("free", "guarded"))
        }
        report.note("  every outcome as its scenario says; \(refused) steps were not stored but answered with a reason")
    }

    private func append(_ drafts: MixDrafts, _ batch: Int, isGuarded: Bool) throws -> MixRun {
        try folder.with("guarded") { try appendMix(drafts, batch: batch, isGuarded: isGuarded, to: $0 + "/ledger") }
    }
}
