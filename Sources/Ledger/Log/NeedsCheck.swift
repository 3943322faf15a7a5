internal import Storage

/// After a commit that failed in its sync, nobody knows what the disk holds. DESIGN.md section 4.
extension Ledger {
    var needsCheckPath: String { folder + "/needs-check" }

    /// What a failed commit means: a full disk where the old head provably stands, an unknown outcome otherwise.
    func settleFailedCommit(_ error: StoreError) throws -> LedgerError {
        if error.code == .mapFull { return LedgerError(.mapFull, [folder]) }
        let isFull = error.code == .noSpace || error.code == .quota
        // LMDB writes the meta page last: without room for the pages before it, it was not written.
        if isFull { return LedgerError(.diskFull, [folder]) }
        let note = Array("A commit could not be made durable: \(error)\n".utf8)
        do { try Files.create(needsCheckPath, note) } catch {
            // The mark itself could not be made, or is there: the process stops writing all the same.
            return LedgerError(.outcomeUnknown, [folder, "\(error)"])
        }
        return LedgerError(.outcomeUnknown, [folder, "\(error)"])
    }

    /// Where a mark stands, reads the file from the disk, verifies all of it, and only then removes the mark.
    ///
    /// - Throws: ``LedgerError`` `broken` with the first fault.
    func settleNeedsCheck() throws {
        guard Files.exists(needsCheckPath) else { return }
        let lock = try FileLock(path: folder + "/writer.lock")
        try lock.lock(waitMilliseconds: 10_000)
        defer { lock.unlock() }
        try environment.syncData()
        try Files.dropCache(folder + "/data.mdb")
        let report = try Verifier(self).run()
        guard report.verdict == .ok else { throw LedgerError(.broken, [report.firstFault?.kind.rawValue ?? "", folder]) }
        if Files.exists(needsCheckPath) { try Files.remove(needsCheckPath) }
    }
}
