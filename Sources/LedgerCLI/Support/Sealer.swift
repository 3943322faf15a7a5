internal import Ledger
internal import Storage

/// Seals the streams of a ledger: folds a snapshot, appends what came of it, keeps the runs for proofs.
struct Sealer {
    let ledger: Ledger
    let writer: LogWriter
    /// Who runs it.
    let actor: String

    /// - Parameter every: entries since the last seal, itself not counted, below which nothing is done.
    /// - Returns: the seal, and whether it was made now; the last one where there was nothing to do.
    func seal(every: UInt64) throws -> (seal: Seal?, isNew: Bool) {
        // Two at once would fold the same, and the later append could be about the smaller size.
        let lock = try FileLock(path: ledger.folder + "/seal.lock")
        try lock.lock(waitMilliseconds: 60_000)
        defer { lock.unlock() }
        let unsealed = try ledger.unsealed()
        guard unsealed.entries >= max(1, every) else { return (unsealed.last, false) }
        let folded = try ledger.foldStreams()
        let data = folded.seal(id: 0)
        let run = try DraftRun.own(Seal.type, key: data.key, data: data.data, actor: actor)
        try writer.appendAndWait(run)
        switch run.outcomes[0] {
        case .stored(let receipt):
            let seal = folded.seal(id: receipt.index)
            try ledger.keepRuns(folded, of: seal)
            return (seal, true)
        case .failed(let error): throw error
        case .duplicate, .wouldStore, .notStored: throw LedgerError(.unexpected, [data.key])
        }
    }
}
