import Foundation
import Proofs
import TestSupport
import Testing

@Suite("deedlog succeed, verify --continues") struct SucceedTests {
    /// An old ledger of four entries and its successor in `new`.
    private struct Pair {
        let desk = Desk()
        let origin: String
        var new: String { desk.file("new") }

        init(_ more: String...) throws {
            origin = desk.origin + "-2"
            _ = desk.run("append", input: draft("ext/a") + draft("ext/b") + draft("ext/a", key: "last"))
            made = desk.run(
                ["succeed", "--from", desk.ledger, "--ledger", desk.file("new"), "--origin", origin, "--json"] + more)
        }

        let made: CommandLineTool.Outcome

        func verify(_ more: String..., environment: [String: String?] = [:]) -> CommandLineTool.Outcome {
            desk.run(["verify", "--json", "--ledger", new] + more, environment: environment)
        }
        func fault(_ outcome: CommandLineTool.Outcome) -> String? { outcome.objects.first?.object("firstFault").text("kind") }
    }

    @Test("a successor says in its entry 0 from which state of the old ledger it goes on, and fits that ledger") func succeeds()
        throws
    {
        let pair = try Pair()
        #expect(pair.made.status == 0, "\(pair.made.errors)")
        let head = try #require(pair.desk.run("head", "--json").objects.first)
        let continues = try #require(pair.made.objects.first).object("continues")
        #expect(continues.text("origin") == pair.desk.origin && continues.int("size") == 4)
        #expect(continues.text("root") == head.text("root"))
        let entry = JSONObject(pair.desk.run("show", "--raw", "0", "--ledger", pair.new).text)
        #expect(entry.text("source") == pair.origin)
        #expect(entry.object("data").object("continues").text("root") == head.text("root"))
        #expect(exists(pair.desk.tool.state + "/deedlog/keys/" + sha256(pair.origin) + ".pem"))

        let plain = pair.verify()
        #expect(plain.status == 0 && plain.objects.first?.object("continues").int("size") == 4)
        #expect(pair.desk.run("verify", "--ledger", pair.new).text.contains("not compared"))
        let held = pair.desk.run("verify", "--ledger", pair.new, "--continues", pair.desk.ledger)
        #expect(held.status == 0 && held.text.contains("as given"), "\(held.text)")
        // The old one may go on; what counts is what it was.
        _ = pair.desk.run("append", input: draft("ext/c"))
        #expect(pair.verify("--continues", pair.desk.ledger).status == 0)
        #expect(pair.desk.run("append", "--ledger", pair.new, input: draft("ext/a")).status == 0)
        #expect(pair.verify("--continues", pair.desk.ledger).status == 0)
    }

    @Test("only the first entries, those before a thief wrote, can be gone on from") func part() throws {
        let pair = try Pair("--size", "2")
        #expect(pair.made.objects.first?.object("continues").int("size") == 2)
        #expect(pair.verify("--continues", pair.desk.ledger).status == 0)
        for size in ["0", "5"] {
            let refused = pair.desk.run(
                "succeed", "--from", pair.desk.ledger, "--ledger", pair.desk.file("x"), "--origin", "x.example", "--size", size)
            #expect(refused.status == 3 && !exists(pair.desk.file("x")))
        }
    }

