internal import Ledger
public import Proofs
internal import Storage

/// How much is in a vault.
public struct VaultContents: Hashable, Sendable {
    public internal(set) var live = 0
    public internal(set) var erased = 0
    public internal(set) var values = 0
    /// Portions whose fate no process has settled yet.
    public internal(set) var pending = 0
}

/// A row of a vault that contradicts another, or itself.
public struct VaultFault: Hashable, Sendable {
    /// Which table.
    public let table: String
    /// What the row is found by, in hex; of a party, its name.
    public let row: String
}

extension Vault {
    public func contents() throws -> VaultContents {
        var contents = VaultContents()
        for party in try partyRows() {
            if party.wrapped == nil { contents.erased += 1 } else { contents.live += 1 }
        }
        (contents.values, contents.pending) = try environment.read {
            (try $0.size(of: tables.values).rows, try $0.size(of: tables.pending).rows)
        }
        return contents
    }

    /// Shows every value that is here, without opening it: whose it is, and its commitment.
    ///
    /// - Throws: ``LedgerError`` `storedRowBroken` for a row of no party.
    public func forEachValue(_ body: (_ party: String, _ commitment: Digest) throws -> Void) throws {
        let names = try partyNames()
        try environment.read { transaction in
            try forEachRow(of: tables.values, transaction) { key, _ in
                guard key.count == 40, let name = names[VaultRow.number(key[...])] else {
                    throw LedgerError(.storedRowBroken, ["vault/values", hexText(key)])
                }
                try body(String(decoding: name, as: UTF8.self), Digest(key.span, at: 8))
            }
        }
    }

    /// Opens every value and holds the tables against each other. What an entry committed to is asked of ``open(_:)``.
    ///
    /// - Returns: nothing where all is sound.
    public func faults() throws -> [VaultFault] {
        var faults: [VaultFault] = []
        var parties: [UInt64: PartyRow] = [:]
        for row in try partyRows() where parties.updateValue(row, forKey: row.number) != nil {
            faults.append(VaultFault(table: "parties", row: String(decoding: row.name, as: UTF8.self)))
        }
        return try environment.read { transaction in
            for (number, row) in parties where row.wrapped != nil {
                // A key that does not unwrap is a fault of its own, once.
                guard (try? partyKeys(row.name.span, transaction)) != nil else {
                    faults.append(VaultFault(table: "parties", row: String(decoding: row.name, as: UTF8.self)))
                    parties[number] = nil
                    continue
                }
            }
            // What a portion waits with may be found already, by another entry, or not yet.
            let waiting = Set(try pendingRows(transaction).flatMap { $0.drafts.flatMap { $0.values.map(\.commitment) } })
            var wanted: Set<[UInt8]> = [], allowed: Set<[UInt8]> = []
            try forEachRow(of: tables.values, transaction) { key, row in
                guard let text = try sound(key, row, parties, transaction) else {
                    faults.append(VaultFault(table: "values", row: hexText(key)))
                    return
                }
                guard let code = text.code else { return }
                let place = VaultRow.array(VaultRow.searchKey(code, VaultRow.number(key[...])).span)
                if waiting.contains(Digest(key.span, at: 8)) { allowed.insert(place) } else { wanted.insert(place) }
            }
            try forEachRow(of: tables.nonces, transaction) { key, row in
                let isOf = key.count == 20 && parties[VaultRow.number(key[...])]?.wrapped != nil
                if !isOf || !row.isEmpty { faults.append(VaultFault(table: "nonces", row: hexText(key))) }
            }
            try forEachRow(of: tables.search, transaction) { key, row in
                let isOf = wanted.remove(key) != nil || allowed.contains(key)
                if !isOf || !row.isEmpty { faults.append(VaultFault(table: "search", row: hexText(key))) }
            }
            // What no row finds.
            faults += wanted.map { VaultFault(table: "search", row: hexText($0)) }
            return faults
        }
    }

    /// - Returns: by what the value is found, if by anything; `nil` where the row is not sound.
    private func sound(
        _ key: [UInt8], _ row: [UInt8], _ parties: [UInt64: PartyRow], _ transaction: borrowing ReadTransaction
    ) throws -> SoundValue? {
        guard key.count == 40, row.count >= ValueCipher.nonceBytes + ValueCipher.tagBytes,
            let party = parties[VaultRow.number(key[...])], let keys = try partyKeys(party.name.span, transaction)
        else { return nil }
        let nonce = VaultRow.nonceKey(party.number, row.span)
        let bound = bound.of(Digest(key.span, at: 8), party.name.span)
        guard try transaction.withValue(nonce.span, in: tables.nonces, { _ in true }) == true,
            var text = cipher.open(row.span, keys.encryption, bound: bound.span)
        else { return nil }
        defer { wipe(&text) }
        return SoundValue(code: searchCode(ofValue: text.span))
    }

    private func partyNames() throws -> [UInt64: [UInt8]] {
        try partyRows().reduce(into: [:]) { $0[$1.number] = $1.name }
    }

    private func forEachRow(
        of table: Table, _ transaction: borrowing ReadTransaction, _ body: ([UInt8], [UInt8]) throws -> Void
    ) throws {
        try transaction.withCursor(table) { cursor in
            var isThere = try cursor.first()
            while isThere {
                let row = cursor.withRow { (VaultRow.array($0), VaultRow.array($1)) }
                try body(row.0, row.1)
                isThere = try cursor.next()
            }
        }
    }
}

/// A value that opens.
private struct SoundValue {
    /// By what it is found; `nil` for one that is not searched for.
    let code: Digest?
}
