internal import CanonicalJSON

/// Numbers names from 0 on in the order in which they are met, so that many things can be counted by small numbers.
///
/// A name goes by its bytes as a line has it, quotes included: canonical JSON writes a text in one way only.
struct NameCodes {
    /// All names, one behind the other.
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    /// Codes by hash, -1 where there is none: open addressing, a power of two, at most half full.
    private var slots = [Int32](repeating: -1, count: 64)

    var count: Int { ends.count }

    /// The code of a name.
    mutating func code(of name: Span<UInt8>) -> Int {
        var slot = Self.hash(name) & (slots.count - 1)
        while slots[slot] >= 0 {
            if isEqual(name, Int(slots[slot])) { return Int(slots[slot]) }
            slot = (slot + 1) & (slots.count - 1)
        }
        let code = ends.count
        for place in 0..<name.count { bytes.append(name[place]) }
        ends.append(bytes.count)
        slots[slot] = Int32(code)
        if ends.count * 2 > slots.count { grow() }
        return code
    }

    /// What the name stands for.
    func text(_ code: Int) -> String { stringValue(bytes.span, range(code)) }

    private func range(_ code: Int) -> Range<Int> { (code == 0 ? 0 : ends[code - 1])..<ends[code] }

    private func isEqual(_ name: Span<UInt8>, _ code: Int) -> Bool {
        let range = range(code)
        guard range.count == name.count else { return false }
        for place in 0..<name.count where bytes[range.lowerBound + place] != name[place] { return false }
        return true
    }

    private mutating func grow() {
        slots = [Int32](repeating: -1, count: slots.count * 2)
        for code in ends.indices {
            var slot = Self.hash(bytes.span.extracting(range(code))) & (slots.count - 1)
            while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = Int32(code)
        }
    }

    /// Seeded anew in every process: names that collide cannot be made to order.
    private static func hash(_ name: Span<UInt8>) -> Int {
        var hasher = Hasher()
        var word: UInt64 = 0
        for place in 0..<name.count {
            word = word << 8 | UInt64(name[place])
            if place & 7 == 7 { hasher.combine(word) }
        }
        hasher.combine(word)
        return hasher.finalize()
    }
}
