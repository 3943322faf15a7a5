internal import CLMDB

/// A place in a table. Lives inside ``Transaction/withCursor(_:_:)``, since LMDB forgets it with its transaction.
///
/// Every move says whether a row is there; a scan that stops on an error throws, so it never looks like one that ended.
@safe public struct Cursor: ~Copyable {
    private let pointer: OpaquePointer
    private var key = unsafe MDB_val()
    private var value = unsafe MDB_val()

    init(_ handle: TransactionHandle, _ table: Table) throws(StoreError) {
        var opened: OpaquePointer?
        try unsafe check(mdb_cursor_open(handle.pointer, table.id, &opened), "mdb_cursor_open")
        unsafe pointer = opened!
    }

    deinit { unsafe mdb_cursor_close(pointer) }

    public mutating func first() throws(StoreError) -> Bool { try move(MDB_FIRST) }
    public mutating func last() throws(StoreError) -> Bool { try move(MDB_LAST) }
    public mutating func next() throws(StoreError) -> Bool { try move(MDB_NEXT) }
    public mutating func previous() throws(StoreError) -> Bool { try move(MDB_PREV) }

    /// To the row under `key`.
    public mutating func seek(_ key: Span<UInt8>) throws(StoreError) -> Bool { try move(MDB_SET_KEY, key) }

    /// To the row under `key`, or the first after it.
    public mutating func seek(atOrAfter key: Span<UInt8>) throws(StoreError) -> Bool { try move(MDB_SET_RANGE, key) }

    /// To the last row whose key is below `key`.
    public mutating func seek(before key: Span<UInt8>) throws(StoreError) -> Bool {
        try move(MDB_SET_RANGE, key) ? try move(MDB_PREV) : try move(MDB_LAST)
    }

    /// Lends key and value of the row the last successful move went to.
    ///
    /// Only after a move that said a row is there: anything else is a bug, and traps.
    @inlinable @inline(__always)
    public borrowing func withRow<R>(_ body: (_ key: Span<UInt8>, _ value: Span<UInt8>) throws -> R) rethrows -> R {
        precondition(hasRow, "the cursor stands on no row")
        return try unsafe body(
            currentKey.assumingMemoryBound(to: UInt8.self).span, currentValue.assumingMemoryBound(to: UInt8.self).span)
    }

    /// Replaces the value of the row the last successful move went to, by one of the same length: no second descent.
    ///
    /// LMDB: `MDB_CURRENT`.
    public mutating func replaceValue(_ value: Span<UInt8>) throws(StoreError) {
        let code = unsafe value.withUnsafeBufferPointer { bytes in
            var data = unsafe MDB_val(bytes)
            return unsafe mdb_cursor_put(pointer, &key, &data, UInt32(MDB_CURRENT))
        }
        leaveRow()
        try check(code, "mdb_cursor_put")
    }

    /// Stores a row. The cursor then stands on no row until it is moved. LMDB: `mdb_cursor_put`.
    public mutating func put(
        _ key: Span<UInt8>, _ value: Span<UInt8>, _ placement: WriteTransaction.Placement = .replace
    ) throws(StoreError) {
        let code = unsafe key.withUnsafeBufferPointer { keyBytes in
            unsafe value.withUnsafeBufferPointer { valueBytes in
                var key = unsafe MDB_val(keyBytes)
                var value = unsafe MDB_val(valueBytes)
                return unsafe mdb_cursor_put(pointer, &key, &value, placement.flags)
            }
        }
        leaveRow()
        try check(code, "mdb_cursor_put")
    }

    @usableFromInline
    var hasRow: Bool { unsafe key.mv_data != nil }
    @usableFromInline
    var currentKey: UnsafeRawBufferPointer { unsafe UnsafeRawBufferPointer(start: key.mv_data, count: key.mv_size) }
    @usableFromInline
    var currentValue: UnsafeRawBufferPointer { unsafe UnsafeRawBufferPointer(start: value.mv_data, count: value.mv_size) }

    private mutating func move(_ operation: MDB_cursor_op) throws(StoreError) -> Bool {
        let code = unsafe mdb_cursor_get(pointer, &key, &value, operation)
        return try hasMoved(code)
    }

    private mutating func move(_ operation: MDB_cursor_op, _ wanted: Span<UInt8>) throws(StoreError) -> Bool {
        let code = unsafe wanted.withUnsafeBufferPointer { bytes in
            unsafe key = MDB_val(bytes)
            return unsafe mdb_cursor_get(pointer, &key, &value, operation)
        }
        return try hasMoved(code)
    }

    @inline(__always)
    private mutating func hasMoved(_ code: Int32) throws(StoreError) -> Bool {
        if code == MDB_SUCCESS { return true }
        leaveRow()
        if code == MDB_NOTFOUND { return false }
        throw failure(code, "mdb_cursor_get")
    }

    /// What was read may lie in a page that a write has moved since.
    @inline(__always)
    private mutating func leaveRow() {
        unsafe key = MDB_val()
        unsafe value = MDB_val()
    }
}

extension Transaction where Self: ~Copyable {
    /// Runs `body` with a cursor on `table`.
    public borrowing func withCursor<R>(_ table: Table, _ body: (inout Cursor) throws -> R) throws -> R {
        var cursor = try Cursor(handle, table)
        return try body(&cursor)
    }
}

extension Transaction where Self: ~Copyable {
    /// Runs `body` with one cursor on each of `tables`, in their order.
    public borrowing func withCursors<let count: Int, R>(
        _ tables: InlineArray<count, Table>, _ body: (inout InlineArray<count, Cursor>) throws -> R
    ) throws -> R {
        var cursors = try InlineArray<count, Cursor> { (k: Int) throws(StoreError) in try Cursor(handle, tables[k]) }
        return try body(&cursors)
    }
}
