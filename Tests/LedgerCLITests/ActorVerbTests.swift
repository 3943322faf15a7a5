import Foundation
import Proofs
import TestSupport
import Testing

/// A desk whose ledger has the administrators a and b, and a tax relay.
struct GovernedDesk {
    let desk = Desk(starts: false)

    init(relay: Bool = true) {
        for name in ["a", "b", "relay", "other"] { key(name, sm2: name == "b") }
        let made = desk.run(
            "init", "--origin", desk.origin, "--administrator", "a=\(file("a")).pub", "--administrator", "b=\(file("b")).pub",
            "--json")
        precondition(made.status == 0 && made.objects.first?.texts("administrators") == ["a", "b"], made.errors)
        if relay {
            let done = run(
                ["actor", "register", "relay", "--role", "taxRelay", "--public-key", file("relay") + ".pub"], by: ["a", "b"])
            precondition(done.status == 0, done.errors)
        }
    }

    func file(_ name: String) -> String { desk.file(name + ".pem") }

    @discardableResult
    func key(_ name: String, sm2: Bool = false) -> CommandLineTool.Outcome {
        desk.run(["actor", "key", file(name), "--json"] + (sm2 ? ["--sm2"] : []))
    }

    func run(_ arguments: [String], by signers: [String], input: String = "") -> CommandLineTool.Outcome {
        desk.run(
            arguments + signers.flatMap { ["--sign-as", $0, "--signing-key", file($0)] } + ["--json"], input: Array(input.utf8))
    }

    func receipt(_ key: String, subject: String = "ext/a") -> String {
        draft(subject, "ext.receipt", key: key, data: #"{"n":1}"#, more: #","role":"taxRelay""#)
    }
}

@Suite("actors, at the command line") struct ActorVerbTests {
    @Test("a key is made for its owner alone, and never over another", arguments: [false, true]) func keys(sm2: Bool) throws {
        let desk = Desk(starts: false)
        let path = desk.file("deep/k.pem")
        let arguments = ["actor", "key", path] + (sm2 ? ["--sm2"] : [])
        let made = desk.run(arguments + ["--json"])
        #expect(made.status == 0 && mode(path) == 0o600 && mode(path + ".pub") == 0o600)
        let answer = try #require(made.objects.first)
        #expect(answer.text("algorithm") == (sm2 ? "sm2" : "ed25519"))
        let published = String(decoding: bytes(path + ".pub"), as: UTF8.self)
        #expect(published == "\(sm2 ? "sm2" : "ed25519") \(answer.text("publicKey") ?? "")\n")
        #expect(ActorPublicKey(text: published)?.id.text == answer.text("keyId"))
        let before = bytes(path)
        #expect(desk.run(arguments + ["--json"]).error.text("code") == "outputExists")
        remove(path)
        #expect(desk.run(arguments + ["--json"]).error.text("code") == "outputExists")
        #expect(!exists(path) && !before.isEmpty)
    }

    @Test("one administrator is none; neither are two of one name or one key") func founding() {
        let desk = GovernedDesk(relay: false)
        for given in [["a=a"], ["a=a", "a=b"], ["a=a", "b=a"], ["a b=a", "b=b"]] {
            let outcome = desk.desk.run(
                ["init", "--ledger", desk.desk.file("new"), "--origin", "x", "--json"]
                    + given.flatMap {
                        [
                            "--administrator",
                            $0.split(separator: "=")[0] + "=" + desk.file(String($0.split(separator: "=")[1])) + ".pub",
                        ]
                    })
            #expect(outcome.status == (given[0].hasPrefix("a b") ? 65 : 64), "\(outcome.errors)")
            #expect(!exists(desk.desk.file("new")))
        }
        #expect(desk.desk.run("init", "--origin", "x", "--administrator", "a").status == 64)
        let missing = desk.desk.run(
            "init", "--ledger", desk.desk.file("new"), "--origin", "x", "--administrator", "a=nowhere", "--administrator",
            "b=nowhere", "--json")
        #expect(missing.status == 3)
        #expect(desk.desk.size == 4 && desk.desk.isSound)
    }

