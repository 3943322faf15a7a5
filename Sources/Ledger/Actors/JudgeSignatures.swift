internal import Proofs

/// Holds the signatures of a draft or an entry against the registry as of its index. DESIGN.md section 2.
///
/// Where anything was signed, every signature must be good and by a key in force; the first by the entry's actor. What else is
/// asked follows from the policy. Where there is no policy at that index nothing is asked.
/// - Parameters:
///   - signatures: in order; empty where there are none.
///   - message: what they should be over.
/// - Returns: the first fault.
///
/// Cost: a signature check for each of at most ``EntrySignature/most``.
func judgeSignatures(
    _ step: SignedStep, _ signatures: [EntrySignature], _ message: Span<UInt8>, _ registry: ActorRegistry,
    _ checker: SignatureChecker
) -> SignatureFault? {
    guard let policy = registry.policy(at: step.index) else { return nil }
    let demand = step.demand(policy, registry)
    let countersigners = step.role == "system" ? [] : policy.countersigners(of: step.type)
    guard let first = signatures.first else {
        return demand == .none && countersigners.isEmpty ? nil : SignatureFault(.missing)
    }

    // Who is it? Until that is settled nothing is put on record.
    guard let own = registry.key(first.keyId, at: step.index) else { return fault(.unknownKey, first.keyId) }
    guard own.actor.utf8.elementsEqual(step.actor.utf8) else { return fault(.foreignActor, first.keyId, own) }
    guard signatures.count <= EntrySignature.most, checker.verifies(first.bytes, message, by: own.publicKey) else {
        return fault(.broken, first.keyId, own)
    }
    var signers = [own.actor]
    if let ended = own.ended(before: step.index) {
        return fault(.keyRevoked, first.keyId, own, rests: [ended], isIdentified: true)
    }
    for signature in signatures.dropFirst() {
        guard let key = registry.key(signature.keyId, at: step.index) else {
            return fault(.unknownKey, signature.keyId, isIdentified: true)
        }
        guard checker.verifies(signature.bytes, message, by: key.publicKey) else {
            return fault(.broken, signature.keyId, key, isIdentified: true)
        }
        if let ended = key.ended(before: step.index) {
            return fault(.keyRevoked, signature.keyId, key, rests: [ended], isIdentified: true)
        }
        if !signers.contains(where: { $0.utf8.elementsEqual(key.actor.utf8) }) { signers.append(key.actor) }
    }

    // May they?
    func standing(_ role: String) -> ActorRegistry.Standing {
        registry.standing(of: step.actor, in: role, on: step.day, at: step.index)
    }
    switch demand {
    case .none: break
    case .role: if let fault = fault(standing(step.role), own, step.role) { return fault }
    case .anyRole:
        let any = registry.standing(ofAnyRoleOf: step.actor, on: step.day, at: step.index)
        if let fault = fault(any, own, "any") { return fault }
    case .administrators(let needed):
        let role = SigningPolicy.administrator
        if let fault = fault(standing(role), own, role) { return fault }
        let approving = signers.filter { registry.standing(of: $0, in: role, on: step.day, at: step.index) == .held }
        if approving.count < needed { return fault(.approval, first.keyId, own, isIdentified: true) }
    }
    return countersigners.isEmpty ? nil : checkCountersigners(step, countersigners, signers, own, registry)
}

/// Whether each role has a signer of its own. The entry's actor signs in its role and no other.
private func checkCountersigners(
    _ step: SignedStep, _ roles: [String], _ signers: [String], _ own: ActorRegistry.Key, _ registry: ActorRegistry
) -> SignatureFault? {
    // Roles and signers are few: each role in turn takes a signer, and whoever had that one looks for another.
    var taken = [Int?](repeating: nil, count: signers.count)
    func may(_ signer: Int, _ role: Int) -> Bool {
        if signer == 0 && step.role != roles[role] { return false }
        return registry.standing(of: signers[signer], in: roles[role], on: step.day, at: step.index) == .held
    }
    func place(_ role: Int, _ seen: inout Set<Int>) -> Bool {
        for signer in signers.indices where may(signer, role) && seen.insert(signer).inserted {
            if taken[signer].map({ place($0, &seen) }) ?? true {
                taken[signer] = role
                return true
            }
        }
        return false
    }
    var missing: [String] = []
    for role in roles.indices {
        var seen: Set<Int> = []
        if !place(role, &seen) { missing.append(roles[role]) }
    }
    if missing.isEmpty { return nil }
    var fault = SignatureFault(.countersigner)
    fault.actor = own.actor
    fault.role = missing.joined(separator: ", ")
    fault.isIdentified = true
    return fault
}

private func fault(
    _ rule: SignatureFault.Rule, _ keyId: ActorKeyID, _ key: ActorRegistry.Key? = nil, rests: [UInt64] = [],
    isIdentified: Bool = false
) -> SignatureFault {
    var fault = SignatureFault(rule)
    fault.keyId = keyId
    fault.actor = key?.actor ?? ""
    fault.rests = rests
    fault.isIdentified = isIdentified
    return fault
}

private func fault(_ standing: ActorRegistry.Standing, _ own: ActorRegistry.Key, _ role: String) -> SignatureFault? {
    var fault: SignatureFault
    switch standing {
    case .held: return nil
    case .never: fault = SignatureFault(.roleNotHeld)
    case .notYet(let index):
        fault = SignatureFault(.roleNotYet)
        fault.rests = [index]
    case .over(let index):
        fault = SignatureFault(.roleExpired)
        fault.rests = [index]
    }
    fault.keyId = own.publicKey.id
    fault.actor = own.actor
    fault.role = role
    fault.isIdentified = true
    return fault
}
