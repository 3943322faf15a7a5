internal import ArgumentParser
internal import HomeSale
internal import Ledger

struct Tick: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            abstract: tr("Append what is due by itself: expiries, waivers, reminders, conditions.", "追加自动到期的步骤：失效、视为放弃、提醒、条件满足。"),
            discussion: tr(
                """
                Every such step follows from the log and the instant alone, carries that instant, its rule and the rule rows used, and
                is made once: running it again adds nothing.
                  deedlog tick --ledger DIR --now 2026-03-20
                """,
                """
                每一步都只取决于日志与时刻，注明该时刻、规则及所用规则行，且只生成一次：重复运行不会增加任何内容。
                  deedlog tick --ledger 目录 --now 2026-03-20
                """))
    }

    @Option(
        name: .long,
        help: ArgumentHelp(
            tr("The instant, or a date (00:00 at +08:00); by default the clock's.", "时刻，或日期（+08:00 零点）；默认为当前时刻。"),
            valueName: "time"))
    var now: String?
    @Option(name: .long, help: ArgumentHelp(tr("Who runs it.", "执行人。")))
    var actor = "operator"
    @Flag(name: .long, help: ArgumentHelp(tr("Say what is due, store nothing.", "只列出到期步骤，不存入。")))
    var dryRun = false

    @OptionGroup var writer: WriterOptions
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let interrupt = Interrupt()
        let clock = Surroundings.system.wallMilliseconds()
        let instant = try now.map { try parseTime($0) } ?? clock
        guard instant <= clock else {
            throw LedgerError(
                .rejected,
                [
                    tr("--now is later than the clock: what is not yet due cannot be recorded", "--now 晚于当前时刻：尚未到期的步骤不能登记")
                ])
        }
        let (ledger, writer, _, _) = try writer.open(ledger.folder())
        defer { writer.close() }
        let ticker = Ticker(ledger: ledger, writer: writer, actor: actor)
        if dryRun {
            for step in try ticker.dueSteps(at: instant) { say(nil, step) }
        } else {
            let outcome = try ticker.run(at: instant, interrupt: interrupt)
            if let standing = try StandingSeal(ledger, writer) {
                standing.sealIfDue()
                standing.end()
            }
            for (index, step) in outcome.appended { say(index, step) }
            for (step, error) in outcome.refused {
                Talk.note(
                    tr(
                        "refused: \(step.stream.subject) \(step.name.rawValue): \(error.words.what)",
                        "拒绝：\(step.stream.subject) \(step.name.rawValue)：\(error.words.what)"))
            }
            if !common.json {
                Output.standard.line(
                    tr("\(outcome.appended.count) steps appended", "已追加 \(outcome.appended.count) 步"))
            }
            if outcome.isInterrupted { throw ExitCode(Interrupt.exitStatus) }
        }
        Output.standard.flush()
    }

    private func say(_ index: UInt64?, _ step: DueStep) {
        let type = Catalogue.type(of: step.name)
        if common.json {
            var answer = JSONText()
            if let index { answer.put("index", index) }
            answer.put("subject", step.stream.subject)
            answer.put("type", step.name.rawValue)
            answer.put("key", step.key)
            answer.put("cause", String(step.cause))
            if index == nil { answer.put("dryRun", true) }
            Output.standard.line(answer.text)
        } else {
            let number = index.map { "\($0)  " } ?? ""
            Output.standard.line("\(number)\(step.stream.subject)  \(tr(type.title.english, type.title.chinese))  (\(step.key))")
        }
    }
}
