internal import Proofs

/// Why the signatures of a draft or an entry do not do.
struct SignatureFault: Hashable, Sendable {
    enum Rule: String, CaseIterable, Hashable, Sendable {
        case missing = "signature.missing"
        case unknownKey = "signature.unknownKey"
        case foreignActor = "signature.foreignActor"
        case broken = "signature.broken"
        case keyRevoked = "signature.keyRevoked"
        case roleNotHeld = "signature.roleNotHeld"
        case roleExpired = "signature.roleExpired"
        case roleNotYet = "signature.roleNotYet"
        case countersigner = "signature.countersigner"
        case approval = "signature.approval"
    }

    let rule: Rule
    /// Whose signature, as far as it is known: the name, and the key.
    var actor = ""
    var keyId: ActorKeyID?
    /// The role, or roles, that it is about.
    var role = ""
    /// The entries it rests on.
    var rests: [UInt64] = []
    /// The first signature is good, by a key that is or was the actor's.
    var isIdentified = false

    init(_ rule: Rule) { self.rule = rule }

    /// Whose key, for a finding of `verify`.
    var found: String {
        let key = keyId.map { " key \($0)" } ?? ""
        let name = actor.isEmpty ? "" : " of \(actor)"
        let about = role.isEmpty ? "" : " (\(role))"
        return rule.rawValue + key + name + about
    }

    /// For a finding of `verify`.
    var expected: String {
        switch rule {
        case .missing: "a signature by its actor"
        case .unknownKey: "a signature by a registered key"
        case .foreignActor: "the first signature by its actor"
        case .broken: "a signature that verifies"
        case .keyRevoked: "a key that is in force"
        case .roleNotHeld, .roleExpired, .roleNotYet: "a signer who holds the role then"
        case .countersigner: "a signature for each countersigning role"
        case .approval: "signatures of two administrators"
        }
    }
}
