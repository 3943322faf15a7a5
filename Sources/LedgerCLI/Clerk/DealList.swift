internal import ArgumentParser
internal import HomeSale
internal import Ledger

struct DealList: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list",
            abstract: tr("List the deals and how they stand.", "列出交易及其现状。"),
            discussion: tr(
                """
                Folds every deal: on a large ledger this takes a while.
                  deedlog deal list
                  deedlog deal list --phase contracted --limit 20
                """,
                """
                逐笔推导，账本较大时需要一些时间。
                  deedlog deal list
                  deedlog deal list --phase contracted --limit 20
                """))
    }

    @Option(name: .long, help: ArgumentHelp(tr("Only deals in this phase or with this overlay.", "仅处于此阶段或叠加状态的交易。")))
    var phase: String?
    @Option(name: .long, help: ArgumentHelp(tr("At most so many.", "最多条数。"), valueName: "n"))
    var limit: Int?
    @OptionGroup var known: KnownOptions
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if let limit, limit < 0 { throw ValidationError("--limit: 0…") }
        if let phase, Phase(rawValue: phase) == nil, Overlay(rawValue: phase) == nil {
            let names = Phase.allCases.map(\.rawValue) + Overlay.allCases.map(\.rawValue)
            throw ValidationError("--phase: \(names.joined(separator: ", "))")
        }
    }

    func run() throws {
        let source = try ClerkSource(ledger)
        let point = try known.point(of: source)
        var table = TableText(
            [
                tr("deal", "交易"), tr("phase", "阶段"), tr("listing", "房源"), tr("price", "价款"), tr("last entry", "最近条目"),
                tr("date", "日期"),
            ],
            right: [3, 4], spare: [4])
        var left = limit ?? .max
        // One snapshot per deal: a long listing must not pin old pages.
        for id in try source.ledger.withReader({ try $0.deals() }) where left > 0 {
            let facts = point.known(try source.ledger.withReader { try $0.facts(ofDeal: id) })
            guard let last = facts.last else { continue }
            let file = DealFile(id: id, facts: facts)
            if let phase, file.phase.rawValue != phase, !file.overlays.contains(where: { $0.rawValue == phase }) { continue }
            left -= 1
            let price = file.price?.fen
            if common.json {
                Output.standard.line(json(file, price, last).text)
            } else {
                let words = [tr(file.phaseWording)] + file.overlays.map { tr($0.wording) }
                table.add([
                    id, words.joined(separator: comma), file.deal.opened?.listingId ?? "", price.map(yuan) ?? "",
                    String(last.index), "\(last.occurred)",
                ])
            }
        }
        if !common.json { Output.standard.raw(table.text) }
        Output.standard.flush()
    }

    private func json(_ file: DealFile, _ price: Int64?, _ last: Fact) -> JSONText {
        var one = JSONText()
        one.put("deal", file.id)
        one.put("phase", file.phase.rawValue)
        one.put("overlays", file.overlays.map(\.rawValue))
        one.put("listing", file.deal.opened?.listingId)
        one.put("price", fen: price)
        one.put("index", last.index)
        one.put("type", last.name.rawValue)
        one.put("occurred", "\(last.occurred)")
        return one
    }
}
