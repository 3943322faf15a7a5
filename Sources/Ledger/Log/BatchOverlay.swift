internal import Storage

/// What the earlier drafts of one atomic batch change, before any of it is stored.
struct BatchOverlay {
    private var states: [[UInt8]: StreamState] = [:]
    private var keys: [Key: Int] = [:]
    /// The revision of each draft so far.
    private(set) var revisions: [UInt32] = []

    private struct Key: Hashable {
        let subject: [UInt8]
        let key: [UInt8]
    }

    /// Takes up draft `number`, judged on `state`.
    mutating func note(_ draft: Draft, _ bytes: Span<UInt8>, _ state: StreamState, _ number: Int) {
        var state = state
        revisions.append(state.count)
        state.count += 1
        let subject = [UInt8](copying: bytes.extracting(draft.subject))
        states[subject] = state
        if draft.statesKey { keys[Key(subject: subject, key: [UInt8](copying: bytes.extracting(draft.key)))] = number }
    }

    /// The stream as the batch leaves it so far; `nil` if the batch has not touched it.
    func state(_ draft: Draft, _ bytes: Span<UInt8>) -> StreamState? {
        states.isEmpty ? nil : states[[UInt8](copying: bytes.extracting(draft.subject))]
    }

    /// The earlier draft with the same subject and key.
    func number(_ draft: Draft, _ bytes: Span<UInt8>) -> Int? {
        guard !keys.isEmpty else { return nil }
        return keys[
            Key(subject: [UInt8](copying: bytes.extracting(draft.subject)), key: [UInt8](copying: bytes.extracting(draft.key)))]
    }
}
