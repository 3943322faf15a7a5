/// A C2SP verifier key: `name+hash+base64(kind ‖ public key)`, the hash binding name, kind and key. C2SP signed-note.
public struct VerifierKey: Hashable, Sendable {
    /// What the key's signatures are over.
    public enum Kind: UInt8, Hashable, Sendable {
        /// A note as it stands: a log's.
        case log = 0x01
        /// A time and a checkpoint: a witness's.
        case cosignature = 0x04
    }

    public let name: String
    public let publicKey: PublicKey
    public let kind: Kind

    public init(name: String, publicKey: PublicKey, kind: Kind = .log) {
        (self.name, self.publicKey, self.kind) = (name, publicKey, kind)
    }

    /// Parses `text`; `nil` where it is malformed, of another algorithm, or its hash does not fit.
    public init?(_ text: String) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, isNoteName(String(parts[0])), let material = Proofs.bytes(base64: String(parts[2])),
            material.count == 33, let kind = Kind(rawValue: material[0])
        else { return nil }
        self.init(name: String(parts[0]), publicKey: PublicKey(Array(material[1...])), kind: kind)
        guard parts[1] == hexText(hash) else { return nil }
    }

    /// The first 4 bytes of SHA-256(name ‖ 0x0A ‖ kind ‖ public key).
    public var hash: [UInt8] {
        var hasher = Hasher256()
        let material = Array(name.utf8) + [0x0A, kind.rawValue] + publicKey.bytes
        return Array(hasher.digest(of: material.span).array[..<4])
    }

    public var text: String { "\(name)+\(hexText(hash))+\(base64Text([kind.rawValue] + publicKey.bytes))" }
}

extension VerifierKey: CustomStringConvertible {
    public var description: String { text }
}

/// Whether `name` may name a key: not empty, no white space, no plus sign.
func isNoteName(_ name: String) -> Bool {
    !name.isEmpty && !name.unicodeScalars.contains { $0.properties.isWhitespace || $0 == "+" || $0.value < 0x20 }
}
