internal import Proofs
internal import Storage

extension Appender {
    /// The entry that holds the draft's key in its stream, if the draft says the same; a conflict if it says another thing.
    mutating func findDuplicate(
        _ draft: Draft, _ bytes: Span<UInt8>, _ state: StreamState, _ cursors: inout LedgerCursors
    ) throws -> Receipt? {
        if recentKeys.mayHold(draft.keyHash, state) == false { return nil }
        let revisions = try keyNominees(draft.keyHash, state, &cursors)
        for revision in revisions {
            let indexKey = Row.streamIndex(state.number, revision)
            guard try cursors[.streamIndex].seek(indexKey.span) else {
                throw LedgerError(.storedRowBroken, ["streamIndex", "\(state.number)/\(revision)"])
            }
            let index = cursors[.streamIndex].withRow { $1.count == 14 ? Row.load($1, 0, 6) : UInt64.max }
            let entryKey = Row.entry(index)
            guard try cursors[.entries].seek(entryKey.span) else {
                throw LedgerError(.storedRowBroken, ["entries", String(index)])
            }
            let (sameKey, same, digest) = try cursors[.entries].withRow { _, stored in
                guard let entry = try? parseEntryLine(stored) else {
                    throw LedgerError(.storedRowBroken, ["entries", String(index)])
                }
                let sameKey = isStated(.key, draft, bytes, entry, stored) && isStated(.subject, draft, bytes, entry, stored)
                return (sameKey, sameKey && isSame(draft, bytes, entry, stored), hasher.digest(of: stored))
            }
            guard sameKey else { continue }
            guard same else {
                throw LedgerError(
                    .keyReused, [text(bytes, draft.key)], found: .init(subject: text(bytes, draft.subject), index: index))
            }
            return Receipt(index: index, digest: digest, revision: revision, size: nextIndex)
        }
        return nil
    }
}
