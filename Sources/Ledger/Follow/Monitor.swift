public import Proofs
internal import Storage

/// Looks at the checkpoints that sources show, keeps each, and raises the first two that cannot both be true of one log.
///
/// It needs hash tiles and no line: whoever may not see a deal can still see to it that there is one history. RFC 6962 section 2.1.2.
public struct Monitor {
    let sources: [any TreeSource]
    let policy: LogPolicy
    let state: StateFolder
    let nowSeconds: () -> UInt64

    public init(sources: [any TreeSource], policy: LogPolicy, state: StateFolder, nowSeconds: @escaping () -> UInt64) {
        (self.sources, self.policy, self.state, self.nowSeconds) = (sources, policy, state, nowSeconds)
    }

    /// What one source showed.
    public struct Sighting {
        public let source: String
        /// `nil` where nothing could be said of what it showed.
        public let checkpoint: Checkpoint?
        public let isNew: Bool
        /// Why nothing could be said, or why it is not known yet whether it agrees with the others.
        public let failure: LedgerError?
    }

    /// Looks at every source once.
    ///
    /// - Returns: a sighting of each, in their order; a source that fails does not keep the others from being looked at.
    /// - Throws: ``LedgerError`` `forked`, with both checkpoints kept; what the state folder says.
    public func round() throws -> [Sighting] {
        var found: [(source: any TreeSource, note: PublishedNote?, isNew: Bool, failure: LedgerError?)] = []
        // Kept first, all of them: what follows may end at the first contradiction.
        for source in sources {
            do throws(LedgerError) {
                let note = try source.checkpoint()
                try policy.require(note, at: source.name, nowSeconds: nowSeconds())
                found.append((source, note, false, nil))
            } catch {
                found.append((source, nil, false, error))
            }
        }
        var failures: [Checkpoint: LedgerError] = [:]
        for origin in Set(found.compactMap { $0.note?.checkpoint.origin }).sorted(by: {
            $0.utf8.lexicographicallyPrecedes($1.utf8)
        }) {
            let record = state.seenPath(origin) + "/all"
            try state.withLock(record) {
                var seen = try SeenCheckpoints(state, origin: origin)
                for k in found.indices {
                    guard let note = found[k].note, note.checkpoint.origin.utf8.elementsEqual(origin.utf8),
                        !seen.contains(note.checkpoint)
                    else { continue }
                    try seen.keep(note)
                    found[k].isNew = true
                }
                for note in seen.open {
                    do {
                        try settle(note, &seen)
                    } catch let error as LedgerError where error.code != .forked {
                        failures[note.checkpoint] = error
                    }
                }
            }
        }
        return found.map { one in
            let failure = one.failure ?? one.note.flatMap { failures[$0.checkpoint] }
            return Sighting(source: one.source.name, checkpoint: one.note?.checkpoint, isNew: one.isNew, failure: failure)
        }
    }

    /// Holds a checkpoint against its neighbours among those that agree.
    private func settle(_ note: PublishedNote, _ seen: inout SeenCheckpoints) throws {
        let (below, above) = seen.neighbours(of: note.checkpoint)
        for (old, new) in [(below, note), (note, above)] {
            guard let old, let new, try !agrees(old.checkpoint, new.checkpoint) else { continue }
            throw try state.contradiction(seen.origin, old.note, new.note)
        }
        try seen.agree(note)
    }

    /// Whether the tree of `new` began with that of `old`, by the tiles of whichever source has them.
    ///
    /// - Throws: ``LedgerError`` of the first source where none has tiles that come to the newer root.
    private func agrees(_ old: Checkpoint, _ new: Checkpoint) throws(LedgerError) -> Bool {
        if old.size == new.size { return old.root == new.root }
        var failure: LedgerError?
        for source in sources {
            var reader = TreeReader(source, size: new.size)
            do throws(LedgerError) {
                return try reader.begins(with: old.root, at: old.size, new)
            } catch {
                failure = failure ?? error
            }
        }
        throw failure ?? LedgerError(.treeUnreadable, [new.origin, "absent"])
    }
}
