/// A verifier key for notes signed with SM2: `name+hash+base64(0xff ‖ identifier ‖ point)`.
///
/// C2SP signed-note leaves type 0xff to algorithms of others, and asks for a longer identifier after it. Unlike a file's other
/// digests the hash is C2SP's, SHA-256: it only names the key.
public struct SM2VerifierKey: Hashable, Sendable {
    public static let identifier = "deedlog.sm2-sm3/v1"
    private static let kind: [UInt8] = [0xFF] + Array(identifier.utf8)

    public let name: String
    public let publicKey: SM2PublicKey

    public init(name: String, publicKey: SM2PublicKey) { (self.name, self.publicKey) = (name, publicKey) }

    /// Parses `text`; `nil` where it is malformed, of another algorithm, or its hash does not fit.
    public init?(_ text: String) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, isNoteName(String(parts[0])), let material = Proofs.bytes(base64: String(parts[2])),
            material.starts(with: Self.kind), let key = SM2PublicKey(Array(material[Self.kind.count...]))
        else { return nil }
        self.init(name: String(parts[0]), publicKey: key)
        guard parts[1] == hexText(hash) else { return nil }
    }

    /// The first 4 bytes of SHA-256(name ‖ 0x0A ‖ 0xff ‖ identifier ‖ point).
    public var hash: [UInt8] {
        var hasher = Hasher256()
        let material = Array(name.utf8) + [0x0A] + Self.kind + publicKey.bytes
        return Array(hasher.digest(of: material.span).array[..<4])
    }

    public var text: String { "\(name)+\(hexText(hash))+\(base64Text(Self.kind + publicKey.bytes))" }
}

extension SM2VerifierKey: CustomStringConvertible {
    public var description: String { text }
}

extension SignedNote {
    /// Signs `body` with an SM2 key.
    public init(body: String, name: String, key: SM2SigningKey) {
        let verifier = SM2VerifierKey(name: name, publicKey: key.publicKey)
        self.init(body: body, signatures: [Signature(name: name, bytes: verifier.hash + key.sign(Array(body.utf8)))])
    }

    /// Whether an SM2 key signed the note: a signature under its name and hash must verify, others are passed over.
    public func standing(of key: SM2VerifierKey) -> Standing {
        var result = Standing.absent
        for signature in signatures
        where signature.name.utf8.elementsEqual(key.name.utf8) && Array(signature.bytes[..<4]) == key.hash {
            guard key.publicKey.verifies(Array(signature.bytes[4...]), Array(body.utf8)) else { return .broken }
            result = .verified
        }
        return result
    }
}
