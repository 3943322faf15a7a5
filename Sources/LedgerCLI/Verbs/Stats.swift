internal import ArgumentParser
internal import Ledger
internal import Projections

struct Stats: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            abstract: tr("Count entries, streams and types, and what they take on disk.", "统计条目、流、类型及占用空间。"),
            discussion: tr(
                """
                --by reads the whole log and counts it by one side; by month and city also what became of deals.
                  deedlog stats --by month
                  deedlog stats --by actor --as-of 2026-03-31 --csv > actors.csv
                """,
                """
                --by 通读日志，按一个方面统计；按月份与城市时另计交易的各项进展。
                  deedlog stats --by month
                  deedlog stats --by actor --as-of 2026-03-31 --csv > actors.csv
                """))
    }

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    @Flag(help: ArgumentHelp(tr("Also what was imported, by source; reads the whole log.", "另按来源统计导入的数据；须通读日志。")))
    var observed = false

    @Option(name: .long, help: ArgumentHelp(tr("type, city, month or actor.", "type（类型）、city（城市）、month（月份）或 actor（登记人）。")))
    var by: String?
    @Option(
        name: .long,
        help: ArgumentHelp(tr("With --by: as recorded at that point.", "与 --by 同用：按该位置已登记的内容。"), valueName: "ref|size|time"))
    var asOf: String?
    @Flag(name: .long, help: ArgumentHelp(tr("With --by: as CSV for spreadsheets.", "与 --by 同用：以 CSV 输出。")))
    var csv = false
    @Flag(
        name: .long,
        help: ArgumentHelp(tr("A byte order mark before CSV, which old Excel asks for.", "CSV 前加字节序标记，供旧版 Excel 识别。")))
    var bom = false

    func validate() throws {
        if let by, LogStatistics.Side(rawValue: by) == nil {
            throw ValidationError("--by: \(LogStatistics.Side.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        if by == nil, csv || asOf != nil {
            throw ValidationError(tr("--csv and --as-of go with --by", "--csv 与 --as-of 须与 --by 同用"))
        }
        if by != nil && observed { throw ValidationError(tr("--by or --observed", "--by 与 --observed 只能择一")) }
        if bom && !csv { throw ValidationError(tr("--bom goes with --csv", "--bom 须与 --csv 同用")) }
    }

    func run() throws {
        if let side = by.flatMap(LogStatistics.Side.init) {
            try StatsBy(side: side, asOf: asOf, isCSV: csv, byteOrderMark: bom, isJSON: common.json).answer(ClerkSource(ledger))
            return
        }
        let ledger = try ledger.open()
        let statistics = try ledger.statistics()
        var sources: [ObservedSource]?
        if observed {
            var model = ObservedSources()
            try model.catchUp(with: ledger)
            sources = model.rows
        }
        if common.json { printJSON(statistics, sources) } else { printTables(statistics, sources) }
        Output.standard.flush()
    }

    private func printJSON(_ statistics: LedgerStatistics, _ sources: [ObservedSource]?) {
        var answer = JSONText()
        answer.put("entries", statistics.entries)
        answer.put("streams", statistics.streams)
        answer.put("fileBytes", statistics.fileBytes)
        answer.put(
            "types",
            objects: statistics.types.map { type in
                var one = JSONText()
                one.put("type", type.name)
                one.put("entries", type.count)
                return one
            })
        answer.put(
            "tables",
            objects: statistics.tables.map { table in
                var one = JSONText()
                one.put("table", table.name)
                one.put("rows", table.rows)
                one.put("bytes", table.bytes)
                return one
            })
        if let sources { answer.put("observed", objects: sources.map(object)) }
        Output.standard.line(answer.text)
    }

    private func object(_ source: ObservedSource) -> JSONText {
        var one = JSONText()
        one.put("source", source.name)
        one.put("entries", source.entries)
        one.put("records", source.records)
        one.put("priceChanges", source.priceChanges)
        one.put("unpriced", source.unpriced)
        one.put("firstObserved", source.firstObserved)
        one.put("lastObserved", source.lastObserved)
        return one
    }

    private func printTables(_ statistics: LedgerStatistics, _ sources: [ObservedSource]?) {
        Output.standard.line(tr("entries  \(grouped(statistics.entries))", "条目  \(grouped(statistics.entries))"))
        Output.standard.line(tr("streams  \(grouped(UInt64(statistics.streams)))", "流    \(grouped(UInt64(statistics.streams)))"))
        Output.standard.line(
            tr("file     \(grouped(UInt64(statistics.fileBytes))) bytes", "文件  \(grouped(UInt64(statistics.fileBytes))) 字节"))
        var types = TableText([tr("type", "类型"), tr("entries", "条数")], right: [1])
        for type in statistics.types { types.add([type.name, grouped(type.count)]) }
        Output.standard.raw("\n" + types.text)
        var tables = TableText([tr("table", "表"), tr("rows", "行数"), tr("bytes", "字节")], right: [1, 2])
        for table in statistics.tables { tables.add([table.name, grouped(UInt64(table.rows)), grouped(UInt64(table.bytes))]) }
        Output.standard.raw("\n" + tables.text)
        guard let sources else { return }
        var observed = TableText(
            [
                tr("source", "来源"), tr("records", "记录"), tr("entries", "条数"), tr("price changes", "调价"), tr("unpriced", "无价"),
                tr("first seen", "最早观察"), tr("last seen", "最近观察"),
            ], right: [1, 2, 3, 4])
        for source in sources {
            observed.add(
                [source.name] + [source.records, source.entries, source.priceChanges, source.unpriced].map { grouped($0) }
                    + [source.firstObserved, source.lastObserved])
        }
        Output.standard.raw("\n" + observed.text)
    }
}
