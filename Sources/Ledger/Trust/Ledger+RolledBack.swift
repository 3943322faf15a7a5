public import Proofs
internal import Storage

extension Ledger {
    /// The newest committed head, or `nil` in a store without one.
    public func head() throws -> Head? {
        try environment.read { transaction in
            let name = Head.key
            guard let head = try transaction.withValue(name.span, in: tables[.meta], { Head(row: $0) }) else { return nil }
            guard let head else { throw LedgerError(.storedRowBroken, ["meta", "head"]) }
            return head
        }
    }

    /// The root of the log tree when it had `size` entries, from stored tiles; at most 63 × 255 node hashes.
    public func root(at size: UInt64) throws -> Digest {
        var hasher = Hasher256()
        return try environment.read { transaction in
            try transaction.withCursor(tables[.tiles]) { cursor in
                try Frontier(size: size) { level, index in try subtree(level, index, &hasher, &cursor) }.root(&hasher)
            }
        }
    }

    /// Whether the log begins with the tree of `checkpoint`.
    public func contains(_ checkpoint: Checkpoint) throws -> Bool {
        guard let head = try head(), checkpoint.size <= head.size else { return false }
        return try root(at: checkpoint.size) == checkpoint.root
    }

    /// Refuses a ledger that does not contain what this machine released or verified before.
    ///
    /// - Throws: ``LedgerError`` `rolledBack`, `keyChanged`.
    func checkNotRolledBack(_ state: StateFolder) throws {
        let size = try head()?.size ?? 0
        if let note = try state.released(origin), let checkpoint = Checkpoint(body: note.body), try !contains(checkpoint) {
            throw LedgerError(.rolledBack, [String(checkpoint.size), String(size), state.releasePath(origin)])
        }
        guard let trusted = try state.trust(origin), let checkpoint = trusted.checkpoint else { return }
        let keys = try keyHistory()
        guard trusted.allows(keys) else { throw LedgerError(.keyChanged, [trusted.verifierKey, keys.current.text]) }
        if try !contains(checkpoint) {
            throw LedgerError(.rolledBack, [String(checkpoint.size), String(size), state.trustPath(origin)])
        }
    }

    /// Refuses a ledger whose head was not signed by its key: it is never signed on open.
    func checkHead() throws {
        let (keys, head) = try keysAndHead()
        guard let head else { throw LedgerError(.storedRowBroken, ["meta", "head"]) }
        guard head.isSigned(by: keys.key(atHead: head.size).publicKey, origin: origin) else {
            throw LedgerError(.headMismatch, [String(head.size)])
        }
    }
}
