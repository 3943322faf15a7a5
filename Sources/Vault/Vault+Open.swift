public import Ledger
public import Proofs
internal import Storage

/// What a vault says to a sealed value.
public enum OpenedValue: Hashable, Sendable {
    /// Canonical JSON, and the opening by which anybody can check the commitment: HMAC-SHA-256(opening, value).
    case value([UInt8], opening: Digest)
    /// The party was erased.
    case erased
    /// No such value is here: another vault's, or its restored copy is too old.
    case missing
}

extension Vault {
    /// Opens a value that an entry holds sealed.
    ///
    /// - Throws: ``LedgerError`` `valueBroken` where what is stored does not open, or is not what was committed to.
    public func open(_ sealed: SealedValue) throws -> OpenedValue {
        let name = Array(sealed.party.utf8)
        return try environment.read { transaction in
            guard let keys = try partyKeys(name.span, transaction) else {
                return try partyRow(name.span, transaction) == nil ? .missing : .erased
            }
            let place = VaultRow.valueKey(keys.number, sealed.commitment)
            let bound = bound.of(sealed.commitment, name.span)
            let text = try transaction.withValue(place.span, in: tables.values) {
                cipher.open($0, keys.encryption, bound: bound.span)
            }
            guard let text else { return .missing }
            let opening = hash.expanded(keys.openings, sealed.info.span)
            guard let text, opening.withSpan({ hash.code($0, text.span) }) == sealed.commitment else {
                throw LedgerError(.valueBroken, [sealed.party, sealed.pointer])
            }
            return .value(text, opening: opening)
        }
    }

    /// How many values a party has here.
    public func valueCount(of party: String) throws -> Int { try commitments(of: party).count }

    /// The commitments of a party's values, rising.
    func commitments(of party: String) throws -> [Digest] {
        let name = Array(party.utf8)
        return try environment.read { transaction in
            guard let row = try partyRow(name.span, transaction) else { return [] }
            return try commitments(row.number, transaction)
        }
    }

    func commitments(_ number: UInt64, _ transaction: borrowing some Transaction & ~Copyable) throws -> [Digest] {
        try transaction.withCursor(tables.values) { cursor in
            var found: [Digest] = []
            let start = VaultRow.number(number)
            var isThere = try cursor.seek(atOrAfter: start.span)
            while isThere {
                let commitment = cursor.withRow { key, _ -> Digest? in
                    let bytes = VaultRow.array(key)
                    return bytes.count == 40 && VaultRow.number(bytes[..<8]) == number ? Digest(key, at: 8) : nil
                }
                guard let commitment else { break }
                found.append(commitment)
                isThere = try cursor.next()
            }
            return found
        }
    }
}
