internal import CLMDB

extension Environment {
    /// Runs `body` on `count` threads, each with a transaction of its own on the *same* state of the store.
    ///
    /// - Parameter body: gets its number, 0 for the calling thread. The first error is thrown once all have ended.
    public func readConcurrently(_ count: Int, _ body: @escaping @Sendable (Int, borrowing ReadTransaction) throws -> Void) throws
    {
        precondition(count > 0)
        let handles = try sameSnapshots(count)
        defer {
            abort(handles)
        }
        let failure = Lock<(any Error)?>(nil)
        let run: @Sendable (Int) -> Void = { number in
            do {
                try body(number, ReadTransaction(handle: unsafe TransactionHandle(pointer: handles.pointers[number])))
            } catch {
                failure.withLock { $0 = $0 ?? error }
            }
        }
        let threads = (1..<max(count, 1)).map { number in Thread { run(number) } }
        run(0)
        for thread in threads { thread.join() }
        if let error = failure.withLock({ $0 }) { throw error }
    }

    /// Transactions may move between threads (`MDB_NOTLS`), as long as one at a time uses each.
    @safe private struct Handles: @unchecked Sendable { var pointers: [OpaquePointer] = unsafe [] }

    /// A commit between two begins gives two states; then all are begun again.
    private func sameSnapshots(_ count: Int) throws(StoreError) -> Handles {
        while true {
            var handles = Handles()
            do throws(StoreError) {
                for _ in 0..<count { unsafe handles.pointers.append(try begin(write: false)) }
            } catch {
                abort(handles)
                throw error
            }
            let numbers = unsafe handles.pointers.map { unsafe mdb_txn_id($0) }
            if numbers.allSatisfy({ $0 == numbers[0] }) { return handles }
            abort(handles)
        }
    }

    private func abort(_ handles: Handles) {
        for number in 0..<(unsafe handles.pointers.count) {
            unsafe mdb_txn_abort(handles.pointers[number])
            ended()
        }
    }
}
