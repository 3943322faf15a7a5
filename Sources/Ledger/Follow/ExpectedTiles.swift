internal import Proofs
internal import Storage

/// What the entries to come must make, known from the signed root before any line is read: the root of each full tile of 256 entries.
///
/// Memory: 32 bytes per 256 entries.
struct ExpectedTiles {
    private let first: UInt64
    private var roots: [Digest] = []

    /// Takes them from the tiles of `checkpoint`, and holds them and the entries there are against its root.
    ///
    /// - Throws: ``LedgerError`` `treeUnreadable`, `treeBroken`.
    init(
        after size: UInt64, _ checkpoint: Checkpoint, _ reader: inout TreeReader, _ cursor: inout Cursor
    ) throws {
        let width = UInt64(TreePath.width)
        var hasher = Hasher256(), storeHasher = Hasher256()
        first = size / width
        // In whole tiles: what is there, then what is to come.
        var whole = try Frontier(size: first) { level, index in try subtree(level + 8, index, &storeHasher, &cursor) }
        for number in first..<(checkpoint.size / width) {
            let tile = try reader.tile(1, number / width)
            let root = Digest(tile.span, at: Int(number % width) * 32)
            roots.append(root)
            whole.append(leaf: root, &hasher)
        }
        var root = whole.root(&hasher)
        if checkpoint.size % width > 0 {
            let tile = try reader.tile(0, checkpoint.size / width)
            var rest = Frontier()
            for k in 0..<Int(checkpoint.size % width) { rest.append(leaf: Digest(tile.span, at: k * 32), &hasher) }
            root = whole.root(followedBy: rest.root(&hasher), &hasher)
        }
        guard root == checkpoint.root else {
            throw LedgerError(.treeBroken, [reader.source.name, "\(checkpoint.size): \(checkpoint.root.hex), \(root.hex)"])
        }
    }

    /// The root of tile `number`; `nil` for the last one where it is not full.
    func root(of number: UInt64) -> Digest? {
        let place = Int(number - first)
        return place < roots.count ? roots[place] : nil
    }
}
