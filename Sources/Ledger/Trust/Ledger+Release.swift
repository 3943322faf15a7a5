public import Proofs
internal import Storage

extension Ledger {
    /// Signs a checkpoint of the present head and releases it: from here on its bytes may leave the process.
    ///
    /// The same size and root give the same note. The record of what was released lies outside the folder and is replaced,
    /// durably, before the note is returned; a ledger that does not contain the tree of the record is refused. A log must
    /// never sign two trees. DESIGN.md section 3.
    /// - Throws: ``LedgerError`` `replicaTakesNoDrafts`, `rolledBack`, `headMismatch`, `keyMismatch`.
    public func releaseCheckpoint(key: SigningKey, state: StateFolder) throws -> SignedNote {
        try checkTakesDrafts()
        let verifierKey = try verifierKey()
        guard key.publicKey == verifierKey.publicKey else { throw LedgerError(.keyMismatch, [verifierKey.text]) }
        return try state.withLock(state.releasePath(origin)) {
            guard let head = try head() else { throw LedgerError(.storedRowBroken, ["meta", "head"]) }
            // LMDB can show a state whose sync a killed writer never finished.
            try environment.syncData()
            guard head.isSigned(by: verifierKey.publicKey, origin: origin) else {
                throw LedgerError(.headMismatch, [String(head.size)])
            }
            try checkNotRolledBack(state)
            let checkpoint = head.checkpoint(origin: origin)
            if let last = try state.released(origin) {
                guard let old = Checkpoint(body: last.body), old.size <= checkpoint.size else {
                    throw LedgerError(.rolledBack, [origin, String(checkpoint.size), "release record"])
                }
                if old.size == checkpoint.size { return last }
            }
            let note = SignedNote(body: checkpoint.body, name: origin, key: key)
            try Files.replace(state.releasePath(origin), Array(note.text.utf8))
            return note
        }
    }
}

extension StateFolder {
    /// The last note released for `origin`, or `nil`.
    public func released(_ origin: String) throws -> SignedNote? {
        guard Files.exists(releasePath(origin)) else { return nil }
        let bytes = try Files.read(releasePath(origin))
        guard let text = String(validating: bytes, as: UTF8.self), let note = SignedNote(text),
            let checkpoint = Checkpoint(body: note.body), checkpoint.origin == origin
        else { throw LedgerError(.noteUnreadable, [releasePath(origin)]) }
        return note
    }
}
