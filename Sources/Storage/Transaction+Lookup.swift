internal import CLMDB

extension Transaction where Self: ~Copyable {
    /// Lends the value stored under `key` to `body`, without a copy.
    ///
    /// - Parameter body: gets bytes at any alignment, gone when it returns.
    /// - Returns: what `body` returned, or `nil` when nothing is stored there.
    ///
    /// LMDB: `mdb_get`.
    @inlinable @inline(__always)
    public borrowing func withValue<R>(
        _ key: Span<UInt8>, in table: Table, _ body: (Span<UInt8>) throws -> R
    ) throws -> R? {
        guard let bytes = unsafe try handle.lookup(key, table) else { return nil }
        return try body(unsafe bytes.assumingMemoryBound(to: UInt8.self).span)
    }

    /// As ``withValue(_:in:_:)``, with an 8-byte big-endian key.
    @inlinable @inline(__always)
    public borrowing func withValue<R>(
        at index: UInt64, in table: Table, _ body: (Span<UInt8>) throws -> R
    ) throws -> R? {
        guard let bytes = unsafe try handle.lookup(index, table) else { return nil }
        return try body(unsafe bytes.assumingMemoryBound(to: UInt8.self).span)
    }

    /// A copy of the value under `key`, or `nil`.
    public borrowing func value(_ key: Span<UInt8>, in table: Table) throws -> [UInt8]? {
        try withValue(key, in: table) { span in Array(copying: span) }
    }
}

extension TransactionHandle {
    @usableFromInline
    func lookup(_ key: Span<UInt8>, _ table: Table) throws(StoreError) -> UnsafeRawBufferPointer? {
        var value = unsafe MDB_val()
        let code = unsafe key.withUnsafeBufferPointer { bytes in
            var key = unsafe MDB_val(mv_size: bytes.count, mv_data: UnsafeMutableRawPointer(mutating: bytes.baseAddress))
            return unsafe mdb_get(pointer, table.id, &key, &value)
        }
        if code == MDB_NOTFOUND { return nil }
        try check(code, "mdb_get")
        return unsafe UnsafeRawBufferPointer(start: value.mv_data, count: value.mv_size)
    }

    @usableFromInline
    func lookup(_ index: UInt64, _ table: Table) throws(StoreError) -> UnsafeRawBufferPointer? {
        var value = unsafe MDB_val()
        let code = unsafe withUnsafeBytes(of: index.bigEndian) { bytes in
            var key = unsafe MDB_val(mv_size: bytes.count, mv_data: UnsafeMutableRawPointer(mutating: bytes.baseAddress))
            return unsafe mdb_get(pointer, table.id, &key, &value)
        }
        if code == MDB_NOTFOUND { return nil }
        try check(code, "mdb_get")
        return unsafe UnsafeRawBufferPointer(start: value.mv_data, count: value.mv_size)
    }
}

extension Array where Element == UInt8 {
    /// The bytes of `span`.
    @inlinable
    public init(copying span: Span<UInt8>) {
        self = unsafe span.withUnsafeBufferPointer { unsafe Array($0) }
    }
}
