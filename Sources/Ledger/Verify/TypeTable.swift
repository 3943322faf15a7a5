internal import CanonicalJSON
internal import Storage

/// Counts and fingerprints per type, while lines are read. Hashed, so that many types cost no more than few.
struct TypeTable {
    private var names: [[UInt8]] = []
    private var counts: [TypeFold] = []
    private var slots = [Int32](repeating: -1, count: 256)

    @inline(__always)
    mutating func add(_ line: Span<UInt8>, _ range: Range<Int>, _ fingerprint: UInt64) {
        let mask = slots.count &- 1
        var slot = Int(truncatingIfNeeded: nameHash(line, range)) & mask
        while slots[slot] >= 0 {
            let number = Int(slots[slot])
            if isNamed(number, line, range) {
                counts[number].count &+= 1
                counts[number].fingerprint &+= fingerprint
                return
            }
            slot = (slot &+ 1) & mask
        }
        insert(line, range, fingerprint)
    }

    var folds: [[UInt8]: TypeFold] {
        Dictionary(uniqueKeysWithValues: zip(names, counts))
    }

    @inline(__always)
    private func isNamed(_ number: Int, _ line: Span<UInt8>, _ range: Range<Int>) -> Bool {
        guard names[number].count == range.count else { return false }
        return matches(line, range.lowerBound, names[number])
    }

    @inline(never)
    private mutating func insert(_ line: Span<UInt8>, _ range: Range<Int>, _ fingerprint: UInt64) {
        names.append(Array(copying: line.extracting(range)))
        counts.append(TypeFold(count: 1, fingerprint: fingerprint))
        if names.count * 2 > slots.count {
            slots = [Int32](repeating: -1, count: slots.count * 2)
            for number in 0..<names.count { place(number) }
        } else {
            place(names.count - 1)
        }
    }

    private mutating func place(_ number: Int) {
        let mask = slots.count - 1
        let name = names[number]
        var slot = Int(truncatingIfNeeded: nameHash(name.span, 0..<name.count)) & mask
        while slots[slot] >= 0 { slot = (slot + 1) & mask }
        slots[slot] = Int32(number)
    }
}
