/// The names of a closed table by their bytes: a look-up makes no string, and hashes sixteen bytes at most.
struct NameTable<Value: Sendable>: Sendable {
    private struct Entry: Sendable {
        let start, count: Int
        let value: Value
    }

    private let names: [UInt8]
    private let entries: [Entry]
    /// The place in ``entries``, or -1; open addressing, a power of two, at most a quarter full.
    private let slots: [Int16]

    init(_ pairs: [(name: String, value: Value)]) {
        var names: [UInt8] = []
        let entries = pairs.map { pair in
            defer { names += Array(pair.name.utf8) }
            return Entry(start: names.count, count: pair.name.utf8.count, value: pair.value)
        }
        var size = 16
        while size < pairs.count * 4 { size *= 2 }
        var slots = [Int16](repeating: -1, count: size)
        for (place, entry) in entries.enumerated() {
            var slot = Self.hash(names.span.extracting(entry.start..<(entry.start + entry.count))) & (size - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = Int16(place)
        }
        (self.names, self.entries, self.slots) = (names, entries, slots)
    }

    /// What is called `name`.
    subscript(name: Span<UInt8>) -> Value? {
        var slot = Self.hash(name) & (slots.count - 1)
        while true {
            let place = Int(slots[slot])
            if place < 0 { return nil }
            if isEqual(name, place) { return entries[place].value }
            slot = (slot + 1) & (slots.count - 1)
        }
    }

    private func isEqual(_ name: Span<UInt8>, _ place: Int) -> Bool {
        let start = entries[place].start
        guard entries[place].count == name.count else { return false }
        for k in 0..<name.count where names[start + k] != name[k] { return false }
        return true
    }

    /// The first and the last eight bytes tell the names of every table here apart well enough.
    private static func hash(_ name: Span<UInt8>) -> Int {
        var first: UInt64 = 0, last: UInt64 = 0
        if name.count >= 8 {
            first = unsafe name.bytes.unsafeLoadUnaligned(fromByteOffset: 0, as: UInt64.self)
            last = unsafe name.bytes.unsafeLoadUnaligned(fromByteOffset: name.count - 8, as: UInt64.self)
        } else {
            for k in 0..<name.count { first = first << 8 | UInt64(name[k]) }
        }
        let mixed = (first ^ (last << 23 | last >> 41) ^ UInt64(name.count)) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: mixed >> 48)
    }
}

extension NameTable where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// Every case by its raw value.
    init() { self.init(Value.allCases.map { ($0.rawValue, $0) }) }
}
