import Proofs
import TestSupport
import Testing

/// A tree with the roots of all its complete subtrees.
private struct KnownTree {
    /// `levels[k][i]` covers leaves `i << k` to `(i + 1) << k`.
    private var levels: [[Digest]]

    init(leaves: [Digest]) {
        var hasher = Hasher256()
        levels = [leaves]
        while let last = levels.last, last.count > 1 {
            levels.append((0..<(last.count / 2)).map { hasher.node(last[2 * $0], last[2 * $0 + 1]) })
        }
    }

    func subtree(_ level: Int, _ index: UInt64) -> Digest { levels[level][Int(index)] }
    func leaf(_ index: UInt64) -> Digest { levels[0][Int(index)] }

    /// By the definition: RFC 6962 section 2.1, split at the largest power of two below the size.
    func root(_ range: Range<Int>, _ hasher: inout Hasher256) -> Digest {
        if range.isEmpty { return hasher.emptyRoot }
        let count = range.count
        if count.nonzeroBitCount == 1, range.lowerBound % count == 0 {
            let level = count.trailingZeroBitCount
            return levels[level][range.lowerBound >> level]
        }
        var half = 1
        while half * 2 < count { half *= 2 }
        let middle = range.lowerBound + half
        return hasher.node(root(range.lowerBound..<middle, &hasher), root(middle..<range.upperBound, &hasher))
    }

    func inclusion(_ index: UInt64, _ size: UInt64, _ hasher: inout Hasher256) -> InclusionProof {
        InclusionProof(index: index, size: size, &hasher, subtree: subtree)
    }

    func consistency(_ from: UInt64, _ to: UInt64, _ hasher: inout Hasher256) -> ConsistencyProof {
        ConsistencyProof(from: from, to: to, &hasher, subtree: subtree)
    }
}

private func tree(_ size: Int) -> KnownTree {
    var hasher = Hasher256()
    var number: UInt64 = 0
    return KnownTree(
        leaves: (0..<size).map { _ in
            number += 1
            let bytes = (0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64(8 * $0)) }
            return hasher.leaf(hasher.digest(of: bytes.span))
        })
}

/// Every path that differs in one place: a bit flipped, a digest dropped or added.
private func mutations(of path: [Digest], bit: Int) -> [[Digest]] {
    var all: [[Digest]] = []
    for place in path.indices {
        var flipped = path
        flipped[place].bytes[(bit + place) % 32] ^= 1 << UInt8(bit % 8)
        all.append(flipped)
        var dropped = path
        dropped.remove(at: place)
        all.append(dropped)
        var doubled = path
        doubled.insert(path[place], at: place)
        all.append(doubled)
    }
    all.append(path + [Digest()])
    return all
}

@Suite("Proofs, every one of them") struct ExhaustiveTests {
    /// - Returns: what is wrong; nothing where all is as it must be.
    private func fault(_ index: UInt64, _ size: UInt64, in tree: KnownTree, _ hasher: inout Hasher256) -> String? {
        let leaf = tree.leaf(index), root = tree.root(0..<Int(size), &hasher)
        let proof = tree.inclusion(index, size, &hasher)
        if proof.root(of: leaf, &hasher) != root { return "the proof itself" }
        func holds(_ index: UInt64, _ size: UInt64, _ path: [Digest]) -> Bool {
            InclusionProof(index: index, size: size, path: path).root(of: leaf, &hasher) == root
        }
        if holds(index &+ 1, size, proof.path) { return "index + 1" }
        if holds(index &- 1, size, proof.path) { return "index - 1" }
        if holds(index, size * 2, proof.path) { return "size × 2" }
        for (number, path) in mutations(of: proof.path, bit: Int(index % 256)).enumerated() where holds(index, size, path) {
            return "mutation \(number)"
        }
        return nil
    }

