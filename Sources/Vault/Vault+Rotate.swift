internal import Ledger
internal import Proofs
internal import Storage

extension Vault {
    /// Wraps every key anew under `key`, in one commit, and writes the file anew without the old wraps. Values stay as they are.
    ///
    /// From then on a copy of the old file opens with the old master key alone: once every copy of that is destroyed, whoever was
    /// erased since cannot be opened by it either. The vault must have been opened ``Use/alone`` and is of no use afterwards.
    /// - Returns: how many keys of parties were wrapped.
    public func rotate(to key: MasterKey) throws -> Int {
        let fresh = Self.wrappingKey(key, header.identity)
        let rows = try partyRows()
        var count = 0
        var changed = header
        changed.masterKey = Self.keyID(key)
        changed.wrappedSearch = KeyWrap.wrap(searchKey, under: fresh)
        changed.wrappedDraft = KeyWrap.wrap(draftKey, under: fresh)
        do {
            try environment.write { transaction in
                for var row in rows {
                    guard let wrapped = row.wrapped else { continue }
                    guard let secret = KeyWrap.unwrap(wrapped.span, under: wrappingKey) else {
                        throw LedgerError(.valueBroken, [String(decoding: row.name, as: UTF8.self)])
                    }
                    row.wrapped = KeyWrap.wrap(secret, under: fresh)
                    let place = VaultRow.partyKey(row.name.span, &hasher), bytes = row.row
                    try transaction.put(place.span, bytes.span, in: tables.parties)
                    count += 1
                }
                header = changed
                try noteCompaction(true, &transaction)
            }
        } catch {
            throw Self.explained(error, folder)
        }
        wrappingKey = fresh
        try finishCompaction()
        return count
    }

    /// Id of the master key that the vault is wrapped under.
    public var masterKeyID: String { hexText(header.masterKey) }
}
