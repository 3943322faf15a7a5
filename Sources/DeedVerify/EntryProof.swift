internal import Proofs

/// One entry, its proof and a policy: every part is bound to every other, by keys alone.
///
/// The checkpoint names the log and is signed by a key of the policy; the path leads from the entry's bytes to its root; the
/// entry's own `id` and `source` are the proof's index and the checkpoint's origin. C2SP tlog-proof, DESIGN.md section 5.
func checkEntryProof(_ file: String, proof text: [UInt8]?, entry: [UInt8]?, _ policy: LogPolicy) -> ProofVerdict {
    var verdict = ProofVerdict(file: file)
    guard let text, let string = String(validating: text, as: UTF8.self), let proof = LogProof(string),
        let checkpoint = Checkpoint(body: proof.checkpoint.body)
    else {
        verdict.fault = .proofUnreadable
        return verdict
    }
    verdict.source = checkpoint.origin
    verdict.size = checkpoint.size
    verdict.index = proof.inclusion.index
    guard let entry else {
        verdict.fault = .entryUnreadable
        return verdict
    }
    let members = EntryMembers(entry.span)
    verdict.subject = members?.subject
    verdict.fault = fault(proof, checkpoint, entry, members, policy)
    return verdict
}

private func fault(
    _ proof: LogProof, _ checkpoint: Checkpoint, _ entry: [UInt8], _ members: EntryMembers?, _ policy: LogPolicy
) -> ProofVerdict.Fault? {
    if let fault = signatureFault(proof.checkpoint, checkpoint.origin, policy) { return fault }
    var hasher = Hasher256()
    let leaf = hasher.leaf(hasher.digest(of: entry.span))
    guard proof.inclusion.root(of: leaf, &hasher) == checkpoint.root else { return .path }
    guard let members else { return .entry }
    if members.id != String(proof.inclusion.index) { return .index }
    if !members.source.utf8.elementsEqual(checkpoint.origin.utf8) { return .source }
    return nil
}

/// Whether a key of the policy whose name is the origin signed the note.
func signatureFault(_ note: SignedNote, _ origin: String, _ policy: LogPolicy) -> ProofVerdict.Fault? {
    let keys = policy.keys(for: origin)
    if keys.isEmpty { return .noKey }
    let standings = keys.map { note.standing(of: $0) }
    if standings.contains(.broken) { return .signature }
    return standings.contains(.verified) ? nil : .unsigned
}
