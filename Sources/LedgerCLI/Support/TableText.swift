/// Columns for people: each as wide as its widest cell, Chinese characters counting two.
struct TableText {
    private var rows: [[String]] = []
    private let isRight: [Bool]

    /// - Parameter right: numbers of the columns that stand flush right.
    init(_ header: [String], right: Set<Int> = []) {
        rows = [header]
        isRight = header.indices.map { right.contains($0) }
    }

    mutating func add(_ row: [String]) { rows.append(row) }

    var text: String {
        let widths = rows[0].indices.map { column in rows.map { displayWidth($0[column]) }.max() ?? 0 }
        return rows.map { row in
            var line = ""
            for (column, cell) in row.enumerated() {
                let space = String(repeating: " ", count: widths[column] - displayWidth(cell))
                line += isRight[column] ? space + cell : cell + space
                if column + 1 < row.count { line += "  " }
            }
            while line.last == " " { line.removeLast() }
            return line + "\n"
        }.joined()
    }
}

/// How many columns of a terminal `text` takes. Unicode annex 11: wide and full-width characters take two.
func displayWidth(_ text: String) -> Int {
    text.reduce(0) { width, character in
        guard let scalar = character.unicodeScalars.first else { return width }
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            return width + 2
        default: return width + 1
        }
    }
}
