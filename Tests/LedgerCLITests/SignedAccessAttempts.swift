import TestSupport
import Testing

/// A question in a ledger whose actors sign.
struct SignedAccessAttempt: Sendable {
    let kind: String
    let actor: String
    /// Whose key signs; `nil` where nobody does.
    let key: String?
    let role: String
    /// The code of the answer, or the rule of the signature.
    let answer: String
    /// What is on record of it: the entry's type; `nil` where nobody knows who asked.
    let recorded: String?

    init(_ kind: String, _ actor: String, key: String?, _ role: String, _ answer: String, _ recorded: String?) {
        (self.kind, self.actor, self.key, self.role, self.answer, self.recorded) = (kind, actor, key, role, answer, recorded)
    }

    static let all = [
        SignedAccessAttempt("wrong role", "broker-1", key: "broker-1", "auditor", "accessDenied", "access.decided"),
        SignedAccessAttempt("wrong role", "broker-1", key: "broker-1", "brokerageManager", "accessDenied", "access.decided"),
        SignedAccessAttempt("wrong role", "broker-1", key: "broker-1", "privacyOfficer", "accessDenied", "access.decided"),
        SignedAccessAttempt("wrong role", "a", key: "a", "broker", "accessDenied", "access.decided"),
        SignedAccessAttempt("expired role", "half", key: "half", "broker", "accessDenied", "access.decided"),
        SignedAccessAttempt("expired role", "late", key: "late", "broker", "signature.roleExpired", "step.refused"),
        SignedAccessAttempt("expired role", "ended", key: "ended", "broker", "signature.roleExpired", "step.refused"),
        SignedAccessAttempt("expired role", "early", key: "early", "broker", "signature.roleNotYet", "step.refused"),
        SignedAccessAttempt("revoked key", "revoked", key: "revoked", "broker", "signature.keyRevoked", "step.refused"),
        SignedAccessAttempt("revoked key", "rotated", key: "rotated", "broker", "signature.keyRevoked", "step.refused"),
        SignedAccessAttempt("foreign signature", "broker-1", key: "half", "broker", "signature.foreignActor", nil),
        SignedAccessAttempt("foreign signature", "broker-1", key: "a", "broker", "signature.foreignActor", nil),
        SignedAccessAttempt("foreign signature", "broker-1", key: "stranger", "broker", "signature.unknownKey", nil),
        SignedAccessAttempt("foreign signature", "nobody", key: "broker-1", "broker", "signature.foreignActor", nil),
        SignedAccessAttempt("too few signatures", "broker-1", key: nil, "broker", "signature.missing", nil),
    ]
}

@Suite("questions where actors sign, tried") struct SignedAccessAttemptTests {
    @Test("each is refused, on record where it is known who asked, and nothing else is stored") func refused() throws {
        let governed = GovernedDesk(relay: false), desk = governed.desk
        #expect(desk.run("vault", "init", "--json").status == 0)
        func change(_ arguments: [String]) {
            let done = governed.run(["actor"] + arguments, by: ["a", "b"])
            #expect(done.status == 0, "\(arguments): \(done.errors)")
        }
        for (name, more) in [
            ("broker-1", []), ("half", ["--until", "2026-01-31"]), ("late", ["--until", "2026-01-31"]), ("ended", []),
            ("early", ["--from", "2099-01-01"]), ("revoked", []), ("rotated", []), ("rotated-new", nil), ("stranger", nil),
        ] as [(String, [String]?)] {
            governed.key(name)
            let from = more?.contains("--from") == true ? [] : ["--from", "2026-01-01"]
            if let more {
                change(["register", name, "--role", "broker", "--public-key", governed.file(name) + ".pub"] + from + more)
            }
        }
        change(["grant", "half", "--role", "appraiser"])
        change(["end", "ended", "--role", "broker"])
        change(["revoke", "revoked", "--reason", "lost"])
        change(["rotate", "rotated", "--public-key", governed.file("rotated-new") + ".pub"])
        let consent = Grant(.broker, "broker-1", .identity, .idNumber)
        let steps = desk.append([registered("p-1", number: "11010519491231002X"), String(consent.given().dropLast())])
        #expect(steps.status == 0, "\(steps.errors)")

        func ask(_ actor: String, _ key: String?, _ role: String) -> CommandLineTool.Outcome {
            let signing = key.map { ["--sign-as", actor, "--signing-key", governed.file($0)] } ?? ["--as", actor]
            return desk.run(["show", "party/p-1:0", "--reveal", "--role", role, "--purpose", "identity", "--json"] + signing)
        }
        // As it should be: the value that the consent names.
        #expect(ask("broker-1", "broker-1", "broker").status == 0)
        for attempt in SignedAccessAttempt.all {
            let size = try #require(desk.size), store = bytes(desk.ledger + "/vault/data.mdb")
            let outcome = ask(attempt.actor, attempt.key, attempt.role)
            #expect(outcome.status == 77, "\(attempt): \(outcome.errors)")
            #expect((outcome.error.text("rule") ?? outcome.error.text("code")) == attempt.answer, "\(attempt): \(outcome.errors)")
            #expect(!outcome.text.contains("11010519491231002X"))
            #expect(desk.size == size + (attempt.recorded == nil ? 0 : 1), "\(attempt)")
            #expect(bytes(desk.ledger + "/vault/data.mdb") == store)
            guard let recorded = attempt.recorded else { continue }
            let entry = JSONObject(desk.run("show", "--raw", "HEAD").text)
            #expect(entry.text("type") == recorded && entry.text("actor") == attempt.actor, "\(attempt)")
            let why = recorded == "step.refused" ? entry.object("data").text("rule") : entry.object("data").text("reason")
            #expect(why == (recorded == "step.refused" ? attempt.answer : "roleNotHeld"), "\(attempt)")
        }
        #expect(desk.isSound && desk.checkVault().status == 0)
    }
}
