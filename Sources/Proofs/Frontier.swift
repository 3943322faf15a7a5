/// The right edge of a growing Merkle tree: the roots of its complete subtrees, largest first.
///
/// A tree of `size` leaves has one complete subtree per 1 bit of `size`. Appending costs one node hash on average, the
/// root at most 63. RFC 6962 section 2.1.
public struct Frontier: Sendable {
    public private(set) var size: UInt64 = 0
    /// Entry k holds the root of the complete subtree of 2^k leaves where bit k of `size` is 1, and garbage elsewhere.
    fileprivate var roots = InlineArray<64, Digest>(repeating: .zero)

    public init() {}

    /// Takes up a tree of `size` leaves.
    ///
    /// - Parameter subtree: the root of the complete subtree of 2^level leaves with number `index` on that level.
    public init<E: Error>(size: UInt64, subtree: (_ level: Int, _ index: UInt64) throws(E) -> Digest) throws(E) {
        self.size = size
        for level in 0..<64 where size >> UInt64(level) & 1 == 1 {
            roots[level] = try subtree(level, (size >> UInt64(level)) - 1)
        }
    }

    /// Appends a leaf.
    ///
    /// - Parameter completed: told of each subtree that the leaf completes, from level 0 (the leaf itself) up.
    @inline(__always)
    public mutating func append(
        leaf: Digest, _ hasher: inout Hasher256, completed: (_ level: Int, _ node: Digest) -> Void
    ) {
        var node = leaf
        var level = 0
        completed(0, node)
        while size >> UInt64(level) & 1 == 1 {
            node = hasher.node(roots[level], node)
            level &+= 1
            completed(level, node)
        }
        roots[level] = node
        size &+= 1
    }

    public mutating func append(leaf: Digest, _ hasher: inout Hasher256) { append(leaf: leaf, &hasher) { _, _ in } }

    /// The root over all leaves; of an empty tree SHA-256 of nothing.
    public func root(_ hasher: inout Hasher256) -> Digest {
        guard size > 0 else { return hasher.emptyRoot }
        var level = size.trailingZeroBitCount
        var node = roots[level]
        level += 1
        while size >> UInt64(level) != 0 {
            if size >> UInt64(level) & 1 == 1 { node = hasher.node(roots[level], node) }
            level += 1
        }
        return node
    }
}

extension Hasher256 {
    /// SHA-256 of nothing: the root of an empty tree. RFC 6962 section 2.1.
    public var emptyRoot: Digest {
        mutating get {
            let nothing: [UInt8] = []
            return digest(of: nothing.span)
        }
    }
}

extension Frontier {
    /// The root of these leaves followed by a subtree that is smaller than each complete subtree here.
    public func root(followedBy last: Digest, _ hasher: inout Hasher256) -> Digest {
        var node = last
        var level = 0
        while level < 64, size >> UInt64(level) != 0 {
            if size >> UInt64(level) & 1 == 1 { node = hasher.node(roots[level], node) }
            level += 1
        }
        return node
    }
}
