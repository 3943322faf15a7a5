internal import ArgumentParser
internal import Ledger

struct Stats: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(abstract: tr("Count entries, streams and types, and what they take on disk.", "统计条目、流、类型及占用空间。"))
    }

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let ledger = try ledger.open()
        let statistics = try ledger.statistics()
        if common.json { printJSON(statistics) } else { printTables(statistics) }
        Output.standard.flush()
    }

    private func printJSON(_ statistics: LedgerStatistics) {
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
        Output.standard.line(answer.text)
    }

    private func printTables(_ statistics: LedgerStatistics) {
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
    }
}
