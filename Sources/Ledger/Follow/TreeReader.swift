internal import Proofs

/// The hash tiles of a published tree of one size: of the right width, each asked for once. Whose they are is for the caller to find out.
struct TreeReader: ~Copyable {
    let source: any TreeSource
    let size: UInt64
    private var tiles: [Place: [UInt8]] = [:]
    private var tileHasher = Hasher256()

    private struct Place: Hashable {
        let level: Int
        let number: UInt64
    }

    /// A walk along the edge of a tree needs two a level.
    private static let tilesKept = 64

    init(_ source: any TreeSource, size: UInt64) {
        self.source = source
        self.size = size
    }

    /// The hashes of a tile, as many as the tree has there.
    ///
    /// - Throws: ``LedgerError`` `treeUnreadable` where it is absent or of another length.
    mutating func tile(_ level: Int, _ number: UInt64) throws(LedgerError) -> [UInt8] {
        let place = Place(level: level, number: number)
        if let tile = tiles[place] { return tile }
        let width = TreePath.width(of: number, hashes: size >> UInt64(8 * level))
        precondition(width > 0, "the tree has no such tile")
        let (bytes, _) = try source.file(width: width, longestPiece: 32, { TreePath.tile(level, number, width: $0) }) {
            $0 == $1 * 32
        }
        let tile = Array(bytes[..<(width * 32)])
        if tiles.count == Self.tilesKept { tiles.removeAll() }
        tiles[place] = tile
        return tile
    }

    /// The root of the complete subtree of 2^level leaves with number `index` on that level.
    mutating func subtree(_ level: Int, _ index: UInt64) throws(LedgerError) -> Digest {
        let width = 1 << (level % 8)
        let first = index << UInt64(level % 8)
        let tile = try tile(level / 8, first / 256)
        let offset = Int(first % 256)
        var nodes = (0..<width).map { Digest(tile.span, at: (offset + $0) * 32) }
        while nodes.count > 1 {
            for k in 0..<(nodes.count / 2) { nodes[k] = tileHasher.node(nodes[2 * k], nodes[2 * k + 1]) }
            nodes.removeLast(nodes.count / 2)
        }
        return nodes[0]
    }

    /// Whether the tree of `checkpoint`, which the tiles must be of, began with the tree that had `root` at `oldSize`.
    ///
    /// - Throws: ``LedgerError`` `treeUnreadable`; `treeBroken` where the tiles do not come to the checkpoint's root and so say nothing.
    mutating func begins(with root: Digest, at oldSize: UInt64, _ checkpoint: Checkpoint) throws(LedgerError) -> Bool {
        precondition(checkpoint.size == size)
        if oldSize == size { return root == checkpoint.root }
        var hasher = Hasher256()
        let pair = try RootPair(oldSize: oldSize, newSize: size, &hasher) { level, index throws(LedgerError) in
            try subtree(level, index)
        }
        guard pair.new == checkpoint.root else {
            throw LedgerError(.treeBroken, [source.name, "\(size): \(checkpoint.root.hex), \(pair.new.hex)"])
        }
        return pair.old == root
    }
}
