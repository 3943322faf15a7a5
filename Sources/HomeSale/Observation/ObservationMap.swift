/// How rows of one source become observations: a mapping file, read. Data, not code; docs/IMPORT.md has the format.
public struct ObservationMap: Sendable {
    public enum Event: String, Sendable {
        case listing = "listing.observed"
        case sale = "sale.observed"
    }

    public enum Format: String, Sendable { case csv, jsonl }

    /// What the file is written in. Whoever opens the file turns it into UTF-8; nothing here sees other bytes.
    public enum Encoding: String, Sendable {
        case utf8 = "utf-8"
        case gb18030
    }

    /// Part of every key: two maps never make the same entry.
    public let id: String
    /// Part of every subject, `observed/<source>/<identity>`.
    public let source: String
    public let event: Event
    public let format: Format
    public let encoding: Encoding
    /// When the rows were seen, where the map knows it.
    public let observedOn: CivilDate?
    /// CSV columns to the right of the known ones, or members that are no column, are passed over and enter nothing.
    public let ignoresExtraColumns: Bool

    let columns: [Column]
    let missing: [[UInt8]]
    let identity: Identity
    let checks: [RowCheck]
    /// The columns in the order of their names by UTF-16 code units, as canonical JSON wants members.
    let rawOrder: [Int]

    public var columnNames: [String] { columns.map(\.name) }

    struct Column: Sendable {
        let name: String
        let bytes: [UInt8]
        /// The name as a canonical JSON string, with its quotes.
        let quoted: [UInt8]
        /// Declared as a code: the privacy guard leaves it alone.
        let isCode: Bool
        /// Tried in order; the first that fits gives the typed fields.
        let templates: [CellTemplate]
    }

    enum Identity: Sendable {
        /// The texts of these columns, joined by `/`.
        case columns([Int])
        /// What the hole of the template takes out of this column.
        case extracted(Int, CellTemplate)
        /// The source has no id: the digest of these columns.
        case stable([Int])
    }

    /// The cell says nothing: absent, empty, or one of the words for it.
    func isMissing(_ cell: Cell?) -> Bool {
        guard let cell, !cell.isEmpty else { return true }
        return missing.contains { $0.count == cell.count && cell.elementsEqual($0) }
    }
}
