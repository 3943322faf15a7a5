/// A test that a row must pass, so that shifted and cut rows are found by what stands in the wrong place.
struct RowCheck: Sendable {
    enum Rule: Sendable {
        case integer(ClosedRange<Int64>)
        case words(Set<[UInt8]>)
        /// One of the column's templates fits.
        case reads
        /// Something is there; without it, a cell that says nothing passes.
        case present
    }

    let column: Int
    let isRequired: Bool
    let rule: Rule

    /// Applies the rule to `cell`, of column number `column` + 1.
    func rejection(_ cell: Cell?, line: Int, in map: ObservationMap) -> RowRejection? {
        func reject(_ code: RowRejection.Code, _ reason: String) -> RowRejection {
            RowRejection(line: line, column: column + 1, columnName: map.columns[column].name, code: code, reason: reason)
        }
        guard let cell, !map.isMissing(cell) else {
            return isRequired ? reject(.cellMissing, "nothing is there, and a whole row has something") : nil
        }
        switch rule {
        case .present: return nil
        case .integer(let range):
            guard let value = Self.integer(cell) else { return reject(.notAnInteger, "not an integer") }
            return range.contains(value)
                ? nil : reject(.integerOutOfRange, "an integer outside \(range.lowerBound) to \(range.upperBound)")
        case .words(let words):
            return words.contains(Array(cell)) ? nil : reject(.unknownWord, "none of the words that this column has")
        case .reads:
            return map.columns[column].templates.contains { $0.match(cell) != nil }
                ? nil : reject(.cellUnreadable, "not in any form that this column has")
        }
    }

    /// An integer, a sign and zero decimals allowed: `18`, `-1`, `2004.0`.
    private static func integer(_ cell: Cell) -> Int64? {
        guard cell.count <= 32 else { return nil }
        if cell.first == 0x2D { return exactDecimal(cell.dropFirst(), exponent: 0).map { -$0 } }
        return exactDecimal(cell, exponent: 0)
    }
}

extension ObservationMap {
    static func checks(_ map: inout MapObject, _ names: [String], hasTemplates: (Int) -> Bool) throws(MapFault) -> [RowCheck] {
        guard let value = map.value("checks") else { return [] }
        guard case .array(let elements) = value else { throw MapFault("checks", "an array is expected") }
        return try elements.enumerated().mapFaults { (k, element) throws(MapFault) in
            var object = try MapObject(element, "checks[\(k)]")
            let index = try column(object.required("column"), in: names, object.at("column"))
            let isRequired = try object.flag("required")
            let bounds = object.value("integer")
            let words = try object.strings("words")
            let reads = try object.flag("reads")
            try object.finish()
            let rule: RowCheck.Rule
            switch (bounds, words, reads) {
            case (.array(let pair)?, nil, false):
                guard pair.count == 2, case .integer(let low) = pair[0], case .integer(let high) = pair[1], low <= high else {
                    throw MapFault(object.at("integer"), "two integers, lowest and highest, are expected")
                }
                rule = .integer(Int64(low)...Int64(high))
            case (nil, let words?, false): rule = .words(Set(words.map { Array($0.utf8) }))
            case (nil, nil, true):
                guard hasTemplates(index) else { throw MapFault(object.at("reads"), "the column has no templates under read") }
                rule = .reads
            case (nil, nil, false) where isRequired: rule = .present
            default: throw MapFault(object.path, "one of integer, words, reads or required is expected")
            }
            return RowCheck(column: index, isRequired: isRequired, rule: rule)
        }
    }
}
