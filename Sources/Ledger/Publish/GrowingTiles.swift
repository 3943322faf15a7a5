internal import CanonicalJSON
internal import Proofs
internal import Storage

/// The hash tiles of a tree that grows, lent as they fill. C2SP tlog-tiles.
struct GrowingTiles: ~Copyable {
    private var frontier = Frontier()
    /// The hashes of the last tile of each level; level 7 would be full at 2^64 entries.
    private var levels: [[UInt8]] = Array(repeating: [], count: 8)

    var size: UInt64 { frontier.size }

    /// Takes up a tree of `size` leaves, a multiple of 256, from stored tiles.
    mutating func load(size: UInt64, _ hasher: inout Hasher256, _ cursor: inout Cursor) throws {
        precondition(size % UInt64(TreePath.width) == 0)
        frontier = try Frontier(size: size) { level, index in try subtree(level, index, &hasher, &cursor) }
        for level in 1..<8 {
            let hashes = size >> UInt64(8 * level)
            guard hashes % 256 > 0 else { continue }
            let key = Row.tile(level, hashes / 256), count = Int(hashes % 256) * 32
            let isThere = try cursor.seek(key.span)
            let row = isThere ? cursor.withRow { $1.count >= count ? Array(copying: $1.extracting(0..<count)) : nil } : nil
            guard let row else { throw LedgerError(.storedRowBroken, ["tiles", "\(level)/\(hashes / 256)"]) }
            levels[level] = row
        }
    }

    /// Appends a leaf.
    ///
    /// - Parameter full: lent each tile that the leaf fills.
    mutating func append(
        _ leaf: Digest, _ hasher: inout Hasher256, full: (_ level: Int, _ number: UInt64, _ hashes: Span<UInt8>) throws -> Void
    ) rethrows {
        var completed = InlineArray<8, Digest>(repeating: .zero)
        var count = 0
        frontier.append(leaf: leaf, &hasher) { level, node in
            if level & 7 == 0 {
                completed[level >> 3] = node
                count = level >> 3 + 1
            }
        }
        for level in 0..<count {
            completed[level].withSpan { bytes in
                unsafe bytes.withUnsafeBufferPointer { unsafe levels[level].append(contentsOf: $0) }
            }
            guard levels[level].count == TreePath.width * 32 else { continue }
            let tile = levels[level]
            try full(level, (size >> UInt64(8 * level)) / 256 - 1, tile.span)
            levels[level].removeAll(keepingCapacity: true)
        }
    }

    /// Lends the tiles that are not full.
    func forEachPartial(_ body: (_ level: Int, _ number: UInt64, _ hashes: Span<UInt8>) throws -> Void) rethrows {
        for (level, tile) in levels.enumerated() where !tile.isEmpty {
            try body(level, (size >> UInt64(8 * level)) / 256, tile.span)
        }
    }

    func root(_ hasher: inout Hasher256) -> Digest { frontier.root(&hasher) }
}
