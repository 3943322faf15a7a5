internal import CanonicalJSON
internal import Proofs
internal import Storage

/// The tree of a seal, grown stream by stream in the order of subjects. Of each run of 256 leaves it keeps the first subject and
/// the node over the run, so that a proof refolds one run and not all streams.
struct SealFold: ~Copyable {
    static let runLeaves: UInt64 = 256

    struct Run: Hashable {
        let first: [UInt8]
        let node: Digest
    }

    private(set) var runs: [Run] = []
    private(set) var streams: UInt64 = 0
    private var run = Frontier()
    private var first: [UInt8] = []
    private var hasher = Hasher256()
    private var leaf = ByteBuilder(capacity: 256)

    mutating func append(_ subject: Span<UInt8>, _ state: StreamState) {
        leaf.removeAll()
        StreamLeaf.write(subject, state.count, state.digest, to: &leaf)
        let digest = leaf.withSpan { hasher.leaf(of: $0) }
        append(subject, leaf: digest)
    }

    mutating func append(_ subject: Span<UInt8>, leaf: Digest) {
        if run.size == 0 { first = Array(copying: subject) }
        run.append(leaf: leaf, &hasher)
        streams += 1
        if run.size == Self.runLeaves { endRun() }
    }

    /// The root over all that was appended.
    mutating func root() -> Digest {
        if run.size > 0 { endRun() }
        return Self.root(of: runs[...], &hasher)
    }

    private mutating func endRun() {
        runs.append(Run(first: first, node: run.root(&hasher)))
        run = Frontier()
    }

    /// The root over runs, of which only the last may have fewer than 256 leaves: splits of larger trees fall between runs.
    static func root(of runs: ArraySlice<Run>, _ hasher: inout Hasher256) -> Digest {
        var tree = Frontier()
        for run in runs { tree.append(leaf: run.node, &hasher) }
        return tree.root(&hasher)
    }
}
