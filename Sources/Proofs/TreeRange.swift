/// A run of leaves `start..<end` of a Merkle tree, whose root a proof needs.
public struct TreeRange: Hashable, Sendable {
    public let start: UInt64
    public let end: UInt64

    public init(_ start: UInt64, _ end: UInt64) {
        precondition(start < end)
        self.start = start
        self.end = end
    }

    /// The complete subtrees it is made of, left to right; the right ones are the smaller ones.
    ///
    /// `start` is a multiple of the largest of them, as in every range that RFC 6962 splits off.
    public var subtrees: [(level: Int, index: UInt64)] {
        var result: [(level: Int, index: UInt64)] = []
        var position = start
        while position < end {
            let fits = 63 - (end - position).leadingZeroBitCount
            let aligned = position == 0 ? 63 : position.trailingZeroBitCount
            let level = min(fits, aligned)
            result.append((level, position >> UInt64(level)))
            position += 1 << UInt64(level)
        }
        return result
    }

    /// The root of the range, from the roots of its complete subtrees.
    public func root<E: Error>(
        _ hasher: inout Hasher256, subtree: (_ level: Int, _ index: UInt64) throws(E) -> Digest
    ) throws(E) -> Digest {
        let parts = subtrees
        var node = try subtree(parts[parts.count - 1].level, parts[parts.count - 1].index)
        for part in parts.dropLast().reversed() { node = hasher.node(try subtree(part.level, part.index), node) }
        return node
    }
}

/// The largest power of two below `count`, which is at least 2. RFC 6962 section 2.1: where a tree splits.
func splitPoint(_ count: UInt64) -> UInt64 {
    precondition(count > 1)
    return 1 << UInt64(63 - (count - 1).leadingZeroBitCount)
}
