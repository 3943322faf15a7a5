/// How an actor signs. docs/FORMAT.md, "Actors and signatures".
public enum ActorAlgorithm: String, CaseIterable, Hashable, Sendable {
    /// RFC 8032; keys of 32 bytes.
    case ed25519
    /// GB/T 32918 with SM3 and the default user id; keys are points of 65 bytes.
    case sm2
}

/// The public half of what an actor signs entries with. DESIGN.md section 2.
public struct ActorPublicKey: Hashable, Sendable {
    public let algorithm: ActorAlgorithm
    /// Ed25519: 32 bytes. SM2: 0x04 ‖ X ‖ Y, 65 bytes.
    public let bytes: [UInt8]

    /// `nil` where `bytes` are no key of `algorithm`.
    public init?(_ algorithm: ActorAlgorithm, _ bytes: [UInt8]) {
        switch algorithm {
        case .ed25519: guard bytes.count == 32 else { return nil }
        case .sm2: guard SM2PublicKey(bytes) != nil else { return nil }
        }
        (self.algorithm, self.bytes) = (algorithm, bytes)
    }

    public init(_ key: PublicKey) { (algorithm, bytes) = (.ed25519, key.bytes) }
    public init(_ key: SM2PublicKey) { (algorithm, bytes) = (.sm2, key.bytes) }

    /// The first 8 bytes of SHA-256 over the key, which is how a signature names it.
    public var id: ActorKeyID {
        var hasher = Hasher256()
        return ActorKeyID(hasher.digest(of: bytes.span).prefix)
    }

    /// One line of a public key file: `ALGORITHM BASE64`.
    public var text: String { "\(algorithm.rawValue) \(base64Text(bytes))" }

    /// Reads ``text``, with or without a line feed; `nil` for anything else.
    public init?(text: String) {
        let line = text.hasSuffix("\n") ? text.dropLast() : text[...]
        let words = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        guard words.count == 2, let algorithm = ActorAlgorithm(rawValue: String(words[0])),
            let bytes = Proofs.bytes(base64: String(words[1]))
        else { return nil }
        self.init(algorithm, bytes)
    }
}

/// The name of an actor's key: 16 hex digits. DESIGN.md section 2.
public struct ActorKeyID: Hashable, Sendable {
    public let value: UInt64

    public init(_ value: UInt64) { self.value = value }

    /// `nil` where `text` is not 16 lower-case hex digits.
    public init?(_ text: String) {
        guard text.utf8.count == 16, let bytes = Proofs.bytes(hex: text) else { return nil }
        value = bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }

    public var text: String { hexText((0..<8).map { UInt8(truncatingIfNeeded: value >> UInt64(56 - 8 * $0)) }) }
}

extension ActorKeyID: CustomStringConvertible {
    public var description: String { text }
}
