import Foundation
import Storage
import TestSupport
import Testing

@Suite("deedlog verify, checkpoint") struct VerifyTests {
    private func deals(_ count: Int = 40) -> Desk {
        let desk = Desk()
        precondition(
            desk.run(
                "append",
                input: (0..<count).map { draft("deal/\($0 % 5)", key: "k\($0)", data: "{\"note\":\"note-\($0)-here\"}") }.joined()
            ).status == 0)
        return desk
    }

    @Test("a sound ledger is verified, and everything is counted", arguments: [1, 2, 5]) func sound(jobs: Int) throws {
        let desk = deals()
        let outcome = desk.run("verify", "--json", "--jobs", "\(jobs)")
        #expect(outcome.status == 0)
        let answer = try #require(outcome.objects.first)
        #expect(answer.text("verdict") == "ok")
        #expect(answer.text("log") == "ok")
        #expect(answer.int("size") == 41)
        #expect(answer.int("entries") == 41)
        #expect(answer.int("bytes") == desk.run("log").output.count - 41)
        #expect(answer.int("faults") == 0)
        #expect(answer.isNull("firstFault"))
        #expect(answer.text("root") == desk.run("head", "--json").objects[0].text("root"))
    }

    @Test("the first verification says that it trusts on first use, the second does not") func firstUse() {
        let desk = deals()
        #expect(desk.run("verify").errors.contains("first use"))
        #expect(desk.run("verify").errors.isEmpty)
        let kept = JSONObject(String(decoding: bytes(desk.tool.state + "/deedlog/trust/" + sha256(desk.origin)), as: UTF8.self))
        #expect(kept.int("size") == 41)
    }

