public import Proofs

/// What a publishing did.
public struct PublishReport: Hashable, Sendable {
    public let checkpoint: Checkpoint
    /// Entries that the folder had before.
    public let sizeBefore: UInt64
    /// Entries whose lines the folder has.
    public var lines: UInt64 = 0
    /// Files put in place, and their bytes.
    public var files = 0
    public var bytes = 0
}
