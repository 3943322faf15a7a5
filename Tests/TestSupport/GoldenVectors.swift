/// `fixtures/golden/vectors.json`: made by an independent implementation.
public struct GoldenVectors: Decodable, Sendable {
    public struct Actor: Decodable, Sendable {
        public let ed25519SeedHex: String
        public let publicKeyHex: String
        public let keyId: String
        public let signedEntries: [Int]
    }
    public struct Inclusion: Decodable, Sendable {
        public let index: UInt64
        public let size: UInt64
        public let path: [String]
    }
    public struct Consistency: Decodable, Sendable {
        public let from: UInt64
        public let to: UInt64
        public let path: [String]
    }

    public struct Seal: Decodable, Sendable {
        public let root: String
        public let streams: UInt64
    }
    public struct StreamProof: Decodable, Sendable {
        public let size: UInt64
        public let subject: String
        public let position: UInt64
        public let streams: UInt64
        public let leaf: String
        public let root: String
        public let path: [String]
    }

    public struct KeyChange: Decodable, Sendable {
        public let toSeedHex: String
        public let from: String
        public let to: String
        public let proof: String
    }

    public let origin: String
    public let ed25519SeedHex: String
    public let verifierKey: String
    public let actor: Actor
    public let digests: [String: String]
    public let roots: [String: String]
    public let headSignatures: [String: String]
    public let checkpoints: [String: String]
    public let inclusion: [Inclusion]
    public let consistency: [Consistency]
    /// By size.
    public let seals: [String: Seal]
    public let streamProofs: [StreamProof]
    public let keyChange: KeyChange

    public static let shared = Fixtures.decode(GoldenVectors.self, Fixtures.bytes("golden/vectors.json"))
    public static let entries = Fixtures.lines("golden/entries.jsonl")
}
