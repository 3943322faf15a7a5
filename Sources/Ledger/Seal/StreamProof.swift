public import Proofs

/// One stream's place in the tree of a seal.
public struct StreamProof: Hashable, Sendable {
    public let leaf: StreamLeaf
    /// Among all streams by subject, from 0.
    public let position: UInt64
    /// From the leaf's neighbour up to the root's child.
    public let path: [Digest]
}

/// What is to be proved complete, or absent.
public enum StreamClaim: Hashable, Sendable {
    /// Every entry of one stream.
    case stream(String)
    /// Every stream of one deal: `deal/X` and `deal/X/…`.
    case deal(String)
    /// That there is no such stream.
    case absent(String)
}
