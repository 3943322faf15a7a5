internal import CLMDB

extension WriteTransaction {
    /// Removes every row of `table`, which stays. LMDB: `mdb_drop`.
    public mutating func empty(_ table: Table) throws(StoreError) {
        try check(unsafe mdb_drop(handle.pointer, table.id, 0), "mdb_drop")
    }
}
