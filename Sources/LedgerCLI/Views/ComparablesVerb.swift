internal import ArgumentParser
internal import HomeSale
internal import Ledger
internal import Projections

/// What comparable homes cost.
struct ComparablesVerb: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "comparables",
            abstract: tr("What comparable homes cost: sales and offers that were seen.", "可比房源：已登记的成交与挂牌。"),
            discussion: "  deedlog comparables list --where estate=E-1\n  deedlog comparables median --by estate",
            subcommands: [ComparablesList.self, ComparablesMedian.self])
    }
}

struct ComparablesList: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list", abstract: tr("List the sales and offers.", "列出成交与挂牌。"),
            discussion: "  deedlog comparables list --where kind=sale --sort on --descending --limit 20")
    }

    @OptionGroup var list: ViewList

    func run() throws {
        try list.answer(
            ComparablesModel.self,
            [
                ViewColumn(member: "on", title: Wording("date", "日期")),
                ViewColumn(member: "kind", title: Wording("kind", "类别"), path: "comparable.kind"),
                ViewColumn(member: "estate", title: Wording("estate", "小区")),
                ViewColumn(member: "district", title: Wording("district", "区域")),
                ViewColumn(member: "unitFenPerSqm", title: Wording("per m²", "单价")),
                ViewColumn(member: "priceFen", title: Wording("price", "总价")),
                ViewColumn(member: "areaCentiSqm", title: Wording("area", "面积")),
                ViewColumn(member: "source", title: Wording("source", "来源")),
            ])
    }
}

struct ComparablesMedian: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "median", abstract: tr("The middle unit price of each estate or district.", "各小区或区域的单价中位数。"),
            discussion: tr(
                "Of an even count the lower of the two middle values.\n  deedlog comparables median --by estate --where kind=sale",
                "个数为偶数时取两个中间值中较低者。\n  deedlog comparables median --by estate --where kind=sale"))
    }

    @Option(name: .long, help: ArgumentHelp(tr("estate or district.", "estate（小区）或 district（区域）。")))
    var by = "estate"
    @OptionGroup var view: ViewOptions
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if by != "estate" && by != "district" { throw ValidationError("--by estate|district") }
        if view.csv || view.cursor != nil || view.limit != nil || view.sort != nil {
            throw ValidationError(tr("median takes --where, --as-of and --effective", "median 仅接受 --where、--as-of 与 --effective"))
        }
    }

    func run() throws {
        let query = try ViewQuery(ComparablesModel.self, view, ClerkSource(ledger))
        var prices: [ByteName: [Int64]] = [:]
        for row in query.rows {
            guard case .text(let name)? = row[by], case .integer(let fen)? = row["unitFenPerSqm"] else { continue }
            prices[ByteName(name), default: []].append(fen)
        }
        var table = TableText(
            [by == "estate" ? tr("estate", "小区") : tr("district", "区域"), tr("count", "套数"), tr("median per m²", "单价中位数")],
            right: [1, 2])
        for name in prices.keys.sorted(by: { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) }) {
            let sorted = (prices[name] ?? []).sorted(), median = sorted[(sorted.count - 1) / 2]
            if common.json {
                var one = JSONText()
                one.put(by, name.text)
                one.put("count", sorted.count)
                one.put("medianFenPerSqm", fen: median)
                Output.standard.line(one.text)
            } else {
                table.add([name.text, String(sorted.count), yuan(median)])
            }
        }
        if !common.json { Output.standard.raw(table.text) }
        Output.standard.flush()
    }
}
