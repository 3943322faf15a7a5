internal import Proofs

/// What a vault says of itself: the row `vault` of its table `meta`. docs/FORMAT.md.
struct VaultHeader {
    static let key = Array("vault".utf8)
    static let format: UInt8 = 1
    private static let count = 1 + 16 + 32 + 8 + 8 + KeyWrap.wrappedBytes * 2 + 1

    /// Salt of the key that wraps: two vaults under one master key share none.
    var identity: [UInt8]
    /// Digest of the ledger's entry 0.
    var created: Digest
    /// First 8 bytes of the master key's id.
    var masterKey: [UInt8]
    /// Of the master key before it; zeros where there was none.
    var previousMasterKey = [UInt8](repeating: 0, count: 8)
    var wrappedSearch: [UInt8]
    var wrappedDraft: [UInt8]
    /// Something was destroyed, and the file may still hold it in free pages.
    var needsCompaction = false

    var row: [UInt8] {
        [Self.format] + identity + created.array + masterKey + previousMasterKey + wrappedSearch + wrappedDraft
            + [needsCompaction ? 1 : 0]
    }

    init(identity: [UInt8], created: Digest, masterKey: [UInt8], wrappedSearch: [UInt8], wrappedDraft: [UInt8]) {
        self.identity = identity
        self.created = created
        self.masterKey = masterKey
        self.wrappedSearch = wrappedSearch
        self.wrappedDraft = wrappedDraft
    }

    /// `nil` for a row of another form.
    init?(row: [UInt8]) {
        guard row.count == Self.count, row[0] == Self.format, row[Self.count - 1] <= 1 else { return nil }
        let wrapped = KeyWrap.wrappedBytes
        identity = Array(row[1..<17])
        let digest = Array(row[17..<49])
        created = Digest(digest.span)
        masterKey = Array(row[49..<57])
        previousMasterKey = Array(row[57..<65])
        wrappedSearch = Array(row[65..<(65 + wrapped)])
        wrappedDraft = Array(row[(65 + wrapped)..<(65 + 2 * wrapped)])
        needsCompaction = row[Self.count - 1] == 1
    }

    /// Format of a row that a newer program wrote.
    static func format(ofRow row: [UInt8]) -> Int { Int(row.first ?? 0) }
}
