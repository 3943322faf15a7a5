public import Proofs

/// Both roots over the same lines, read once.
public struct TwoRoots: Hashable, Sendable {
    public let sha256: Digest
    public let sm3: Digest
}

extension Ledger {
    /// The roots at `size`, both from the lines themselves: what SM3 says is said of the very bytes that SHA-256 says it of.
    ///
    /// Cost: every line below `size` is read once and hashed twice. No snapshot is pinned meanwhile.
    /// - Parameter progress: told how many entries are done, every thousand.
    /// - Throws: ``LedgerError`` `notFound` where the log is shorter.
    public func roots(at size: UInt64, progress: (UInt64) -> Void = { _ in }) throws -> TwoRoots {
        guard let head = try head(), size <= head.size else { throw LedgerError(.notFound, [String(size)]) }
        var sha256 = Hasher256(.sha256), sm3 = Hasher256(.sm3)
        var first = Frontier(), second = Frontier()
        var query = LogQuery()
        query.to = size
        try forEachEntry(query) { index, line in
            guard index == first.size else { throw LedgerError(.storedRowBroken, ["entries", String(first.size)]) }
            first.append(leaf: sha256.leaf(sha256.digest(of: line)), &sha256)
            second.append(leaf: sm3.leaf(sm3.digest(of: line)), &sm3)
            if first.size % 1000 == 0 { progress(first.size) }
            return true
        }
        guard first.size == size else { throw LedgerError(.storedRowBroken, ["entries", String(first.size)]) }
        return TwoRoots(sha256: first.root(&sha256), sm3: second.root(&sm3))
    }

    /// The second root at a checkpoint of this log.
    ///
    /// - Throws: ``LedgerError`` `noteBroken` where the lines do not make the checkpoint's root: then nothing is said of them.
    public func sm3Checkpoint(of checkpoint: Checkpoint, progress: (UInt64) -> Void = { _ in }) throws -> SM3Checkpoint {
        let roots = try roots(at: checkpoint.size, progress: progress)
        guard roots.sha256 == checkpoint.root else {
            throw LedgerError(.noteBroken, [checkpoint.origin, "sha256 \(roots.sha256.hex)"])
        }
        return SM3Checkpoint(log: checkpoint, root: roots.sm3)
    }
}
