/// That one leaf stands at one index of the tree of one size.
public struct InclusionProof: Hashable, Sendable {
    public let index: UInt64
    public let size: UInt64
    /// From the leaf's neighbour up to the root's child; at most 63.
    public let path: [Digest]

    public init(index: UInt64, size: UInt64, path: [Digest]) {
        self.index = index
        self.size = size
        self.path = path
    }

    /// The ranges whose roots make the path, in order. RFC 6962 section 2.1.1, `PATH(m, D[n])`.
    public static func ranges(index: UInt64, size: UInt64) -> [TreeRange] {
        precondition(index < size)
        var start: UInt64 = 0, end = size
        var result: [TreeRange] = []
        while end - start > 1 {
            let middle = start + splitPoint(end - start)
            if index < middle {
                result.append(TreeRange(middle, end))
                end = middle
            } else {
                result.append(TreeRange(start, middle))
                start = middle
            }
        }
        return result.reversed()
    }

    /// Makes the proof from the roots of complete subtrees.
    public init<E: Error>(
        index: UInt64, size: UInt64, _ hasher: inout Hasher256,
        subtree: (_ level: Int, _ index: UInt64) throws(E) -> Digest
    ) throws(E) {
        self.index = index
        self.size = size
        var path: [Digest] = []
        for range in Self.ranges(index: index, size: size) { path.append(try range.root(&hasher, subtree: subtree)) }
        self.path = path
    }

    /// The root that the proof leads to from `leaf`, or `nil` where its length does not fit index and size.
    ///
    /// RFC 9162 section 2.1.3.2.
    public func root(of leaf: Digest, _ hasher: inout Hasher256) -> Digest? {
        guard index < size else { return nil }
        var fn = index, sn = size - 1
        var node = leaf
        for sibling in path {
            if sn == 0 { return nil }
            if fn & 1 == 1 || fn == sn {
                node = hasher.node(sibling, node)
                while fn & 1 == 0 && fn != 0 {
                    fn >>= 1
                    sn >>= 1
                }
            } else {
                node = hasher.node(node, sibling)
            }
            fn >>= 1
            sn >>= 1
        }
        return sn == 0 ? node : nil
    }
}
