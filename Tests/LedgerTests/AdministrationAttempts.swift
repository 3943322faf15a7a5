import Proofs

@testable import Ledger

extension Attempt {
    private static func grant(_ ledger: GovernedLedger, _ roles: String...) -> RoleGrant {
        RoleGrant(roles: roles, fromDay: ledger.day("2026-03-01"))
    }

    /// A new actor, signed by some.
    private static func registering(
        _ name: String, _ role: String, by names: [String], _ answer: String, identified: Bool = true
    ) -> Attempt {
        Attempt("\(name)", answer, identified: identified, system: true) {
            try $0.signed(.registered($0.keys["fresh"]!.publicKey, grant($0, role)), of: "fresh", by: names)
        }
    }

    /// A change, signed by some.
    private static func changing(
        _ name: String, _ actor: String, by names: [String] = ["a", "b"], _ answer: String, identified: Bool = true,
        _ change: @escaping @Sendable (GovernedLedger) -> ActorChange
    ) -> Attempt {
        Attempt(name, answer, identified: identified, system: true) { try $0.signed(change($0), of: actor, by: names) }
    }

    /// A change whose bytes are then something else.
    private static func malformed(_ name: String, _ from: String, _ to: String) -> Attempt {
        Attempt("a registration with \(name)", "payloadMalformed", system: true) {
            let text = try $0.signed(.registered($0.keys["fresh"]!.publicKey, grant($0, "clerk")), of: "fresh", by: ["a", "b"])
            let changed = text.replacing(from, with: to)
            precondition(changed != text, "\(from) is not in \(text)")
            return changed
        }
    }

