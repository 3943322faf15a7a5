internal import Ledger
internal import Proofs
internal import Storage

/// What a party's key makes. DESIGN.md section 9.
struct PartyKeys {
    let number: UInt64
    /// Seals values.
    let encryption: SecretKey
    /// Openings are expanded from it: HKDF's first half over the commitment key, which all of a party's values share.
    let openings: SecretKey

    init(_ key: SecretKey, number: UInt64, _ hash: inout KeyedHash) {
        self.number = number
        encryption = hash.derive(key, "deedlog vault v1")
        let salt = InlineArray<32, UInt8>(repeating: 0)
        openings = hash.derive(key, "deedlog commit v1").withSpan { hash.extract(salt: salt.span, $0) }
    }
}

/// What a vault knows of a party.
public enum PartyStanding: Hashable, Sendable {
    case unknown, live, erased
}

extension Vault {
    public func standing(of party: String) throws -> PartyStanding {
        let name = Array(party.utf8)
        guard let row = try environment.read({ try partyRow(name.span, $0) }) else { return .unknown }
        return row.wrapped == nil ? .erased : .live
    }

    /// Every party that has or had a key, by number.
    public func parties() throws -> [(name: String, standing: PartyStanding)] {
        try partyRows().map { (String(decoding: $0.name, as: UTF8.self), $0.wrapped == nil ? .erased : .live) }
    }

    func partyRows() throws -> [PartyRow] {
        try environment.read { transaction in
            try transaction.withCursor(tables.parties) { cursor in
                var rows: [PartyRow] = []
                var isThere = try cursor.first()
                while isThere {
                    let found = cursor.withRow { key, row in
                        PartyRow(row: row).flatMap {
                            VaultRow.array(key) == VaultRow.partyKey($0.name.span, &hasher) ? $0 : nil
                        }
                    }
                    guard let row = found else {
                        throw LedgerError(
                            .storedRowBroken, ["vault/parties", cursor.withRow { key, _ in hexText(VaultRow.array(key)) }])
                    }
                    rows.append(row)
                    isThere = try cursor.next()
                }
                return rows.sorted { $0.number < $1.number }
            }
        }
    }

    func partyRow(_ name: Span<UInt8>, _ transaction: borrowing some Transaction & ~Copyable) throws -> PartyRow? {
        let key = VaultRow.partyKey(name, &hasher)
        let found = try transaction.withValue(key.span, in: tables.parties) { row in
            guard let row = PartyRow(row: row), row.name == VaultRow.array(name) else {
                throw LedgerError(.storedRowBroken, ["vault/parties", String(decoding: VaultRow.array(name), as: UTF8.self)])
            }
            return row
        }
        return found
    }

    /// The keys of a party that is there; `nil` for one that is not, or was erased.
    func partyKeys(_ name: Span<UInt8>, _ transaction: borrowing some Transaction & ~Copyable) throws -> PartyKeys? {
        // The values of a person come together.
        if let lastParty, isSame(lastParty.name, name) { return lastParty.keys }
        let bytes = VaultRow.array(name)
        if let known = keys[bytes] {
            lastParty = (bytes, known)
            return known
        }
        guard let row = try partyRow(name, transaction), let wrapped = row.wrapped else { return nil }
        guard let key = KeyWrap.unwrap(wrapped.span, under: wrapping(ofParty: name)) else {
            throw LedgerError(.valueBroken, [String(decoding: bytes, as: UTF8.self)])
        }
        return keep(PartyKeys(key, number: row.number, &hash), bytes)
    }

    /// As ``partyKeys(_:_:)``, and makes a key for a party that has none yet; `nil` for one that was erased.
    func partyKeysOrNew(_ name: Span<UInt8>, _ transaction: inout WriteTransaction) throws -> PartyKeys? {
        if let known = try partyKeys(name, transaction) { return known }
        guard try partyRow(name, transaction) == nil else { return nil }
        let key = SecretKey.random(), bytes = VaultRow.array(name)
        // A party's row never goes.
        let number = UInt64(try transaction.size(of: tables.parties).rows)
        let row = PartyRow(number: number, wrapped: KeyWrap.wrap(key, under: wrapping(ofParty: name)), name: bytes).row
        let place = VaultRow.partyKey(name, &hasher)
        try transaction.put(place.span, row.span, in: tables.parties, .insert)
        return keep(PartyKeys(key, number: number, &hash), bytes)
    }

    /// What is said of a key that is destroyed: 8 bytes that say nothing about it.
    func keyID(of key: SecretKey) -> [UInt8] {
        hash.derive(key, "deedlog party id v1").withSpan { Array(VaultRow.array($0)[..<PartyRow.idBytes]) }
    }

    /// Keys kept at most.
    private static let keptKeys = 10_000

    private func keep(_ made: PartyKeys, _ name: [UInt8]) -> PartyKeys {
        if keys.count >= Self.keptKeys { keys.removeAll(keepingCapacity: true) }
        keys[name] = made
        lastParty = (name, made)
        return made
    }

    /// Another process may have changed what was kept, or a commit was given up.
    func forgetKeys() {
        keys.removeAll(keepingCapacity: true)
        lastParty = nil
    }

    private func isSame(_ kept: [UInt8], _ name: Span<UInt8>) -> Bool {
        guard kept.count == name.count else { return false }
        for k in 0..<name.count where kept[k] != name[k] { return false }
        return true
    }
}
