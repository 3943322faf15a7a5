internal import CanonicalJSON
internal import Proofs
internal import Storage

/// The tree of one seal, asked for leaves and paths. Refolds the runs that hold the leaves asked for, and no other.
struct SealTree: ~Copyable {
    let runs: SealRuns
    private var hasher = Hasher256()
    /// Runs that were refolded.
    private var leaves: [Int: [(leaf: StreamLeaf, hash: Digest)]] = [:]

    init(_ runs: SealRuns) { self.runs = runs }

    var streams: UInt64 { runs.seal.streams }

    /// The position of the first stream whose subject is not before `subject`; the number of streams where there is none.
    mutating func lowerBound(_ subject: [UInt8], _ cursors: inout LedgerCursors) throws -> UInt64 {
        // The last run that begins at or before it.
        guard let run = runs.runs.lastIndex(where: { !subject.lexicographicallyPrecedes($0.first) }) else { return 0 }
        let place = try fold(run, &cursors).firstIndex { !Array($0.leaf.subject.utf8).lexicographicallyPrecedes(subject) }
        return UInt64(run) * SealFold.runLeaves + UInt64(try place ?? fold(run, &cursors).count)
    }

    /// The leaf at a position, with its path to the root.
    mutating func proof(_ position: UInt64, _ cursors: inout LedgerCursors) throws -> StreamProof {
        precondition(position < streams)
        let run = Int(position / SealFold.runLeaves)
        let folded = try fold(run, &cursors)
        let start = UInt64(run) * SealFold.runLeaves
        let path = InclusionProof.ranges(index: position, size: streams).map { range in
            // Splits of a tree fall between runs, or inside the run of the leaf.
            if range.start >= start && range.end <= start + UInt64(folded.count) {
                var part = Frontier()
                for leaf in folded[Int(range.start - start)..<Int(range.end - start)] { part.append(leaf: leaf.hash, &hasher) }
                return part.root(&hasher)
            }
            let last = (range.end + SealFold.runLeaves - 1) / SealFold.runLeaves
            return SealFold.root(of: runs.runs[Int(range.start / SealFold.runLeaves)..<Int(last)], &hasher)
        }
        return StreamProof(leaf: folded[Int(position - start)].leaf, position: position, path: path)
    }

    private mutating func fold(_ run: Int, _ cursors: inout LedgerCursors) throws -> [(leaf: StreamLeaf, hash: Digest)] {
        if let known = leaves[run] { return known }
        let next = run + 1 < runs.runs.count ? runs.runs[run + 1].first : nil
        var found: [(leaf: StreamLeaf, hash: Digest)] = []
        var states = StreamsAtSize(runs.seal.size)
        try states.forEach(from: runs.runs[run].first, &cursors) { subject, state in
            let name = Array(copying: subject)
            if let next, !name.lexicographicallyPrecedes(next) { return false }
            let leaf = StreamLeaf(subject: String(copying: subject), count: state.count, digest: state.digest)
            let bytes = leaf.bytes
            found.append((leaf, hasher.leaf(of: bytes.span)))
            return true
        }
        leaves[run] = found
        return found
    }
}
