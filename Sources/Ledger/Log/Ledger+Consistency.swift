public import Proofs
internal import Storage

extension Ledger {
    /// The path from the tree of `from` entries to that of `to`, out of stored tiles; at most 63 hashes.
    ///
    /// - Throws: ``LedgerError`` `notFound` where the log has fewer than `to` entries.
    public func consistency(from: UInt64, to: UInt64) throws -> ConsistencyProof {
        precondition(from <= to)
        guard let size = try head()?.size, to <= size else { throw LedgerError(.notFound, [String(to)]) }
        var hasher = Hasher256(), tiles = Hasher256()
        return try environment.read { transaction in
            try transaction.withCursor(tables[.tiles]) { cursor in
                try ConsistencyProof(from: from, to: to, &hasher) { level, index in try subtree(level, index, &tiles, &cursor) }
            }
        }
    }
}
