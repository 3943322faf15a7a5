internal import FoundationEssentials
public import Proofs
internal import Storage

/// What the trust store keeps of one origin: the key first seen and the last state that a full `verify` found sound.
public struct TrustRecord: Hashable, Sendable, Codable {
    public let origin: String
    public let verifierKey: String
    public let size: UInt64
    /// Hex.
    public let root: String
    /// The head signature over exactly that size and root, base64: what the ledger itself said of it.
    public let headSignature: String

    public init(origin: String, verifierKey: String, size: UInt64, root: Digest, headSignature: [UInt8]) {
        self.origin = origin
        self.verifierKey = verifierKey
        self.size = size
        self.root = root.hex
        self.headSignature = base64Text(headSignature)
    }

    public var checkpoint: Checkpoint? {
        Digest(hex: root).map { Checkpoint(origin: origin, size: size, root: $0) }
    }

    /// One line of canonical JSON.
    var text: [UInt8] {
        Array(
            "{\"headSignature\":\"\(headSignature)\",\"origin\":\"\(origin)\",\"root\":\"\(root)\",\"size\":\(size),\"verifierKey\":\"\(verifierKey)\"}\n"
                .utf8)
    }
}

extension StateFolder {
    /// What is kept of `origin`, or `nil` before the first `verify`.
    ///
    /// - Throws: ``LedgerError`` `noteUnreadable` for a record that is damaged: forgetting it would forget what it proves.
    public func trust(_ origin: String) throws -> TrustRecord? {
        guard Files.exists(trustPath(origin)) else { return nil }
        let bytes = try Files.read(trustPath(origin))
        guard let record = try? JSONDecoder().decode(TrustRecord.self, from: Data(bytes)), record.origin == origin,
            record.checkpoint != nil, VerifierKey(record.verifierKey) != nil
        else { throw LedgerError(.noteUnreadable, [trustPath(origin)]) }
        return record
    }

    /// Moves the record on to `record`, by rename, under a lock; never to a smaller size.
    public func keep(_ record: TrustRecord) throws {
        try withLock(trustPath(record.origin)) {
            if let old = try trust(record.origin), old.size > record.size { return }
            try Files.replace(trustPath(record.origin), record.text)
        }
    }

    /// Keeps the contradicting state beside the record, as evidence.
    ///
    /// - Returns: where it is.
    public func keepEvidence(_ record: TrustRecord) throws -> String {
        let path = "\(trustPath(record.origin)).contradicts-\(record.size)-\(record.root.prefix(16))"
        try withLock(trustPath(record.origin)) { try Files.replace(path, record.text) }
        return path
    }
}
