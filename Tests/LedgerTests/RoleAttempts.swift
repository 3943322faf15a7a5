import Proofs

@testable import Ledger

extension Attempt {
    /// Who is registered and in force, with the one role that each holds.
    private static let inForce: [(actor: String, role: String)] = [
        ("a", "administrator"), ("clerk", "clerk"), ("relay", "relay"), ("relay2", "relay"), ("officer", "officer"),
        ("buyer", "buyer"), ("seller", "seller"), ("broker", "broker"),
    ]

    /// Everybody in every role that somebody else holds, as their own word.
    static let everyRole: [Attempt] = inForce.flatMap { one in
        Set(inForce.map(\.role)).sorted().filter { $0 != one.role }.map { role in
            Attempt("\(one.actor)'s own word as \(role)", "signature.roleNotHeld", identified: true) {
                try $0.signed(draft(one.actor, role, attestation: "direct"), by: [one.actor])
            }
        }
    }

    /// Everybody's own word under everybody else's key.
    static let everyKey: [Attempt] = inForce.flatMap { one in
        inForce.filter { $0.actor != one.actor }.map { other in
            Attempt("\(one.actor)'s own word under the key of \(other.actor)", "signature.foreignActor") {
                try $0.signed(draft(one.actor, one.role, attestation: "direct"), by: [other.actor])
            }
        }
    }

    /// Roles before their first day or behind their last, and keys that are out of force, in each act that asks for them.
    static let outOfTime: [Attempt] = ownWords + accesses + approvals

    private static let ownWords: [Attempt] = [
        ("old-broker", "broker", "signature.roleExpired"), ("old-officer", "officer", "signature.roleExpired"),
        ("ended", "relay", "signature.roleExpired"), ("old-admin", "administrator", "signature.roleExpired"),
        ("ended-admin", "administrator", "signature.roleExpired"), ("next-seller", "seller", "signature.roleNotYet"),
        ("next-officer", "officer", "signature.roleNotYet"), ("next-admin", "administrator", "signature.roleNotYet"),
        ("revoked", "relay", "signature.keyRevoked"), ("rotated", "relay", "signature.keyRevoked"),
        ("revoked-admin", "administrator", "signature.keyRevoked"),
    ].map { actor, role, rule in
        Attempt("\(actor)'s own word as \(role)", rule, identified: true) {
            try $0.signed(draft(actor, role, attestation: "direct"), by: [actor])
        }
    }

    private static let accesses: [Attempt] = [
        ("old-broker", "signature.roleExpired"), ("old-officer", "signature.roleExpired"),
        ("old-admin", "signature.roleExpired"), ("ended-admin", "signature.roleExpired"),
        ("rotated", "signature.keyRevoked"), ("revoked-admin", "signature.keyRevoked"),
    ].map { actor, rule in
        Attempt("a decision on access by \(actor)", rule, identified: true, system: true) {
            try $0.signed(access(actor), by: [actor], isSystem: true)
        }
    }

    private static let approvals: [Attempt] = ["revoked-admin", "revoked", "rotated"].flatMap { name in
        [
            Attempt("a policy approved by \(name)", "signature.keyRevoked", identified: true, system: true) {
                try $0.signed(.policySet(SigningPolicy(roles: [])), of: "", by: ["a", name])
            },
            Attempt("a key revoked with the word of \(name)", "signature.keyRevoked", identified: true, system: true) {
                try $0.signed(.keyRevoked($0.id("relay"), .lost), of: "relay", by: ["a", name])
            },
        ]
    }
}
