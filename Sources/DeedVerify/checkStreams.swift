internal import CanonicalJSON
internal import Proofs

/// A folder that proves a history complete, or a stream absent: every line is in the signed tree, the seal is too, and the lines
/// are all that the seal counts. DESIGN.md section 3.
func checkStreams(_ path: String, _ folder: StreamsFolder?, _ policy: LogPolicy) -> ProofVerdict {
    var verdict = ProofVerdict(file: path)
    guard let folder else {
        verdict.fault = .folderUnreadable
        return verdict
    }
    verdict.source = folder.checkpoint.origin
    verdict.size = folder.checkpoint.size
    verdict.sealed = folder.streams.size
    verdict.claim = folder.streams.claim
    verdict.fault = signatureFault(folder.note, folder.checkpoint.origin, policy, &verdict.cosigners)
    // Too few witnesses leave it open; what contradicts itself is broken all the same.
    if verdict.fault == nil || verdict.fault == .quorum || verdict.fault == .fromTheFuture {
        var check = StreamsCheck(folder)
        verdict.fault = check.run() ?? verdict.fault
        (verdict.entries, verdict.later) = (check.entries, check.later)
    }
    return verdict
}

/// One pass over a folder's lines, leaves and proofs.
private struct StreamsCheck: ~Copyable {
    let folder: StreamsFolder
    private(set) var entries = 0
    /// Entries from the seal's size on: there may be more of them.
    private(set) var later = 0
    private var hasher = Hasher256()

    init(_ folder: StreamsFolder) { self.folder = folder }

    /// The first thing that does not fit; `nil` where the claim holds.
    mutating func run() -> ProofVerdict.Fault? {
        if let fault = sealFault() { return fault }
        let streams = folder.streams
        guard let covered = streams.covered else { return .claim }
        for leaf in streams.leaves {
            let proof = InclusionProof(index: leaf.position, size: streams.streams, path: leaf.path)
            guard proof.root(of: hasher.leaf(of: leaf.bytes.span), &hasher) == sealRoot else { return .leaf }
        }
        return linesFault(covered)
    }

    private var sealRoot: Digest?

    /// The seal must be an entry of the same tree, and say what `streams.json` says of it.
    private mutating func sealFault() -> ProofVerdict.Fault? {
        if let fault = entryFault(folder.sealLine, folder.sealProof) { return fault }
        guard let members = EntryMembers(folder.sealLine.span) else { return .entry }
        let streams = folder.streams, data = members.data.span
        guard members.type == "ledger.sealed", members.subject == "ledger", folder.sealProof.inclusion.index == streams.seal,
            streams.size <= streams.seal, let root = memberValue(data, 0, "root"), let size = memberValue(data, 0, "size"),
            let count = memberValue(data, 0, "streams"), root.count == 66, byte(data, root.lowerBound) == 0x22,
            wholeNumber(data, size) == Int64(exactly: streams.size), wholeNumber(data, count) == Int64(exactly: streams.streams),
            let digest = Digest(hex: data.extracting((root.lowerBound + 1)..<(root.upperBound - 1)))
        else { return .seal }
        sealRoot = digest
        return nil
    }

    /// Whether a line stands where its proof says, in the folder's own tree.
    private mutating func entryFault(_ line: [UInt8], _ proof: LogProof) -> ProofVerdict.Fault? {
        // Not only the same tree: the same note, whose signatures were checked.
        guard proof.checkpoint == folder.note else { return .checkpoint }
        let leaf = hasher.leaf(hasher.digest(of: line.span))
        guard proof.inclusion.root(of: leaf, &hasher) == folder.checkpoint.root else { return .path }
        guard let members = EntryMembers(line.span) else { return .entry }
        if members.id != String(proof.inclusion.index) { return .index }
        return members.source.utf8.elementsEqual(folder.checkpoint.origin.utf8) ? nil : .source
    }

    /// A stream's entries as they were met.
    private struct Met {
        var revision: Int64 = 0
        var count: Int64 = 0
        var digest = Digest.zero
    }

    private mutating func linesFault(_ covered: [StreamsFile.Leaf]) -> ProofVerdict.Fault? {
        var met: [[UInt8]: Met] = [:]
        for leaf in covered { met[Array(leaf.subject.utf8)] = Met() }
        var last: UInt64?
        for line in folder.lines {
            guard let members = EntryMembers(line.span) else { return .entry }
            guard let proof = folder.proofs[members.id] else { return .proofMissing }
            if let fault = entryFault(line, proof) { return fault }
            let index = proof.inclusion.index, subject = Array(members.subject.utf8)
            if let last, last >= index { return .order }
            last = index
            guard var stream = met[subject] else { return .foreign }
            guard members.revision == stream.revision else { return .revision }
            stream.revision += 1
            if index < folder.streams.size {
                stream.count += 1
                stream.digest = hasher.stream(stream.digest, hasher.digest(of: line.span))
            } else {
                later += 1
            }
            met[subject] = stream
            entries += 1
        }
        for leaf in covered {
            guard let stream = met[Array(leaf.subject.utf8)], stream.count == leaf.count else { return .count }
            if stream.digest != leaf.digest { return .digest }
        }
        // One for each line, and no other: a proof without its line is a line that was taken out.
        return folder.proofs.count == folder.lines.count ? nil : .proofExtra
    }
}
