extension ObservationMap {
    /// Whether `row` is the header that the map expects.
    func isHeader(_ row: Row) -> Bool {
        guard row.cells.count == columns.count || (ignoresExtraColumns && row.cells.count > columns.count) else {
            return false
        }
        return zip(columns, row.cells).allSatisfy { column, cell in cell?.elementsEqual(column.bytes) ?? false }
    }

    /// The cells of the columns, extra ones to the right left out where the map says so.
    func cells(of row: Row) throws(RowRejection) -> [Cell?] {
        let found = row.cells.count
        guard found == columns.count || (ignoresExtraColumns && found > columns.count) else {
            throw RowRejection(
                line: row.line, column: min(found, columns.count) + (found < columns.count ? 1 : 0),
                columnName: found < columns.count ? columns[found].name : nil, code: .columnCount,
                reason: "\(found) cells where \(columns.count) are expected")
        }
        if isHeader(row) {
            throw RowRejection(line: row.line, code: .headerRepeated, reason: "the header line once more")
        }
        return Array(row.cells.prefix(columns.count))
    }

    /// The typed fields that the cells give. Where two columns give the same one, the column further left is heard.
    func fields(of cells: [KeptCell]) -> ObservedFields {
        var fields: ObservedFields = [:]
        for (column, cell) in zip(columns, cells) where !column.templates.isEmpty {
            guard let text = cell.text, !isMissing(text), let match = column.templates.lazy.compactMap({ $0.match(text) }).first
            else { continue }
            for (field, reading) in match.readings where fields[field] == nil {
                switch reading {
                case .value(let value): fields[field] = value
                case .ambiguous: fields[.orientationAmbiguous] = .holds
                case .unknown: break
                }
            }
        }
        if fields[.orientationDegrees] != nil { fields[.orientationAmbiguous] = nil }
        return fields
    }
}
