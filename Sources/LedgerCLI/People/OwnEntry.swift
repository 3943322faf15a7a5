internal import CanonicalJSON
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

    /// The draft as the ledger takes it, unsigned.
    var draft: [UInt8] {
        JSONWriter.object { writer in
            writer.member("actor", actor)
            writer.member("attestation", "derived")
            writer.member("data", json: data)
            if let key { writer.member("key", key) }
            writer.member("role", "system")
            writer.member("schema", 1)
            writer.member("subject", subject)
            writer.member("type", type)
        }
    }
}

/// Appends entries that a verb makes, all of them or none.
struct OwnEntryWriter {
    let writer: LogWriter
    /// Makes the text that is handed in: where a ledger has administrators, the draft with its actor's signature.
    var sign: (OwnEntry) throws -> [UInt8] = { $0.draft }

    /// Returns once they are durable.
    ///
    /// - Returns: one receipt each, and whether they were there before.
    /// - Throws: ``LedgerError``: nothing was stored.
    func append(_ entries: [OwnEntry]) throws -> (receipts: [Receipt], isDuplicate: Bool) {
        let run = DraftRun(isAtomic: true)
        var parser = DraftParser(isSystem: true)
        for entry in entries {
            let text = try sign(entry)
            do throws(EntryFault) { try parser.parse(text, into: run) } catch { throw LedgerError(.malformed, ["\(error)"]) }
        }
        try writer.appendAndWait(run)
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
