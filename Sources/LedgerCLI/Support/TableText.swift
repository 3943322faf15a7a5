/// Columns for people: each as wide as its widest cell, Chinese characters counting two.
struct TableText {
    /// What a column is wrapped down to, if its words allow.
    private static let leastWrapped = 12

    private var rows: [[String]]
    private let hasHeader: Bool
    private let right: Set<Int>
    private let spare: [Int]

    /// - Parameters:
    ///   - right: numbers of the columns that stand flush right.
    ///   - spare: columns that a narrow window goes without, the first to go first.
    init(_ header: [String], right: Set<Int> = [], spare: [Int] = []) {
        (rows, hasHeader, self.right, self.spare) = ([header], true, right, spare)
    }

    /// Rows without a header.
    init(rows: [[String]], spare: [Int] = []) { (self.rows, hasHeader, right, self.spare) = (rows, false, [], spare) }

    mutating func add(_ row: [String]) { rows.append(row) }

    /// As wide as it is, or fitted to the window it is shown in.
    var text: String { text(columns: Terminal.columns) }

    /// - Parameter limit: columns of the window. What does not fit goes without its spare columns; after that the widest
    ///   cells are wrapped.
    func text(columns limit: Int?) -> String {
        guard let first = rows.first else { return "" }
        var widths = first.indices.map { column in rows.map { displayWidth($0[column]) }.max() ?? 0 }
        var shown = Array(first.indices)
        var left: [Int] = []
        func total() -> Int { shown.reduce(-2) { $0 + widths[$1] + 2 } }
        if let limit {
            for column in spare where total() > limit {
                shown.removeAll { $0 == column }
                left.append(column)
            }
            let least = first.indices.map { right.contains($0) ? widths[$0] : leastWidth($0) }
            while total() > limit {
                let wide = shown.filter { widths[$0] > least[$0] }.max { widths[$0] < widths[$1] }
                guard let wide else { break }
                widths[wide] -= 1
            }
        }
        var text = rows.map { line($0, shown, widths) }.joined()
        if let limit, hasHeader, !left.isEmpty {
            let names = left.sorted().map { first[$0] }.joined(separator: tr(", ", "、"))
            text += tr("(\(limit) columns: without \(names))", "（\(limit) 列：略去\(names)）") + "\n"
        }
        return text
    }

    /// No narrower than its longest word.
    private func leastWidth(_ column: Int) -> Int {
        rows.reduce(Self.leastWrapped) { least, row in
            displayWidth(row[column]) <= least
                ? least : max(least, wrapped(row[column], 1).map(displayWidth).max() ?? 0)
        }
    }

    /// One row; several lines where a cell is wider than its column.
    private func line(_ row: [String], _ shown: [Int], _ widths: [Int]) -> String {
        let cells = shown.map { wrapped(row[$0], widths[$0]) }
        var text = ""
        for number in 0..<(cells.map(\.count).max() ?? 0) {
            var line = ""
            for (cell, column) in zip(cells, shown) {
                let part = number < cell.count ? cell[number] : ""
                let space = String(repeating: " ", count: max(0, widths[column] - displayWidth(part)))
                line += (right.contains(column) ? space + part : part + space) + "  "
            }
            while line.last == " " { line.removeLast() }
            text += line + "\n"
        }
        return text
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
