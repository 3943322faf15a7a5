internal import ArgumentParser
internal import HomeSale
internal import Ledger

struct DealShow: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "show",
            abstract: tr("Show how a deal stands.", "显示交易现状。"),
            discussion: tr(
                """
                --as-of goes back in what was recorded: an entry (index, SUBJECT:r, HEAD~n), size:N, an instant, or a date with \
                all of its day. --effective takes only what had happened by that date. The two may be combined.
                  deedlog deal show D-0001 --as-of 2026-03-01
                  deedlog deal show D-0001 --effective 2026-02-28 --json
                """,
                """
                --as-of 回到当时已登记的内容：条目（序号、SUBJECT:r、HEAD~n）、size:N、时刻，或日期（含当日全天）。\
                --effective 只取该日及以前发生的事实。二者可并用。
                  deedlog deal show D-0001 --as-of 2026-03-01
                  deedlog deal show D-0001 --effective 2026-02-28 --json
                """))
    }

    @OptionGroup var deal: DealArgument
    @Option(name: .long, help: ArgumentHelp(tr("As recorded at that point.", "按该位置已登记的内容。"), valueName: "ref|size|time"))
    var asOf: String?
    @Option(name: .long, help: ArgumentHelp(tr("As it was on that business date.", "按该业务日期的情况。"), valueName: "date"))
    var effective: String?

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let source = try ClerkSource(ledger)
        let size = try asOf.map(source.point) ?? source.size()
        let day = try effective.map(ClerkSource.date)
        let facts = try source.facts(ofDeal: deal.id, below: size)
        let file = DealFile(id: ClerkSource.name(deal.id, of: "deal"), facts: facts, effective: day)
        // What was in the way then, not what would be today: a title check was fresh on its day.
        let then = asOf == nil ? nil : facts.last.map { CivilDate(atMilliseconds: $0.timeMilliseconds) }
        let picture = DealPicture(
            file: file, size: size, effective: day, blockers: file.blockers(on: day ?? then ?? ClerkSource.today))
        if common.json { Output.standard.line(picture.json.text) } else { Output.standard.raw(picture.table) }
        Output.standard.flush()
    }
}
