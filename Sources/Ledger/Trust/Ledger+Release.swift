public import Proofs
internal import Storage

extension Ledger {
    /// Signs a checkpoint of the present head and releases it: from here on its bytes may leave the process.
    ///
    /// The same size and root give the same note. The record of what was released lies outside the folder and is replaced,
    /// durably, before the note is returned; a ledger that does not contain the tree of the record is refused. A log must
    /// never sign two trees. DESIGN.md section 3.
    ///
    /// The first one with a change of key in it is signed by the old key too, where its file is still there: without it, who knows
    /// the old key alone cannot go on by the note.
    /// - Parameters:
    ///   - key: the one in force.
    ///   - keyPath: where its file is, and older ones beside it; by default in the state folder.
    /// - Throws: ``LedgerError`` `replicaTakesNoDrafts`, `rolledBack`, `headMismatch`, `keyMismatch`.
    public func releaseCheckpoint(key: SigningKey, state: StateFolder, keyPath: String? = nil) throws -> SignedNote {
        try checkTakesDrafts()
        let current = try verifierKey()
        guard key.publicKey == current.publicKey else { throw LedgerError(.keyMismatch, [current.text]) }
        return try state.withLock(state.releasePath(origin)) {
            let (keys, head) = try keysAndHead()
            guard let head else { throw LedgerError(.storedRowBroken, ["meta", "head"]) }
            guard key.publicKey == keys.current.publicKey else { throw LedgerError(.keyMismatch, [keys.current.text]) }
            // LMDB can show a state whose sync a killed writer never finished.
            try environment.syncData()
            guard head.isSigned(by: keys.key(atHead: head.size).publicKey, origin: origin) else {
                throw LedgerError(.headMismatch, [String(head.size)])
            }
            try checkNotRolledBack(state)
            let checkpoint = head.checkpoint(origin: origin)
            let last = try state.released(origin), lastSize = last.flatMap { Checkpoint(body: $0.body)?.size }
            if let last {
                guard let lastSize, lastSize <= checkpoint.size else {
                    throw LedgerError(.rolledBack, [origin, String(checkpoint.size), "release record"])
                }
                if lastSize == checkpoint.size { return last }
            }
            let note = try Self.note(
                SignedNote(body: checkpoint.body, name: origin, key: key), afterReleaseOf: lastSize ?? 0, keys,
                state.keyRing(origin, keyPath))
            try Files.replace(state.releasePath(origin), Array(note.text.utf8))
            return note
        }
    }

    /// A released note for those who know the log as far as `size`: signed by each key that has gone out of force since, too, where
    /// its file is still there. Other signatures stay.
    public func note(_ note: SignedNote, forWhoKnows size: UInt64, keys ring: KeyRing) throws -> SignedNote {
        try Self.note(note, afterReleaseOf: size, try keyHistory(), ring)
    }

    private static func note(
        _ note: SignedNote, afterReleaseOf size: UInt64, _ keys: KeyHistory, _ ring: KeyRing
    ) throws -> SignedNote {
        var note = note
        for earlier in keys.signers(afterReleaseOf: size).dropFirst() where note.standing(of: earlier) == .absent {
            if let old = try ring.retiredKey(earlier, in: keys) { note = note.signed(by: old, name: keys.origin) }
        }
        return note
    }

    /// As ``releaseCheckpoint(key:state:keyPath:)``, with the key in force out of the files of a ring.
    public func releaseCheckpoint(keys ring: KeyRing, state: StateFolder) throws -> SignedNote {
        // Before a key is asked for, which a replica has none of.
        try checkTakesDrafts()
        return try releaseCheckpoint(key: try ring.signingKey(of: self), state: state, keyPath: ring.path)
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
