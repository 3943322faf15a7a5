internal import Ledger

/// Entries as a table for people.
struct EntryTable {
    private var table = TableText(
        [L("index", "序号"), L("time (+08:00)", "时间（东八区）"), L("occurred", "发生日"), L("type", "类型"), L("subject", "流"), L("rev", "版本"), L("actor", "记录人"), L("data", "内容")],
        right: [0, 5])

    mutating func add(_ index: UInt64, _ line: Span<UInt8>) { table.add(Self.cells(index, line)) }

    var text: String { table.text }

    /// One row by itself, for a table that goes on.
    static func row(_ index: UInt64, _ line: Span<UInt8>) -> String { cells(index, line).joined(separator: "  ") + "\n" }

    private static func cells(_ index: UInt64, _ line: Span<UInt8>) -> [String] {
        guard let entry = try? parseEntryLine(line) else { return [String(index), "?", "?", "?", "?", "?", "?", L("unreadable", "无法读取")] }
        let local = CivilTime.text(ofMilliseconds: entry.timeMilliseconds + CivilTime.offsetMilliseconds)
        let data = attributeText(line, entry, .data)
        let short = displayWidth(data) > 60 ? shortened(data, 59) + "…" : data
        return [
            String(index), String(local.prefix(10)) + " " + String(local.dropFirst(11).prefix(8)), attributeText(line, entry, .occurred),
            attributeText(line, entry, .type), attributeText(line, entry, .subject), String(entry.revision), attributeText(line, entry, .actor), short,
        ]
    }

    private static func shortened(_ text: String, _ width: Int) -> String {
        var result = ""
        var taken = 0
        for character in text {
            taken += displayWidth(String(character))
            if taken > width { break }
            result.append(character)
        }
        return result
    }
}
