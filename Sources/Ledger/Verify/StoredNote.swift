internal import Proofs
internal import Storage

/// What the checkpoint that a replica stores says of its entries: it stands where a ledger of one's own has head signatures.
struct StoredNote: Sendable {
    /// Entries beyond do not count.
    var size: UInt64 = 0
    var fault: VerifyFault?
}

extension Verifier {
    /// Takes the stored checkpoint up as a state that the log must contain. Read before the state of the store that is checked: a follower
    /// may go on meanwhile.
    ///
    /// - Throws: ``LedgerError`` `noteUnreadable`.
    mutating func takeUpStoredNote(of ledger: Ledger) throws {
        let notes = try ReplicaNotes(ledger.folder, size: ledger.head()?.size ?? 0)
        var stored = StoredNote()
        defer { self.stored = stored }
        guard let covering = notes.covering else {
            // Before the first range is whole nothing counts.
            if notes.pending == nil {
                stored.fault = VerifyFault(.headSignature, nil, expected: "a stored checkpoint", found: "nothing")
            }
            return
        }
        let checkpoint = covering.checkpoint, path = ReplicaNotes.coveringPath(ledger.folder)
        guard checkpoint.origin.utf8.elementsEqual(ledger.origin.utf8) else { throw LedgerError(.noteUnreadable, [path]) }
        let keys = try ledger.keyHistoryIfNamed()
        guard let keys, keys.standing(of: covering.note, size: checkpoint.size) == .verified else {
            let wanted = keys?.keys(atCheckpoint: checkpoint.size).map(\.text).joined(separator: ", ") ?? "the log's key"
            stored.fault = VerifyFault(.checkpointSignature, nil, expected: "a signature of \(wanted)", found: "another")
            return
        }
        stored.size = checkpoint.size
        known.append(KnownState(checkpoint, source: path, kind: .checkpointRoot))
    }
}
