internal import ArgumentParser
internal import Ledger
internal import Projections

struct Stats: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(abstract: tr("Count entries, streams and types, and what they take on disk.", "统计条目、流、类型及占用空间。"))
    }

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    @Flag(help: ArgumentHelp(tr("Also what was imported, by source; reads the whole log.", "另按来源统计导入的数据；须通读日志。")))
    var observed = false

    func run() throws {
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
