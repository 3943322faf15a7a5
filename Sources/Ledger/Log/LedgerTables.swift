internal import Storage

/// The tables of a ledger's environment; docs/FORMAT.md says what each row is.
enum LedgerTable: Int, CaseIterable {
    case entries, tiles, streams, streamIndex, keys, types, meta

    static let count = 7
}

/// A cursor on each table, numbered by ``LedgerTable``.
typealias LedgerCursors = InlineArray<7, Cursor>

struct LedgerTables: Sendable {
    let all: InlineArray<7, Table>

    init(_ environment: Environment) throws(StoreError) {
        let opened = try environment.openTables(LedgerTable.allCases.map { "\($0)" })
        all = InlineArray { opened[$0] }
    }

    subscript(_ table: LedgerTable) -> Table { all[table.rawValue] }
}

extension InlineArray where Element == Cursor, count == 7 {
    subscript(_ table: LedgerTable) -> Cursor {
        _read { yield self[table.rawValue] }
        _modify { yield &self[table.rawValue] }
    }
}
