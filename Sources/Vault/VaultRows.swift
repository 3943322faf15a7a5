internal import Proofs

/// Keys and rows of a vault's tables. Numbers are big-endian. docs/FORMAT.md.
enum VaultRow {
    /// Of `parties`: the name, or past 120 bytes its first 80 and the SHA-256 of the whole.
    static func partyKey(_ name: Span<UInt8>, _ hasher: inout Hasher256) -> [UInt8] {
        let bytes = array(name)
        return bytes.count <= 120 ? bytes : bytes[..<80] + hasher.digest(of: name).array
    }

    /// Of `values`: party number and commitment.
    static func valueKey(_ party: UInt64, _ commitment: Digest) -> [UInt8] { number(party) + commitment.array }

    /// Of `nonces`: party number and nonce; no nonce comes twice under one key.
    static func nonceKey(_ party: UInt64, _ nonce: ArraySlice<UInt8>) -> [UInt8] { number(party) + nonce }

    /// Of `search`: the code of what is searched for, and the party's number. The row counts the values that it finds.
    static func searchKey(_ code: Digest, _ party: UInt64) -> [UInt8] { code.array + number(party) }

    static func number(_ value: UInt64) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * $0)) } }

    /// The number that the first 8 bytes are.
    static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }

    static func array(_ text: Span<UInt8>) -> [UInt8] { unsafe text.withUnsafeBufferPointer { unsafe Array($0) } }
}

/// A row of `parties`: number, state, wrapped key, name. An erased party keeps its number and name; in the place of the key stand
/// its id, which says nothing about it, and zeros.
struct PartyRow {
    let number: UInt64
    /// `nil` once erased.
    var wrapped: [UInt8]?
    let name: [UInt8]
    /// Of the key that was destroyed; zeros while it lives.
    var destroyedKey = [UInt8](repeating: 0, count: idBytes)

    static let idBytes = 8

    private static let live: UInt8 = 1, erased: UInt8 = 2

    var row: [UInt8] {
        let key = wrapped ?? destroyedKey + [UInt8](repeating: 0, count: KeyWrap.wrappedBytes - Self.idBytes)
        return VaultRow.number(number) + [wrapped == nil ? Self.erased : Self.live] + key + name
    }

    init(number: UInt64, wrapped: [UInt8]?, name: [UInt8]) {
        self.number = number
        self.wrapped = wrapped
        self.name = name
    }

    init?(row: Span<UInt8>) {
        let bytes = VaultRow.array(row), head = 9 + KeyWrap.wrappedBytes
        guard bytes.count > head, bytes[8] == Self.live || bytes[8] == Self.erased else { return nil }
        number = VaultRow.number(bytes[0..<8])
        name = Array(bytes[head...])
        if bytes[8] == Self.live {
            wrapped = Array(bytes[9..<head])
        } else {
            // A key that only says it is gone is not gone.
            guard bytes[(9 + Self.idBytes)..<head].allSatisfy({ $0 == 0 }) else { return nil }
            destroyedKey = Array(bytes[9..<(9 + Self.idBytes)])
        }
    }
}

/// A value that was sealed, and the draft it stands in: what the row of a pending portion lists, before 16 bytes that prove it. What
/// is destroyed goes by these rows, so that a damaged one must not be believed.
struct PendingValue: Hashable {
    let party: UInt64
    let commitment: Digest
    let subject: [UInt8]
    let key: [UInt8]

    static let proofBytes = 16

    /// Without the proof.
    static func content(_ values: [PendingValue]) -> [UInt8] {
        var row: [UInt8] = []
        for value in values {
            row += VaultRow.number(value.party) + value.commitment.array
            for name in [value.subject, value.key] {
                row += [UInt8(truncatingIfNeeded: name.count >> 8), UInt8(truncatingIfNeeded: name.count)] + name
            }
        }
        return row
    }

    /// `nil` for content of another form.
    static func values(ofContent row: ArraySlice<UInt8>) -> [PendingValue]? {
        let row = Array(row)
        var values: [PendingValue] = [], i = 0
        func name() -> [UInt8]? {
            guard i + 2 <= row.count else { return nil }
            let count = Int(row[i]) << 8 | Int(row[i + 1])
            i += 2
            guard i + count <= row.count else { return nil }
            defer { i += count }
            return Array(row[i..<(i + count)])
        }
        while i < row.count {
            guard i + 40 <= row.count else { return nil }
            let party = VaultRow.number(row[i..<(i + 8)])
            let digest = Array(row[(i + 8)..<(i + 40)])
            i += 40
            guard let subject = name(), let key = name() else { return nil }
            values.append(PendingValue(party: party, commitment: Digest(digest.span), subject: subject, key: key))
        }
        return values
    }
}
