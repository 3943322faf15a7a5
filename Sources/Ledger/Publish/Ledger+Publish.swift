public import Proofs
public import Storage

extension Ledger {
    /// Writes the tree of a released checkpoint into a folder, as a static C2SP tlog-tiles log: hash tiles, bundles of entry digests and,
    /// if wanted, the lines themselves.
    ///
    /// A reader finds all that the checkpoint in the folder needs at any moment, also after a crash: every file is durable before the
    /// checkpoint is replaced, and none that an earlier checkpoint needs is taken away. Only what the folder does not have is written.
    /// Every digest and hash is made anew from the lines, and must come to the checkpoint's root.
    /// - Parameters:
    ///   - note: a checkpoint of this ledger that has been released.
    ///   - folder: made where there is none; one publisher at a time.
    ///   - withLines: also `lines/`, for readers who may see them.
    ///   - state: where two contradicting checkpoints are kept.
    ///   - steps: told of each step, for tests that end the work there.
    ///   - progress: told how many entries are done, now and then.
    /// - Throws: ``LedgerError`` `folderNotEmpty`, `otherOrigin` for a folder with something else in it; `forked` where it holds a checkpoint
    ///   that this log signed and does not contain; `noteUnreadable`, `checkpointUnsigned` where it cannot be told; `busy`, `broken`.
    ///
    /// Cost: reads every new line once; one file per 256 entries and kind.
    public func publish(
        _ note: SignedNote, to folder: String, withLines: Bool, state: StateFolder,
        steps: ((FileTree.Step) throws(StoreError) -> Void)? = nil, progress: (UInt64) -> Void = { _ in }
    ) throws -> PublishReport {
        guard let checkpoint = Checkpoint(body: note.body), checkpoint.origin.utf8.elementsEqual(origin.utf8) else {
            throw LedgerError(.noteUnreadable, [origin])
        }
        do {
            let tree = try FileTree(folder: folder)
            tree.afterStep = steps
            let lock = try FileLock(path: folder + "/.lock")
            try lock.lock(waitMilliseconds: 10_000)
            defer { lock.unlock() }
            let held = try heldCheckpoint(folder, note, state)
            // Whoever waited for another publisher must not take the tree back to what was there before.
            let isBehind = held.map { $0.0.size > checkpoint.size } ?? false
            let (latest, newest) = isBehind ? held ?? (checkpoint, note) : (checkpoint, note)
            // Nor can a replica write lines that it does not have.
            let hasLines = try latest.size <= head()?.size ?? 0
            var publisher = try Publisher(
                ledger: self, tree: tree, checkpoint: latest, held: held, withLines: withLines && hasLines)
            return try publisher.run(newest, progress)
        } catch let error as StoreError {
            // Whoever may not write there is no ledger's trouble.
            if error.code == .noSuchFile { throw LedgerError(.inputOutput, [folder, "\(error)"]) }
            throw LedgerError(opening: error, folder)
        }
    }

    /// The checkpoint in a folder, which the log must contain; `nil` where none was ever published.
    private func heldCheckpoint(_ folder: String, _ note: SignedNote, _ state: StateFolder) throws -> (Checkpoint, SignedNote)? {
        let path = folder + "/" + TreePath.checkpoint
        guard let held = try PublishedNote(inFolder: folder) else {
            let own: Set = [".lock", FileTree.temporaryName, "tile", "lines"]
            guard try Files.names(folder).allSatisfy(own.contains) else { throw LedgerError(.folderNotEmpty, [folder]) }
            return nil
        }
        guard held.checkpoint.origin.utf8.elementsEqual(origin.utf8) else {
            throw LedgerError(.otherOrigin, [folder, held.checkpoint.origin, origin])
        }
        let keys = try keyHistory()
        switch keys.standing(of: held.note, size: held.checkpoint.size) {
        case .absent: throw LedgerError(.checkpointUnsigned, [path, keys.current.text])
        case .broken: throw LedgerError(.treeBroken, [path, "signature"])
        case .verified: break
        }
        // A replica may be behind what its ledger's operator published.
        if try isReplica && held.checkpoint.size > head()?.size ?? 0 { return (held.checkpoint, held.note) }
        if try !contains(held.checkpoint) {
            throw try state.contradiction(origin, held.note, note)
        }
        return (held.checkpoint, held.note)
    }
}
