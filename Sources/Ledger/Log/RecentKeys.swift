/// Which keys the streams written last may hold: a small filter per stream, so that a fresh key needs no look at the index.
///
/// A filter that says no is right; one that says yes only sends the caller to the index. Direct-mapped: a stream may push
/// another one out. Each counts only for the number of entries it was made for.
struct RecentKeys {
    private struct Slot {
        var stream: UInt64 = .max
        var count: UInt32 = 0
        var filter: UInt64 = 0
    }

    private var slots = [Slot](repeating: Slot(), count: 4096)

    /// Whether the stream may hold a key with this hash; `nil` where nothing is known about it.
    @inline(__always)
    func mayHold(_ hash: UInt64, _ stream: StreamState) -> Bool? {
        let slot = slots[place(stream)]
        guard slot.stream == stream.number, slot.count == stream.count else { return nil }
        let bits = Self.bits(hash)
        return slot.filter & bits == bits
    }

    /// Takes up a filter made from all the stream's keys.
    mutating func learn(_ stream: StreamState, _ hashes: some Sequence<UInt64>) {
        let filter = hashes.reduce(0) { $0 | Self.bits($1) }
        slots[place(stream)] = Slot(stream: stream.number, count: stream.count, filter: filter)
    }

    /// Adds the key of the entry that took the stream from `before` to `after`.
    @inline(__always)
    mutating func add(_ hash: UInt64, _ before: StreamState, _ after: StreamState) {
        let place = place(after)
        if before.count == 0 {
            slots[place] = Slot(stream: after.number, count: after.count, filter: Self.bits(hash))
        } else if slots[place].stream == after.number && slots[place].count == before.count {
            slots[place].count = after.count
            slots[place].filter |= Self.bits(hash)
        }
    }

    /// Three of 64 bits: of twelve keys, one in twelve unknown ones is looked up for nothing.
    @inline(__always)
    private static func bits(_ hash: UInt64) -> UInt64 {
        1 << (hash & 63) | 1 << (hash >> 6 & 63) | 1 << (hash >> 12 & 63)
    }

    @inline(__always)
    private func place(_ stream: StreamState) -> Int { Int(truncatingIfNeeded: stream.number) & 4095 }
}
