import Proofs

@testable import Ledger

/// Something that must not get through: how it is made, and how it is answered.
struct Attempt: Sendable, CustomStringConvertible {
    let description: String
    /// The rule, or where there is none the code.
    let answer: String
    /// Whether it is proved who tried, so that it goes on record.
    let isIdentified: Bool
    let isSystem: Bool
    let make: @Sendable (GovernedLedger) throws -> String

    init(
        _ description: String, _ answer: String, identified: Bool = false, system: Bool = false,
        _ make: @escaping @Sendable (GovernedLedger) throws -> String
    ) {
        (self.description, self.answer, isIdentified, isSystem) = (description, answer, identified, system)
        self.make = make
    }

    static func draft(
        _ actor: String, _ role: String, type: String = "ext.receipt", attestation: String = "relayed", subject: String = "ext/a"
    ) -> String {
        #"{"subject":"\#(subject)","type":"\#(type)","actor":"\#(actor)","role":"\#(role)","attestation":"\#(attestation)","key":"k1","data":{"n":1}}"#
    }

    private static let relay = draft("relay", "relay")

    /// A signed draft in which something is then replaced.
    private static func moved(_ what: String, _ answer: String, _ from: String, _ to: String, by name: String = "relay")
        -> Attempt
    {
        Attempt("signed, then \(what)", answer) {
            let text = try $0.signed(draft(name, "relay"), by: [name]), changed = text.replacing(from, with: to)
            precondition(changed != text, "\(from) is not in \(text)")
            return changed
        }
    }

    static let unsigned: [Attempt] = [
        ("a relay", draft("relay", "relay")), ("an officer", draft("officer", "officer")),
        ("an administrator", draft("a", "administrator")), ("a direct word", draft("clerk", "clerk", attestation: "direct")),
        ("a direct word of nobody's", draft("nobody", "clerk", attestation: "direct")),
        ("a relay that is not registered", draft("nobody", "relay")),
        ("a countersigned step", draft("buyer", "buyer", type: "ext.contract")),
    ].map { name, text in Attempt("unsigned: \(name)", "signature.missing") { _ in text } }

    static let keys: [Attempt] = [
        Attempt("a key that nobody registered", "signature.unknownKey") { try $0.signed(relay, by: ["stranger"]) },
        Attempt("another's key", "signature.foreignActor") { try $0.signed(relay, by: ["relay2"]) },
        Attempt("an administrator's key for a relay", "signature.foreignActor") { try $0.signed(relay, by: ["a"]) },
        Attempt("an actor that is not registered", "signature.foreignActor") {
            try $0.signed(draft("nobody", "relay"), by: ["relay"])
        },
        Attempt("a name with another accent", "signature.foreignActor") {
            try $0.signed(draft("relayé", "relay"), by: ["relay"])
        },
        Attempt("another's signature under the own key's name", "signature.broken") {
            try $0.signed(relay, by: ["relay2"]).replacing($0.id("relay2").text, with: $0.id("relay").text)
        },
        Attempt("an Ed25519 signature under an SM2 key's name", "signature.broken") {
            try $0.signed(draft("relay2", "relay"), by: ["relay"]).replacing($0.id("relay").text, with: $0.id("relay2").text)
        },
        Attempt("an SM2 signature under an Ed25519 key's name", "signature.broken") {
            try $0.signed(draft("officer", "officer"), by: ["seller"]).replacing(
                $0.id("seller").text, with: $0.id("officer").text)
        },
        Attempt("the own signature under another's name", "signature.foreignActor") {
            try $0.signed(relay, by: ["relay"]).replacing($0.id("relay").text, with: $0.id("relay2").text)
        },
        Attempt("a revoked key", "signature.keyRevoked", identified: true) {
            try $0.signed(draft("revoked", "relay"), by: ["revoked"])
        },
        Attempt("a key that was replaced", "signature.keyRevoked", identified: true) {
            try $0.signed(draft("rotated", "relay"), by: ["rotated"])
        },
        Attempt("a key that was replaced, beside the new one", "signature.keyRevoked", identified: true) {
            try $0.signed(draft("rotated", "relay"), by: ["rotated-new", "rotated"])
        },
        Attempt("a revoked key where nothing need be signed", "signature.keyRevoked", identified: true) {
            try $0.signed(draft("revoked", "clerk"), by: ["revoked"])
        },
    ]

