import CanonicalJSON
import Foundation
import Proofs
import Storage
import TestSupport
import Testing

@testable import Ledger

@Suite("actors and their signatures") struct ActorsTests {
    @Test(
        "what must not get through is refused by its own rule, and only who is identified leaves a trace", arguments: Attempt.all)
    func refused(attempt: Attempt) throws {
        let test = try GovernedLedger()
        let text = try attempt.make(test)
        let before = test.size
        let run = try? test.parsed(text, isSystem: attempt.isSystem)
        for isDryRun in [true, false] {
            let error: LedgerError
            if let run {
                run.isDryRun = isDryRun
                try test.writer.appendAndWait(run)
                guard case .failed(let found) = run.outcomes[0] else {
                    Issue.record("\(attempt): \(run.outcomes[0])")
                    return
                }
                error = found
            } else {
                error = LedgerError(.malformed)
            }
            #expect((error.refusal?.rule ?? error.code.rawValue) == attempt.answer, "\(error)")
            if attempt.answer.hasPrefix("signature.") { #expect(error.code == .notPermitted && error.code.exitStatus == 77) }
            if attempt.answer.hasPrefix("actor.") { #expect(error.code == .rejected && error.code.exitStatus == 5) }
            if isDryRun { #expect(test.size == before) }
        }
        #expect(test.size == before + (attempt.isIdentified ? 1 : 0), "\(attempt)")
        if attempt.isIdentified {
            let line = String(decoding: try test.lines().last!, as: UTF8.self)
            #expect(line.contains(#""type":"step.refused""#) && line.contains(#""rule":"\#(attempt.answer)""#), "\(line)")
            let actor = try #require(run?.actor(0))
            #expect(line.hasPrefix(#"{"actor":"\#(actor)","#))
        }
        #expect(try Verifier(test.ledger).run().firstFault == nil)
    }

    @Test(
        "what is signed as it must be is stored",
        arguments: [
            (Attempt.draft("relay", "relay"), ["relay"]), (Attempt.draft("relay2", "relay"), ["relay2"]),
            (Attempt.draft("rotated", "relay"), ["rotated-new"]),
            (Attempt.draft("officer", "officer", attestation: "direct"), ["officer"]),
            (Attempt.draft("clerk", "clerk"), []), (Attempt.draft("nobody", "clerk"), []),
            (Attempt.draft("clerk", "clerk"), ["clerk"]),
            (Attempt.draft("clerk", "broker"), ["clerk", "buyer"]), (Attempt.draft("a", "administrator"), ["a"]),
            (Attempt.draft("relay", "relay"), ["relay", "relay2", "clerk"]),
            (Attempt.draft("buyer", "buyer", type: "ext.contract"), ["buyer", "seller", "broker"]),
            (Attempt.draft("buyer", "buyer", type: "ext.contract"), ["buyer", "everything", "seller"]),
            (Attempt.draft("clerk", "clerk", type: "ext.contract"), ["clerk", "broker", "seller", "buyer"]),
            (Attempt.draft("everything", "seller", type: "ext.contract"), ["everything", "broker", "buyer"]),
        ])
    func accepted(draft: String, signers: [String]) throws {
        let test = try GovernedLedger()
        let text = try test.signed(draft, by: signers), before = test.size
        guard case .stored(let receipt) = try test.submit(text) else {
            Issue.record("\(try test.submit(text))")
            return
        }
        // A retry is the same, whatever was signed; it is judged before.
        for again in [text, draft, try test.signed(draft, by: ["stranger"])] {
            guard case .duplicate(let same) = try test.submit(again) else {
                Issue.record("\(again)")
                return
            }
            #expect(same.index == receipt.index)
        }
        #expect(test.size == before + 1)
        let report = try Verifier(test.ledger).run()
        #expect(report.firstFault == nil, "\(String(describing: report.firstFault))")
        #expect(report.signedEntries == 0 && report.signaturesChecked > 20)
    }

    @Test("changes of actors count from their own entry on, in one batch too") func batch() throws {
        let test = try GovernedLedger()
        let key = test.keys["fresh"]!.publicKey, grant = RoleGrant(roles: ["clerk"], fromDay: test.day("2026-03-01"))
        let texts = try ["one", "two"].map { try test.signed(.registered(key, grant), of: $0, by: ["a", "b"]) }
        let run = DraftRun(isAtomic: true)
        var parser = DraftParser(isSystem: true)
        for text in texts { try parser.parse(Array(text.utf8), into: run) }
        let before = test.size
        try test.writer.appendAndWait(run)
        guard case .failed(let error) = run.outcomes[1] else {
            Issue.record("\(run.outcomes)")
            return
        }
        #expect(error.refusal?.rule == "actor.keyTaken" && run.outcomes[0] == .notStored)
        #expect(test.size == before + 1)
        // What was taken back did not happen.
        guard case .stored = try test.submit(texts[0], isSystem: true) else {
            Issue.record("the key is free")
            return
        }
    }

    @Test("another writer's changes count at once") func twoWriters() throws {
        let test = try GovernedLedger()
        let other = try LogWriter(test.ledger, key: test.logKey, surroundings: test.world.surroundings)
        defer { other.close() }
        func submit(_ text: String, _ writer: LogWriter, isSystem: Bool = false) throws -> DraftOutcome {
            let run = try test.parsed(text, isSystem: isSystem)
            try writer.appendAndWait(run)
            return run.outcomes[0]
        }
        guard case .stored = try submit(try test.signed(Attempt.draft("relay", "relay"), by: ["relay"]), other) else {
            Issue.record("signed")
            return
        }
        let revocation = try test.signed(.keyRevoked(test.id("relay"), .lost), of: "relay", by: ["b", "c"])
        guard case .stored = try submit(revocation, test.writer, isSystem: true) else {
            Issue.record("revoked")
            return
        }
        let late = try test.signed(Attempt.draft("relay", "relay").replacing("k1", with: "k9"), by: ["relay"])
        guard case .failed(let error) = try submit(late, other) else {
            Issue.record("a revoked key")
            return
        }
        #expect(error.refusal?.rule == "signature.keyRevoked" && error.refusal?.rests.count == 1)
        // What it signed before stays good.
        #expect(try Verifier(test.ledger).run().firstFault == nil)
    }

    @Test("a signer states what is open, counts what is before it, and signs anew where another came first") func signer() throws
    {
        let test = try GovernedLedger()
        let signer = ActorSigner(
            [.init(actor: "relay", key: test.keys["relay"]!)], test.ledger, surroundings: test.world.surroundings)
        let run = DraftRun(stopsAtFailure: false)
        var parser = DraftParser(defaults: DraftDefaults(actor: "relay", role: "relay"))
        for subject in ["ext/a", "ext/a", "ext/b", "ext/a"] {
            try parser.parse(Array(#"{"subject":"\#(subject)","type":"ext.receipt","data":{}}"#.utf8), into: run)
        }
        try signer.sign(run)
        // Between signing and appending.
        _ = try test.submit(try test.signed(Attempt.draft("officer", "officer"), by: ["officer"]))
        try test.writer.appendAndWait(run)
        // What is behind it waits, so that the order stays.
        #expect(run.outcomes.dropFirst() == [.notStored, .notStored, .notStored])
        try signer.settle(run, with: test.writer)
        let revisions = run.outcomes.compactMap { outcome -> UInt32? in
            if case .stored(let receipt) = outcome { receipt.revision } else { nil }
        }
        #expect(revisions == [1, 2, 0, 3], "\(run.outcomes)")
        #expect(try Verifier(test.ledger).run().firstFault == nil)
        // In one batch, and as a rehearsal of one.
        for isDryRun in [true, false] {
            let batch = DraftRun(isAtomic: true)
            batch.isDryRun = isDryRun
            for key in ["x", "y"] {
                try parser.parse(Array(#"{"subject":"ext/a","type":"ext.receipt","key":"\#(key)","data":{}}"#.utf8), into: batch)
            }
            try signer.append(batch, to: test.writer)
            for outcome in batch.outcomes { if case .failed(let error) = outcome { Issue.record("\(error)") } }
        }
        // A retry of stored and new drafts: the stored ones take no new place.
        let retry = DraftRun(stopsAtFailure: false)
        for key in ["x", "y", "z"] {
            try parser.parse(Array(#"{"subject":"ext/a","type":"ext.receipt","key":"\#(key)","data":{}}"#.utf8), into: retry)
        }
        try signer.append(retry, to: test.writer)
        guard case .duplicate = retry.outcomes[0], case .duplicate = retry.outcomes[1], case .stored(let last) = retry.outcomes[2]
        else {
            Issue.record("\(retry.outcomes)")
            return
        }
        #expect(last.revision == 6)
    }

    @Test("a ledger begins with two administrators or none") func founding() throws {
        let a = ActorPublicKey(SigningKey.generate().publicKey), b = ActorPublicKey(SM2SigningKey.generate().publicKey)
        func founding(_ all: [(String, ActorPublicKey)]) throws -> Founding {
            try Founding(all.map { .init(name: $0.0, key: $0.1) }, GovernedLedger.policy)
        }
        for few in [[], [("a", a)], [("a", a), ("a", b)], [("a", a), ("b", a)]] {
            #expect(throws: LedgerError.self) { try founding(few) }
        }
        #expect(throws: LedgerError.self) { try founding([("a b", a), ("c", b)]) }
        #expect(try founding([("a", a), ("b", b)]).administrators.count == 2)
        let test = try GovernedLedger(isPopulated: false)
        #expect(test.size == 4)
        let types = try test.lines().map { attributeText($0.span, try parseEntryLine($0.span), .type) }
        #expect(types == ["ledger.created", "actor.registered", "actor.registered", "ledger.signingPolicySet"])
    }

    @Test("without administrators nobody can be registered, and signatures are a matter of form") func ungoverned() throws {
        let test = try TestLedger()
        let governed = try GovernedLedger(isPopulated: false)
        let text = try governed.signed(
            .registered(governed.keys["fresh"]!.publicKey, RoleGrant(roles: ["administrator"], fromDay: 0)), of: "fresh",
            by: ["a", "b"])
        #expect(throws: LedgerError.self) {
            try test.appendAsSystem(text.replacing(#""source":"\#(GovernedLedger.origin)","#, with: ""))
        }
        #expect(try test.lines().count == 1)
        let free =
            #"{"subject":"ext/a","type":"ext.a","role":"relay","attestation":"direct","data":{},"signature":"0123456789abcdef:\#(base64Text([UInt8](repeating: 1, count: 64)))"}"#
        guard case .stored = try test.append([free])[0] else {
            Issue.record("form only")
            return
        }
        let report = try Verifier(test.ledger).run()
        #expect(report.firstFault == nil && report.signedEntries == 1 && report.signaturesChecked == 0)
    }

    @Test("any text as a signature is refused or judged, never a trap", arguments: 0..<8 as Range<UInt64>) func fuzz(seed: UInt64)
        throws
    {
        var random = SeededRandom(seed)
        let test = try GovernedLedger()
        let text = try test.signed(Attempt.draft("relay", "relay"), by: ["relay", "relay2"])
        let signature = String(text.split(separator: #""signature":""#)[1].prefix(211)), before = test.size
        for _ in 0..<250 {
            var units = Array(signature.utf8)
            switch random.next() % 4 {
            case 0: units[Int(random.next() % UInt64(units.count))] = UInt8(random.next() % 95 + 32)
            case 1: units.removeSubrange(Int(random.next() % 100)..<Int(100 + random.next() % 100))
            case 2: units += units.prefix(Int(random.next() % 211))
            default: units = (0..<Int(random.next() % 220)).map { _ in UInt8(random.next() % 95 + 32) }
            }
            let changed = String(decoding: units, as: UTF8.self)
            _ = EntrySignature.parse(changed)
            if changed == signature || changed.contains("\"") || changed.contains("\\") { continue }
            // Appending a whole signature of its own is no change of what is signed.
            guard case .failed(let error) = try test.submit(text.replacing(signature, with: changed)) else {
                Issue.record("\(changed)")
                return
            }
            #expect(error.code == .malformed || error.code == .notPermitted)
        }
        // Only a bad second signature behind a good first is put on record, once for each rule.
        #expect(test.size <= before + 2)
    }
}
