internal import CanonicalJSON
internal import Proofs

/// A bag of evidence about a deal: manifests, the folder that proves the history, what the state rests on, and the timestamp.
/// DESIGN.md section 5: the order of judgement.
///
/// - Parameter authorities: who may say what time it was; without them a stamp's signature is left open.
func checkBag(_ path: String, _ policy: LogPolicy, _ authorities: TimestampAuthorities?) -> ProofVerdict {
    guard let bag = BagFolder(path) else { return bagVerdict(path, .bagUnreadable) }
    let proof = StreamsFolder(path + "/data/proof")
    if let proof, policy.keys(for: proof.checkpoint.origin).isEmpty {
        var verdict = bagVerdict(path, .noKey)
        verdict.source = proof.checkpoint.origin
        return verdict
    }
    if let fault = bag.fault() { return bagVerdict(path, fault) }
    guard let proof else { return bagVerdict(path, .folderUnreadable) }
    var verdict = checkStreams(path, proof, policy)
    verdict.isBag = true
    if verdict.fault?.outcome == .broken { return verdict }
    guard let bytes = readFile(path + "/data/evidence.json", longest: 1 << 28), let evidence = EvidenceFile(bytes) else {
        verdict.fault = .evidenceUnreadable
        return verdict
    }
    let short = verdict.fault
    verdict.fault = contentsFault(bag, proof, evidence) ?? stampFault(bag, authorities, &verdict) ?? short
    return verdict
}

private func bagVerdict(_ path: String, _ fault: ProofVerdict.Fault) -> ProofVerdict {
    var verdict = ProofVerdict(file: path, fault: fault)
    verdict.isBag = true
    return verdict
}

/// Whether the parts are of one bag: the state of this deal at this checkpoint, its fields said by proved lines, the files beside it
/// those that it names.
private func contentsFault(_ bag: BagFolder, _ proof: StreamsFolder, _ evidence: EvidenceFile) -> ProofVerdict.Fault? {
    guard case .deal(let deal) = proof.streams.claim, deal.utf8.elementsEqual(evidence.deal.utf8),
        evidence.origin.utf8.elementsEqual(proof.checkpoint.origin.utf8), evidence.root == proof.checkpoint.root.hex,
        UInt64(evidence.size) == proof.checkpoint.size
    else { return .evidence }
    var lines: [UInt64: EntryMembers] = [:]
    for line in proof.lines {
        if let members = EntryMembers(line.span), let index = UInt64(members.id) { lines[index] = members }
    }
    for field in evidence.fields {
        guard let line = lines[field.index], field.told.allSatisfy({ line.texts[$0.key] == $0.value }) else { return .field }
    }
    var beside: [String: Digest] = [:]
    for (name, digest) in bag.payload where name != "data/evidence.json" {
        if name.utf8.starts(with: "data/proof/".utf8) {
            if !isOfProof(String(name.dropFirst(11))) { return .bagExtra }
        } else {
            beside[String(name.dropFirst(5))] = digest
        }
    }
    return beside == evidence.files ? nil : .evidence
}

private func isOfProof(_ name: String) -> Bool {
    ["checkpoint", "entries.jsonl", "seal.entry", "seal.tlog-proof", "streams.json"].contains(name)
        || name.hasPrefix("proofs/") && name.hasSuffix(".tlog-proof")
}

/// The stamp must be about the checkpoint's file; whose it is can be said only where authorities are given.
private func stampFault(
    _ bag: BagFolder, _ authorities: TimestampAuthorities?, _ verdict: inout ProofVerdict
) -> ProofVerdict.Fault? {
    let name = "data/checkpoint.tsr"
    guard bag.payload[name] != nil else { return nil }
    guard let bytes = readFile("\(bag.path)/\(name)"), let token = TimestampToken(file: bytes), let imprint = token.imprint,
        let checkpoint = readFile(bag.path + "/data/proof/checkpoint")
    else { return .timestampUnreadable }
    verdict.timestamp = token.time
    verdict.timestampBy = token.authority
    let standing = authorities.map { token.standing(under: $0) }
    if standing == .unknown { return .authority }
    guard standing != .broken, TimestampImprint(of: checkpoint, imprint.algorithm) == imprint else { return .timestamp }
    verdict.isTimestampChecked = standing == .sound
    return nil
}
