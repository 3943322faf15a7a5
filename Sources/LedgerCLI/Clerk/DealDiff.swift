internal import ArgumentParser
internal import HomeSale
internal import Ledger

struct DealDiff: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "diff",
            abstract: tr("Show what differs in a deal between two points.", "显示交易在两处之间的差异。"),
            discussion: tr(
                """
                Two points by themselves, or after --as-of, go by what was recorded: an entry (index, SUBJECT:r, HEAD~n), which is \
                then part of the state; size:N; a date or an instant. After --effective they are business dates. Without the \
                second point: up to everything there is now.
                  deedlog deal diff D-0001 12 HEAD
                  deedlog deal diff D-0001 --as-of deal/D-0001:3 2026-03-01
                  deedlog deal diff D-0001 --effective 2026-03-01 2026-03-08
                """,
                """
                直接给出或在 --as-of 之后给出的两处按登记先后：条目（序号、SUBJECT:r、HEAD~n，含该条）、size:N、日期或时刻。\
                在 --effective 之后给出的为业务日期。不给出第二处时，至现有全部内容。
                  deedlog deal diff D-0001 12 HEAD
                  deedlog deal diff D-0001 --as-of deal/D-0001:3 2026-03-01
                  deedlog deal diff D-0001 --effective 2026-03-01 2026-03-08
                """))
    }

    @OptionGroup var deal: DealArgument
    @Argument(help: ArgumentHelp(tr("The earlier and the later point.", "较早与较晚的位置。"), valueName: "point"))
    var points: [String] = []
    @Option(
        name: .long, parsing: .upToNextOption,
        help: ArgumentHelp(tr("The points, as recorded.", "两处，按登记先后。"), valueName: "ref|size|time"))
    var asOf: [String] = []
    @Option(
        name: .long, parsing: .upToNextOption,
        help: ArgumentHelp(tr("The points, as business dates.", "两处，按业务日期。"), valueName: "date"))
    var effective: [String] = []
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        let given = [points, asOf, effective].filter { !$0.isEmpty }
        if given.count > 1 { throw ValidationError(KnownOptions.mixed) }
        guard let count = given.first?.count, count <= 2 else {
            throw ValidationError(tr("between which two points?", "请给出两处位置。"))
        }
    }

    func run() throws {
        let source = try ClerkSource(ledger)
        let id = ClerkSource.name(deal.id, of: "deal")
        let given = try (points + asOf).map(source.known(asOf:)) + effective.map(source.known(effectiveOn:))
        let first = given[0], second = try given.count > 1 ? given[1] : source.knownNow()
        let before = DealFile(id: id, facts: try source.facts(ofDeal: id, at: first))
        let after = DealFile(id: id, facts: try source.facts(ofDeal: id, at: second))
        let changes = FieldChange.between(before.fields, after.fields)
        if common.json {
            var answer = JSONText()
            answer.put("deal", id)
            answer.put("from", first.size)
            answer.put("to", second.size)
            answer.put("effectiveFrom", first.effective.map { "\($0)" })
            answer.put("effectiveTo", second.effective.map { "\($0)" })
            answer.put("changes", changes)
            Output.standard.line(answer.text)
        } else {
            let names = (first.words, second.words)
            Output.standard.line(tr("deal \(id): \(names.0); \(names.1)", "交易 \(id)：\(names.0)；\(names.1)"))
            Output.standard.raw(changeLines(changes, of: after.deal.opened == nil ? before : after))
        }
        Output.standard.flush()
    }
}
