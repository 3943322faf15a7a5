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
    /// What the last seal keeps of its tree; `nil` where nobody ever could make it.
    let seals: Table?

    init(_ environment: Environment) throws(StoreError) {
        let opened = try environment.openTables(LedgerTable.allCases.map { "\($0)" })
        all = InlineArray { opened[$0] }
        seals = try Self.optional("seals", environment)
    }

    private static func optional(_ name: String, _ environment: Environment) throws(StoreError) -> Table? {
        do throws(StoreError) {
            return try environment.openTables([name])[0]
        } catch  where error.code == .notFound && environment.access != .readWrite {
            return nil
        }
    }

    subscript(_ table: LedgerTable) -> Table { all[table.rawValue] }
}

extension InlineArray where Element == Cursor, count == 7 {
    subscript(_ table: LedgerTable) -> Cursor {
        _read { yield self[table.rawValue] }
        _modify { yield &self[table.rawValue] }
    }
}
