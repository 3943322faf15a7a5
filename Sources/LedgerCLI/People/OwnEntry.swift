internal import Ledger

/// An entry that a verb makes about people: role `system`, attestation `derived`, schema 1. DESIGN.md section 2.
struct OwnEntry {
    let subject: String
    let type: String
    /// `nil` where making it twice means two entries: each question for data is one of its own.
    let key: String?
    /// Canonical.
    let data: [UInt8]
    /// Who runs the verb.
    let actor: String
}

/// Appends entries that a verb makes, all of them or none.
struct OwnEntryWriter {
    let writer: LogWriter
    /// Signs for the actor; `nil` where nobody does, which a ledger with administrators refuses.
    var signer: ActorSigner?

    /// Returns once they are durable.
    ///
    /// - Returns: one receipt each, and whether they were there before.
    /// - Throws: ``LedgerError``: nothing was stored.
    @discardableResult
    func append(_ entries: [OwnEntry]) throws -> (receipts: [Receipt], isDuplicate: Bool) {
        let run = DraftRun(isAtomic: true)
        for entry in entries {
            try run.addOwn(entry.type, on: entry.subject, key: entry.key, data: entry.data, actor: entry.actor)
        }
        if let signer { try signer.append(run, to: writer) } else { try writer.appendAndWait(run) }
        var receipts: [Receipt] = [], isDuplicate = false
        for outcome in run.outcomes {
            switch outcome {
            case .stored(let receipt): receipts.append(receipt)
            case .duplicate(let receipt):
                receipts.append(receipt)
                isDuplicate = true
            case .failed(let error): throw error
            case .wouldStore, .notStored: break
            }
        }
        guard receipts.count == entries.count else { throw LedgerError(.unexpected, [entries.first?.type ?? ""]) }
        return (receipts, isDuplicate)
    }
}

extension OwnEntryWriter {
    /// Appends one entry.
    ///
    /// - Returns: where it is, now or from before.
    func append(_ entry: OwnEntry) throws -> Receipt { try append([entry]).receipts[0] }
}
