/// Rows for spreadsheets. RFC 4180, and a text that a spreadsheet would take for a formula is made harmless by a leading
/// apostrophe.
struct CSVText {
    private(set) var text: String

    init(header: [String], byteOrderMark: Bool) {
        text = byteOrderMark ? "\u{FEFF}" : ""
        add(header, isText: header.map { _ in true })
    }

    /// - Parameter isText: of each cell; a negative number stays a number.
    mutating func add(_ row: [String], isText: [Bool]) {
        text += zip(row, isText).map(Self.cell).joined(separator: ",") + "\r\n"
    }

    private static func cell(_ value: String, _ isText: Bool) -> String {
        var value = value
        if isText, let first = value.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) { value = "'" + value }
        guard value.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return value }
        return "\"" + value.replacing("\"", with: "\"\"") + "\""
    }
}
