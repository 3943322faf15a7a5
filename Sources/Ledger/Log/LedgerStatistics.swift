internal import Storage

/// How much there is of what.
public struct LedgerStatistics: Hashable, Sendable {
    public var entries: UInt64 = 0
    public var streams = 0
    /// Type names with their counts, by name.
    public var types: [(name: String, count: UInt64)] = []
    /// Rows, pages and bytes of each table.
    public var tables: [(name: String, rows: Int, bytes: Int)] = []
    public var fileBytes = 0

    public static func == (a: Self, b: Self) -> Bool {
        a.entries == b.entries && a.streams == b.streams && a.fileBytes == b.fileBytes
    }
    public func hash(into hasher: inout Hasher) { hasher.combine(entries) }
}

extension Ledger {
    /// Counts from the indexes, without reading the log: one seek per type.
    public func statistics() throws -> LedgerStatistics {
        let info = try environment.info()
        return try environment.read { transaction in
            var result = LedgerStatistics()
            result.fileBytes = info.usedPages * info.pageBytes
            for table in LedgerTable.allCases {
                let size = try transaction.size(of: tables[table])
                result.tables.append(("\(table)", size.rows, size.pages * info.pageBytes))
                if table == .entries { result.entries = UInt64(size.rows) }
                if table == .streams { result.streams = size.rows }
            }
            try transaction.withCursor(tables[.types]) { cursor in
                var isThere = try cursor.first()
                while isThere {
                    let name = cursor.withRow { key, _ in Array(copying: key.extracting(0..<max(key.count - 5, 0))) }
                    result.types.append((String(decoding: name, as: UTF8.self), try LogCursor.countOfType(name, &cursor)))
                    let after = name + [0x01]
                    isThere = try cursor.seek(atOrAfter: after.span)
                }
            }
            return result
        }
    }
}

extension Ledger {
    /// Map, pages and readers of the store.
    public struct StoreInfo: Hashable, Sendable {
        public let mapBytes: Int
        public let pageBytes: Int
        public let usedPages: Int
    }

    public func storeInfo() throws -> StoreInfo {
        let info = try environment.info()
        return StoreInfo(mapBytes: info.mapBytes, pageBytes: info.pageBytes, usedPages: info.usedPages)
    }

    /// Frees the slots of readers that died.
    ///
    /// - Returns: how many there were.
    public func clearStaleReaders() throws -> Int { try environment.clearStaleReaders() }
}
