internal import CanonicalJSON
internal import FoundationEssentials
public import Proofs
internal import Storage

/// What the trust store keeps of one origin: the key, first seen or come to by proved changes, and the last state that a full
/// `verify` found sound.
public struct TrustRecord: Hashable, Sendable, Codable {
    public let origin: String
    public let verifierKey: String
    /// Keys that went out of force before that state; `nil` where there were none.
    public let earlierKeys: [String]?
    public let size: UInt64
    /// Hex.
    public let root: String
    /// The head signature over exactly that size and root, base64: what the ledger itself said of it.
    public let headSignature: String

    /// - Parameter keys: of the log at that state.
    public init(keys: KeyHistory, size: UInt64, root: Digest, headSignature: [UInt8]) {
        origin = keys.origin
        verifierKey = keys.current.text
        earlierKeys = keys.changes.isEmpty ? nil : keys.keys.dropLast().map(\.text)
        self.size = size
        self.root = root.hex
        self.headSignature = base64Text(headSignature)
    }

    public var checkpoint: Checkpoint? {
        Digest(hex: root).map { Checkpoint(origin: origin, size: size, root: $0) }
    }

    /// Whether a log with these keys may be the one that is trusted: it had the trusted key, by changes that hold, or it is an older
    /// state of it, for the size to tell.
    public func allows(_ keys: KeyHistory) -> Bool { keys.contains(verifierKey) || isOlder(keys) }

    /// Whether a log has only keys that went out of force before the trusted state.
    public func isOlder(_ keys: KeyHistory) -> Bool {
        !keys.contains(verifierKey) && (earlierKeys ?? []).contains { $0.utf8.elementsEqual(keys.current.text.utf8) }
    }

    /// One line of canonical JSON.
    var text: [UInt8] {
        JSONWriter.object { writer in
            if let earlierKeys { writer.member("earlierKeys", earlierKeys) }
            writer.member("headSignature", headSignature)
            writer.member("origin", origin)
            writer.member("root", root)
            writer.member("size", Int64(size))
            writer.member("verifierKey", verifierKey)
        } + [0x0A]
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