    static let administration: [Attempt] = [
        registering("registered by nobody", "clerk", by: [], "signature.missing", identified: false),
        registering("registered by a stranger", "clerk", by: ["stranger"], "signature.unknownKey", identified: false),
        registering("registered by a relay", "clerk", by: ["relay"], "signature.roleNotHeld"),
        registering("registered by a relay and two administrators", "relay", by: ["relay", "a", "b"], "signature.roleNotHeld"),
        registering("registered by an administrator whose role was ended", "clerk", by: ["ended-admin"], "signature.roleExpired"),
        registering("registered by an administrator whose time is over", "clerk", by: ["old-admin"], "signature.roleExpired"),
        registering(
            "registered by an administrator whose time has not come", "clerk", by: ["next-admin"], "signature.roleNotYet"),
        registering("registered by a revoked administrator", "clerk", by: ["revoked-admin"], "signature.keyRevoked"),
        registering("a relay registered by one", "relay", by: ["a"], "signature.approval"),
        registering("an administrator registered by one", "administrator", by: ["a"], "signature.approval"),
        registering("a privacy officer registered by one", "privacyOfficer", by: ["b"], "signature.approval"),
        registering("a relay registered by one twice", "relay", by: ["a", "a"], "signature.approval"),
        registering("a relay approved by a clerk", "relay", by: ["a", "clerk"], "signature.approval"),
        registering("a relay approved by a relay", "relay", by: ["a", "relay"], "signature.approval"),
        registering("a relay approved by a revoked administrator", "relay", by: ["a", "revoked-admin"], "signature.keyRevoked"),
        registering("a relay approved by one whose role was ended", "relay", by: ["a", "ended-admin"], "signature.approval"),
        registering("a relay approved by one whose time is over", "relay", by: ["a", "old-admin"], "signature.approval"),
        registering("a relay approved by one whose time has not come", "relay", by: ["a", "next-admin"], "signature.approval"),
        registering("a relay approved by nobody's key", "relay", by: ["a", "stranger"], "signature.unknownKey"),
        Attempt("an approval of another registration", "signature.broken", identified: true, system: true) {
            let key = $0.keys["fresh"]!.publicKey
            let other = try $0.signed(.registered(key, grant($0, "clerk")), of: "fresh", by: ["a", "b"])
            let text = try $0.signed(.registered(key, grant($0, "relay")), of: "fresh", by: ["a"])
            let signature = text.split(separator: #""signature":""#)[1].prefix(105)
            return text.replacing(
                signature, with: signature + " " + other.split(separator: #""signature":""#)[1].dropFirst(106).prefix(105))
        },
        Attempt("a role added after both signed", "signature.broken", system: true) {
            try $0.signed(.registered($0.keys["fresh"]!.publicKey, grant($0, "clerk")), of: "fresh", by: ["a", "b"])
                .replacing(#"["clerk"]"#, with: #"["administrator","clerk"]"#)
        },
        Attempt("another actor after both signed", "signature.broken", system: true) {
            try $0.signed(.registered($0.keys["fresh"]!.publicKey, grant($0, "clerk")), of: "fresh", by: ["a", "b"])
                .replacing("actor/fresh", with: "actor/other")
        },
        changing("a role that must sign, granted by one", "clerk", by: ["a"], "signature.approval") {
            .roleGranted(grant($0, "relay"))
        },
        changing("the role of administrator granted by one", "clerk", by: ["a"], "signature.approval") {
            .roleGranted(grant($0, "administrator", "clerk"))
        },
        changing("a relay's role ended by one", "relay", by: ["a"], "signature.approval") { _ in .roleEnded(["relay"]) },
        changing("an administrator's role ended by himself", "a", by: ["a"], "signature.approval") { _ in
            .roleEnded(["administrator"])
        },
        changing("a relay's key replaced by one", "relay", by: ["a"], "signature.approval") {
            .keyRotated($0.keys["fresh"]!.publicKey, replaces: $0.id("relay"))
        },
        changing("an administrator's key replaced by himself", "b", by: ["b"], "signature.approval") {
            .keyRotated($0.keys["fresh"]!.publicKey, replaces: $0.id("b"))
        },
        changing("a relay's own key replaced by himself", "relay", by: ["relay"], "signature.roleNotHeld") {
            .keyRotated($0.keys["fresh"]!.publicKey, replaces: $0.id("relay"))
        },
        changing("an administrator's key revoked by one", "b", by: ["a"], "signature.approval") {
            .keyRevoked($0.id("b"), .compromised)
        },
        changing("a policy by one", "", by: ["a"], "signature.approval") { _ in .policySet(SigningPolicy(roles: [])) },
        changing("a policy by one and a relay", "", by: ["a", "relay"], "signature.approval") { _ in
            .policySet(SigningPolicy(roles: []))
        },
        changing("a policy by nobody", "", by: [], "signature.missing", identified: false) { _ in
            .policySet(SigningPolicy(roles: []))
        },
        Attempt("a change that claims another role than the ledger's own", "signature.missing", system: true) {
            try $0.signed(.registered($0.keys["fresh"]!.publicKey, grant($0, "relay")), of: "fresh", by: [])
                .replacing(#""role":"system""#, with: #""role":"clerk""#)
        },
        Attempt("a decision on access that nobody signed", "signature.missing", system: true) { _ in access("clerk") },
        Attempt("a decision on access by a stranger", "signature.unknownKey", system: true) {
            try $0.signed(access("clerk"), by: ["stranger"], isSystem: true)
        },
        Attempt("a decision on access by another", "signature.foreignActor", system: true) {
            try $0.signed(access("clerk"), by: ["buyer"], isSystem: true)
        },
        Attempt("a decision on access by a revoked key", "signature.keyRevoked", identified: true, system: true) {
            try $0.signed(access("revoked"), by: ["revoked"], isSystem: true)
        },
        Attempt("a decision on access by one without a role", "signature.roleExpired", identified: true, system: true) {
            try $0.signed(access("ended"), by: ["ended"], isSystem: true)
        },
        Attempt("an erasure that nobody signed", "signature.missing", system: true) { _ in
            #"{"subject":"party/p","type":"erasure.requested","role":"system","attestation":"derived","data":{}}"#
        },
        Attempt("a registration in a draft", "reservedName") { ledger in
            try ledger.signed(.registered(ledger.keys["fresh"]!.publicKey, grant(ledger, "clerk")), of: "fresh", by: ["a", "b"])
        },
        Attempt("a policy in a draft", "reservedName") {
            try $0.signed(.policySet(SigningPolicy(roles: [])), of: "", by: ["a", "b"])
        },
        Attempt("a stream of actors in a draft", "reservedName") {
            try $0.signed(draft("a", "administrator", subject: "actor/a"), by: ["a"])
        },
        Attempt("a type of actors in a draft", "reservedName") {
            try $0.signed(draft("a", "administrator", type: "actor.made"), by: ["a"])
        },
        Attempt("the ledger's own role in a draft", "reservedName") { try $0.signed(draft("a", "system"), by: ["a"]) },
    ]

    static func access(_ actor: String) -> String {
        #"{"subject":"access/p","type":"access.decided","actor":"\#(actor)","role":"system","attestation":"derived","key":"d1","data":{}}"#
    }

    static let changes: [Attempt] = [
        changing("an actor registered again", "clerk", "actor.known") {
            .registered($0.keys["fresh"]!.publicKey, grant($0, "clerk"))
        },
        changing("a key of another's", "fresh", "actor.keyTaken") {
            .registered($0.keys["relay"]!.publicKey, grant($0, "clerk"))
        },
        changing("a revoked key of another's", "fresh", "actor.keyTaken") {
            .registered($0.keys["revoked"]!.publicKey, grant($0, "clerk"))
        },
        changing("a replaced key of another's", "fresh", "actor.keyTaken") {
            .registered($0.keys["rotated"]!.publicKey, grant($0, "clerk"))
        },
        changing("a role for nobody", "nobody", "actor.unknown") { .roleGranted(grant($0, "clerk")) },
        changing("a role of nobody's ended", "nobody", "actor.unknown") { _ in .roleEnded(["clerk"]) },
        changing("a key of nobody's replaced", "nobody", "actor.unknown") {
            .keyRotated($0.keys["fresh"]!.publicKey, replaces: $0.id("clerk"))
        },
        changing("a key of nobody's revoked", "nobody", "actor.unknown") { .keyRevoked($0.id("clerk"), .lost) },
        changing("a role ended that is not held", "clerk", "actor.roleNotHeld") { _ in .roleEnded(["broker"]) },
        changing("a role ended twice", "ended", "actor.roleNotHeld") { _ in .roleEnded(["relay"]) },
        changing("another's key replaced", "clerk", "actor.keyNotInForce") {
            .keyRotated($0.keys["fresh"]!.publicKey, replaces: $0.id("buyer"))
        },
        changing("a key replaced that was replaced before", "rotated", "actor.keyNotInForce") {
            .keyRotated($0.keys["fresh"]!.publicKey, replaces: $0.id("rotated"))
        },
        changing("a key replaced by itself", "clerk", "actor.keyTaken") {
            .keyRotated($0.keys["clerk"]!.publicKey, replaces: $0.id("clerk"))
        },
        changing("another's key revoked", "clerk", "actor.keyNotInForce") { .keyRevoked($0.id("buyer"), .lost) },
        changing("a key that nobody has revoked", "clerk", "actor.keyNotInForce") { .keyRevoked($0.id("stranger"), .lost) },
        Attempt("a key revoked again, for another reason", "keyReused", system: true) {
            try $0.signed(.keyRevoked($0.id("revoked"), .lost), of: "revoked", by: ["a", "b"])
        },
        Attempt("a policy out of its turn", "actor.policyNumber", identified: true, system: true) {
            try $0.signed(.policySet(SigningPolicy(roles: [])), of: "", by: ["a", "b"], key: "policy-7")
        },
        Attempt("a policy in the place of the one in force", "keyReused", system: true) {
            try $0.signed(.policySet(SigningPolicy(roles: [])), of: "", by: ["a", "b"], key: "policy-0")
        },
        malformed("another key id", #""keyId":""#, #""keyId":"0000000000000000","x":""#),
        malformed("a role of the ledger's own", #"["clerk"]"#, #"["system"]"#),
        malformed("roles out of order", #"["clerk"]"#, #"["clerk","buyer"]"#),
        malformed("a role twice", #"["clerk"]"#, #"["clerk","clerk"]"#),
        malformed("no role", #"["clerk"]"#, "[]"), malformed("roles that are none", #"["clerk"]"#, "[1]"),
        malformed("another algorithm", #""algorithm":"ed25519""#, #""algorithm":"sm2""#),
        malformed("an unknown algorithm", #""algorithm":"ed25519""#, #""algorithm":"rsa""#),
        malformed("a day that does not exist", #""from":"2026-03-01""#, #""from":"2026-02-29""#),
        malformed("a last day before the first", #"["clerk"]"#, #"["clerk"],"until":"2026-02-28""#),
        malformed("one more member", #"["clerk"]"#, #"["clerk"],"x":1"#),
        malformed("an entry key of its own", #""key":"registered-"#, #""key":"Registered-"#),
        malformed("another schema", #""schema":1"#, #""schema":2"#),
    ]
}
