internal import Proofs
internal import Storage

/// The root of the complete subtree of 2^level leaves with number `index` on that level, from stored tiles.
///
/// At most 255 node hashes, out of one row. C2SP tlog-tiles: a hash of tile level k is a subtree of 256^k leaves.
func subtree(_ level: Int, _ index: UInt64, _ hasher: inout Hasher256, _ cursor: inout Cursor) throws -> Digest {
    let tileLevel = level / 8
    let width = 1 << (level % 8)
    let first = index << UInt64(level % 8)
    let key = Row.tile(tileLevel, first / 256)
    let offset = Int(first % 256)
    var nodes: [Digest] = []
    if try cursor.seek(key.span) {
        cursor.withRow { _, row in
            guard row.count >= (offset + width) * 32 else { return }
            for k in 0..<width { nodes.append(Digest(row, at: (offset + k) * 32)) }
        }
    }
    guard nodes.count == width else { throw LedgerError(.storedRowBroken, ["tiles", "\(tileLevel)/\(first / 256)"]) }
    while nodes.count > 1 {
        for k in 0..<(nodes.count / 2) { nodes[k] = hasher.node(nodes[2 * k], nodes[2 * k + 1]) }
        nodes.removeLast(nodes.count / 2)
    }
    return nodes[0]
}
