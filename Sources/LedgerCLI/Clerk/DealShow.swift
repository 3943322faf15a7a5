internal import ArgumentParser
internal import HomeSale
internal import Ledger

struct DealShow: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "show",
            abstract: tr("Show how a deal stands.", "显示交易现状。"),
            discussion: KnownOptions.words
                + "\n  deedlog deal show D-0001 --as-of 2026-03-01\n  deedlog deal show D-0001 --effective 2026-02-28 --json")
    }

    @OptionGroup var deal: DealArgument
    @OptionGroup var known: KnownOptions
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let source = try ClerkSource(ledger)
        let point = try known.point(of: source)
        let file = DealFile(
            id: ClerkSource.name(deal.id, of: "deal"), facts: try source.facts(ofDeal: deal.id, at: point))
        let picture = DealPicture(file: file, point: point, blockers: file.blockers(on: point.day))
        if common.json { Output.standard.line(picture.json.text) } else { Output.standard.raw(picture.table) }
        Output.standard.flush()
    }
}
