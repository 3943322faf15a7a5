/// The text of one cell, well-formed UTF-8 without NUL. A slice, so that the cells of a row share one buffer; compared
/// byte by byte, never by Unicode equivalence.
public typealias Cell = ArraySlice<UInt8>

/// One row of a file, before a map looked at it.
public struct Row: Hashable, Sendable {
    /// The line on which the row starts, from 1; a quoted line break counts.
    public let line: Int
    /// `nil` for a member that is `null` or absent; CSV has only empty text.
    public let cells: [Cell?]

    public init(line: Int, cells: [Cell?]) {
        self.line = line
        self.cells = cells
    }
}

/// What a reader makes of the next row.
public enum RowReading: Hashable, Sendable {
    case row(Row)
    case rejected(RowRejection)
}
