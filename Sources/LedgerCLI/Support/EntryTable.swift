internal import Ledger

/// Entries as a table for people.
struct EntryTable {
    private var table = TableText(
        [
            tr("index", "序号"), tr("time (+08:00)", "时间（东八区）"), tr("occurred", "发生日"), tr("type", "类型"), tr("subject", "流"),
            tr("rev", "版本"), tr("actor", "记录人"), tr("data", "内容"),
        ],
        right: [0, 5])

    mutating func add(_ index: UInt64, _ line: Span<UInt8>) { table.add(Self.cells(index, line)) }

    var text: String { table.text }

    /// One row by itself, for a table that goes on.
    static func row(_ index: UInt64, _ line: Span<UInt8>) -> String { cells(index, line).joined(separator: "  ") + "\n" }

    private static func cells(_ index: UInt64, _ line: Span<UInt8>) -> [String] {
        guard let entry = try? parseEntryLine(line) else {
            return [String(index), "?", "?", "?", "?", "?", "?", tr("unreadable", "无法读取")]
        }
        let local = CivilTime.text(ofMilliseconds: entry.timeMilliseconds + CivilTime.offsetMilliseconds)
        let data = attributeText(line, entry, .data)
        let short = displayWidth(data) > 60 ? shortened(data, 59) + "…" : data
        return [
            String(index), String(local.prefix(10)) + " " + String(local.dropFirst(11).prefix(8)),
            attributeText(line, entry, .occurred),
            attributeText(line, entry, .type), attributeText(line, entry, .subject), String(entry.revision),
            attributeText(line, entry, .actor), short,
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
