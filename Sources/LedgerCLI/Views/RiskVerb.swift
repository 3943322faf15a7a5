internal import ArgumentParser
internal import HomeSale
internal import Ledger
internal import Projections

/// How high the risk of deals is, and why.
struct RiskVerb: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "risk", abstract: tr("How high the risk of deals is, and why.", "各笔交易的风险评分及其依据。"),
            discussion: "  deedlog risk list --sort score --descending\n  deedlog risk show D-0001",
            subcommands: [RiskList.self, RiskShow.self])
    }
}

struct RiskList: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list",
            abstract: tr("List the deals with their level of risk.", "列出各笔交易的风险等级。"),
            discussion:
                "  deedlog risk list --where level=blocked\n  deedlog risk list --where blocks=T01 --sort score --descending")
    }

    @OptionGroup var list: ViewList

    func run() throws {
        try list.answer(
            RiskModel.self,
            [
                ViewColumn(member: "deal", title: Wording("deal", "交易")),
                ViewColumn(member: "level", title: Wording("level", "等级"), path: "risk.level"),
                ViewColumn(member: "score", title: Wording("score", "评分")),
                ViewColumn(member: "coverageBp", title: Wording("coverage", "覆盖率")),
                ViewColumn(member: "blocks", title: Wording("blocked by", "停办因子"), isKept: true, cell: RowWords.blocks),
            ])
    }
}

struct RiskShow: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "show",
            abstract: tr("Show every factor of a deal, what it adds, and the entries it rests on.", "显示一笔交易的全部因子、分值及依据条目。"),
            discussion: tr(
                "What the log cannot tell is unknown: it counts as half, and lowers the coverage.\n  deedlog risk show D-0001\n  deedlog risk show D-0001 --as-of 2026-03-01 --json",
                "日志无法判明的因子为“未知”，按一半计分，并降低覆盖率。\n  deedlog risk show D-0001\n  deedlog risk show D-0001 --as-of 2026-03-01 --json"
            ))
    }

    @OptionGroup var deal: DealArgument
    @OptionGroup var known: KnownOptions
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let id = ClerkSource.name(deal.id, of: "deal")
        let source = try ClerkSource(ledger)
        let asked = try known.point(of: source)
        let answer = try ViewReader(source.ledger, mayWrite: true).rows(
            RiskModel.self, of: Thing(.deal, id), asOf: known.asOf == nil ? nil : asked.size, effectiveOn: asked.effective)
        guard let row = answer.rows.first else { throw LedgerError(.notFound, ["deal/\(id)"]) }
        if common.json {
            Output.standard.line(String(decoding: row.bytes, as: UTF8.self))
        } else {
            let point = KnownPoint(size: answer.position, effective: asked.effective)
            Output.standard.raw(RiskPicture(row: row, point: point).text)
        }
        Output.standard.flush()
    }
}
