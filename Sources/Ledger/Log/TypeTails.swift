internal import CanonicalJSON
internal import Storage

/// The last row of the type index for each type met, kept in memory and written once per commit.
struct TypeTails {
    private struct Tail {
        let name: [UInt8]
        var chunk: UInt32
        var indexes: [UInt8]
        var isDirty = false
    }

    private var tails: [Tail] = []
    /// Open addressing by a hash of the name; -1 is free. At most half full.
    private var slots = [Int32](repeating: -1, count: 256)
    private var dirty: [Int] = []

    /// Forgets everything; for another process wrote, or the memory is to stay bounded.
    mutating func removeAll() {
        tails.removeAll()
        dirty.removeAll()
        slots = [Int32](repeating: -1, count: 256)
    }

    /// Adds `index` to the type named `text[range]`.
    @inline(__always)
    mutating func append(
        _ index: UInt64, _ text: Span<UInt8>, _ range: Range<Int>, _ cursors: inout LedgerCursors
    ) throws {
        let tail = try find(text, range, &cursors)
        if tails[tail].indexes.count == Row.chunk * Row.indexBytes {
            try write(tail, &cursors)
            tails[tail].chunk += 1
            tails[tail].indexes.removeAll(keepingCapacity: true)
        }
        var shift = UInt64(Row.indexBytes * 8)
        while shift > 0 {
            shift -= 8
            tails[tail].indexes.append(UInt8(truncatingIfNeeded: index >> shift))
        }
        if !tails[tail].isDirty {
            tails[tail].isDirty = true
            dirty.append(tail)
        }
    }

    /// Writes what changed since the last commit, and forgets where there are too many types to keep.
    mutating func flush(_ cursors: inout LedgerCursors) throws(StoreError) {
        for tail in dirty where tails[tail].isDirty { try write(tail, &cursors) }
        dirty.removeAll(keepingCapacity: true)
        if tails.count > 4096 { removeAll() }
    }

    private mutating func write(_ tail: Int, _ cursors: inout LedgerCursors) throws(StoreError) {
        let key = Row.type(tails[tail].name, tails[tail].chunk)
        let row = tails[tail].indexes
        try cursors[.types].put(key.span, row.span)
        tails[tail].isDirty = false
    }

    @inline(__always)
    private mutating func find(_ text: Span<UInt8>, _ range: Range<Int>, _ cursors: inout LedgerCursors) throws -> Int {
        let mask = slots.count &- 1
        var slot = Int(truncatingIfNeeded: nameHash(text, range)) & mask
        while slots[slot] >= 0 {
            let tail = Int(slots[slot])
            if isNamed(tail, text, range) { return tail }
            slot = (slot &+ 1) & mask
        }
        return try load(text, range, &cursors)
    }

    @inline(__always)
    private func isNamed(_ tail: Int, _ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard tails[tail].name.count == range.count else { return false }
        return matches(text, range.lowerBound, tails[tail].name)
    }

    @inline(never)
    private mutating func load(_ text: Span<UInt8>, _ range: Range<Int>, _ cursors: inout LedgerCursors) throws -> Int {
        let name = [UInt8](copying: text.extracting(range))
        var tail = Tail(name: name, chunk: 0, indexes: [])
        // The last chunk is the last row below the name followed by 0x01.
        let after = name + [0x01]
        if try cursors[.types].seek(before: after.span) {
            try cursors[.types].withRow { key, value in
                guard key.count == name.count + 5, [UInt8](copying: key.extracting(0..<name.count)) == name, key[name.count] == 0
                else { return }
                guard value.count % Row.indexBytes == 0, value.count <= Row.chunk * Row.indexBytes else {
                    throw LedgerError(.storedRowBroken, ["types", String(decoding: name, as: UTF8.self)])
                }
                tail.chunk = UInt32(truncatingIfNeeded: Row.load(key, name.count + 1, 4))
                tail.indexes = Array(copying: value)
            }
        }
        tail.indexes.reserveCapacity(Row.chunk * Row.indexBytes)
        tails.append(tail)
        if tails.count * 2 > slots.count { rehash(slots.count * 2) } else { place(tails.count - 1) }
        return tails.count - 1
    }

    private mutating func rehash(_ count: Int) {
        slots = [Int32](repeating: -1, count: count)
        for tail in 0..<tails.count { place(tail) }
    }

    private mutating func place(_ tail: Int) {
        let mask = slots.count - 1
        let name = tails[tail].name
        var slot = Int(truncatingIfNeeded: nameHash(name.span, 0..<name.count)) & mask
        while slots[slot] >= 0 { slot = (slot + 1) & mask }
        slots[slot] = Int32(tail)
    }
}
