internal import Proofs

/// Keys and rows of a vault's tables. Numbers are big-endian. docs/FORMAT.md.
enum VaultRow {
    /// Of `parties`: the name, or past 120 bytes its first 80 and the SHA-256 of the whole.
    static func partyKey(_ name: Span<UInt8>, _ hasher: inout Hasher256) -> [UInt8] {
        let bytes = array(name)
        return bytes.count <= 120 ? bytes : bytes[..<80] + hasher.digest(of: name).array
    }

    /// Of `values`: party number and commitment.
    static func valueKey(_ party: UInt64, _ commitment: Digest) -> InlineArray<40, UInt8> {
        unsafe row { bytes in
            unsafe bytes.storeBytes(of: party.bigEndian, as: UInt64.self)
            unsafe bytes.storeBytes(of: commitment.bytes, toByteOffset: 8, as: SIMD32<UInt8>.self)
        }
    }

    /// Of `nonces`: party number and nonce; no nonce comes twice under one key.
    static func nonceKey(_ party: UInt64, _ nonce: Span<UInt8>) -> InlineArray<20, UInt8> {
        precondition(nonce.count >= 12)
        return unsafe row { bytes in
            unsafe bytes.storeBytes(of: party.bigEndian, as: UInt64.self)
            for k in 0..<12 { unsafe bytes[8 + k] = nonce[k] }
        }
    }

    /// Of `search`: the code of what is searched for, and the party's number.
    static func searchKey(_ code: Digest, _ party: UInt64) -> InlineArray<40, UInt8> {
        unsafe row { bytes in
            unsafe bytes.storeBytes(of: code.bytes, as: SIMD32<UInt8>.self)
            unsafe bytes.storeBytes(of: party.bigEndian, toByteOffset: 32, as: UInt64.self)
        }
    }

    @unsafe private static func row<let count: Int>(_ body: (UnsafeMutableRawBufferPointer) -> Void) -> InlineArray<count, UInt8>
    {
        var bytes = InlineArray<count, UInt8>(repeating: 0)
        unsafe withUnsafeMutableBytes(of: &bytes) { unsafe body($0) }
        return bytes
    }

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

/// Values that were sealed, and the draft they stand in: what the row of a pending portion lists, before 16 bytes that prove it. What
/// is destroyed goes by these rows, so that a damaged one must not be believed.
struct PendingDraft: Hashable {
    struct Value: Hashable {
        let party: UInt64
        let commitment: Digest
    }

    let subject: [UInt8]
    let key: [UInt8]
    var values: [Value]

    static let proofBytes = 16

    /// Appends the draft's part of a row: two names with their lengths in two bytes, how many values in four, and the values.
    static func append(_ subject: Span<UInt8>, _ key: Span<UInt8>, _ values: ArraySlice<Value>, to row: inout [UInt8]) {
        append(subject, to: &row)
        append(key, to: &row)
        for shift in [24, 16, 8, 0] { row.append(UInt8(truncatingIfNeeded: values.count >> shift)) }
        for value in values {
            let bytes = VaultRow.valueKey(value.party, value.commitment)
            unsafe bytes.span.withUnsafeBufferPointer { unsafe row.append(contentsOf: $0) }
        }
    }

    private static func append(_ name: Span<UInt8>, to row: inout [UInt8]) {
        row.append(UInt8(truncatingIfNeeded: name.count >> 8))
        row.append(UInt8(truncatingIfNeeded: name.count))
        unsafe name.withUnsafeBufferPointer { unsafe row.append(contentsOf: $0) }
    }

    /// `nil` for content of another form.
    static func drafts(ofContent row: [UInt8]) -> [PendingDraft]? {
        var drafts: [PendingDraft] = [], i = 0
        func count(_ bytes: Int) -> Int? {
            guard i + bytes <= row.count else { return nil }
            defer { i += bytes }
            return row[i..<(i + bytes)].reduce(0) { $0 << 8 | Int($1) }
        }
        func piece(_ count: Int) -> ArraySlice<UInt8>? {
            guard count <= row.count - i else { return nil }
            defer { i += count }
            return row[i..<(i + count)]
        }
        while i < row.count {
            guard let subject = count(2).flatMap(piece), let key = count(2).flatMap(piece), let number = count(4),
                number <= (row.count - i) / 40
            else { return nil }
            var draft = PendingDraft(subject: Array(subject), key: Array(key), values: [])
            for _ in 0..<number {
                guard let bytes = piece(40).map(Array.init) else { return nil }
                draft.values.append(Value(party: VaultRow.number(bytes[..<8]), commitment: Digest(bytes.span, at: 8)))
            }
            drafts.append(draft)
        }
        return drafts
    }
}
