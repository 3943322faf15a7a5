internal import Proofs
internal import Storage

/// Roots of complete subtrees of the log tree that are higher than one tile: they never change, and every path asks for some.
///
/// A path needs one subtree of each size. Those within the lowest tile are another's for each entry; half of all hashing goes into
/// the tile above it, which is the same for 65,536 entries.
final class NodeCache: Sendable {
    /// About 4 MB; then everything is forgotten.
    private static let most = 1 << 16
    private let nodes = Lock<[UInt64: Digest]>([:])

    /// The root of a complete subtree, as `compute` makes it the first time.
    func root(_ level: Int, _ index: UInt64, _ compute: () throws -> Digest) rethrows -> Digest {
        if level <= 8 { return try compute() }
        let key = UInt64(level) << 58 | index
        if let known = nodes.withLock({ $0[key] }) { return known }
        let root = try compute()
        nodes.withLock { nodes in
            if nodes.count >= Self.most { nodes = [:] }
            nodes[key] = root
        }
        return root
    }
}
