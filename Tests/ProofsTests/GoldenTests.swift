import Proofs
import TestSupport
import Testing

private let vectors = GoldenVectors.shared

/// The digests of the golden entries.
private func goldenDigests() -> [Digest] {
    var hasher = Hasher256()
    return GoldenVectors.entries.map { line in hasher.digest(of: line.span) }
}

/// The root of `leaves`, straight from RFC 6962's definition.
private func plainRoot(_ leaves: ArraySlice<Digest>, _ hasher: inout Hasher256) -> Digest {
    if leaves.isEmpty { return hasher.emptyRoot }
    if leaves.count == 1 { return leaves.first! }
    var split = 1
    while split * 2 < leaves.count { split *= 2 }
    let left = plainRoot(leaves.prefix(split), &hasher), right = plainRoot(leaves.dropFirst(split), &hasher)
    return hasher.node(left, right)
}

@Test("entry digests are the vectors'")
func digests() {
    let digests = goldenDigests()
    for (index, hex) in vectors.digests { #expect(digests[Int(index)!].hex == hex) }
}

@Test("the frontier's roots are the vectors' and those of the plain definition")
func roots() {
    var hasher = Hasher256()
    let leaves = goldenDigests().map { hasher.leaf($0) }
    var frontier = Frontier()
    var roots = [frontier.root(&hasher).hex]
    for leaf in leaves {
        frontier.append(leaf: leaf, &hasher)
        roots.append(frontier.root(&hasher).hex)
    }
    for (size, hex) in vectors.roots { #expect(roots[Int(size)!] == hex) }
    for size in 0...40 { #expect(plainRoot(leaves[..<size], &hasher).hex == roots[size]) }
}

/// The root of one complete subtree of the golden tree.
private func subtree(_ leaves: [Digest], _ level: Int, _ index: UInt64, _ hasher: inout Hasher256) -> Digest {
    let width = 1 << level
    return plainRoot(leaves[(Int(index) * width)..<((Int(index) + 1) * width)], &hasher)
}

@Test("inclusion paths are the vectors', and every mutation of them fails", arguments: vectors.inclusion.indices)
func inclusion(number: Int) throws {
    let vector = vectors.inclusion[number]
    var hasher = Hasher256()
    var inner = Hasher256()
    let leaves = goldenDigests().map { hasher.leaf($0) }
    let proof = InclusionProof(index: vector.index, size: vector.size, &hasher) { subtree(leaves, $0, $1, &inner) }
    #expect(proof.path.map(\.hex) == vector.path)
    let root = plainRoot(leaves[..<Int(vector.size)], &hasher)
    let leaf = leaves[Int(vector.index)]
    #expect(proof.root(of: leaf, &hasher) == root)

    func fails(_ index: UInt64, _ size: UInt64, _ path: [Digest]) {
        #expect(InclusionProof(index: index, size: size, path: path).root(of: leaf, &hasher) != root)
    }
    for other in [vector.index &+ 1, vector.index &- 1] where vector.size > 1 { fails(other, vector.size, proof.path) }
    if vector.size > 1 { fails(vector.index, vector.size * 2, proof.path) }
    for k in proof.path.indices {
        var flipped = proof.path
        flipped[k].bytes[k % 32] ^= 1
        fails(vector.index, vector.size, flipped)
        var dropped = proof.path
        dropped.remove(at: k)
        fails(vector.index, vector.size, dropped)
        var added = proof.path
        added.insert(proof.path[k], at: k)
        fails(vector.index, vector.size, added)
    }
}

@Test("consistency paths are the vectors', and every mutation of them fails", arguments: vectors.consistency.indices)
func consistency(number: Int) {
    let vector = vectors.consistency[number]
    var hasher = Hasher256()
    var inner = Hasher256()
    let leaves = goldenDigests().map { hasher.leaf($0) }
    let proof = ConsistencyProof(from: vector.from, to: vector.to, &hasher) { subtree(leaves, $0, $1, &inner) }
    #expect(proof.path.map(\.hex) == vector.path)
    let old = plainRoot(leaves[..<Int(vector.from)], &hasher), new = plainRoot(leaves[..<Int(vector.to)], &hasher)
    #expect(proof.joins(old, new, &hasher))
    for k in proof.path.indices {
        var flipped = proof.path
        flipped[k].bytes[k % 32] ^= 0x80
        #expect(!ConsistencyProof(from: vector.from, to: vector.to, path: flipped).joins(old, new, &hasher))
        var dropped = proof.path
        dropped.remove(at: k)
        #expect(!ConsistencyProof(from: vector.from, to: vector.to, path: dropped).joins(old, new, &hasher))
    }
    if vector.from > 1 && vector.from < vector.to {
        #expect(!ConsistencyProof(from: vector.from - 1, to: vector.to, path: proof.path).joins(old, new, &hasher))
    }
}

@Test("every small proof holds, for every pair of sizes")
func smallTrees() {
    var hasher = Hasher256()
    var inner = Hasher256()
    let leaves = goldenDigests().prefix(20).map { hasher.leaf($0) }
    for size in 1...20 {
        let root = plainRoot(leaves[..<size], &hasher)
        for index in 0..<size {
            let proof = InclusionProof(index: UInt64(index), size: UInt64(size), &hasher) { subtree(leaves, $0, $1, &inner) }
            #expect(proof.root(of: leaves[index], &hasher) == root)
        }
        for from in 0...size {
            let proof = ConsistencyProof(from: UInt64(from), to: UInt64(size), &hasher) { subtree(leaves, $0, $1, &inner) }
            #expect(proof.joins(plainRoot(leaves[..<from], &hasher), root, &hasher))
        }
    }
}

@Test("checkpoints and head signatures are the vectors', byte for byte")
func checkpoints() throws {
    let key = SigningKey(seed: try #require(bytes(hex: vectors.ed25519SeedHex)))
    let verifier = VerifierKey(name: vectors.origin, publicKey: key.publicKey)
    #expect(verifier.text == vectors.verifierKey)
    #expect(VerifierKey(vectors.verifierKey) == verifier)
    for (size, text) in vectors.checkpoints {
        let root = try #require(Digest(hex: vectors.roots[size]!))
        let checkpoint = Checkpoint(origin: vectors.origin, size: UInt64(size)!, root: root)
        let note = SignedNote(body: checkpoint.body, name: vectors.origin, key: key)
        #expect(note.text == text)
        let parsed = try #require(SignedNote(text))
        #expect(parsed == note && parsed.standing(of: verifier) == .verified)
        #expect(Checkpoint(body: parsed.body) == checkpoint)
        if let signature = vectors.headSignatures[size] { #expect(base64Text(key.sign(checkpoint.headMessage)) == signature) }
    }
}

@Test("a checkpoint with any byte changed is refused")
func mutatedCheckpoint() throws {
    let verifier = try #require(VerifierKey(vectors.verifierKey))
    let text = Array(vectors.checkpoints["300"]!.utf8)
    for k in text.indices {
        for bit in [UInt8(1), 0x20, 0x80] {
            var changed = text
            changed[k] ^= bit
            guard let changedText = String(validating: changed, as: UTF8.self), let note = SignedNote(changedText) else {
                continue
            }
            #expect(note.standing(of: verifier) != .verified || Checkpoint(body: note.body) == nil, "byte \(k)")
        }
    }
}

@Test("the proof file of entry 42 is made and read, byte for byte")
func proofFile() throws {
    let text = Fixtures.text("golden/entry-42.tlog-proof")
    let proof = try #require(LogProof(text))
    #expect(proof.text == text)
    var hasher = Hasher256()
    var inner = Hasher256()
    let leaves = goldenDigests().map { hasher.leaf($0) }
    let made = InclusionProof(index: 42, size: 300, &hasher) { subtree(leaves, $0, $1, &inner) }
    #expect(proof.inclusion == made)
    #expect(made.root(of: leaves[42], &hasher) == Checkpoint(body: proof.checkpoint.body)?.root)
}

@Test("no text makes the note and proof parsers trap", arguments: 0..<200 as Range<UInt64>)
func hostileNotes(seed: UInt64) {
    var random = SeededRandom(seed)
    var text = Array((seed % 2 == 0 ? vectors.checkpoints["151"]! : Fixtures.text("golden/entry-42.tlog-proof")).utf8)
    for _ in 0..<4 {
        let k = Int(random.next() % UInt64(text.count))
        switch random.next() % 3 {
        case 0: text[k] = UInt8(truncatingIfNeeded: random.next())
        case 1: text.removeSubrange(k..<min(text.count, k + 1 + Int(random.next() % 40)))
        default: text.insert(contentsOf: random.bytes(3), at: k)
        }
        if text.isEmpty { text = [0x0A] }
    }
    let string = String(decoding: text, as: UTF8.self)
    if let note = SignedNote(string) { #expect(note.text == string) }
    if let proof = LogProof(string) { #expect(proof.text == string) }
}

@Test("keys survive PEM, and a key of another kind is refused")
func pem() throws {
    let key = SigningKey.generate()
    let again = try #require(SigningKey(pem: key.pem))
    #expect(again.publicKey == key.publicKey)
    let message = Array("x".utf8)
    #expect(key.publicKey.verifies(again.sign(message), message))
    #expect(!key.publicKey.verifies(again.sign(message), message + [0]))
    #expect(SigningKey(pem: Array("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n".utf8)) == nil)
    #expect(SigningKey(pem: []) == nil)
}
