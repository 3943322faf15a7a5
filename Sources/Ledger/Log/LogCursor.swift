internal import Storage

/// Where a query stands: which index comes next, by the log itself, a stream, or a type.
struct LogCursor {
    private enum Path {
        case log
        /// Stream number and how many entries it has.
        case stream(number: UInt64, count: UInt32)
        case type([UInt8])
        case nothing
    }

    private let path: Path
    private let isBackward: Bool
    private let low: UInt64
    private let high: UInt64
    /// Index on the log, revision in a stream, position in a type's list.
    private var position: UInt64

    init(_ ledger: Ledger, _ query: LogQuery) throws {
        isBackward = query.isBackward
        var low = query.from ?? 0, high = min(query.to ?? .max, try ledger.head()?.size ?? 0)
        if let since = query.since { low = max(low, try ledger.firstIndex(atOrAfter: since)) }
        if let until = query.until { high = min(high, try ledger.firstIndex(atOrAfter: until)) }
        self.low = low
        self.high = max(low, high)
        if let subject = query.subject {
            let name = Array(subject.utf8)
            let state = try ledger.environment.read { transaction in
                name.isEmpty || name.count > 511
                    ? nil : try transaction.withValue(name.span, in: ledger.tables[.streams]) { StreamState(row: $0) } ?? nil
            }
            path = state.map { .stream(number: $0.number, count: $0.count) } ?? .nothing
            position = isBackward ? UInt64(state?.count ?? 0) : 0
        } else if let type = query.type {
            let name = Array(type.utf8)
            path = .type(name)
            position = 0
            if isBackward {
                position = try ledger.environment.read {
                    try $0.withCursor(ledger.tables[.types]) { try LogCursor.countOfType(name, &$0) }
                }
            }
        } else {
            path = .log
            position = isBackward ? self.high : low
        }
    }

    /// The next indexes, at most `limit`, in the query's order; empty at the end.
    mutating func next(_ limit: Int, _ cursors: inout LedgerCursors) throws -> [UInt64] {
        var indexes: [UInt64] = []
        switch path {
        case .nothing: return []
        case .log:
            while indexes.count < limit, isBackward ? position > low : position < high {
                if isBackward { position -= 1 }
                indexes.append(position)
                if !isBackward { position += 1 }
            }
        case .stream(let number, let count):
            while indexes.count < limit, isBackward ? position > 0 : position < UInt64(count) {
                let revision = isBackward ? position - 1 : position
                let key = Row.streamIndex(number, UInt32(revision))
                guard try cursors[.streamIndex].seek(key.span) else {
                    throw LedgerError(.storedRowBroken, ["streamIndex", "\(number)/\(revision)"])
                }
                indexes.append(cursors[.streamIndex].withRow { $1.count == 14 ? Row.load($1, 0, 6) : .max })
                position = isBackward ? position - 1 : position + 1
            }
            indexes = indexes.filter { $0 >= low && $0 < high }
            if indexes.isEmpty, isBackward ? position > 0 : position < UInt64(count) { return try next(limit, &cursors) }
        case .type(let name):
            while indexes.count < limit {
                if isBackward && position == 0 { break }
                let place = isBackward ? position - 1 : position
                let key = Row.type(name, UInt32(place / UInt64(Row.chunk)))
                guard try cursors[.types].seek(key.span) else { break }
                let index = cursors[.types].withRow { _, row -> UInt64? in
                    let offset = Int(place % UInt64(Row.chunk)) * Row.indexBytes
                    return offset + Row.indexBytes <= row.count ? Row.load(row, offset, Row.indexBytes) : nil
                }
                guard let index else { break }
                position = isBackward ? position - 1 : position + 1
                if index >= high {
                    if isBackward { continue } else { break }
                }
                if index < low {
                    if isBackward { break } else { continue }
                }
                indexes.append(index)
            }
        }
        return indexes
    }

    /// How many entries the type index has under `name`.
    static func countOfType(_ name: [UInt8], _ cursor: inout Cursor) throws -> UInt64 {
        let after = name + [0x01]
        guard try cursor.seek(before: after.span) else { return 0 }
        return cursor.withRow { key, row in
            guard key.count == name.count + 5, Array(copying: key.extracting(0..<name.count)) == name, key[name.count] == 0 else {
                return 0
            }
            return Row.load(key, name.count + 1, 4) * UInt64(Row.chunk) + UInt64(row.count / Row.indexBytes)
        }
    }
}
