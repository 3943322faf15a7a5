import Proofs
import TestSupport
import Testing

/// RFC 6962's own definition, over all leaves.
private func root(_ leaves: ArraySlice<Digest>, _ hasher: inout Hasher256) -> Digest {
    if leaves.count == 1 { return leaves.first! }
    var split = 1
    while split * 2 < leaves.count { split *= 2 }
    let middle = leaves.startIndex + split
    let left = root(leaves[..<middle], &hasher)
    return hasher.node(left, root(leaves[middle...], &hasher))
}

@Test("the two roots of a pair are those of the tree at its two sizes, for all sizes up to 130")
func rootPairs() {
    var hasher = Hasher256(), random = SeededRandom(1)
    let leaves = (0..<130).map { _ in Digest(random.bytes(32).span) }
    let roots = (1...130).map { root(leaves[..<$0], &hasher) }
    for new in 1...130 {
        for old in 1...new {
            var inner = Hasher256()
            let pair = RootPair(oldSize: UInt64(old), newSize: UInt64(new), &hasher) { level, index in
                let start = Int(index) << level
                precondition(start + 1 << level <= new)
                return root(leaves[start..<(start + 1 << level)], &inner)
            }
            #expect(pair.old == roots[old - 1] && pair.new == roots[new - 1], "\(old) of \(new)")
        }
    }
}

@Test("with one subtree changed the newer root never comes out right")
func spoiledPairs() {
    var hasher = Hasher256(), random = SeededRandom(2)
    let leaves = (0..<34).map { _ in Digest(random.bytes(32).span) }
    for new in 1...34 {
        let wanted = root(leaves[..<new], &hasher)
        for old in 1...new {
            var count = 0
            func pair(spoiling: Int) -> RootPair {
                var inner = Hasher256()
                count = 0
                return RootPair(oldSize: UInt64(old), newSize: UInt64(new), &hasher) { level, index in
                    let start = Int(index) << level
                    var node = root(leaves[start..<(start + 1 << level)], &inner)
                    if count == spoiling { node.bytes[Int(index % 32)] ^= 1 }
                    count += 1
                    return node
                }
            }
            #expect(pair(spoiling: .max).new == wanted)
            for place in 0..<count { #expect(pair(spoiling: place).new != wanted, "\(old) of \(new), \(place)") }
        }
    }
}
