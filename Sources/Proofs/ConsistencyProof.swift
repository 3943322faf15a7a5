/// That the tree of size `to` begins with the tree of size `from`.
public struct ConsistencyProof: Hashable, Sendable {
    public let from: UInt64
    public let to: UInt64
    public let path: [Digest]

    public init(from: UInt64, to: UInt64, path: [Digest]) {
        self.from = from
        self.to = to
        self.path = path
    }

    /// The ranges whose roots make the path, in order. RFC 6962 section 2.1.2, `PROOF(m, D[n])`.
    public static func ranges(from: UInt64, to: UInt64) -> [TreeRange] {
        precondition(from <= to)
        guard from > 0, from < to else { return [] }
        var start: UInt64 = 0, end = to
        var whole = true
        var result: [TreeRange] = []
        while from < end {
            let middle = start + splitPoint(end - start)
            if from <= middle {
                result.append(TreeRange(middle, end))
                end = middle
            } else {
                result.append(TreeRange(start, middle))
                start = middle
                whole = false
            }
        }
        // The old tree itself is known to the verifier; a right part of it is not.
        if !whole { result.append(TreeRange(start, end)) }
        return result.reversed()
    }

    public init<E: Error>(
        from: UInt64, to: UInt64, _ hasher: inout Hasher256,
        subtree: (_ level: Int, _ index: UInt64) throws(E) -> Digest
    ) throws(E) {
        self.from = from
        self.to = to
        var path: [Digest] = []
        for range in Self.ranges(from: from, to: to) { path.append(try range.root(&hasher, subtree: subtree)) }
        self.path = path
    }

    /// Whether the path joins both roots. RFC 9162 section 2.1.4.2.
    public func joins(_ oldRoot: Digest, _ newRoot: Digest, _ hasher: inout Hasher256) -> Bool {
        if from > to { return false }
        if from == to { return path.isEmpty && oldRoot == newRoot }
        if from == 0 { return path.isEmpty && oldRoot == hasher.emptyRoot }
        var nodes = path[...]
        if from.nonzeroBitCount == 1 { nodes = ([oldRoot] + path)[...] }
        guard let first = nodes.popFirst() else { return false }
        var fn = from - 1, sn = to - 1
        while fn & 1 == 1 {
            fn >>= 1
            sn >>= 1
        }
        var old = first, new = first
        for node in nodes {
            if sn == 0 { return false }
            if fn & 1 == 1 || fn == sn {
                old = hasher.node(node, old)
                new = hasher.node(node, new)
                while fn & 1 == 0 && fn != 0 {
                    fn >>= 1
                    sn >>= 1
                }
            } else {
                new = hasher.node(new, node)
            }
            fn >>= 1
            sn >>= 1
        }
        return sn == 0 && old == oldRoot && new == newRoot
    }
}
