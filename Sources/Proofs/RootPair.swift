/// The roots of one tree at two of its sizes, out of the same subtrees.
///
/// Where the newer root is the one that was signed, all subtrees are that tree's, and the older root is the one it had at the older size:
/// another root signed for that size is then a proved contradiction, where a failed consistency proof would only say that it failed.
public struct RootPair: Hashable, Sendable {
    public let old: Digest
    public let new: Digest

    /// - Parameters:
    ///   - oldSize: at least 1.
    ///   - newSize: not below `oldSize`.
    ///   - subtree: the root of the complete subtree of 2^level leaves with number `index` on that level.
    ///
    /// Cost: at most two subtrees a level. The ranges are those of RFC 6962 section 2.1.2 and the one its proofs leave out.
    public init<E: Error>(
        oldSize: UInt64, newSize: UInt64, _ hasher: inout Hasher256,
        subtree: (_ level: Int, _ index: UInt64) throws(E) -> Digest
    ) throws(E) {
        precondition(oldSize > 0 && oldSize <= newSize)
        var start: UInt64 = 0, end = newSize
        var siblings: [(range: TreeRange, isLeft: Bool)] = []
        while oldSize < end {
            let middle = start + splitPoint(end - start)
            if oldSize <= middle {
                siblings.append((TreeRange(middle, end), false))
                end = middle
            } else {
                siblings.append((TreeRange(start, middle), true))
                start = middle
            }
        }
        let common = try TreeRange(start, end).root(&hasher, subtree: subtree)
        var old = common, new = common
        for sibling in siblings.reversed() {
            let node = try sibling.range.root(&hasher, subtree: subtree)
            if sibling.isLeft { old = hasher.node(node, old) }
            new = sibling.isLeft ? hasher.node(node, new) : hasher.node(new, node)
        }
        (self.old, self.new) = (old, new)
    }
}
