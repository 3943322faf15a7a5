internal import CLMDB

/// A table of an environment; the name is opened once and the handle kept.
public struct Table: Hashable, Sendable {
    let id: MDB_dbi
}

/// LMDB's transaction, for this module's eyes only.
@safe public struct TransactionHandle: Copyable {
    let pointer: OpaquePointer
}

/// What reading and writing transactions share: looking things up in one state of the store.
public protocol Transaction: ~Copyable {
    var handle: TransactionHandle { get }
}

/// Reads one state of the store, whatever is committed meanwhile. Ends with the closure that got it.
public struct ReadTransaction: ~Copyable, Transaction {
    public let handle: TransactionHandle
}

/// The one writer. Nothing it does is seen before the closure that got it returns.
public struct WriteTransaction: ~Copyable, Transaction {
    public let handle: TransactionHandle
}

extension Environment {
    /// Runs `body` on the newest committed state. Never waits for a writer; costs about 0.2 µs.
    ///
    /// Keep it short: a snapshot pins old pages and the file grows.
    public func read<R>(_ body: (borrowing ReadTransaction) throws -> R) throws -> R {
        let pointer = unsafe try begin(write: false)
        defer {
            unsafe mdb_txn_abort(pointer)
            ended()
        }
        return try body(ReadTransaction(handle: unsafe TransactionHandle(pointer: pointer)))
    }

    /// Runs `body`, then makes it durable; a throw leaves no trace.
    ///
    /// Begins and ends on the calling thread: LMDB's write lock belongs to it.
    @available(*, noasync, message: "blocks on fsync: call it from the log writer")
    public func write<R>(_ body: (inout WriteTransaction) throws -> R) throws -> R {
        let pointer = unsafe try begin(write: true)
        defer { ended() }
        let result: R
        do {
            var transaction = WriteTransaction(handle: unsafe TransactionHandle(pointer: pointer))
            result = try body(&transaction)
        } catch {
            unsafe mdb_txn_abort(pointer)
            throw error
        }
        // LMDB frees the handle whether or not this succeeds.
        let code = unsafe mdb_txn_commit(pointer)
        if code != MDB_SUCCESS { throw CommitError(underlying: failure(code, "mdb_txn_commit")) }
        return result
    }

    /// Opens tables, in a write transaction that creates what is missing, or in a reading one.
    ///
    /// - Throws: ``StoreError`` `notFound` for a table that is absent from a folder opened for reading.
    public func openTables(_ names: [String]) throws(StoreError) -> [Table] {
        let write = access.mayWrite
        let pointer = unsafe try begin(write: write)
        defer { ended() }
        var tables: [Table] = []
        for name in names {
            var id: MDB_dbi = 0
            let code = unsafe mdb_dbi_open(pointer, name, write ? UInt32(MDB_CREATE) : 0, &id)
            if code != MDB_SUCCESS {
                unsafe mdb_txn_abort(pointer)
                throw failure(code, "mdb_dbi_open")
            }
            tables.append(Table(id: id))
        }
        // Committing, also a reading one, is what keeps the handles.
        try check(unsafe mdb_txn_commit(pointer), "mdb_txn_commit")
        return tables
    }
}

/// The commit itself failed, so what the disk holds may not be known.
public struct CommitError: Error, Hashable, Sendable {
    public let underlying: StoreError
}

extension ReadTransaction {
    /// The number of the committed transaction this one sees: equal numbers, equal states. LMDB: `mdb_txn_id`.
    public var snapshotNumber: Int { unsafe Int(mdb_txn_id(handle.pointer)) }
}
