import Proofs

/// A log of nothing but leaves, computed the slow way the RFC writes it: what a witness is shown, without a ledger.
public struct SyntheticLog: Sendable {
    public let origin: String
    public let key: SigningKey
    private let leaves: [Digest]

    /// - Parameters:
    ///   - seed: of the key and the leaves.
    ///   - fork: from this index on the leaves are others: the same key, another history.
    public init(_ origin: String, seed: UInt64 = 1, size: Int = 130, fork: Int? = nil) {
        self.origin = origin
        var random = SeededRandom(seed)
        key = SigningKey(seed: random.bytes(32))
        var hasher = Hasher256()
        leaves = (0..<size).map { index in
            let bytes = random.bytes(32)
            let line = index >= fork ?? size ? Array("another \(index)".utf8) : bytes
            return hasher.leaf(hasher.digest(of: line.span))
        }
    }

    public var verifierKey: VerifierKey { VerifierKey(name: origin, publicKey: key.publicKey) }
    public var policy: LogPolicy { LogPolicy(logs: [verifierKey]) }

    /// RFC 6962 section 2.1, `MTH`.
    public func root(_ size: Int) -> Digest {
        var hasher = Hasher256()
        return size == 0 ? hasher.emptyRoot : root(0, size, &hasher)
    }

    private func root(_ from: Int, _ to: Int, _ hasher: inout Hasher256) -> Digest {
        if to - from == 1 { return leaves[from] }
        let split = from + Self.split(to - from)
        let left = root(from, split, &hasher), right = root(split, to, &hasher)
        return hasher.node(left, right)
    }

    private static func split(_ count: Int) -> Int {
        var k = 1
        while k * 2 < count { k *= 2 }
        return k
    }

    /// RFC 6962 section 2.1.2, `PROOF(m, D[n])`.
    public func path(_ from: Int, _ to: Int) -> [Digest] {
        guard from > 0, from < to else { return [] }
        var hasher = Hasher256()
        func sub(_ m: Int, _ low: Int, _ high: Int, _ isWhole: Bool) -> [Digest] {
            let n = high - low
            if m == n { return isWhole ? [] : [root(low, high, &hasher)] }
            let k = Self.split(n)
            return m <= k
                ? sub(m, low, low + k, isWhole) + [root(low + k, high, &hasher)]
                : sub(m - k, low + k, high, false) + [root(low, low + k, &hasher)]
        }
        return sub(from, 0, to, true)
    }

    public func checkpoint(_ size: Int) -> Checkpoint { Checkpoint(origin: origin, size: UInt64(size), root: root(size)) }

    public func note(_ size: Int) -> SignedNote { SignedNote(body: checkpoint(size).body, name: origin, key: key) }

    public func request(_ from: Int, _ to: Int) -> AddCheckpointRequest {
        AddCheckpointRequest(oldSize: UInt64(from), path: path(from, to), note: note(to))!
    }
}
