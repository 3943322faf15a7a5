public import Proofs
internal import Storage

/// The end of the log as a commit left it: the one row of `meta`.
public struct Head: Hashable, Sendable {
    public var size: UInt64
    /// Recording time of the last entry, in milliseconds since 1970.
    public var timeMilliseconds: Int64
    /// Digest of the last entry.
    public var digest: Digest
    /// Root of the log tree.
    public var root: Digest
    /// Ed25519 over the head message, 64 bytes. DESIGN.md section 3.
    public var signature: [UInt8]

    static let key = Array("head".utf8)
    static let rowBytes = 144
    /// In place of a signature, in a replica.
    static let unsigned = [UInt8](repeating: 0, count: 64)

    init(size: UInt64, timeMilliseconds: Int64, digest: Digest, root: Digest, signature: [UInt8]) {
        self.size = size
        self.timeMilliseconds = timeMilliseconds
        self.digest = digest
        self.root = root
        self.signature = signature
    }

    /// - Returns: `nil` for a row of another length.
    init?(row: Span<UInt8>) {
        guard row.count == Self.rowBytes else { return nil }
        size = Row.load(row, 0, 8)
        timeMilliseconds = Int64(bitPattern: Row.load(row, 8, 8))
        digest = Digest(row, at: 16)
        root = Digest(row, at: 48)
        signature = Array(copying: row.extracting(80..<144))
    }

    var row: InlineArray<144, UInt8> {
        var row = InlineArray<144, UInt8>(repeating: 0)
        Row.store(size, 8, &row, at: 0)
        Row.store(UInt64(bitPattern: timeMilliseconds), 8, &row, at: 8)
        for k in 0..<32 {
            row[16 + k] = digest.bytes[k]
            row[48 + k] = root.bytes[k]
        }
        for k in 0..<64 { row[80 + k] = signature[k] }
        return row
    }

    public func checkpoint(origin: String) -> Checkpoint { Checkpoint(origin: origin, size: size, root: root) }

    /// Whether the head signature is `key`'s over exactly this size and root.
    func isSigned(by key: PublicKey, origin: String) -> Bool {
        key.verifies(signature, checkpoint(origin: origin).headMessage)
    }
}
