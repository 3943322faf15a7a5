/// Why a row was not taken. A row is taken whole or rejected whole.
public struct RowRejection: Error, Hashable, Sendable {
    public enum Code: String, CaseIterable, Hashable, Sendable {
        // The bytes are no row.
        case quoteInsideCell, textAfterQuote, unterminatedQuote, strayCarriageReturn, nulByte, notUTF8, rowTooLong,
            tooManyCells
        case notJSON, unexpectedValue, unknownMember
        // The row does not fit the map.
        case columnCount, headerRepeated, identityMissing, cellMissing, notAnInteger, integerOutOfRange, unknownWord
        case cellUnreadable, entryTooLong
    }

    /// Where the row starts, from 1.
    public let line: Int
    /// The column, from 1, where it is known.
    public let column: Int?
    /// The column's name, where it has one.
    public let columnName: String?
    public let code: Code
    /// The reason in words. It names lengths and bounds and never quotes a cell: a rejects file is no place for personal data.
    public let reason: String

    public init(line: Int, column: Int? = nil, columnName: String? = nil, code: Code, reason: String) {
        self.line = line
        self.column = column
        self.columnName = columnName
        self.code = code
        self.reason = reason
    }

    /// The same with the column's name filled in from `names`.
    func named(_ names: [String]) -> RowRejection {
        guard columnName == nil, let column, names.indices.contains(column - 1) else { return self }
        return RowRejection(line: line, column: column, columnName: names[column - 1], code: code, reason: reason)
    }
}
