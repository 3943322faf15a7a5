internal import ArgumentParser
internal import HomeSale
internal import Ledger

struct DealDiff: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "diff",
            abstract: tr("Show what differs in a deal between two points of the log.", "显示交易在日志两处之间的差异。"),
            discussion: tr(
                """
                A point is an entry (index, SUBJECT:r, HEAD~n), which is then part of the state; size:N; a date or an instant.
                  deedlog deal diff D-0001 12 HEAD
                  deedlog deal diff D-0001 deal/D-0001:3 2026-03-01
                """,
                """
                位置可为条目（序号、SUBJECT:r、HEAD~n，含该条）、size:N、日期或时刻。
                  deedlog deal diff D-0001 12 HEAD
                  deedlog deal diff D-0001 deal/D-0001:3 2026-03-01
                """))
    }

    @OptionGroup var deal: DealArgument
    @Argument(help: ArgumentHelp(tr("The earlier point.", "较早的位置。"), valueName: "a"))
    var from: String
    @Argument(help: ArgumentHelp(tr("The later point.", "较晚的位置。"), valueName: "b"))
    var to: String
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let source = try ClerkSource(ledger)
        let id = ClerkSource.name(deal.id, of: "deal")
        let first = try source.point(from), second = try source.point(to)
        let changes = DealHistory(id: id, facts: try source.facts(ofDeal: id)).changes(from: first, to: second)
        if common.json {
            var answer = JSONText()
            answer.put("deal", id)
            answer.put("from", first)
            answer.put("to", second)
            answer.put("changes", changes)
            Output.standard.line(answer.text)
        } else {
            Output.standard.line(
                tr("deal \(id), first \(first) and first \(second) entries", "交易 \(id)，前 \(first) 条与前 \(second) 条"))
            Output.standard.raw(changeLines(changes))
        }
        Output.standard.flush()
    }
}
