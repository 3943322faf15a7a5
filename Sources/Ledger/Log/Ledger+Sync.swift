internal import Storage

extension Ledger {
    /// Makes durable what this process has seen of the log: LMDB can show a commit whose sync a killed writer never finished.
    /// DESIGN.md section 3.
    ///
    /// - Throws: ``LedgerError`` `inputOutput`.
    public func syncSeen() throws {
        do throws(StoreError) { try environment.syncData() } catch { throw LedgerError(.inputOutput, [folder, "\(error)"]) }
    }
}
