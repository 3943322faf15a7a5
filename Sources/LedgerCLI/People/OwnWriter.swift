internal import Ledger

/// Appends the entries that a verb makes by itself. One place for all of them: where a ledger's actors sign, they are signed here.
struct OwnWriter {
    let ledger: Ledger
    let writer: LogWriter
    /// Who runs the verb.
    let actor: String

    /// - Returns: where the entry is, now or from before.
    @discardableResult
    func append(_ type: String, on subject: String = "ledger", key: String, data: [UInt8]) throws -> Receipt {
        let run = try DraftRun.own(type, on: subject, key: key, data: data, actor: actor)
        try writer.appendAndWait(run)
        switch run.outcomes[0] {
        case .stored(let receipt), .duplicate(let receipt): return receipt
        case .failed(let error): throw error
        case .wouldStore, .notStored: throw LedgerError(.unexpected, [key])
        }
    }

    /// Appends what is said of a party's erasure; with another key where somebody used this one up.
    func append(_ entry: ErasureEntry, of party: String) throws -> Receipt {
        let subject = ErasureEntry.subject(party)
        var key = entry.key, number = 0
        while try ledger.index(ofKey: key, in: subject) != nil {
            number += 1
            key = "\(entry.key)-\(number)"
        }
        return try append(entry.type, on: subject, key: key, data: entry.data(party))
    }
}
