internal import ArgumentParser
internal import Glibc
internal import HomeSale
internal import Ledger
internal import Storage

struct Import: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "import",
            abstract: tr("Import observed listings or sales from CSV or JSON Lines.", "从 CSV 或 JSON Lines 导入观察到的房源或成交。"),
            discussion: tr(
                "MAP says which column is what; docs/IMPORT.md describes it. Each sound row becomes a listing.observed or sale.observed on observed/<source>/<id>, its cells kept beside the typed values. Rows that are shifted, cut or unreadable go to the rejects file with line, column and reason. Importing a file twice adds nothing.",
                "MAP 说明各列含义，见 docs/IMPORT.md。每个完好的行成为 observed/<source>/<id> 上的 listing.observed 或 sale.observed，原始单元格与类型化的值并存。错位、截断或无法读取的行连同行号、列与原因写入拒绝文件。重复导入不会新增。"
            ))
    }

    @Argument(help: ArgumentHelp(tr("The mapping file.", "映射文件。")), completion: .file())
    var map: String
    @Argument(
        help: ArgumentHelp(tr("CSV or JSON Lines files; - is standard input.", "CSV 或 JSON Lines 文件；- 为标准输入。")),
        completion: .file())
    var files: [String]
    @Option(
        name: .long,
        help: ArgumentHelp(tr("When the rows were seen; by default as the map says.", "观察日期；默认取映射文件所载。"), valueName: "date"))
    var observed: String?
    @Flag(name: .long, help: ArgumentHelp(tr("Also store rows older than what their stream has.", "也存入早于流中最新一条的行。")))
    var late = false
    @Option(
        name: .long,
        help: ArgumentHelp(
            tr(
                "Where rejected rows are said; by default FILE.rejects.jsonl in this folder.",
                "拒绝文件；默认为当前目录下的 FILE.rejects.jsonl。"), valueName: "file"), completion: .file())
    var rejects: String?

    @OptionGroup var writer: WriterOptions
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let interrupt = Interrupt()
        let folder = try ledger.folder()
        let map = try readMap()
        guard let date = try observed.map(date) ?? map.observedOn else {
            throw LedgerError(
                .usage, [tr("when were the rows seen? The map does not say: give --observed DATE", "映射未注明观察日期：请给出 --observed 日期")]
            )
        }
        // A file that is not there is said before anything is stored.
        for file in files where file != "-" && !Files.exists(file) {
            throw LedgerError(.fileNotFound, [file, tr("no such file", "没有此文件")])
        }
        let (opened, writer, _, _) = try writer.open(folder)
        defer { writer.close() }
        var session = try ImportSession(
            ledger: opened, writer: writer, map: map, observedOn: date, storesLate: late, rejectsPath: rejects,
            interrupt: interrupt)
        for file in files where !session.isInterrupted { try session.take(file) }
        if let standing = try StandingSeal(opened, writer) {
            standing.sealIfDue()
            standing.end()
        }
        answer(session.counts)
        if session.isInterrupted {
            Talk.say(
                tr("interrupted: what was counted is durable; import the file again to go on", "已中断：已计数的均已持久保存；重新导入同一文件即可继续"))
            throw ExitCode(Interrupt.exitStatus)
        }
    }

    private func readMap() throws -> ObservationMap {
        let bytes: [UInt8]
        do { bytes = try Files.read(map) } catch { throw LedgerError(.fileNotFound, [map, "\(error)"]) }
        do { return try ObservationMap(json: bytes) } catch { throw LedgerError(.mapMalformed, [map, "\(error)"]) }
    }

    private func date(_ text: String) throws -> CivilDate {
        guard let date = CivilDate(text) else {
            throw LedgerError(.usage, [tr("`\(text)` is no date: give YYYY-MM-DD", "`\(text)` 不是日期：请用 YYYY-MM-DD")])
        }
        return date
    }

    private func answer(_ counts: ImportCounts) {
        let rows: [(String, String, UInt64)] = [
            ("rows", tr("rows", "行"), counts.rows), ("accepted", tr("accepted", "接受"), counts.accepted),
            ("rejected", tr("rejected", "拒绝"), counts.rejected),
            ("duplicates", tr("duplicates", "重复"), counts.duplicates), ("unchanged", tr("unchanged", "未变"), counts.unchanged),
            ("entries", tr("entries", "存入"), counts.entries), ("renumbered", tr("renumbered", "另编号"), counts.renumbered),
        ]
        if common.json {
            var answer = JSONText()
            for row in rows { answer.put(row.0, row.2) }
            Output.standard.line(answer.text)
        } else {
            var table = TableText([tr("what", "项目"), tr("count", "数量")], right: [1])
            for row in rows { table.add([row.1, grouped(row.2)]) }
            Output.standard.raw(table.text)
        }
        Output.standard.flush()
    }
}
