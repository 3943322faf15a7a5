internal import Ledger

/// Puts on record what becomes of a person's data and of a vault's master key.
struct ErasureWriter {
    let ledger: Ledger
    let entries: OwnEntryWriter
    /// Who runs the verb.
    let actor: String

    func append(_ rotated: VaultRotated) throws -> Receipt {
        try entries.append(
            OwnEntry(subject: "ledger", type: VaultRotated.type, key: rotated.key, data: rotated.data, actor: actor))
    }

    /// Appends what is said of a party's erasure; with another key where somebody used this one up.
    func append(_ entry: ErasureEntry, of party: String) throws -> Receipt {
        let subject = ErasureEntry.subject(party)
        var key = entry.key, number = 0
        while try ledger.index(ofKey: key, in: subject) != nil {
            number += 1
            key = "\(entry.key)-\(number)"
        }
        return try entries.append(
            OwnEntry(subject: subject, type: entry.type, key: key, data: entry.data(party), actor: actor))
    }
}
