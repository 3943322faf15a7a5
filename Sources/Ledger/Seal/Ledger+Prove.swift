public import Proofs
internal import Storage

/// An entry with its place in a signed tree.
public struct ProvedEntry: Sendable {
    /// Exactly as stored.
    public let line: [UInt8]
    public let proof: LogProof
}

extension Ledger {
    /// Lends entries with their proofs in the tree of a checkpoint, in the order asked for.
    ///
    /// Cost: a path is at most 63 hashes, each out of one stored tile. RFC 6962 section 2.1.1.
    /// - Parameters:
    ///   - indexes: below the checkpoint's size.
    ///   - note: a checkpoint of this ledger; its root is not asked, a proof of another tree just does not hold.
    /// - Throws: ``LedgerError`` `notFound` where an index is beyond the checkpoint, `noteUnreadable`.
    public func prove(_ indexes: [UInt64], in note: SignedNote, _ body: (ProvedEntry) throws -> Void) throws {
        guard let checkpoint = Checkpoint(body: note.body), checkpoint.origin == origin else {
            throw LedgerError(.noteUnreadable, [origin])
        }
        try environment.read { transaction in
            try transaction.withCursors(tables.all) { cursors in
                var hasher = Hasher256(), tiles = Hasher256()
                for index in indexes {
                    guard index < checkpoint.size, try cursors[.entries].seek(Row.entry(index).span) else {
                        throw LedgerError(.notFound, [String(index)])
                    }
                    let line = cursors[.entries].withRow { _, line in Array(copying: line) }
                    let inclusion = try InclusionProof(index: index, size: checkpoint.size, &hasher) { level, number in
                        try nodes.root(level, number) { try subtree(level, number, &tiles, &cursors[.tiles]) }
                    }
                    try body(ProvedEntry(line: line, proof: LogProof(inclusion: inclusion, checkpoint: note)))
                }
            }
        }
    }

    /// The indexes of a stream's entries below a size, rising.
    public func indexes(of subject: String, below size: UInt64) throws -> [UInt64] {
        try withReader { log in
            var indexes: [UInt64] = []
            try log.forEachLine(of: subject) { index, _ in
                guard index < size else { return false }
                indexes.append(index)
                return true
            }
            return indexes
        }
    }
}