    static let roles: [Attempt] =
        [
            ("a clerk as relay", "clerk", "relay", "signature.roleNotHeld"),
            ("a relay as officer", "relay", "officer", "signature.roleNotHeld"),
            ("a relay as administrator", "relay", "administrator", "signature.roleNotHeld"),
            ("an administrator as relay", "a", "relay", "signature.roleNotHeld"),
            ("an SM2 relay as officer", "relay2", "officer", "signature.roleNotHeld"),
            ("before the first day", "next-officer", "officer", "signature.roleNotYet"),
            ("after the last day", "old-officer", "officer", "signature.roleExpired"),
            ("after the role was ended", "ended", "relay", "signature.roleExpired"),
            ("an administrator after the last day", "old-admin", "administrator", "signature.roleExpired"),
            ("an administrator before the first", "next-admin", "administrator", "signature.roleNotYet"),
            ("an administrator whose role was ended", "ended-admin", "administrator", "signature.roleExpired"),
        ].map { name, actor, role, rule in
            Attempt(name, rule, identified: true) { try $0.signed(draft(actor, role), by: [actor]) }
        } + [
            Attempt("a direct word in a role that is not held", "signature.roleNotHeld", identified: true) {
                try $0.signed(draft("clerk", "broker", attestation: "direct"), by: ["clerk"])
            }
        ]