    @Test("a request is approved, submitted, and adds nothing the second time; altered it is refused") func request() throws {
        let desk = GovernedDesk(relay: false)
        let register = ["actor", "register", "relay", "--role", "taxRelay", "--public-key", desk.file("relay") + ".pub"]
        let alone = desk.run(register, by: ["a"])
        #expect(alone.status == 77 && alone.error.text("rule") == "signature.approval" && alone.error.int("refusal") == 4)
        let path = desk.desk.file("request")
        #expect(desk.desk.run(register + ["-o", path, "--sign-as", "a", "--signing-key", desk.file("a")]).status == 0)
        #expect(mode(path) == 0o600 && desk.desk.size == 5)
        #expect(desk.run(register + ["-o", path], by: ["a"]).error.text("code") == "outputExists")
        // Not yet.
        #expect(desk.desk.run("actor", "submit", path, "--json").error.text("rule") == "signature.approval")
        let unapproved = bytes(path)
        // Where no ledger is.
        let tool = CommandLineTool()
        let approved = tool.run(["actor", "approve", path, "--sign-as", "b", "--signing-key", desk.file("b")])
        #expect(
            approved.status == 0 && approved.text.contains("actor.registered on actor/relay")
                && approved.text.contains("taxRelay"))
        #expect(tool.run(["actor", "approve", path, "--sign-as", "b", "--signing-key", desk.file("b"), "--json"]).status == 64)
        let text = String(decoding: bytes(path), as: UTF8.self)
        for (from, to) in [("taxRelay", "taxBureau"), ("actor/relay", "actor/relay2"), (#""until""#, "")]
        where text.contains(from) {
            let altered = desk.desk.write("altered", text.replacing(from, with: to))
            let outcome = desk.desk.run("actor", "submit", altered, "--json")
            #expect(outcome.status == 77 && outcome.error.text("rule") == "signature.broken", "\(outcome.errors)")
        }
        let before = desk.desk.size
        let done = desk.desk.run("actor", "submit", path, "--json")
        #expect(done.status == 0 && done.objects.first?.flag("duplicate") == false, "\(done.errors)")
        #expect(desk.desk.run("actor", "submit", path, "--json").objects.first?.flag("duplicate") == true)
        #expect(desk.desk.size == before.map { $0 + 1 } && !unapproved.isEmpty)
        // No other entry of the ledger's own comes in by a file.
        for (from, to) in [
            (#""role":"system""#, #""role":"broker""#), ("actor.registered", "actor.other"), (#""signature""#, #""x""#),
        ] {
            #expect(
                desk.desk.run("actor", "submit", desk.desk.write("forged", text.replacing(from, with: to)), "--json").status == 65
            )
        }
        let sealed =
            #"{"actor":"a","attestation":"derived","data":{"root":"x","size":1,"streams":1},"key":"seal-1","role":"system","subject":"ledger","type":"ledger.sealed"}"#
        #expect(desk.desk.run("actor", "submit", desk.desk.write("seal", sealed), "--json").status == 65)
        #expect(desk.desk.isSound)
    }

    @Test("drafts are signed in their places, retries add nothing, and what is wrong says which rule") func append() throws {
        let desk = GovernedDesk()
        let input = (1...5).map { desk.receipt("r-\($0)", subject: "ext/\($0 % 2)") }.joined()
        let first = desk.run(["append"], by: ["relay"], input: input)
        #expect(first.status == 0 && first.objects.map { $0.int("revision") } == [0, 0, 1, 1, 2], "\(first.errors)")
        let again = desk.run(["append"], by: ["relay"], input: input + desk.receipt("r-6", subject: "ext/1"))
        #expect(
            again.objects.map { $0.flag("duplicate") } == [true, true, true, true, true, false]
                && again.objects[5].int("revision") == 3)
        let batch = desk.run(["append", "--atomic"], by: ["relay"], input: (7...9).map { desk.receipt("r-\($0)") }.joined())
        #expect(batch.objects.map { $0.int("revision") } == [0, 1, 2], "\(batch.errors)")
        #expect(
            desk.run(["append", "--atomic", "--dry-run"], by: ["relay"], input: desk.receipt("x") + desk.receipt("y")).status == 0
        )
        #expect(desk.run(["append", "--dry-run"], by: ["relay"], input: desk.receipt("x") + desk.receipt("y")).status == 0)
        // A refused draft shifts those behind it; they are signed anew.
        let mixed = desk.run(
            ["append", "--keep-going"], by: ["relay"],
            input: desk.receipt("m-1") + desk.receipt("m-2").replacing("taxRelay", with: "broker,x")
                + desk.receipt("m-3").replacing("taxRelay", with: "taxBureau")
                + desk.receipt("m-4"))
        #expect(
            mixed.status == 7 && mixed.objects[0].int("revision") == 3 && mixed.objects[3].int("revision") == 4, "\(mixed.text)")
        #expect(mixed.objects[2].object("error").text("rule") == "signature.roleNotHeld")
        let size = desk.desk.size
        let unsigned = desk.desk.run("append", "--json", "--actor", "relay", input: desk.receipt("u"))
        #expect(unsigned.status == 77 && unsigned.error.text("rule") == "signature.missing" && !unsigned.error.has("refusal"))
        let foreign = desk.desk.run(
            "append", "--json", "--sign-as", "relay", "--signing-key", desk.file("a"), input: desk.receipt("u"))
        #expect(foreign.status == 77 && foreign.error.text("rule") == "signature.foreignActor" && desk.desk.size == size)
        let chinese = desk.desk.run("append", "--lang", "zh-CN", "--actor", "relay", input: desk.receipt("u"))
        #expect(chinese.errors.contains("须由登记人签名"))
        setMode(desk.file("relay"), 0o640)
        #expect(desk.run(["append"], by: ["relay"], input: desk.receipt("u")).error.text("code") == "keyTooOpen")
        #expect(desk.desk.run("append", "--json", "--sign-as", "relay", input: desk.receipt("u")).status == 64)
        let verified = desk.desk.run("verify", "--json", "--no-trust-store").objects[0]
        #expect(
            verified.text("verdict") == "ok" && verified.int("signaturesUnchecked") == 0
                && verified.int("signaturesChecked") == 12, "\(verified.int("signaturesChecked") ?? 0)")
    }

    @Test("two that append signed drafts to one stream at once both get through") func together() throws {
        let desk = GovernedDesk()
        let others = (0..<3).map { number in
            desk.desk.start("append", "-", "--json", "--sign-as", "relay", "--signing-key", desk.file("relay"))
        }
        for number in 0..<20 {
            for (who, one) in others.enumerated() { one.send(desk.receipt("k-\(who)-\(number)")) }
        }
        for one in others {
            let outcome = one.finish()
            #expect(outcome.status == 0 && outcome.objects.count == 20, "\(outcome.errors)")
        }
        #expect(desk.desk.size == 65 && desk.desk.isSound)
    }

    @Test("somebody who signs elsewhere gets the bytes, and joins the signature") func remote() throws {
        let desk = GovernedDesk()
        let given = desk.desk.write("draft", desk.receipt("r"))
        let full = desk.desk.run("seal-draft", given, "--actor", "relay", "--json")
        let path = desk.desk.write("full", full.text)
        let message = desk.desk.run("seal-draft", path)
        #expect(message.text.hasPrefix("deedlog entry v1\n{\"actor\":\"relay\"") && message.text.contains(#""revision":0"#))
        #expect(full.objects[0].text("source") == desk.desk.origin && full.objects[0].int("revision") == 0)
        var pem = bytes(desk.file("relay"))
        let key = try #require(ActorPrivateKey(erasing: &pem))
        let joined = desk.desk.run("seal-draft", path, "--signature", key.signatureText(message.output))
        #expect(desk.desk.run("append", input: joined.text).status == 0)
        // A draft that leaves something open is not what was signed; a signature that is none is refused.
        #expect(desk.desk.run("seal-draft", given, "--signature", key.signatureText(message.output)).status == 64)
        #expect(desk.desk.run("seal-draft", path, "--signature", "x", "--json").status == 65)
        #expect(desk.desk.run("seal-draft", desk.desk.write("two", "{}\n")).status == 65)
        let personal = desk.desk.write("p", draft("ext/a", key: "k", data: #"{"a":{"$personal":{"party":"p","value":"x"}}}"#))
        #expect(desk.desk.run("seal-draft", personal).status == 64)
        #expect(desk.desk.isSound)
    }

    @Test("keys are replaced and revoked, roles given and ended, policies set; all of it is shown") func changes() throws {
        let desk = GovernedDesk()
        #expect(desk.run(["actor", "rotate", "relay", "--public-key", desk.file("other") + ".pub"], by: ["b", "a"]).status == 0)
        #expect(desk.run(["append"], by: ["relay"], input: desk.receipt("r")).error.text("rule") == "signature.keyRevoked")
        let signed = desk.desk.run(
            "append", "--json", "--sign-as", "relay", "--signing-key", desk.file("other"), input: desk.receipt("r"))
        #expect(signed.status == 0, "\(signed.errors)")
        #expect(desk.run(["actor", "grant", "relay", "--role", "broker", "--until", "2999-01-01"], by: ["a"]).status == 0)
        #expect(
            desk.run(["actor", "grant", "relay", "--role", "escrowAgent"], by: ["a"]).error.text("rule") == "signature.approval")
        #expect(desk.run(["actor", "grant", "relay", "--role", "magician"], by: ["a"]).error.text("code") == "roleUnknown")
        #expect(desk.run(["actor", "grant", "relay", "--role", "broker", "--from", "2026-02-30"], by: ["a"]).status == 64)
        #expect(desk.run(["actor", "end", "relay", "--role", "broker"], by: ["b"]).status == 0)
        #expect(desk.run(["actor", "end", "relay", "--role", "broker"], by: ["b"]).status == 5)
        #expect(desk.run(["actor", "revoke", "relay", "--reason", "lost"], by: ["a", "b"]).status == 0)
        #expect(desk.run(["actor", "revoke", "relay", "--reason", "boredom"], by: ["a", "b"]).status == 64)
        #expect(desk.run(["actor", "revoke", "nobody", "--reason", "lost"], by: ["a", "b"]).status == 3)
        let shown = desk.desk.run("actor", "show", "relay", "--json").objects[0]
        #expect(
            shown.objects("keys").map { $0.flag("inForce") } == [false, false]
                && shown.objects("keys")[1].text("reason") == "lost")
        #expect(
            shown.objects("roles").map { $0.text("role") } == ["taxRelay", "broker"] && shown.objects("roles")[1].has("endedAt"))
        #expect(desk.desk.run("actor", "list", "--json").objects.map { $0.text("actor") } == ["a", "b", "relay"])
        #expect(desk.desk.run("actor", "list", "--lang", "zh-CN").text.contains("由第"))

        let policy = desk.desk.run("policy", "show", "--json").text
        let stricter = policy.replacing(#""roles":["administrator""#, with: #""roles":["administrator","broker""#)
        #expect(
            desk.run(["policy", "set", desk.desk.write("p", stricter)], by: ["a"]).error.text("rule") == "signature.approval")
        let set = desk.run(["policy", "set", desk.desk.file("p")], by: ["a", "b"])
        #expect(set.status == 0 && desk.desk.run("policy", "show", "--json").text == stricter, "\(set.errors)")
        #expect(
            desk.desk.run("append", "--json", input: draft("ext/a", more: #","role":"broker""#)).error.text("rule")
                == "signature.missing")
        for bad in [
            "{}", "[]", #"{"countersigned":[],"roles":["magician"]}"#,
            #"{"countersigned":[{"roles":["buyer"],"type":"no.such"}],"roles":[]}"#,
        ] {
            #expect(desk.run(["policy", "set", desk.desk.write("bad", bad)], by: ["a", "b"]).status == 65, "\(bad)")
        }
        #expect(desk.desk.isSound)
    }

    @Test("without administrators there is nobody to register and no policy", arguments: ["en", "zh-CN"]) func ungoverned(
        language: String
    ) {
        let desk = Desk(), path = desk.file("a.pem")
        _ = desk.run("actor", "key", path)
        let outcome = desk.run(
            "actor", "register", "x", "--role", "broker", "--public-key", path + ".pub", "--sign-as", "a", "--signing-key", path,
            "--lang", language)
        #expect(
            outcome.status == 77 && outcome.errors.contains(language == "en" ? "no administrators" : "没有管理员"), "\(outcome.errors)"
        )
        #expect(desk.run("policy", "show").status == 3 && desk.run("actor", "show", "x").status == 3)
        #expect(desk.run("actor", "list", "--json").text.isEmpty && desk.size == 1)
    }

    @Test("a successor has administrators of its own, or none and says so") func successor() throws {
        let desk = GovernedDesk()
        _ = desk.run(["append"], by: ["relay"], input: desk.receipt("r"))
        func succeed(_ name: String, _ more: [String]) -> CommandLineTool.Outcome {
            desk.desk.run(
                [
                    "succeed", "--from", desk.desk.ledger, "--ledger", desk.desk.file(name), "--origin",
                    desk.desk.origin + "/" + name,
                ] + more)
        }
        let bare = succeed("bare", [])
        #expect(bare.status == 0 && bare.errors.contains("never can"), "\(bare.errors)")
        let founders = ["a", "b"].flatMap { ["--administrator", "\($0)=\(desk.file($0)).pub"] }
        let whole = succeed("whole", founders)
        #expect(whole.status == 0 && !whole.errors.contains("never can") && whole.text.contains("admin     b"), "\(whole.errors)")
        #expect(desk.desk.run("policy", "show", "--ledger", desk.desk.file("whole")).status == 0)
        #expect(desk.desk.run("verify", "--ledger", desk.desk.file("whole"), "--continues", desk.desk.ledger).status == 0)
        // What was signed for the old one is worth nothing here.
        let line = desk.desk.run("log", "--type", "ext.receipt").text
        let signature = String(line.split(separator: #""signature":""#)[1].prefix(105))
        let register = desk.run(
            [
                "actor", "register", "relay", "--role", "taxRelay", "--public-key", desk.file("relay") + ".pub", "--ledger",
                desk.desk.file("whole"),
            ],
            by: ["a", "b"])
        #expect(register.status == 0, "\(register.errors)")
        let replayed = desk.desk.run(
            "append", "--json", "--ledger", desk.desk.file("whole"), "--actor", "relay",
            input: desk.receipt("r").dropLast(2) + #","signature":"\#(signature)"}"# + "\n")
        #expect(replayed.status == 77 && replayed.error.text("rule") == "signature.broken", "\(replayed.errors)")
    }

    @Test("a contract of sale needs buyer, seller and broker, by the default policy") func contract() throws {
        let desk = GovernedDesk(relay: false)
        for role in ["buyer", "seller", "broker"] {
            desk.key(role)
            #expect(
                desk.run(["actor", "register", role, "--role", role, "--public-key", desk.file(role) + ".pub"], by: ["a"]).status
                    == 0)
        }
        let made = desk.desk.run("draft", "contract.signed", "--deal", "D-1", "--role", "broker").text
        let short = desk.run(["append"], by: ["broker", "buyer"], input: made)
        #expect(short.status == 77 && short.error.text("rule") == "signature.countersigner", "\(short.errors)")
        #expect(short.error.text("message")?.contains("seller") == true)
        // With all three it comes to the business rules: there is no such deal.
        let whole = desk.run(["append"], by: ["broker", "buyer", "seller"], input: made)
        #expect(whole.status == 5, "\(whole.errors)")
    }
}
