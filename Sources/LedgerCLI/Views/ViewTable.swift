internal import HomeSale
internal import Projections

/// A column of a list: the member, and what people call it.
struct ViewColumn {
    let member: String
    let title: Wording
    /// The field of a state whose words its values have.
    var path = ""
    var isNumber: Bool?
    /// Stays in a narrow window, as the first three do.
    var isKept = false
    /// Makes the cell, where it says more than the member does.
    var cell: ((_ row: JSONValue, _ point: KnownPoint) -> String)?
}

/// Prints the answer to a question about a read model: for people, as JSON lines, or for spreadsheets.
enum ViewTable {
    static func print(
        _ query: ViewQuery, of model: any ReadModel.Type, _ columns: [ViewColumn], _ options: ViewOptions, isJSON: Bool
    ) {
        if isJSON {
            for row in query.rows { Output.standard.line(String(decoding: row.bytes, as: UTF8.self)) }
            var end = JSONText()
            end.put("rows", query.rows.count)
            end.put("size", query.answer.position)
            end.put("source", query.answer.source.rawValue)
            if let effective = query.point.effective { end.put("effective", "\(effective)") }
            if let cursor = query.cursor { end.put("cursor", cursor) } else { end.putNull("cursor") }
            Output.standard.line(end.text)
        } else if options.csv {
            Output.standard.raw(csv(model.members, query.rows, byteOrderMark: options.bom))
        } else {
            Output.standard.raw(text(columns, query))
        }
        Output.standard.flush()
    }

    /// Every member of every row; a list becomes its elements with blanks between.
    static func csv(_ members: [String], _ rows: [JSONValue], byteOrderMark: Bool) -> String {
        var csv = CSVText(header: members, byteOrderMark: byteOrderMark)
        for row in rows {
            let values = members.map { row[$0] }
            csv.add(
                values.map { $0.map(ViewQuery.cell) ?? "" },
                isText: values.map { if case .integer? = $0 { false } else { true } })
        }
        return csv.text
    }

    private static func text(_ columns: [ViewColumn], _ query: ViewQuery) -> String {
        let more = query.cursor.map { tr("more: --cursor \($0)\n", "下一页：--cursor \($0)\n") } ?? ""
        return text(columns, query.rows, query.point, query.answer.source) + more
    }

    /// The table, and under it how many rows it has and what they go by.
    static func text(
        _ columns: [ViewColumn], _ rows: [JSONValue], _ point: KnownPoint, _ source: ViewAnswer.Source
    ) -> String {
        let right = columns.indices.filter { columns[$0].isNumber ?? isNumber(columns[$0].member) }
        let spare = columns.indices.dropFirst(3).reversed().filter { !columns[$0].isKept }
        var table = TableText(columns.map { tr($0.title) }, right: Set(right), spare: spare)
        for row in rows { table.add(columns.map { $0.cell?(row, point) ?? cell(row[$0.member], $0) }) }
        let count = grouped(UInt64(rows.count)), known = point.words
        let how = source == .view ? tr("read model", "读模型") : tr("folded from the log", "由日志推导")
        return table.text
            + tr("\(count) \(rows.count == 1 ? "row" : "rows"), as of \(known) (\(how))\n", "\(count) 行，截至\(known)（\(how)）\n")
    }

    private static func isNumber(_ member: String) -> Bool {
        ["Fen", "Bp", "Ppm", "CentiSqm", "PerSqm"].contains { member.hasSuffix($0) }
            || ["rows", "leg", "entries", "last", "score", "direct", "relayed", "declared", "derived", "refused", "dropped"]
                .contains(member)
    }

    private static func cell(_ value: JSONValue?, _ column: ViewColumn) -> String {
        switch value {
        case nil: ""
        case .integer(let number)?:
            if column.member.hasSuffix("Fen") || column.member.hasSuffix("FenPerSqm") {
                yuan(number)
            } else {
                ValueWords.text(.number(number), at: column.member)
            }
        case .text(let text)?: words(text, column.path)
        case .list(let elements)?: elements.map { cell($0, column) }.joined(separator: " ")
        case let value?: ViewQuery.cell(value)
        }
    }

    private static func words(_ text: String, _ path: String) -> String {
        path.isEmpty ? text : ValueWords.text(.text(text), at: path)
    }
}