    @Test("another old ledger, a shorter or a rewritten one is ledger.continues, and so is a ledger that is no successor")
    func contradicted() throws {
        let pair = try Pair(), other = try Pair()
        let desk = pair.desk
        #expect(pair.fault(pair.verify("--continues", other.desk.ledger)) == "ledger.continues")
        let none = desk.run("verify", "--json", "--continues", other.desk.ledger)
        #expect(none.status == 2 && pair.fault(none) == "ledger.continues")
        #expect(none.objects.first?.object("firstFault").int("index") == 0)
        // The same name and key, another history: what a thief would show.
        let key = desk.tool.state + "/deedlog/keys/" + sha256(desk.origin) + ".pem"
        let elsewhere: [String: String?] = ["XDG_STATE_HOME": desk.file("elsewhere")]
        #expect(
            desk.run(["init", "--origin", desk.origin, "--ledger", desk.file("forged"), "--key", key], environment: elsewhere)
                .status == 0)
        #expect(pair.fault(pair.verify("--continues", desk.file("forged"))) == "ledger.continues")
        let drafts = draft("ext/a") + draft("ext/b") + draft("ext/a", key: "other")
        _ = desk.run(
            ["append", "--ledger", desk.file("forged"), "--key", key], input: Array(drafts.utf8), environment: elsewhere)
        let forged = pair.verify("--continues", desk.file("forged"))
        #expect(forged.status == 2 && pair.fault(forged) == "ledger.continues")
        #expect(pair.verify("--continues", desk.file("nothing")).status == 3)
    }

    @Test("a checkpoint of the old ledger decides where it is of that very size and signed by a key that is known here")
    func checkpoint() throws {
        let pair = try Pair()
        let desk = pair.desk
        let own = desk.run("checkpoint").text
        let unknown = pair.verify("--continues", desk.write("own", own))
        #expect(unknown.status == 6 && unknown.objects.first?.text("verdict") == "inconclusive")
        #expect(desk.run("verify").status == 0)
        #expect(pair.verify("--continues", desk.write("own", own)).status == 0)
        let changed = pair.verify("--continues", desk.write("changed", own.replacingOccurrences(of: "\n4\n", with: "\n3\n")))
        #expect(changed.status == 2 && pair.fault(changed) == "checkpoint.signature")
        let key = try #require(SigningKey(pem: bytes(desk.tool.state + "/deedlog/keys/" + sha256(desk.origin) + ".pem")))
        let body = Checkpoint(origin: desk.origin, size: 4, root: .zero).body
        let wrong = SignedNote(body: body, name: desk.origin, key: key)
        #expect(pair.fault(pair.verify("--continues", desk.write("wrong", wrong.text))) == "ledger.continues")
        let stranger = SignedNote(body: body, name: desk.origin, key: SigningKey.generate())
        #expect(pair.verify("--continues", desk.write("stranger", stranger.text)).status == 6)
        _ = desk.run("append", input: draft("ext/c"))
        #expect(pair.verify("--continues", desk.write("later", desk.run("checkpoint").text)).status == 6)
        #expect(pair.verify("--continues", desk.write("junk", "dear sir\n")).status == 6)
    }

    @Test("a successor has a name and a key of its own, and a folder; a broken ledger has none") func refused() throws {
        let pair = try Pair()
        let desk = pair.desk, key = desk.tool.state + "/deedlog/keys/" + sha256(desk.origin) + ".pem"
        func succeed(_ origin: String, _ folder: String, _ more: String..., from: String? = nil) -> CommandLineTool.Outcome {
            desk.run(
                ["succeed", "--json", "--from", from ?? desk.ledger, "--ledger", desk.file(folder), "--origin", origin] + more)
        }
        #expect(succeed(desk.origin, "x").error.text("code") == "usage")
        #expect(succeed("x.example", "x", "--key", key).error.text("code") == "keyRetired")
        #expect(succeed("x.example", "new").error.text("code") == "ledgerExists")
        #expect(succeed("a+b", "x").error.text("code") == "originMalformed")
        #expect(succeed("x.example", "x", from: desk.file("nothing")).error.text("code") == "notALedger")
        #expect(!exists(desk.file("x")))
        copyFolder(desk.ledger, desk.file("broken"))
        var store = bytes(desk.file("broken/data.mdb"))
        for place in places(of: Array("ext.noted".utf8), in: store) { store[place + 5] ^= 1 }
        put(store, desk.file("broken/data.mdb"))
        let broken = succeed("x.example", "x", from: desk.file("broken"))
        #expect(broken.status == 2 && broken.error.text("code") == "broken" && !exists(desk.file("x")))
    }

    @Test("after a rollback the successor goes on from what is there, and says what is lost") func afterRollback() throws {
        let desk = Desk()
        _ = desk.run("append", input: draft("ext/a"))
        copyFolder(desk.ledger, desk.file("old"))
        _ = desk.run("append", input: draft("ext/b"))
        #expect(desk.run("checkpoint").status == 0)
        let outcome = desk.run("succeed", "--from", desk.file("old"), "--ledger", desk.file("new"), "--origin", "next.example/a")
        #expect(outcome.status == 0 && outcome.errors.contains("does not contain the 3 entries"), "\(outcome.errors)")
        #expect(outcome.text.contains("2 entries"))
        #expect(desk.run("verify", "--ledger", desk.file("new"), "--continues", desk.file("old")).status == 0)
        // Also of the ledger that was not rolled back.
        #expect(desk.run("verify", "--ledger", desk.file("new"), "--continues", desk.ledger).status == 0)
    }
}
