internal import ArgumentParser
internal import HomeSale
internal import Ledger

struct DealBlame: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "blame",
            abstract: tr("Show which entry gave each field of a deal its value, and who recorded it.", "显示交易各项取值由哪一条、何人登记。"),
            discussion: tr(
                """
                A field that a correction changed is the correction's; `corrected by` marks entries of which a correction \
                changed something.
                  deedlog deal blame D-0001
                  deedlog deal blame D-0001 contract.priceFen --json
                """,
                """
                因更正而变的取值归于更正条目；「由…更正」表示该条的部分内容已被更正。
                  deedlog deal blame D-0001
                  deedlog deal blame D-0001 contract.priceFen --json
                """))
    }

    @OptionGroup var deal: DealArgument
    @Argument(
        help: ArgumentHelp(tr("Only this field and those under it, such as escrow.", "仅此项及其下各项，如 escrow。"), valueName: "field"))
    var field: String?
    @OptionGroup var known: KnownOptions
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let id = ClerkSource.name(deal.id, of: "deal")
        let source = try ClerkSource(ledger)
        let history = try source.history(ofDeal: id, at: known.point(of: source))
        let found = history.blame(field)
        if let field, found.isEmpty { throw LedgerError(.notFound, ["deal/\(id) \(field)"]) }
        if common.json {
            for blame in found { Output.standard.line(json(blame).text) }
        } else {
            Output.standard.raw(table(found, of: history.steps.last?.state ?? DealFile(id: id)))
        }
        Output.standard.flush()
    }

    private func json(_ blame: DealHistory.Blame) -> JSONText {
        var one = JSONText()
        one.put("field", blame.field.path)
        one.put("value", blame.field.value)
        one.put("index", blame.step.fact.index)
        one.put("actor", blame.step.fact.actor)
        one.put("time", CivilTime.text(ofMilliseconds: blame.step.fact.timeMilliseconds))
        one.put("type", blame.step.fact.name.rawValue)
        one.put("role", blame.step.fact.role.rawValue)
        if let mark = blame.step.correctedBy { one.put("correctedBy", mark.index) }
        return one
    }

    /// A path is what this verb takes as its argument; people who read Chinese get it in words too.
    private var isInWords: Bool { Language.current == .chinese }

    private func table(_ found: [DealHistory.Blame], of file: DealFile) -> String {
        var table = TableText(
            [
                tr("field", "项"), tr("value", "取值"), tr("entry", "条目"), tr("date", "日期"), tr("step", "步骤"),
                tr("who", "登记人"),
            ] + (isInWords ? ["名称"] : []),
            right: [2], spare: [4, 3])
        for blame in found {
            let fact = blame.step.fact
            var title = tr(Catalogue.type(of: fact.name).title)
            if let mark = blame.step.correctedBy { title += tr(" (corrected by \(mark.index))", "（由第 \(mark.index) 条更正）") }
            let path = blame.field.path
            table.add(
                [
                    path, ValueWords.text(blame.field.value, at: path, of: file), String(fact.index), "\(fact.occurred)", title,
                    fact.who,
                ] + (isInWords ? [FieldWords.label(path)] : []))
        }
        return table.text
    }
}
