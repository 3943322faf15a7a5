internal import Proofs
internal import Storage

/// One level-0 tile while its entries are read: the stored leaves, and those that the lines make.
struct TileCheck {
    private var stored: [UInt8] = []
    private var first: UInt64 = 0
    var leaves: [Digest] = []

    /// Reads tile `number`; a row that is absent or cut has no leaves to compare.
    mutating func load(_ number: UInt64, _ size: UInt64, _ cursors: inout LedgerCursors) throws {
        first = number * 256
        leaves.removeAll(keepingCapacity: true)
        leaves.reserveCapacity(256)
        stored.removeAll(keepingCapacity: true)
        guard try cursors[.tiles].seek(Row.tile(0, number).span) else { return }
        cursors[.tiles].withRow { _, row in
            unsafe row.withUnsafeBufferPointer { unsafe stored.append(contentsOf: $0) }
        }
    }

    /// The stored leaf of entry `index`, or `nil`.
    @inline(__always)
    func leaf(_ index: UInt64) -> Digest? {
        let offset = Int(index - first) * 32
        guard offset + 32 <= stored.count else { return nil }
        return Digest(stored.span, at: offset)
    }

    var isComplete: Bool { leaves.count == 256 }

    /// The root over 256 leaves.
    func root(_ hasher: inout Hasher256) -> Digest {
        precondition(leaves.count == 256)
        var nodes = leaves
        var count = 256
        while count > 1 {
            for k in 0..<(count / 2) { nodes[k] = hasher.node(nodes[2 * k], nodes[2 * k + 1]) }
            count /= 2
        }
        return nodes[0]
    }
}