    @Test("--quiet leaves the note out") func quiet() { #expect(deals().run("verify", "--quiet").errors.isEmpty) }

    @Test("--no-trust-store neither asks nor writes") func noTrustStore() {
        let desk = deals()
        #expect(desk.run("verify", "--no-trust-store", environment: ["HOME": nil, "XDG_STATE_HOME": nil]).status == 0)
        #expect(!exists(desk.tool.state + "/deedlog/trust"))
    }

    @Test("without a state folder only --no-trust-store can go on") func stateFolderUnknown() {
        let desk = deals()
        let refused = desk.run("verify", "--json", environment: ["HOME": nil, "XDG_STATE_HOME": nil])
        #expect(refused.status == 78)
        #expect(refused.error.text("code") == "stateFolderUnknown")
        #expect(desk.run("verify", environment: ["XDG_STATE_HOME": nil]).status == 0)
        #expect(exists(desk.tool.folder + "/.local/state/deedlog/trust/" + sha256(desk.origin)))
    }

    @Test("a part is checked with --from and --to, and what that leaves undecided is said") func part() throws {
        let desk = deals()
        let outcome = desk.run("verify", "--json", "--from", "10", "--to", "20")
        #expect(outcome.status == 0)
        let answer = try #require(outcome.objects.first)
        #expect(answer.int("entries") == 10)
        #expect(answer.texts("undecided")?.isEmpty == false)
        #expect(!exists(desk.tool.state + "/deedlog/trust/" + sha256(desk.origin)))
        #expect(desk.run("verify", "--from", "10").text.contains("left open"))
        for wrong in [["--from", "20", "--to", "20"], ["--from", "x"], ["--jobs", "0"], ["--jobs", "257"]] {
            #expect(desk.run(["verify"] + wrong).status == 64)
        }
    }

    @Test("a flipped byte of a line is named by index and kind", arguments: [1, 2]) func tampered(jobs: Int) throws {
        let desk = deals()
        #expect(desk.run("verify").status == 0)
        copyFolder(desk.ledger, desk.file("copy"))
        var store = bytes(desk.file("copy/data.mdb"))
        let found = places(of: Array("note-17-here".utf8), in: store)
        #expect(!found.isEmpty)
        for place in found { store[place + 2] ^= 0x01 }
        put(store, desk.file("copy/data.mdb"))
        let outcome = desk.run("verify", "--json", "--jobs", "\(jobs)", "--ledger", desk.file("copy"))
        #expect(outcome.status == 2)
        let answer = try #require(outcome.objects.first)
        #expect(answer.text("verdict") == "broken")
        #expect(answer.object("firstFault").int("index") == 18)
        #expect(answer.object("firstFault").text("kind") == "entry.digest")
        #expect(answer.object("firstFault").text("expected") != answer.object("firstFault").text("found"))
        #expect((answer.int("faults") ?? 0) >= 1)
        let people = desk.run("verify", "--ledger", desk.file("copy"))
        #expect(people.status == 2)
        #expect(people.text.contains("BROKEN") && people.text.contains("entry.digest at index 18"))
        #expect(desk.run("verify").status == 0)
    }

    @Test("an auditor's folder that may not be written is read without a lock and left byte for byte as it was")
    func readOnlyFolder() {
        let desk = deals()
        for name in names(desk.ledger) { setMode(desk.ledger + "/" + name, 0o444) }
        setMode(desk.ledger, 0o555)
        defer { setMode(desk.ledger, 0o755) }
        func state() -> [String] {
            names(desk.ledger).map { name in
                let attributes = try! FileManager.default.attributesOfItem(atPath: desk.ledger + "/" + name)
                return
                    "\(name) \(sha256(bytes(desk.ledger + "/" + name))) \(attributes[.modificationDate]!) \(attributes[.posixPermissions]!)"
            }
        }
        let before = state()
        let outcome = desk.run("verify", "--json")
        #expect(outcome.status == 0)
        #expect(outcome.objects.first?.text("verdict") == "ok")
        #expect(outcome.errors.contains("without a lock"))
        for verb in [["log"], ["show", "3"], ["head"], ["stats"], ["doctor"], ["checkpoint"]] {
            let outcome = desk.run(verb)
            #expect(outcome.status == 0 || verb == ["doctor"], "\(verb): \(outcome.errors)")
        }
        let refused = desk.run("append", "--json", input: draft("deal/X"))
        #expect(refused.status == 74)
        #expect(refused.error.text("code") == "readOnly")
        #expect(state() == before)
    }

    @Test("an older copy put back is found: exit 2 with both sizes, and nothing is appended or released") func rolledBack() throws
    {
        let desk = deals()
        copyFolder(desk.ledger, desk.file("old"))
        #expect(desk.run("append", input: draft("deal/9", key: "new")).status == 0)
        #expect(desk.run("verify").status == 0)
        remove(desk.ledger)
        copyFolder(desk.file("old"), desk.ledger)
        let outcome = desk.run("verify", "--json")
        #expect(outcome.status == 2)
        let fault = try #require(outcome.objects.first).object("firstFault")
        #expect(fault.text("kind") == "ledger.rolledBack")
        #expect(fault.isNull("index"))
        #expect(fault.text("expected")?.hasPrefix("42 entries") == true)
        #expect(fault.text("found") == "41 entries")
        #expect(fault.int("before") == 42)
        let kept = names(desk.tool.state + "/deedlog/trust").filter { !$0.hasSuffix(".lock") }
        #expect(kept.count == 2, "both states are kept: \(kept)")
        let before = bytes(desk.ledger + "/data.mdb")
        let refused = desk.run("append", "--json", input: draft("deal/9", key: "new"))
        #expect(refused.status == 2)
        #expect(refused.error.text("code") == "rolledBack")
        #expect(bytes(desk.ledger + "/data.mdb") == before)
        #expect(desk.run("checkpoint", "--json").error.text("code") == "rolledBack")
        #expect(desk.run("doctor").status == 6)
    }

    @Test("an older copy is found by the release record alone") func rolledBackAfterRelease() {
        let desk = deals()
        copyFolder(desk.ledger, desk.file("old"))
        _ = desk.run("append", input: draft("deal/9"))
        #expect(desk.run("checkpoint").status == 0)
        remove(desk.ledger)
        copyFolder(desk.file("old"), desk.ledger)
        #expect(desk.run("checkpoint").status == 2)
        #expect(desk.run("append", input: draft("deal/9")).status == 2)
        #expect(desk.run("verify").status == 2)
    }

    @Test("two histories that part after a common beginning contradict each other") func forked() throws {
        let desk = deals()
        copyFolder(desk.ledger, desk.file("fork"))
        _ = desk.run("append", input: draft("deal/9", key: "one"))
        #expect(desk.run("verify").status == 0)
        // The other history grows on a machine that knows nothing of the first.
        let elsewhere: [String: String?] = ["XDG_STATE_HOME": desk.file("elsewhere")]
        let key = desk.tool.state + "/deedlog/keys/" + sha256(desk.origin) + ".pem"
        #expect(
            desk.run(
                ["append", "--ledger", desk.file("fork"), "--key", key],
                input: Array((draft("deal/9", key: "two") + draft("deal/9", key: "three")).utf8), environment: elsewhere
            ).status == 0)
        let outcome = desk.run("verify", "--json", "--ledger", desk.file("fork"))
        #expect(outcome.status == 2)
        #expect(try #require(outcome.objects.first).object("firstFault").text("kind") == "ledger.rolledBack")
    }

