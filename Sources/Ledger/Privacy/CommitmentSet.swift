public import Proofs

/// The commitments to a party's values that a log holds: how many, and one digest that names them all. What an erasure is about.
public struct CommitmentSet: Hashable, Sendable {
    public let count: UInt64
    /// SHA-256 over the commitments, 32 bytes each, rising, each once.
    public let digest: Digest

    init(count: UInt64, digest: Digest) { (self.count, self.digest) = (count, digest) }

    public init(_ commitments: some Sequence<Digest>) {
        let sorted = Set(commitments.map(\.array)).sorted { $0.lexicographicallyPrecedes($1) }
        let bytes = sorted.flatMap { $0 }
        var hasher = Hasher256()
        count = UInt64(sorted.count)
        digest = hasher.digest(of: bytes.span)
    }
}
