internal import ArgumentParser
internal import HomeSale
internal import Ledger
internal import Projections

/// Read models for other programs: analysts' tables, accountants' journals.
struct ExportVerb: ParsableCommand {
    enum Format: String, CaseIterable, ExpressibleByArgument { case csv, jsonl, hledger }

    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "export",
            abstract: tr(
                "Write a read model as CSV or JSON lines, or escrow postings as an hledger journal.",
                "将读模型导出为 CSV、JSON 行，或将监管账户收支导出为 hledger 账簿。"),
            discussion: tr(
                "  deedlog export --projection deals --format csv > deals.csv\n  deedlog export --projection escrow --format hledger > escrow.journal",
                "  deedlog export --projection deals --format csv > deals.csv\n  deedlog export --projection escrow --format hledger > escrow.journal"
            ))
    }

    @Option(name: .long, help: ArgumentHelp(tr("Which read model.", "读模型名称。"), valueName: "name"))
    var projection: String
    @Option(name: .long, help: ArgumentHelp(tr("csv, jsonl or hledger.", "csv、jsonl 或 hledger。")))
    var format = Format.jsonl
    @Option(name: .long, help: ArgumentHelp(tr("As recorded at that point.", "按该位置已登记的内容。"), valueName: "ref|size|time"))
    var asOf: String?
    @Flag(name: .long, help: ArgumentHelp(tr("A byte order mark before CSV.", "CSV 前加字节序标记。")))
    var bom = false
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if format == .hledger && projection != EscrowModel.name {
            throw ValidationError(tr("hledger goes with --projection escrow", "hledger 仅用于 --projection escrow"))
        }
        if bom && format != .csv { throw ValidationError(tr("--bom goes with csv", "--bom 仅用于 csv")) }
    }

    func run() throws {
        let model = try ProjectionVerb.model(projection)
        let source = try ClerkSource(ledger)
        let size = try asOf.map(source.point)
        if format == .hledger {
            try EscrowJournal(source, size).write()
        } else {
            let answer = try ViewReader(source.ledger, mayWrite: true).rows(model, asOf: size)
            if format == .csv {
                Output.standard.raw(ViewTable.csv(model.members, answer.rows, byteOrderMark: bom))
            } else {
                for row in answer.rows { Output.standard.line(String(decoding: row.bytes, as: UTF8.self)) }
            }
        }
        Output.standard.flush()
    }
}
