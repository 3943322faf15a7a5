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
            try transaction.withCursor(tables.search) { cursor in
                var numbers: [UInt64] = []
                let start = code.array
                var isThere = try cursor.seek(atOrAfter: start.span)
                while isThere {
                    let number = cursor.withRow { key, _ -> UInt64? in
                        let bytes = VaultRow.array(key)
                        return bytes.count == 40 && Digest(key) == code ? VaultRow.number(bytes[32...]) : nil
                    }
                    guard let number else { break }
                    numbers.append(number)
                    isThere = try cursor.next()
                }
                return numbers
            }
        }
        guard !numbers.isEmpty else { return [] }
        return try partyRows().filter { numbers.contains($0.number) }.map { String(decoding: $0.name, as: UTF8.self) }
    }

    /// Counts one value more or less that a code finds of a party.
    func countFound(_ code: Digest, _ party: UInt64, _ change: Int, _ transaction: inout WriteTransaction) throws {
        let key = VaultRow.searchKey(code, party)
        let stored = try transaction.value(key.span, in: tables.search)
        guard stored?.count ?? 4 == 4 else {
            throw LedgerError(.storedRowBroken, ["vault/search", hexText(VaultRow.array(key.span))])
        }
        let count = (stored ?? []).reduce(0) { $0 << 8 | Int($1) } + change
        if count <= 0 {
            _ = try transaction.delete(key.span, in: tables.search)
        } else {
            let row = (0..<4).map { UInt8(truncatingIfNeeded: count >> (24 - 8 * $0)) }
            try transaction.put(key.span, row.span, in: tables.search)
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
