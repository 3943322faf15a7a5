public import Proofs

extension KeyHistory {
    /// What a note says of a checkpoint of `size`: `broken` where a signature of any of the log's keys does not verify, `verified` where
    /// one signed that was in force then; the others count for nothing.
    public func standing(of note: SignedNote, size: UInt64) -> SignedNote.Standing {
        if keys.contains(where: { note.standing(of: $0) == .broken }) { return .broken }
        return keys(atCheckpoint: size).contains { note.standing(of: $0) == .verified } ? .verified : .absent
    }
}
