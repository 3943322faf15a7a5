/// Why a witness does not cosign. The order of the cases is the order of judgement. C2SP tlog-witness.
public enum WitnessRefusal: Error, Hashable, Sendable {
    /// No key of the witness's logs has the origin's name.
    case unknownOrigin
    /// No key of the log signed, or a signature of one does not verify.
    case unsigned
    /// The log signed another tree of the very size that was cosigned last: two histories, proved by the two notes.
    case forked(known: UInt64)
    /// Fewer entries than were cosigned last: an old note, or a log that was put back.
    case behind(known: UInt64)
    /// The proof begins at another size than was cosigned last.
    case otherSize(known: UInt64)
    /// The proof does not lead from the tree cosigned last to this one.
    case inconsistent
}

extension AddCheckpointRequest {
    /// - Parameters:
    ///   - logs: whose keys are asked; who must cosign is another's question.
    ///   - last: what the witness cosigned last of this origin; `nil` before the first time.
    /// - Returns: `nil` where the witness may cosign.
    public func refusal(logs: LogPolicy, last: Checkpoint?) -> WitnessRefusal? {
        let keys = logs.keys(for: checkpoint.origin)
        if keys.isEmpty { return .unknownOrigin }
        let standings = keys.map { note.standing(of: $0) }
        if !standings.contains(.verified) || standings.contains(.broken) { return .unsigned }
        var hasher = Hasher256()
        let known = last?.size ?? 0, root = last?.root ?? hasher.emptyRoot
        if checkpoint.size == known, known > 0, checkpoint.root != root { return .forked(known: known) }
        if checkpoint.size < known { return .behind(known: known) }
        if proof.from != known { return .otherSize(known: known) }
        return proof.joins(root, checkpoint.root, &hasher) ? nil : .inconsistent
    }
}