    @Test("another key under the same name is 6 keyChanged") func keyChanged() {
        let desk = deals()
        #expect(desk.run("verify").status == 0)
        #expect(
            desk.run("init", "--origin", desk.origin, "--ledger", desk.file("other"), "--key", desk.file("other.pem")).status == 0
        )
        let outcome = desk.run("verify", "--json", "--ledger", desk.file("other"))
        #expect(outcome.status == 6)
        #expect(outcome.error.text("code") == "keyChanged")
        #expect(outcome.objects.first?.text("verdict") == "inconclusive")
        let refused = desk.run(
            "append", "--json", "--ledger", desk.file("other"), "--key", desk.file("other.pem"), input: draft("deal/X"))
        #expect(refused.status == 6)
        #expect(refused.error.text("code") == "keyChanged")
    }

    @Test("the same size gives the same checkpoint, a larger one another; auditors check the log against either")
    func checkpoints() {
        let desk = deals()
        let first = desk.run("checkpoint")
        #expect(first.status == 0)
        #expect(first.text.hasPrefix("\(desk.origin)\n41\n"))
        #expect(desk.run("checkpoint").output == first.output)
        #expect(desk.run("append", input: draft("deal/9")).status == 0)
        let second = desk.run("checkpoint")
        #expect(second.text.hasPrefix("\(desk.origin)\n42\n"))
        for note in [first, second] {
            let outcome = desk.run("verify", "--json", "--checkpoint", desk.write("note", note.text))
            #expect(outcome.status == 0)
            #expect(outcome.objects.first?.text("verdict") == "ok")
        }
    }

    @Test("a checkpoint whose text was changed proves something broken: 2") func tamperedCheckpoint() {
        let desk = deals()
        let note = desk.run("checkpoint").text
        let outcome = desk.run(
            "verify", "--json", "--checkpoint", desk.write("note", note.replacingOccurrences(of: "\n41\n", with: "\n40\n")))
        #expect(outcome.status == 2 && outcome.errors.isEmpty)
        let answer = outcome.objects.first
        #expect(answer?.text("verdict") == "broken" && answer?.int("size") == 41 && answer?.int("faults") == 1)
        #expect(answer?.object("firstFault").text("kind") == "checkpoint.signature")
    }

    @Test("a genuine checkpoint that the log does not contain is 2, by name") func missingCheckpoint() throws {
        let desk = deals()
        copyFolder(desk.ledger, desk.file("old"))
        _ = desk.run("append", input: draft("deal/9"))
        let note = desk.write("note", desk.run("checkpoint").text)
        let outcome = desk.run(
            ["verify", "--json", "--ledger", desk.file("old"), "--checkpoint", note],
            environment: ["XDG_STATE_HOME": desk.file("auditor")])
        #expect(outcome.status == 2)
        #expect(try #require(outcome.objects.first).object("firstFault").text("kind") == "checkpoint.root")
    }

    @Test("a checkpoint of another ledger, by another key, or no note at all cannot be decided: 6") func foreignCheckpoints() {
        let desk = deals(), other = Desk()
        let foreign = desk.write("foreign", other.run("checkpoint").text)
        #expect(
            desk.run("init", "--origin", desk.origin, "--ledger", desk.file("twin"), "--key", desk.file("twin.pem")).status == 0)
        let twin = desk.run(
            ["checkpoint", "--ledger", desk.file("twin"), "--key", desk.file("twin.pem")],
            environment: ["XDG_STATE_HOME": desk.file("elsewhere")])
        #expect(twin.status == 0)
        for note in [foreign, desk.write("twin-note", twin.text), desk.write("text", "dear sir\n"), desk.write("nothing", "")] {
            let outcome = desk.run("verify", "--json", "--checkpoint", note)
            #expect(outcome.status == 6, "\(note): \(outcome.errors)")
            #expect(
                outcome.objects.first?.text("verdict") == "inconclusive" && outcome.objects.first?.isNull("firstFault") == true)
            #expect(outcome.objects.first?.text("reason") == outcome.error.text("code"))
        }
        #expect(desk.run("verify", "--checkpoint", desk.file("absent")).status == 3)
    }

    @Test("a folder that is no ledger is 3, in every verb that opens one") func notALedger() throws {
        let desk = Desk(starts: false)
        try FileManager.default.createDirectory(atPath: desk.file("empty"), withIntermediateDirectories: true)
        let file = desk.write("file", "x")
        for folder in [desk.file("absent"), desk.file("empty"), file] {
            for verb in [["append"], ["log"], ["show", "0"], ["head"], ["verify"], ["checkpoint"], ["stats"], ["doctor"]] {
                let outcome = desk.run(verb + ["--json", "--ledger", folder])
                #expect(outcome.status == 3, "\(verb) \(folder)")
                #expect(outcome.error.text("code") == "notALedger")
            }
        }
        #expect(names(desk.file("empty")).isEmpty)
    }

    @Test("a ledger of a newer format is 6, and is not touched") func formatNewer() {
        let desk = deals()
        let text = String(decoding: bytes(desk.ledger + "/ledger.json"), as: UTF8.self)
        desk.write("ledger/ledger.json", text.replacingOccurrences(of: "\"format\":1", with: "\"format\":2"))
        let before = bytes(desk.ledger + "/data.mdb")
        for verb in [["append"], ["log"], ["verify"], ["doctor"]] {
            let outcome = desk.run(verb + ["--json"], input: Array(draft("deal/X").utf8))
            #expect(outcome.status == 6)
            #expect(outcome.error.text("code") == "formatNewer")
        }
        #expect(bytes(desk.ledger + "/data.mdb") == before)
        desk.write("ledger/ledger.json", text)
        #expect(desk.isSound)
    }

    @Test("a store that is no LMDB file or is cut off is 6, without a crash", arguments: ["garbage", "cut", "page"])
    func notAStore(damage: String) {
        let desk = deals(400)
        let whole = bytes(desk.ledger + "/data.mdb")
        let damaged =
            damage == "garbage"
            ? Array(repeating: 0x2A, count: whole.count)
            : Array(whole.prefix(damage == "cut" ? whole.count / 2 / 4096 * 4096 : 4096))
        put(damaged, desk.ledger + "/data.mdb")
        for verb in [["verify"], ["log"], ["head"], ["stats"]] {
            let outcome = desk.run(verb + ["--json"])
            #expect(outcome.signal == nil, "\(verb)")
            #expect(outcome.status == 6, "\(verb): \(outcome.errors)")
            if verb == ["verify"] { #expect(outcome.objects.first?.text("verdict") == "inconclusive") }
        }
    }

    @Test("a head of another length is a finding, as every other broken row") func brokenHeadRow() throws {
        let desk = deals()
        do {
            let environment = try Environment(path: desk.ledger, access: .readWrite, mapBytes: 1 << 30, tables: 16)
            let meta = try environment.openTables(["meta"])[0], key = Array("head".utf8), row: [UInt8] = [1, 2, 3]
            try environment.write { transaction in try transaction.put(key.span, row.span, in: meta) }
        }
        let outcome = desk.run("verify", "--json", "--no-trust-store")
        #expect(outcome.status == 2)
        #expect(outcome.objects.first?.object("firstFault").text("kind") == "head.missing")
    }

    @Test("a ledger.json that names another ledger contradicts entry 0") func wrongHeader() throws {
        let desk = deals()
        let text = String(decoding: bytes(desk.ledger + "/ledger.json"), as: UTF8.self)
        desk.write("ledger/ledger.json", text.replacingOccurrences(of: desk.origin, with: "other.example"))
        let outcome = desk.run("verify", "--json")
        #expect(outcome.status == 2)
        #expect(
            try #require(outcome.objects.first).object("firstFault").text("kind").map {
                ["ledger.created", "entry.source"].contains($0)
            } == true)
    }
}
