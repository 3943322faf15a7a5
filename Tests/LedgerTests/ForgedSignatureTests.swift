import CanonicalJSON
import Foundation
import Proofs
import Storage
import TestSupport
import Testing

@testable import Ledger

/// What an operator who holds the log's key could forge: lines changed, the chain and the head made good again.
struct Forgery: Sendable, CustomStringConvertible {
    let description: String
    let kind: FaultKind
    /// What the finding names.
    let found: String
    /// The entry's key, by which it is found.
    let key: String
    let from: String
    let to: String

    init(_ description: String, _ key: String, _ from: String, _ to: String, _ found: String, _ kind: FaultKind = .entrySignature)
    {
        (self.description, self.key, self.from, self.to, self.found, self.kind) = (description, key, from, to, found, kind)
    }

    static let all = [
        Forgery("another payload", "relayed", #"{"n":1}"#, #"{"n":2}"#, "signature.broken"),
        Forgery("another SM2 payload", "relayed2", #"{"n":1}"#, #"{"n":2}"#, "signature.broken"),
        Forgery("another day", "relayed", #""occurred":"2026-03-01""#, #""occurred":"2026-02-01""#, "signature.broken"),
        Forgery("another role", "relayed", #""role":"relay""#, #""role":"clerk""#, "signature.broken"),
        Forgery("another actor", "relayed", #"{"actor":"relay""#, #"{"actor":"officer""#, "signature.foreignActor"),
        Forgery("a cosigner's price", "contract", #"{"n":1}"#, #"{"n":7}"#, "signature.broken"),
        Forgery("an approval altered", "registered-FRESH", #"["relay"]"#, #"["officer"]"#, "signature.broken"),
        Forgery("a privilege added", "registered-CLERK", #"["clerk"]"#, #"["relay"]"#, "signature.broken"),
        Forgery(
            "a policy altered", "policy-1", #""roles":["administrator""#, #""roles":["aaa","administrator""#, "signature.broken"),
        Forgery("a refusal's time", "declared", #""attestation":"declared""#, #""attestation":"direct""#, "signature.missing"),
        Forgery("a clerk's word as an officer's", "declared", #""role":"clerk""#, #""role":"officer""#, "signature.missing"),
        Forgery("an unsigned contract", "declared", "ext.receipt", "ext.contract", "signature.missing"),
        Forgery("a founder's role", "registered-A", #"["administrator"]"#, #"["clerk"]"#, "signature.approval"),
    ]
}

@Suite("verify and signatures") struct ForgedSignatureTests {
    /// Signed entries of each kind; keys tell them apart.
    private static func ledger() throws -> GovernedLedger {
        let test = try GovernedLedger()
        let policy = SigningPolicy(roles: GovernedLedger.policy.roles, countersigned: GovernedLedger.policy.countersigned)
        let grant = RoleGrant(roles: ["relay"], fromDay: test.day("2026-03-01"))
        for (text, isSystem) in [
            (try test.signed(Attempt.draft("relay", "relay").replacing("k1", with: "relayed"), by: ["relay", "clerk"]), false),
            (
                try test.signed(
                    Attempt.draft("relay2", "relay", subject: "ext/2").replacing("k1", with: "relayed2"), by: ["relay2"]), false
            ),
            (
                try test.signed(
                    Attempt.draft("buyer", "buyer", type: "ext.contract", subject: "ext/c").replacing("k1", with: "contract"),
                    by: ["buyer", "seller", "broker"]), false
            ),
            (Attempt.draft("clerk", "clerk", attestation: "declared", subject: "ext/d").replacing("k1", with: "declared"), false),
            (try test.signed(.registered(test.keys["fresh"]!.publicKey, grant), of: "fresh", by: ["a", "c"]), true),
            (try test.signed(.policySet(policy), of: "", by: ["b", "c"]), true),
        ] {
            guard case .stored = try test.submit(text, isSystem: isSystem) else {
                throw LedgerError(.unexpected, ["\(try test.submit(text, isSystem: isSystem))"])
            }
        }
        return test
    }

    private func place(_ key: String, _ lines: [[UInt8]], _ test: GovernedLedger) throws -> Int {
        var key = key
        for (word, name) in [("FRESH", "fresh"), ("CLERK", "clerk"), ("A", "a")] {
            key = key.hasSuffix("-" + word) ? key.replacing("-" + word, with: "-" + test.id(name).text) : key
        }
        return try #require(lines.firstIndex { String(decoding: $0, as: UTF8.self).contains(#""key":"\#(key)""#) }, "\(key)")
    }

    @Test("a forged entry is named, with whose key does not fit", arguments: Forgery.all, [1, 2])
    func forgery(case forgery: Forgery, jobs: Int) throws {
        let test = try Self.ledger()
        var lines = try test.lines()
        var index = try place(forgery.key, lines, test)
        let before = String(decoding: lines[index], as: UTF8.self)
        let after = before.replacing(forgery.from, with: forgery.to)
        try #require(before != after, "\(before)")
        lines[index] = Array(after.utf8)
        let folder = TemporaryFolder()
        let ledger = try forged(lines, folder)
        var verifier = Verifier(ledger)
        verifier.jobs = jobs
        let fault = try verifier.run().firstFault
        if forgery.description == "a founder's role" { index = 1 }
        #expect(fault?.kind == forgery.kind && fault?.index == UInt64(index), "\(String(describing: fault))")
        #expect(fault?.found.contains(forgery.found) == true, "\(String(describing: fault))")
    }

    @Test("every single signature counts: any of them flipped is named", arguments: [1, 2]) func flipped(jobs: Int) throws {
        let test = try Self.ledger()
        let lines = try test.lines(), folder = TemporaryFolder()
        #expect(try Verifier(try forged(lines, folder)).run().firstFault == nil)
        var tried = 0
        for (index, line) in lines.enumerated() where index % 3 == 0 || index > 24 {
            let text = String(decoding: line, as: UTF8.self)
            guard let signature = text.split(separator: #""signature":""#).dropFirst().first?.split(separator: "\"").first else {
                continue
            }
            for (number, one) in signature.split(separator: " ").enumerated() {
                let parts = one.split(separator: ":")
                var bytes = Proofs.bytes(base64: String(parts[1]))!
                bytes[tried % 64] ^= 1
                var changed = lines
                changed[index] = Array(text.replacing(String(one), with: "\(parts[0]):\(base64Text(bytes))").utf8)
                var verifier = Verifier(try forged(changed, folder))
                verifier.jobs = jobs
                let report = try verifier.run()
                #expect(
                    report.firstFault?.kind == .entrySignature && report.firstFault?.index == UInt64(index), "\(index) \(number)")
                #expect(report.firstFault?.found.contains(String(parts[0])) == true && report.faults.count == 1)
                tried += 1
            }
        }
        #expect(tried > 20)
    }

    @Test("signatures taken out, and approvals cut to one, are named") func takenOut() throws {
        let test = try Self.ledger()
        let lines = try test.lines(), folder = TemporaryFolder()
        for (key, kept, rule) in [
            ("relayed", 0, "signature.missing"), ("contract", 2, "signature.countersigner"),
            ("registered-FRESH", 1, "signature.approval"),
            ("registered-FRESH", 0, "signature.missing"), ("policy-1", 1, "signature.approval"),
        ] {
            let index = try place(key, lines, test), text = String(decoding: lines[index], as: UTF8.self)
            let value = text.split(separator: #""signature":""#)[1].split(separator: "\"")[0]
            let left = value.split(separator: " ").prefix(kept).joined(separator: " ")
            var changed = lines
            changed[index] = Array(
                (kept == 0
                    ? text.replacing(#""signature":"\#(value)","#, with: "") : text.replacing(String(value), with: left)).utf8)
            let fault = try Verifier(try forged(changed, folder)).run().firstFault
            #expect(fault?.kind == .entrySignature && fault?.index == UInt64(index), "\(key) \(String(describing: fault))")
            #expect(fault?.found.hasPrefix(rule) == true)
        }
    }

    @Test("changes that cannot be are named, and a log cut off behind its first administrators") func impossible() throws {
        let test = try Self.ledger()
        let lines = try test.lines(), folder = TemporaryFolder()
        // The revocation of a key of somebody else's.
        let index = try place("revoked-" + test.id("revoked").text, lines, test)
        var changed = lines
        let other = test.id("buyer").text
        changed[index] = Array(String(decoding: lines[index], as: UTF8.self).replacing(test.id("revoked").text, with: other).utf8)
        let report = try Verifier(try forged(changed, folder)).run()
        #expect(report.firstFault?.index == UInt64(index) && report.faults.count == 2)
        // Nobody set a policy.
        var few = Array(lines[..<3])
        let note =
            #"{"actor":"a","attestation":"declared","data":{},"id":"3","key":"k","occurred":"2026-03-01","prevhash":"\#(String(repeating: "0", count: 64))","revision":0,"role":"clerk","salt":"\#(String(repeating: "0", count: 32))","schema":1,"source":"\#(GovernedLedger.origin)","specversion":"1.0","subject":"ext/a","time":"2026-03-01T00:00:00.000Z","type":"ext.a"}"#
        few.append(Array(note.utf8))
        let cut = try Verifier(try forged(few, folder)).run().firstFault
        #expect(cut?.kind == .actorChange && cut?.index == 3, "\(String(describing: cut))")
    }

    @Test("a part of the log is held against the actors of its time too") func part() throws {
        let test = try Self.ledger()
        var lines = try test.lines()
        let index = try place("relayed", lines, test), folder = TemporaryFolder()
        lines[index] = Array(String(decoding: lines[index], as: UTF8.self).replacing(#"{"n":1}"#, with: #"{"n":2}"#).utf8)
        var verifier = Verifier(try forged(lines, folder))
        (verifier.from, verifier.to) = (UInt64(index), UInt64(index) + 1)
        #expect(try verifier.run().firstFault?.kind == .entrySignature)
        (verifier.from, verifier.to) = (UInt64(index) + 1, nil)
        #expect(try verifier.run().firstFault == nil)
    }
}
