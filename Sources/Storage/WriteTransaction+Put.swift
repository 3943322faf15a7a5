internal import CLMDB

extension WriteTransaction {
    /// How a row is put.
    public enum Placement: Hashable, Sendable {
        /// Replaces what is there.
        case replace
        /// Throws `keyExists` where a row is.
        case insert
        /// Past every other key, the cheapest; throws `keyExists` for a key that is not. LMDB: `MDB_APPEND`.
        case append

        var flags: UInt32 {
            switch self {
            case .replace: 0
            case .insert: UInt32(MDB_NOOVERWRITE)
            case .append: UInt32(MDB_NOOVERWRITE | MDB_APPEND)
            }
        }
    }

    /// Stores `value` under `key`. LMDB: `mdb_put`.
    ///
    /// - Throws: ``StoreError`` `mapFull`, after which the transaction can only be given up.
    public mutating func put(
        _ key: Span<UInt8>, _ value: Span<UInt8>, in table: Table, _ placement: Placement = .replace
    ) throws(StoreError) {
        let code = unsafe key.withUnsafeBufferPointer { keyBytes in
            unsafe value.withUnsafeBufferPointer { valueBytes in
                var key = unsafe MDB_val(keyBytes)
                var value = unsafe MDB_val(valueBytes)
                return unsafe mdb_put(handle.pointer, table.id, &key, &value, placement.flags)
            }
        }
        try check(code, "mdb_put")
    }

    /// Stores `value` under the 8-byte big-endian `index`.
    public mutating func put(
        at index: UInt64, _ value: Span<UInt8>, in table: Table, _ placement: Placement = .replace
    ) throws(StoreError) {
        let code = unsafe withUnsafeBytes(of: index.bigEndian) { keyBytes in
            unsafe value.withUnsafeBufferPointer { valueBytes in
                var key = unsafe MDB_val(
                    mv_size: keyBytes.count, mv_data: UnsafeMutableRawPointer(mutating: keyBytes.baseAddress))
                var value = unsafe MDB_val(valueBytes)
                return unsafe mdb_put(handle.pointer, table.id, &key, &value, placement.flags)
            }
        }
        try check(code, "mdb_put")
    }

    /// Removes the row under `key`. LMDB: `mdb_del`.
    ///
    /// - Returns: whether there was one.
    public mutating func delete(_ key: Span<UInt8>, in table: Table) throws(StoreError) -> Bool {
        let code = unsafe key.withUnsafeBufferPointer { keyBytes in
            var key = unsafe MDB_val(keyBytes)
            return unsafe mdb_del(handle.pointer, table.id, &key, nil)
        }
        if code == MDB_NOTFOUND { return false }
        try check(code, "mdb_del")
        return true
    }
}

extension MDB_val {
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        unsafe self.init(mv_size: bytes.count, mv_data: UnsafeMutableRawPointer(mutating: bytes.baseAddress))
    }
}
