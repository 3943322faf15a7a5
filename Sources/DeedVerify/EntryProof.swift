internal import Glibc
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
    verdict.fault =
        signatureFault(proof.checkpoint, checkpoint.origin, policy, &verdict.cosigners)
        ?? fault(proof, checkpoint, entry, members)
    return verdict
}

private func fault(
    _ proof: LogProof, _ checkpoint: Checkpoint, _ entry: [UInt8], _ members: EntryMembers?
) -> ProofVerdict.Fault? {
    var hasher = Hasher256()
    let leaf = hasher.leaf(hasher.digest(of: entry.span))
    guard proof.inclusion.root(of: leaf, &hasher) == checkpoint.root else { return .path }
    guard let members else { return .entry }
    if members.id != String(proof.inclusion.index) { return .index }
    if !members.source.utf8.elementsEqual(checkpoint.origin.utf8) { return .source }
    return nil
}

/// Whether the policy counts the note: the log signed, and enough witnesses.
///
/// - Parameter cosigners: set to the witnesses that cosigned, by the name of their keys.
func signatureFault(
    _ note: SignedNote, _ origin: String, _ policy: LogPolicy, _ cosigners: inout [String]
) -> ProofVerdict.Fault? {
    switch policy.judge(note, origin: origin, nowSeconds: policy.witnesses.isEmpty ? 0 : clockSeconds()) {
    case .noKey: return .noKey
    case .broken: return .signature
    case .unsigned: return .unsigned
    case .fromTheFuture: return .fromTheFuture
    case .short: return .quorum
    case .counts(let names):
        cosigners = names
        return nil
    }
}

/// Seconds since 1970: asked only where a policy names witnesses.
private func clockSeconds() -> UInt64 { UInt64(max(0, time(nil))) }
