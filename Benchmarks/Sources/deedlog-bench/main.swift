import Glibc

/// The ledger against the C program.
func measureLedger(_ options: Options, _ folder: ScratchFolder, _ report: Report) throws {
    let corpus = try Corpus(options, folder)
    let lengths = corpus.lineLengths
    report.condition(
        "\(options.entries) entries, seed \(options.seed), \(options.rounds) rounds, C and Swift in turn: median (least..most), ratio by round"
    )
    report.condition(
        "lines of \(lengths.least)..\(lengths.most) bytes, mean \(figure(lengths.mean)); \(options.perStream) per stream, "
            + "\(options.activeStreams) streams active, \(Workload.types.count) types, 30% of the entries with Chinese text")
    report.note("every row of every table is the same on both sides")

    if options.includes(.append) { try AppendBench(corpus: corpus, options: options, report: report).run() }
    if options.includes(.verify) { try VerifyBench(corpus: corpus, options: options, report: report).run() }
    if options.includes(.stream) { try StreamBench(corpus: corpus, options: options, report: report).run() }
    if options.includes(.parse) { try ParseBench(corpus: corpus, options: options, report: report).run() }
    if options.includes(.bytes) { BytesBench(corpus: corpus, report: report).run() }
    if options.includes(.publish) { try PublishBench(corpus: corpus, options: options, report: report).run() }
}

/// The deal machine, on the mix of all scenarios. There is no C side: it knows no rules.
func measureDeals(_ options: Options, _ folder: ScratchFolder, _ report: Report) throws {
    let mix = try ScenarioMix(options.scenarios, folder)
    report.note("")
    for line in mix.description { report.condition(line) }
    if options.includes(.guarded) { try GuardedBench(mix: mix, folder: folder, options: options, report: report).run() }
    if options.includes(.show) { try ShowBench(mix: mix, folder: folder, options: options, report: report).run() }
    if options.includes(.views) { try ViewsBench(mix: mix, folder: folder, options: options, report: report).run() }
    if options.includes(.fold) { try FoldBench(mix: mix, folder: folder, options: options, report: report).run() }
}

/// The program, in a function so that its folder goes before it ends.
func measure() throws {
    let options = try Options(Array(CommandLine.arguments.dropFirst()))
    let report = Report()
    let folder = try ScratchFolder(in: options.scratch)
    for line in Machine.describe(options.scratch) { report.condition(line) }
    #if DEBUG
        report.condition("built without optimisation: these figures mean nothing")
    #endif
    report.condition("before: \(Machine.load); \(DiskProbe(folder, count: 300).text)")

    let parts: [Options.Part] = [.append, .verify, .stream, .parse, .bytes, .publish]
    if parts.contains(where: options.includes) { try measureLedger(options, folder, report) }
    let dealParts: [Options.Part] = [.guarded, .show, .fold, .views]
    if dealParts.contains(where: options.includes) { try measureDeals(options, folder, report) }
    if options.includes(.signed) { try VerifySignedBench(folder: folder, options: options, report: report).run() }
    if options.includes(.sealed) { try SealedBench(folder: folder, options: options, report: report).run() }
    if options.includes(.prove) { try ProveBench(folder: folder, options: options, report: report).run() }
    report.note("")
    report.condition("after: \(DiskProbe(folder, count: 300).text)")
    if let path = options.json { try report.write(to: path) }
}

do {
    try measure()
} catch let error as UsageError {
    print("deedlog-bench: \(error.text)\n\(Options.usage)")
    exit(64)
} catch {
    print("deedlog-bench: \(error)")
    exit(70)
}
