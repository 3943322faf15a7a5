public import Proofs
internal import Storage

/// Keeps a verified replica of a log from a published tree. DESIGN.md section 11.
///
/// Nothing that the source gives is trusted until it was checked: the checkpoint by its signature, the tree by consistency with every
/// checkpoint that the replica stores, the entries by the tree, and each line by itself and by the entries before it.
public struct Follower {
    public struct Options {
        /// Which keys, and which witnesses, a checkpoint needs; `nil` believes the key of entry 0, and on first use what the source says.
        public var policy: LogPolicy?
        /// Where contradicting checkpoints are kept, and where the trust store is; `nil` has neither.
        public var state: StateFolder?
        /// Since 1970; asked of only where witnesses signed.
        public var nowSeconds: () -> UInt64 = { 0 }
        /// How long to wait for another follower of the same replica.
        public var waitMilliseconds = 10_000
        /// Asked between tiles; what is whole by then is kept.
        public var shouldStop: () -> Bool = { false }
        /// Told how many of the range's entries are done, and how many it has.
        public var progress: (_ done: UInt64, _ all: UInt64) -> Void = { _, _ in }
        /// Most entries in one commit.
        public var commitEntries: UInt64 = 65_536
        /// Told of each step, for tests that end the work there.
        public var afterStep: (FollowStep) throws -> Void = { _ in }

        public init() {}
    }

    let folder: String
    let source: any TreeSource
    let options: Options

    /// - Parameter folder: the replica's; made by the first round.
    public init(folder: String, source: any TreeSource, options: Options = Options()) {
        self.folder = folder
        self.source = source
        self.options = options
    }

    /// Takes up what the source has now.
    ///
    /// - Throws: ``LedgerError`` `forked` and `sourceRolledBack` with both checkpoints kept, `treeBroken` where published bytes contradict
    ///   their signed checkpoint; `treeUnreadable`, `noteUnreadable`, `checkpointUnsigned`, `policyUnmet`, `linesNotPublished` where
    ///   nothing can be said; `otherOrigin`, `ledgerExists`. The replica then is as it was, or has whole tiles more that do not count yet.
    public func round() throws -> FollowReport {
        let found = try source.checkpoint()
        do {
            let ledger = try openLedger(found)
            try ledger.settleNeedsCheck()
            let lock = try FileLock(path: folder + "/writer.lock")
            do throws(StoreError) {
                try lock.lock(waitMilliseconds: options.waitMilliseconds)
            } catch {
                throw error.code == .busy
                    ? LedgerError(.busy, [folder, String(options.waitMilliseconds)]) : LedgerError(opening: error, folder)
            }
            defer { lock.unlock() }
            // Whoever waited for another follower would hold an older checkpoint against what that one took up.
            let latest = try source.checkpoint()
            guard latest.checkpoint.origin.utf8.elementsEqual(ledger.origin.utf8) else {
                throw LedgerError(.otherOrigin, [folder, ledger.origin, latest.checkpoint.origin])
            }
            if let policy = options.policy { try policy.require(latest, at: source.name, nowSeconds: options.nowSeconds()) }
            var round = FollowRound(self, ledger, latest, lock)
            return try round.run()
        } catch let error as StoreError {
            throw LedgerError(opening: error, folder)
        }
    }

    /// Judges the checkpoint before a folder is made for it.
    private func openLedger(_ found: PublishedNote) throws -> Ledger {
        let origin = found.checkpoint.origin
        if let policy = options.policy { try policy.require(found, at: source.name, nowSeconds: options.nowSeconds()) }
        let units = Array(origin.utf8)
        guard EntryGrammar.isOrigin(units.span, 0..<units.count) else { throw LedgerError(.originMalformed, [origin]) }
        return try Ledger.openReplica(folder, origin: origin)
    }
}

/// What a follower did, for whoever watches.
public enum FollowStep: Hashable, Sendable {
    case noteStored, committed(UInt64), covered
}

extension LogPolicy {
    /// Refuses a checkpoint that the policy does not count.
    ///
    /// - Parameter place: what the error names.
    /// - Throws: ``LedgerError`` in the order of judgement: `checkpointUnsigned`, `treeBroken`, `policyUnmet`.
    func require(_ found: PublishedNote, at place: String, nowSeconds: UInt64) throws(LedgerError) {
        let origin = found.checkpoint.origin, path = "\(place)/\(TreePath.checkpoint)"
        switch judge(found.note, origin: origin, nowSeconds: nowSeconds) {
        case .counts: return
        case .broken: throw LedgerError(.treeBroken, [path, "signature"])
        case .noKey, .unsigned:
            let keys = keys(for: origin).map(\.text)
            throw LedgerError(.checkpointUnsigned, [path, keys.isEmpty ? origin : keys.joined(separator: ", ")])
        case .fromTheFuture: throw LedgerError(.policyUnmet, [path, "time"])
        case .short: throw LedgerError(.policyUnmet, [path, "quorum"])
        }
    }
}