    static let moves: [Attempt] = [
        moved("to another stream", "signature.broken", "ext/a", "ext/b"),
        moved("another type", "signature.broken", "ext.receipt", "ext.other"),
        moved("another payload", "signature.broken", #"{"n":1}"#, #"{"n":2}"#),
        moved("one more member of data", "signature.broken", #"{"n":1}"#, #"{"m":0,"n":1}"#),
        moved("another key", "signature.broken", #""k1""#, #""k2""#), moved("no key", "signature.broken", #""key":"k1","#, ""),
        moved("another day", "signature.broken", #""occurred":"2026-03-01""#, #""occurred":"2026-02-28""#),
        moved("another role", "signature.broken", #""role":"relay""#, #""role":"clerk""#),
        moved("the default role", "signature.broken", #""role":"relay","#, ""),
        moved("another attestation", "signature.broken", "relayed", "direct"),
        moved("a cause", "signature.broken", #""data""#, #""cause":"0","data""#),
        moved("another schema", "signature.broken", #""source""#, #""schema":2,"source""#),
        moved("another actor", "signature.foreignActor", #""actor":"relay""#, #""actor":"clerk""#),
        moved("the default actor", "signature.foreignActor", #""actor":"relay","#, ""),
        moved("another revision", "revisionConflict", #""revision":0"#, #""revision":1"#),
        moved("another ledger", "sourceConflict", "/governed", "/other"),
        moved("an SM2 payload", "signature.broken", #"{"n":1}"#, #"{"n":2}"#, by: "relay2"),
        moved("an SM2 draft to another stream", "signature.broken", "ext/a", "ext/b", by: "relay2"),
        Attempt("signed, then to a stream of the same revision, with the ledger's default", "signature.broken") {
            try $0.signed(relay, by: ["relay"]).replacing("ext/a", with: "ext/b").replacing(#""revision":0,"#, with: "")
        },
        Attempt("signed for revision 0, sent when there is one, without saying so", "signature.broken") {
            let text = try $0.signed(relay, by: ["relay"])
            _ = try $0.submit(try $0.signed(draft("relay2", "relay").replacing("k1", with: "k0"), by: ["relay2"]))
            return text.replacing(#""revision":0,"#, with: "")
        },
        Attempt("signed for another ledger, its name left out", "signature.broken") {
            let other = try GovernedLedger(origin: "test.example.cn/other", keys: $0.keys, isPopulated: false)
            return try other.signed(relay, by: ["relay"]).replacing(#""source":"test.example.cn/other","#, with: "")
        },
        Attempt("the signature of another draft", "signature.broken") {
            let other = try $0.signed(draft("relay", "relay", subject: "ext/b"), by: ["relay"])
            let signature = other.split(separator: #""signature":""#)[1].prefix(105)
            let text = try $0.signed(relay, by: ["relay"])
            return text.replacing(text.split(separator: #""signature":""#)[1].prefix(105), with: signature)
        },
    ]

    /// Signatures that no key made.
    static let forgeries: [Attempt] = [
        Attempt("an SM2 signature with its numbers swapped", "signature.broken") {
            let text = try $0.signed(draft("relay2", "relay"), by: ["relay2"])
            let signature = String(text.split(separator: #""signature":""#)[1].prefix(105))
            let bytes = EntrySignature.parse(signature)![0].bytes
            return text.replacing(signature, with: "\($0.id("relay2")):\(base64Text(Array(bytes[32...] + bytes[..<32])))")
        },
        Attempt("a signature of zeros", "signature.broken") {
            let zeros = base64Text([UInt8](repeating: 0, count: 64))
            return relay.dropLast() + #","signature":"\#($0.id("relay")):\#(zeros)"}"#
        },
        Attempt("an SM2 signature of zeros", "signature.broken") {
            let zeros = base64Text([UInt8](repeating: 0, count: 64))
            return draft("relay2", "relay").dropLast() + #","signature":"\#($0.id("relay2")):\#(zeros)"}"#
        },
        Attempt("an SM2 signature of all ones", "signature.broken") {
            let ones = base64Text([UInt8](repeating: 255, count: 64))
            return draft("relay2", "relay").dropLast() + #","signature":"\#($0.id("relay2")):\#(ones)"}"#
        },
    ]

    static let grammar: [Attempt] =
        [
            ("an empty signature", ""), ("a key id alone", "0123456789abcdef"),
            ("no base64", "0123456789abcdef:" + String(repeating: "-", count: 88)),
            ("capital digits", "0123456789ABCDEF:" + String(repeating: "A", count: 86) + "=="),
            ("63 bytes", "0123456789abcdef:" + String(repeating: "A", count: 84) + "===="),
            ("bits beyond the last byte", "0123456789abcdef:" + String(repeating: "A", count: 85) + "B=="),
        ].map { name, signature in
            Attempt(name, "malformed") { _ in relay.dropLast() + #","signature":"\#(signature)"}"# }
        } + [
            Attempt("two spaces between", "malformed") {
                let text = try $0.signed(relay, by: ["relay", "clerk"])
                return text.replacing("== ", with: "==  ")
            },
            Attempt("seventeen signatures", "signature.broken") {
                try $0.signed(relay, by: Array(repeating: "relay", count: 17))
            },
        ]

    static let extra: [Attempt] = [
        Attempt("a second signature by nobody", "signature.unknownKey", identified: true) {
            try $0.signed(relay, by: ["relay", "stranger"])
        },
        Attempt("a second signature by a revoked key", "signature.keyRevoked", identified: true) {
            try $0.signed(relay, by: ["relay", "revoked"])
        },
        Attempt("a second signature under another's name", "signature.broken", identified: true) {
            try $0.signed(relay, by: ["relay", "officer"]).replacing($0.id("officer").text, with: $0.id("clerk").text)
        },
        Attempt("a bad third signature behind a good second", "signature.broken", identified: true) {
            try $0.signed(relay, by: ["relay", "clerk", "officer"]).replacing($0.id("officer").text, with: $0.id("a").text)
        },
        Attempt("the second's signature in front", "signature.foreignActor") { try $0.signed(relay, by: ["clerk", "relay"]) },
    ]

    static let countersigned: [Attempt] =
        [
            ("by the buyer alone", ["buyer"]), ("without the broker", ["buyer", "seller"]),
            ("without the seller", ["buyer", "broker"]),
            ("by the buyer three times", ["buyer", "buyer", "buyer"]),
            ("by one who is everything, and the buyer", ["buyer", "everything"]),
            ("by a broker whose time is over", ["buyer", "seller", "old-broker"]),
            ("by a seller whose time has not come", ["buyer", "next-seller", "broker"]),
            ("by strangers to the deal", ["buyer", "clerk", "relay"]),
            ("by two administrators beside", ["buyer", "a", "b"]),
        ].map { name, signers in
            Attempt("countersigned \(name)", "signature.countersigner", identified: true) {
                try $0.signed(draft("buyer", "buyer", type: "ext.contract"), by: signers)
            }
        } + [
            Attempt("countersigned by one who is everything, alone", "signature.countersigner", identified: true) {
                try $0.signed(draft("everything", "buyer", type: "ext.contract"), by: ["everything"])
            },
            Attempt("countersigned without the actor's own role", "signature.countersigner", identified: true) {
                try $0.signed(draft("clerk", "clerk", type: "ext.contract"), by: ["clerk", "buyer", "seller"])
            },
            Attempt("countersigned by all, the last over another price", "signature.broken", identified: true) {
                let other = try $0.signed(
                    draft("buyer", "buyer", type: "ext.contract").replacing(#""n":1"#, with: #""n":2"#), by: ["broker"])
                let signature = other.split(separator: #""signature":""#)[1].prefix(105)
                let text = try $0.signed(draft("buyer", "buyer", type: "ext.contract"), by: ["buyer", "seller"])
                let first = text.split(separator: #""signature":""#)[1].prefix(211)
                return text.replacing(first, with: first + " " + signature)
            },
        ]

    static let all =
        unsigned + keys + everyKey + roles + everyRole + outOfTime + moves + forgeries + grammar + extra + countersigned
        + administration + changes
}
