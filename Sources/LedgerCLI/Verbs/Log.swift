internal import ArgumentParser
internal import Ledger
internal import Storage

struct Log: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            abstract: tr("Print entries.", "输出条目。"),
            discussion: tr(
                "Prints the stored lines verbatim, one per line: each is a CloudEvents 1.0 event. --table is for people. A time is an instant (2026-03-01T00:00:00.000Z) or a date (00:00 at +08:00).",
                "逐行原样输出存储的内容：每行是一个 CloudEvents 1.0 事件。--table 便于阅读。时间可为时刻（2026-03-01T00:00:00.000Z）或日期（东八区零时）。"))
    }

    @Option(name: .long, help: ArgumentHelp(tr("Only this stream.", "仅此流。"), valueName: "subject"))
    var stream: String?
    @Option(name: .long, help: ArgumentHelp(tr("Only this type.", "仅此类型。")))
    var type: String?
    @Option(name: .long, help: ArgumentHelp(tr("Only what this actor recorded.", "仅此记录人。")))
    var actor: String?
    @Option(name: .long, help: ArgumentHelp(tr("Recorded at or after.", "记录时间不早于。"), valueName: "time"))
    var since: String?
    @Option(name: .long, help: ArgumentHelp(tr("Recorded before.", "记录时间早于。"), valueName: "time"))
    var until: String?
    @Option(name: .long, help: ArgumentHelp(tr("At most so many.", "最多条数。"), valueName: "n"))
    var limit: Int?
    @Flag(name: .long, help: ArgumentHelp(tr("The newest first.", "最新的在前。")))
    var reverse = false
    @Flag(name: .long, help: ArgumentHelp(tr("Go on with what comes, until Ctrl-C.", "持续输出新条目，直到 Ctrl-C。")))
    var follow = false
    @Flag(name: .long, help: ArgumentHelp(tr("A table for people.", "便于阅读的表格。")))
    var table = false

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if let limit, limit < 0 { throw ValidationError("--limit: 0…") }
        if follow && reverse { throw ValidationError(tr("--follow goes forward", "--follow 只能向前")) }
    }

    func run() throws {
        let interrupt = follow ? Interrupt() : nil
        let ledger = try ledger.open()
        var query = LogQuery()
        query.subject = stream
        query.type = type
        query.actor = actor
        query.since = try since.map(parseTime)
        query.until = try until.map(parseTime)
        query.limit = limit
        query.isBackward = reverse
        if limit == 0 { return }
        guard let interrupt else { return try list(ledger, query) }
        try followOn(ledger, query, interrupt)
    }

    private func list(_ ledger: Ledger, _ query: LogQuery) throws {
        if table {
            var table = EntryTable()
            try ledger.forEachEntry(query) { index, line in
                table.add(index, line)
                return true
            }
            Output.standard.raw(table.text)
        } else {
            try ledger.forEachEntry(query) { _, line in
                Output.standard.line(line)
                return true
            }
        }
        Output.standard.flush()
    }

    /// Prints what is there, then waits for the writer's ring and prints what is new.
    private func followOn(_ ledger: Ledger, _ query: LogQuery, _ interrupt: Interrupt) throws {
        var query = query
        let doorbell = try Doorbell(path: ledger.folder + "/writer.lock")
        while true {
            let size = try ledger.head()?.size ?? 0
            query.to = size
            var printed = 0
            if query.from ?? 0 < size {
                try ledger.forEachEntry(query) { index, line in
                    if table { Output.standard.raw(EntryTable.row(index, line)) } else { Output.standard.line(line) }
                    printed += 1
                    return !interrupt.isRaised
                }
                Output.standard.flush()
            }
            if let limit = query.limit {
                query.limit = limit - printed
                if limit <= printed { return }
            }
            query.from = size
            // A second bounds what a file system without notifications would miss.
            if try doorbell.wait(milliseconds: 1000, or: interrupt.descriptor) || interrupt.isRaised { return }
        }
    }
}
