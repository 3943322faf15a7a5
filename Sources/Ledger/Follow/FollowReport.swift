public import Proofs

/// What one round of following did.
public struct FollowReport: Hashable, Sendable {
    public let checkpoint: Checkpoint
    public let sizeBefore: UInt64
    public internal(set) var size: UInt64
    /// The key that was believed because nobody named one.
    public internal(set) var trustedOnFirstUse: VerifierKey?

    /// Whether all entries of the checkpoint are there; not where it was told to stop.
    public var isWhole: Bool { size == checkpoint.size }
}
