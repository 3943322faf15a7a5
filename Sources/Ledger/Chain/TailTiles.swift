internal import Proofs
internal import Storage

/// The last, partly filled tile of each level, kept in memory and written once per commit. C2SP tlog-tiles.
struct TailTiles {
    private struct Tile {
        var number: UInt64 = 0
        var hashes: [UInt8] = []
        var isDirty = false
    }

    /// Level 7 would be full at 2^64 entries.
    private var levels = InlineArray<8, Tile>(repeating: Tile())

    /// Takes up the tiles of a tree of `size` leaves.
    mutating func load(size: UInt64, _ cursors: inout LedgerCursors) throws {
        for level in 0..<8 {
            let hashes = size >> UInt64(8 * level)
            levels[level] = Tile(number: hashes / 256)
            levels[level].hashes.reserveCapacity(256 * 32)
            guard hashes % 256 > 0 else { continue }
            let count = Int(hashes % 256) * 32
            let key = Row.tile(level, hashes / 256)
            guard try cursors[.tiles].seek(key.span) else {
                throw LedgerError(.storedRowBroken, ["tiles", "\(level)/\(hashes / 256)"])
            }
            let row = cursors[.tiles].withRow { Array(copying: $1) }
            guard row.count == count else { throw LedgerError(.storedRowBroken, ["tiles", "\(level)/\(hashes / 256)"]) }
            levels[level].hashes.append(contentsOf: row)
        }
    }

    /// Appends a hash to the tile of `level`; a tile that it fills is written at once.
    @inline(__always)
    mutating func append(_ hash: Digest, level: Int, _ cursors: inout LedgerCursors) throws(StoreError) {
        hash.withSpan { bytes in unsafe bytes.withUnsafeBufferPointer { unsafe levels[level].hashes.append(contentsOf: $0) } }
        levels[level].isDirty = true
        if levels[level].hashes.count == 256 * 32 {
            try write(level, &cursors)
            levels[level].number += 1
            levels[level].hashes.removeAll(keepingCapacity: true)
        }
    }

    /// Writes what changed since the last commit.
    mutating func flush(_ cursors: inout LedgerCursors) throws(StoreError) {
        for level in 0..<8 where levels[level].isDirty { try write(level, &cursors) }
    }

    private mutating func write(_ level: Int, _ cursors: inout LedgerCursors) throws(StoreError) {
        let key = Row.tile(level, levels[level].number)
        try cursors[.tiles].put(key.span, levels[level].hashes.span)
        levels[level].isDirty = false
    }
}