    private func fault(from: UInt64, to: UInt64, in tree: KnownTree, _ hasher: inout Hasher256) -> String? {
        let old = tree.root(0..<Int(from), &hasher), new = tree.root(0..<Int(to), &hasher)
        let proof = tree.consistency(from, to, &hasher)
        if !proof.joins(old, new, &hasher) { return "the proof itself" }
        if proof.from != proof.to, proof.joins(new, old, &hasher) { return "roots exchanged" }
        func holds(_ from: UInt64, _ to: UInt64, _ path: [Digest]) -> Bool {
            ConsistencyProof(from: from, to: to, path: path).joins(old, new, &hasher)
        }
        if from > 0 {
            for other in [from &+ 1, from &- 1] where holds(other, to, proof.path) { return "from \(other)" }
            if from < to, holds(from, to * 2, proof.path) { return "to × 2" }
        }
        for (number, path) in mutations(of: proof.path, bit: Int(from % 256)).enumerated() where holds(from, to, path) {
            return "mutation \(number)"
        }
        return nil
    }

    @Test("inclusion at every index of every size up to 130, and no mutation of it") func everyInclusion() {
        let tree = tree(130)
        var hasher = Hasher256()
        for size in 1...130 as ClosedRange<UInt64> {
            for index in 0..<size {
                let found = fault(index, size, in: tree, &hasher)
                #expect(found == nil, "index \(index), size \(size): \(found ?? "")")
            }
        }
    }

    @Test("consistency between every two sizes up to 130, and no mutation of it") func everyConsistency() {
        let tree = tree(130)
        var hasher = Hasher256()
        for to in 0...130 as ClosedRange<UInt64> {
            for from in 0...to {
                let found = fault(from: from, to: to, in: tree, &hasher)
                #expect(found == nil, "from \(from) to \(to): \(found ?? "")")
            }
        }
    }

    @Test("both at random sizes up to a million") func random() {
        let tree = tree(1_000_000)
        var hasher = Hasher256(), random = SeededRandom(17)
        for _ in 0..<300 {
            let size = UInt64.random(in: 1...1_000_000, using: &random), other = UInt64.random(in: 0...size, using: &random)
            let index = UInt64.random(in: 0..<size, using: &random)
            let included = fault(index, size, in: tree, &hasher)
            #expect(included == nil, "index \(index), size \(size): \(included ?? "")")
            let joined = fault(from: other, to: size, in: tree, &hasher)
            #expect(joined == nil, "from \(other) to \(size): \(joined ?? "")")
        }
    }

    @Test("no path digest but of 32 bytes, no size beyond 2^63, no index beyond its tree") func bounds() {
        let key = SigningKey(seed: [UInt8](repeating: 7, count: 32))
        func text(_ index: String, _ digests: [[UInt8]], size: String) -> String {
            let body = "log.example/a\n\(size)\n\(base64Text([UInt8](repeating: 1, count: 32)))\n"
            let note = SignedNote(body: body, name: "log.example/a", key: key)
            return "c2sp.org/tlog-proof@v1\nindex \(index)\n" + digests.map { base64Text($0) + "\n" }.joined() + "\n" + note.text
        }
        func digest(_ count: Int) -> [UInt8] { [UInt8](repeating: 2, count: count) }
        #expect(LogProof(text("0", [digest(32)], size: "2")) != nil)
        for count in [0, 1, 31, 33, 64] { #expect(LogProof(text("0", [digest(count)], size: "2")) == nil, "\(count) bytes") }
        for size in ["9223372036854775809", "18446744073709551615", "18446744073709551616", "-1", "02", "2 ", ""] {
            #expect(LogProof(text("0", [digest(32)], size: size)) == nil, "size \(size)")
        }
        for index in ["18446744073709551616", "-1", "00", "+1", " 1", ""] {
            #expect(LogProof(text(index, [digest(32)], size: "2")) == nil, "index \(index)")
        }
        var hasher = Hasher256()
        for index in [2, 3, .max] as [UInt64] {
            #expect(InclusionProof(index: index, size: 2, path: [Digest()]).root(of: Digest(), &hasher) == nil)
        }
    }
}
