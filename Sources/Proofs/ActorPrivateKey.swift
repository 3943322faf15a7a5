/// What an actor signs entries with. DESIGN.md section 2.
public enum ActorPrivateKey: Sendable {
    case ed25519(SigningKey)
    case sm2(SM2SigningKey)

    public static func generate(_ algorithm: ActorAlgorithm) -> ActorPrivateKey {
        switch algorithm {
        case .ed25519: .ed25519(.generate())
        case .sm2: .sm2(.generate())
        }
    }

    /// The key in `pem` (PKCS #8), or `nil` where there is neither an Ed25519 nor an SM2 key. The text is overwritten.
    public init?(erasing pem: inout [UInt8]) {
        defer { wipe(&pem) }
        if let key = SigningKey(pem: pem) {
            self = .ed25519(key)
        } else if let key = SM2SigningKey(pem: pem) {
            self = .sm2(key)
        } else {
            return nil
        }
    }

    public var publicKey: ActorPublicKey {
        switch self {
        case .ed25519(let key): ActorPublicKey(key.publicKey)
        case .sm2(let key): ActorPublicKey(key.publicKey)
        }
    }

    /// The key as PKCS #8 in PEM.
    public var pem: [UInt8] {
        switch self {
        case .ed25519(let key): key.pem
        case .sm2(let key): key.pem
        }
    }

    /// The signature over `message`, 64 bytes: of SM2 both numbers, big-endian, one behind the other.
    public func sign(_ message: [UInt8]) -> [UInt8] {
        switch self {
        case .ed25519(let key): return key.sign(message)
        case .sm2(let key):
            guard let pair = SM2Signature(der: key.sign(message)) else { preconditionFailure("libcrypto signature failed") }
            return pair.bytes
        }
    }

    /// As an entry carries it: `keyId:base64`.
    public func signatureText(_ message: [UInt8]) -> String { "\(publicKey.id):\(base64Text(sign(message)))" }
}
