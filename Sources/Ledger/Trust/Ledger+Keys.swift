public import Proofs
internal import Storage

extension Ledger {
    /// The keys of the log as it is now: read anew, since another process may have changed the key.
    ///
    /// - Throws: ``LedgerError`` `storedRowBroken` where entry 0 names none.
    public func keyHistory() throws(LedgerError) -> KeyHistory { try keysAndHead().keys }

    /// The same; `nil` where entry 0 or the head does not tell, which `verify` names.
    public func keyHistoryIfNamed() throws(LedgerError) -> KeyHistory? {
        do throws(LedgerError) {
            return try keyHistory()
        } catch {
            if error.code == .storedRowBroken { return nil }
            throw error
        }
    }

    /// The key in force: it signs what comes next.
    ///
    /// - Throws: ``LedgerError`` `storedRowBroken`.
    public func verifierKey() throws(LedgerError) -> VerifierKey { try keyHistory().current }

    /// Both out of one state of the store: at the size of a change of key they depend on each other.
    func keysAndHead() throws(LedgerError) -> (keys: KeyHistory, head: Head?) {
        let read: (keys: KeyHistory, head: Head?)?
        do {
            read = try environment.read { transaction in
                let name = Head.key
                let head = try transaction.withValue(name.span, in: tables[.meta]) { Head(row: $0) } ?? nil
                return try transaction.withCursors(tables.all) { cursors in
                    try KeyHistory.read(origin: origin, below: .max, &cursors).map { ($0.history, head) }
                }
            }
        } catch {
            throw LedgerError(wrapping: error, folder)
        }
        guard let read else { throw LedgerError(.storedRowBroken, ["entries", "0"]) }
        return read
    }
}
