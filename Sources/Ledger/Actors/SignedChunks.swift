/// Where signed entries are, a few at a time: so much that a thread takes up at once, so little that none waits long for another.
struct SignedChunks {
    static let entries: UInt64 = 32

    private var numbers: [UInt64] = []

    var isEmpty: Bool { numbers.isEmpty }

    /// Notes the entry at `index`; those of one chunk are noted one behind the other.
    mutating func note(_ index: UInt64) {
        if numbers.last != index / Self.entries { numbers.append(index / Self.entries) }
    }

    /// Takes up all that `other` has.
    mutating func take(from other: inout SignedChunks) {
        numbers += other.numbers
        other.numbers.removeAll(keepingCapacity: true)
    }

    /// The indexes of a chunk that nobody else gets; `nil` where none is left.
    mutating func next() -> Range<UInt64>? {
        numbers.popLast().map { $0 * Self.entries..<($0 + 1) * Self.entries }
    }
}
