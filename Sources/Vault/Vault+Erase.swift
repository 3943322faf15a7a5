internal import Ledger
internal import Proofs
internal import Storage

extension Vault {
    /// Destroys the key and every value of `party`, and writes the file anew without them. Its name stays, so that nobody gets a key
    /// under it again. What was committed to stays verifiable and opens no more.
    ///
    /// Done twice it does nothing the second time; cut off, it is finished by doing it again. A party that has no key gets one, which
    /// is destroyed. The vault must have been opened ``Use/alone`` and is of no use afterwards.
    /// - Returns: the id of the key that was destroyed, now or before; zeros where the wrapped key was damaged.
    /// - Throws: ``LedgerError``.
    public func erase(_ party: String) throws -> String {
        let name = Array(party.utf8)
        var destroyed: [UInt8] = []
        do {
            try environment.write { transaction in
                var row: PartyRow
                if let known = try partyRow(name.span, transaction) {
                    row = known
                } else {
                    _ = try partyKeysOrNew(name.span, &transaction)
                    guard let made = try partyRow(name.span, transaction) else { preconditionFailure("the row was just put") }
                    row = made
                }
                let hadValues = try destroyAll(of: row.number, &transaction)
                if let wrapped = row.wrapped {
                    let key = KeyWrap.unwrap(wrapped.span, under: wrapping(ofParty: name.span))
                    if let key { row.destroyedKey = keyID(of: key) }
                    row.wrapped = nil
                    let place = VaultRow.partyKey(name.span, &hasher), erased = row.row
                    try transaction.put(place.span, erased.span, in: tables.parties)
                } else if !hadValues {
                    destroyed = row.destroyedKey
                    return
                }
                destroyed = row.destroyedKey
                try noteCompaction(&transaction)
            }
        } catch {
            throw Self.explained(error, folder)
        }
        forgetKeys()
        try finishCompaction()
        return hexText(destroyed)
    }

    /// The id of the key that the erasure of `party` destroyed; `nil` where it was not erased.
    public func destroyedKey(of party: String) throws -> String? {
        let name = Array(party.utf8)
        let row = try environment.read { try partyRow(name.span, $0) }
        return row.flatMap { $0.wrapped == nil ? hexText($0.destroyedKey) : nil }
    }

    /// By party number: also what no key opens any more, and what points at it.
    ///
    /// - Returns: whether there was anything.
    private func destroyAll(of number: UInt64, _ transaction: inout WriteTransaction) throws -> Bool {
        let prefix = VaultRow.number(number)
        var hadAny = false
        for table in [tables.values, tables.nonces] {
            for key in try keys(in: table, from: prefix, transaction, isWanted: { $0.starts(with: prefix) }) {
                _ = try transaction.delete(key.span, in: table)
                hadAny = true
            }
        }
        for key in try keys(in: tables.search, from: [], transaction, isWanted: { $0.suffix(8).elementsEqual(prefix) }) {
            _ = try transaction.delete(key.span, in: tables.search)
            hadAny = true
        }
        return hadAny
    }

    /// - Parameter first: where it begins; with one, it ends at the first key that is not wanted.
    private func keys(
        in table: Table, from first: [UInt8], _ transaction: borrowing WriteTransaction, isWanted: ([UInt8]) -> Bool
    ) throws -> [[UInt8]] {
        try transaction.withCursor(table) { cursor in
            var found: [[UInt8]] = []
            var isThere = try first.isEmpty ? cursor.first() : cursor.seek(atOrAfter: first.span)
            while isThere {
                let key = cursor.withRow { key, _ in VaultRow.array(key) }
                if isWanted(key) { found.append(key) } else if !first.isEmpty { break }
                isThere = try cursor.next()
            }
            return found
        }
    }
}
