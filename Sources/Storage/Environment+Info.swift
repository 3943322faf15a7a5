internal import CLMDB

extension Environment {
    /// Sizes of an environment, for `doctor` and `stats`.
    public struct Info: Hashable, Sendable {
        public let mapBytes: Int
        public let pageBytes: Int
        /// Pages in use up to the last one, so `usedPages * pageBytes` is the size of the file.
        public let usedPages: Int
        public let readerSlots: Int
        public let maximumReaders: Int
        public let lastTransaction: Int
    }

    /// LMDB: `mdb_env_info`, `mdb_env_stat`.
    public func info() throws(StoreError) -> Info {
        var info = unsafe MDB_envinfo()
        try unsafe check(mdb_env_info(handle, &info), "mdb_env_info")
        var statistics = MDB_stat()
        try unsafe check(mdb_env_stat(handle, &statistics), "mdb_env_stat")
        return unsafe Info(
            mapBytes: info.me_mapsize, pageBytes: Int(statistics.ms_psize), usedPages: info.me_last_pgno + 1,
            readerSlots: Int(info.me_numreaders), maximumReaders: Int(info.me_maxreaders),
            lastTransaction: info.me_last_txnid)
    }

    /// Longest key in bytes. LMDB: `mdb_env_get_maxkeysize`.
    public var maximumKeyBytes: Int { unsafe Int(mdb_env_get_maxkeysize(handle)) }

    /// LMDB's version as it says it itself.
    public static var libraryVersion: String { unsafe String(cString: mdb_version(nil, nil, nil)) }
}

/// Rows and pages of one table. LMDB: `mdb_stat`.
public struct TableSize: Hashable, Sendable {
    public let rows: Int
    public let pages: Int
    public let depth: Int
}

extension Transaction where Self: ~Copyable {
    public borrowing func size(of table: Table) throws(StoreError) -> TableSize {
        var statistics = MDB_stat()
        try unsafe check(mdb_stat(handle.pointer, table.id, &statistics), "mdb_stat")
        return TableSize(
            rows: statistics.ms_entries,
            pages: statistics.ms_branch_pages + statistics.ms_leaf_pages + statistics.ms_overflow_pages,
            depth: Int(statistics.ms_depth))
    }
}
