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
        let fresh = Self.wrappingRoot(key, header.identity)
        let rows = try partyRows()
        var count = 0
        var changed = header
        changed.masterKey = Self.keyID(key)
        changed.previousMasterKey = header.masterKey
        changed.wrappedSearch = KeyWrap.wrap(searchKey, under: Self.wrapping("search", fresh, &hash))
        changed.wrappedDraft = KeyWrap.wrap(draftKey, under: Self.wrapping("draft", fresh, &hash))
        do {
            try environment.write { transaction in
                for var row in rows {
                    guard let wrapped = row.wrapped else { continue }
                    guard let secret = KeyWrap.unwrap(wrapped.span, under: wrapping(ofParty: row.name.span)) else {
                        throw LedgerError(.valueBroken, [String(decoding: row.name, as: UTF8.self)])
                    }
                    row.wrapped = KeyWrap.wrap(secret, under: Self.wrapping(ofParty: row.name.span, fresh, &hash))
                    let place = VaultRow.partyKey(row.name.span, &hasher), bytes = row.row
                    try transaction.put(place.span, bytes.span, in: tables.parties)
                    count += 1
                }
                header = changed
                try noteCompaction(&transaction)
            }
        } catch {
            throw Self.explained(error, folder)
        }
        wrappingRoot = fresh
        try finishCompaction()
        return count
    }

    /// Id of the master key that the vault is wrapped under.
    public var masterKeyID: String { hexText(header.masterKey) }

    /// Id of the master key before it; `nil` where there was none.
    public var previousMasterKeyID: String? {
        header.previousMasterKey.allSatisfy { $0 == 0 } ? nil : hexText(header.previousMasterKey)
    }
}
