public import Proofs
internal import Storage

/// Changes the key of a ledger, or ends a change that was cut off. DESIGN.md section 3.
public struct KeyRotation: Sendable {
    let ledger: Ledger
    let ring: KeyRing
    let state: StateFolder
    let surroundings: Surroundings
    let options: LogWriter.Options

    /// - Parameter ring: where the key in force is.
    public init(_ ledger: Ledger, ring: KeyRing, state: StateFolder, surroundings: Surroundings, options: LogWriter.Options) {
        (self.ledger, self.ring, self.state, self.surroundings) = (ledger, ring, state, surroundings)
        self.options = options
    }

    public struct Outcome: Hashable, Sendable {
        /// Of the entry that says it.
        public let index: UInt64
        public let from: VerifierKey
        public let to: VerifierKey
        /// Where the key in force is now, and the one before it.
        public let path: String
        public let retiredPath: String
        /// The checkpoint with the entry, signed by both keys.
        public let checkpoint: SignedNote
        /// The entry was there; what a cut-off change had left open is done now.
        public let isResumed: Bool
    }

    /// Puts the key in `file` in force, or a fresh one in place of the old.
    ///
    /// - Parameters:
    ///   - file: read, or made if absent, and left where it is. `nil` makes the next key beside the present one, which it then replaces.
    ///   - actor: who does it.
    /// - Throws: ``LedgerError`` `keyMissing`, `keyMismatch`, `keyRetired`, and what appending and releasing throw.
    public func run(to file: String?, actor: String) throws -> Outcome {
        // Two at once would make two keys for one entry.
        let lock = try FileLock(path: ledger.folder + "/key.lock")
        try lock.lock(waitMilliseconds: options.waitMilliseconds)
        defer { lock.unlock() }
        try ledger.checkTakesDrafts()
        var keys = try ledger.keyHistory()
        // A next key is made only beside one that is there: left alone it would look like a change that was cut off.
        if file == nil && !ring.isChanging { _ = try ring.signingKey(in: keys) }
        let next: SigningKey
        if let file {
            next = Files.exists(file) ? try KeyFile.read(file) : try KeyFile.create(file)
        } else {
            next = try ring.nextKey()
        }
        let isResumed = keys.changes.last != nil && keys.current.publicKey == next.publicKey
        if !isResumed {
            try append(next, in: keys, actor: actor)
            keys = try ledger.keyHistory()
        }
        let change = keys.changes.count - 1
        let note = try ledger.releaseCheckpoint(key: next, state: state, keyPath: ring.path)
        if file == nil { try ring.settle(keys) }
        let retired = file == nil ? ring.retiredPath(until: keys.changes[change] + 1) : ring.path
        return Outcome(
            index: keys.changes[change], from: keys.keys[change], to: keys.current, path: file ?? ring.path, retiredPath: retired,
            checkpoint: note, isResumed: isResumed)
    }

    private func append(_ next: SigningKey, in keys: KeyHistory, actor: String) throws {
        let old = try ring.signingKey(in: keys)
        if let known = keys.keys.first(where: { $0.publicKey == next.publicKey }) { throw LedgerError(.keyRetired, [known.text]) }
        let change = KeyChange(from: keys.current, to: next)
        let run = try DraftRun.own(KeyChange.type, key: change.key, data: change.data, actor: actor)
        run.isKeyChange = true
        let writer = try LogWriter(ledger, key: old, surroundings: surroundings, options: options)
        defer { writer.close() }
        try writer.appendAndWait(run)
        switch run.outcomes[0] {
        case .stored: return
        case .failed(let error): throw error
        case .duplicate, .wouldStore, .notStored: throw LedgerError(.unexpected, [change.key])
        }
    }
}
