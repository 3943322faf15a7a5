internal import CanonicalJSON
internal import Ledger
public import Proofs
internal import Storage

extension Vault {
    /// The parties that have a value equal to `text`, an identity number, phone or card number; spaces and hyphens do not count.
    ///
    /// - Returns: nothing for a text that is none of these: names and dates are not indexed, since so few are possible.
    public func parties(having text: [UInt8]) throws -> [String] {
        guard let code = searchCode(text.span) else { return [] }
        let numbers = try environment.read { transaction in
            try indexed(code, transaction).union(try waiting(code, transaction))
        }
        guard !numbers.isEmpty else { return [] }
        return try partyRows().filter { numbers.contains($0.number) }.map { String(decoding: $0.name, as: UTF8.self) }
    }

    private func indexed(_ code: Digest, _ transaction: borrowing ReadTransaction) throws -> Set<UInt64> {
        try transaction.withCursor(tables.search) { cursor in
            var numbers: Set<UInt64> = []
            let start = code.array
            var isThere = try cursor.seek(atOrAfter: start.span)
            while isThere {
                let number = cursor.withRow { key, _ -> UInt64? in
                    let bytes = VaultRow.array(key)
                    return bytes.count == 40 && Digest(key) == code ? VaultRow.number(bytes[32...]) : nil
                }
                guard let number else { break }
                numbers.insert(number)
                isThere = try cursor.next()
            }
            return numbers
        }
    }

    /// Values of portions whose mark stands are not in the table yet. They are opened one by one; the ledger says which it holds.
    private func waiting(_ code: Digest, _ transaction: borrowing ReadTransaction) throws -> Set<UInt64> {
        let rows = try pendingRows(transaction)
        guard !rows.isEmpty else { return [] }
        var numbers: Set<UInt64> = []
        for draft in rows.flatMap(\.drafts) {
            for found in try codes(ofHeld: draft, transaction) where found.code == code { numbers.insert(found.party) }
        }
        return numbers
    }

    /// What the values of `draft` are found by, as far as the ledger holds its entry.
    func codes(
        ofHeld draft: PendingDraft, _ transaction: borrowing some Transaction & ~Copyable
    ) throws -> [(code: Digest, party: UInt64)] {
        let held = try heldCommitments(draft)
        var codes: [(code: Digest, party: UInt64)] = []
        for value in draft.values {
            guard let name = held[value.commitment], let keys = try partyKeys(name.utf8.span, transaction) else { continue }
            guard keys.number == value.party else { throw LedgerError(.storedRowBroken, ["vault/parties", name]) }
            let place = VaultRow.valueKey(value.party, value.commitment)
            let bound = bound.of(value.commitment, name.utf8.span)
            let text = try transaction.withValue(place.span, in: tables.values) {
                cipher.open($0, keys.encryption, bound: bound.span)
            }
            // One that does not open is found by nothing; reading and `vault check` say so.
            guard case .some(.some(var text)) = text else { continue }
            defer { wipe(&text) }
            if let code = searchCode(ofValue: text.span) { codes.append((code, value.party)) }
        }
        return codes
    }

    /// Makes values be found. In the order of the table: neighbours share pages.
    func makeFound(_ found: [(code: Digest, party: UInt64)], _ transaction: inout WriteTransaction) throws {
        for entry in found.sorted(by: { $0.code.prefix < $1.code.prefix }) {
            let key = VaultRow.searchKey(entry.code, entry.party)
            try transaction.put(key.span, Span(), in: tables.search)
        }
    }

    /// The code of a value, canonical JSON; `nil` where it is none that can be searched for.
    func searchCode(ofValue value: Span<UInt8>) -> Digest? {
        guard value.count > 2, value[0] == 0x22 else { return nil }
        return searchCode(value.extracting(1..<(value.count - 1)))
    }

    /// - Parameter text: without quotes; one with escapes is no number.
    private func searchCode(_ text: Span<UInt8>) -> Digest? {
        // 11 to 19 digits, the last perhaps an X: identity numbers, phones, cards. 9 more for separators at most.
        guard (11...28).contains(text.count) else { return nil }
        var plain = InlineArray<19, UInt8>(repeating: 0), count = 0
        for k in 0..<text.count {
            switch text[k] {
            case 0x30...0x39, 0x58, 0x78:
                // After a check digit ten nothing comes.
                guard count < 19, count == 0 || plain[count - 1] != 0x58 else { return nil }
                plain[count] = text[k] == 0x78 ? 0x58 : text[k]
                count += 1
            case 0x20, 0x2D: continue
            default: return nil
            }
        }
        guard count >= 11 else { return nil }
        return searchKey.withSpan { hash.code($0, plain.span.extracting(0..<count)) }
    }

    /// Makes the code that a refused draft leaves on record: whoever has the vault can tell whether it was this one, nobody else can
    /// guess it. For the writer's thread. DESIGN.md section 2.
    public var codeOfRefused: @Sendable ([UInt8]) -> Digest {
        { [draftKey] draft in
            var hash = KeyedHash()
            return hash.code(draftKey, draft.span)
        }
    }
}
