internal import CanonicalJSON
internal import Storage

/// Lines copied out of one snapshot: at most 1,024, or the first past 1 MiB.
struct EntryPage: ~Copyable {
    private var cursor: LogCursor
    private var bytes = ByteBuilder(capacity: 1 << 16)
    private var rows: [(index: UInt64, range: Range<Int>)] = []
    /// Indexes that the cursor gave and the last page had no room for.
    private var waiting: [UInt64] = []

    init(_ cursor: LogCursor) { self.cursor = cursor }

    var count: Int { rows.count }

    /// Reads the next page.
    ///
    /// - Returns: `false` at the end.
    /// - Throws: ``LedgerError`` `storedRowBroken` where an index names an entry that is not there.
    mutating func fill(_ ledger: Ledger) throws -> Bool {
        rows.removeAll(keepingCapacity: true)
        bytes.removeAll()
        var cursor = cursor
        var indexes = waiting
        try ledger.environment.read { transaction in
            try transaction.withCursors(ledger.tables.all) { cursors in
                if indexes.isEmpty { indexes = try cursor.next(1024, &cursors) }
                var taken = 0
                for index in indexes where bytes.count < 1 << 20 {
                    let key = Row.entry(index)
                    guard try cursors[.entries].seek(key.span) else {
                        throw LedgerError(.storedRowBroken, ["entries", String(index)])
                    }
                    let from = bytes.count
                    cursors[.entries].withRow { bytes.append($1) }
                    rows.append((index, from..<bytes.count))
                    taken += 1
                }
                indexes.removeFirst(taken)
            }
        }
        self.cursor = cursor
        waiting = indexes
        return !rows.isEmpty
    }

    func withEntry<R>(_ number: Int, _ body: (UInt64, Span<UInt8>) throws -> R) rethrows -> R {
        let row = rows[number]
        return try bytes.withSpan { try body(row.index, $0.extracting(row.range)) }
    }
}
