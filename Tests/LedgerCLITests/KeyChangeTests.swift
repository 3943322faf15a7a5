import Foundation
import Proofs
import TestSupport
import Testing

@Suite("deedlog key") struct KeyChangeTests {
    private func keys(_ desk: Desk) -> [String] {
        desk.run("key", "list", "--json").objects.compactMap { $0.text("verifierKey") }
    }
    private func keyFile(_ desk: Desk, _ ending: String = ".pem") -> String {
        desk.tool.state + "/deedlog/keys/" + sha256(desk.origin) + ending
    }
    /// Which of the keys signed a note: `verified`, `absent` or `broken` for each.
    private func standings(_ text: String, _ keys: [String]) throws -> [SignedNote.Standing] {
        let note = try #require(SignedNote(text))
        return try keys.map { note.standing(of: try #require(VerifierKey($0))) }
    }

    @Test("a change is an entry that says who holds which key, and everything goes on with the new one") func changed() throws {
        let desk = Desk()
        _ = desk.run("append", input: draft("ext/a"))
        #expect(desk.run("verify").status == 0)
        let old = bytes(keyFile(desk)), first = keys(desk)
        let outcome = desk.run("key", "change", "--json", "--actor", "chief")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let answer = try #require(outcome.objects.first)
        #expect(answer.int("index") == 2 && answer.int("size") == 3 && answer.flag("duplicate") == false)
        #expect(answer.text("from") == first[0] && answer.text("key") == keyFile(desk))
        #expect(answer.text("oldKey") == keyFile(desk, ".until-3.pem"))
        #expect(bytes(keyFile(desk, ".until-3.pem")) == old && bytes(keyFile(desk)) != old)
        #expect(mode(keyFile(desk)) == 0o600 && mode(keyFile(desk, ".until-3.pem")) == 0o600)
        #expect(!exists(keyFile(desk, ".next.pem")))

        let entry = JSONObject(desk.run("show", "--raw", "2").text)
        #expect(entry.text("type") == "ledger.keyChanged" && entry.text("subject") == "ledger" && entry.text("actor") == "chief")
        #expect(entry.text("role") == "system" && entry.text("attestation") == "derived" && entry.int("schema") == 1)
        #expect(entry.text("key") == "keyChanged-\(try #require(answer.text("to")).split(separator: "+")[1])")
        let both = keys(desk)
        #expect(both == [first[0], try #require(answer.text("to"))])
        let list = desk.run("key", "list", "--json").objects
        #expect(
            list.map { $0.int("from") } == [1, 4] && list.map { $0.int("to") } == [3, nil]
                && list.map { $0.int("index") } == [0, 2])

        // Its checkpoint by both, a later one by the new key alone.
        let own = desk.run("checkpoint").text
        #expect(try standings(own, both) == [.verified, .verified])
        #expect(desk.run("append", input: draft("ext/a")).status == 0)
        let later = desk.run("checkpoint").text
        #expect(try standings(later, both) == [.absent, .verified])
        // This machine trusted the old key, and is told.
        let verified = desk.run("verify")
        #expect(verified.status == 0 && verified.errors.contains("entry 2 says and proves"), "\(verified.errors)")
        #expect(desk.run("verify").errors.isEmpty)
        for note in [own, later] {
            #expect(desk.run("verify", "--checkpoint", desk.write("note", note)).status == 0)
        }
        #expect(desk.run("doctor", "--json").objects.first { $0.text("check") == "key" }?.flag("ok") == true)
        #expect(desk.run("doctor").text.contains("since entry 2"))
        // And once more, by a file of its own.
        let again = desk.run("key", "change", "--json", "--new-key", desk.file("third.pem"))
        #expect(again.status == 0 && again.objects.first?.text("key") == desk.file("third.pem"), "\(again.errors)")
        #expect(keys(desk).count == 3)
        let refused = desk.run("append", "--json", input: draft("ext/a"))
        #expect(refused.status == 78 && refused.error.text("code") == "keyMismatch")
        #expect(desk.run("append", "--key", desk.file("third.pem"), input: draft("ext/a")).status == 0)
        #expect(desk.run("verify").status == 0)
        // A key never comes back.
        let back = desk.run("key", "change", "--json", "--key", desk.file("third.pem"), "--new-key", keyFile(desk))
        #expect(back.status == 78 && back.error.text("code") == "keyRetired")
        #expect(keys(desk).count == 3)
    }

    @Test("what the old key alone signed later, or the new one earlier, does not count: 6; a wrong signature of either is 2")
    func keysOfOtherSizes() throws {
        let desk = Desk()
        _ = desk.run("append", input: draft("ext/a"))
        let before = desk.run("checkpoint").text
        #expect(desk.run("key", "change").status == 0)
        _ = desk.run("append", input: draft("ext/a"))
        let after = desk.run("checkpoint").text
        let old = try #require(SigningKey(pem: bytes(keyFile(desk, ".until-3.pem")))),
            new = try #require(SigningKey(pem: bytes(keyFile(desk))))
        func signed(_ text: String, _ key: SigningKey) throws -> String {
            SignedNote(body: try #require(SignedNote(text)).body, name: desk.origin, key: key).text
        }
        func check(_ text: String) -> CommandLineTool.Outcome {
            desk.run("verify", "--json", "--no-trust-store", "--checkpoint", desk.write("note", text))
        }
        #expect(check(before).status == 0 && check(after).status == 0)
        for (text, key) in [(after, old), (before, new)] {
            let resigned = try signed(text, key)
            #expect(check(resigned).status == 6)
        }
        let both = try #require(SignedNote(after)).signed(by: old, name: desk.origin)
        #expect(check(both.text).status == 0)
        var broken = both.signatures[1].bytes
        broken[20] ^= 1
        let note = SignedNote(body: both.body, signatures: [both.signatures[0], .init(name: desk.origin, bytes: broken)])
        let outcome = check(note.text)
        #expect(outcome.status == 2 && outcome.objects.first?.object("firstFault").text("kind") == "checkpoint.signature")
    }

    @Test("a thief with the old key cannot go on behind the change, nor can a process that still holds it") func oldKey() throws {
        let desk = Desk()
        let running = desk.start("append", "-", "--json")
        running.send(draft("ext/a"))
        #expect(JSONObject(try #require(running.line())).int("index") == 1)
        #expect(desk.run("key", "change").status == 0)
        running.send(draft("ext/a", key: "late"))
        let rest = running.finish()
        #expect(rest.status == 78 && rest.error.text("code") == "keyMismatch", "\(rest.errors)")
        let refused = desk.run("append", "--json", "--key", keyFile(desk, ".until-3.pem"), input: draft("ext/a"))
        #expect(refused.status == 78 && refused.error.text("code") == "keyMismatch")
        #expect(desk.size == 3 && desk.isSound)
    }

    @Test("an older copy from before the change is a rollback, not another ledger") func olderCopy() throws {
        let desk = Desk()
        _ = desk.run("append", input: draft("ext/a"))
        copyFolder(desk.ledger, desk.file("old"))
        #expect(desk.run("key", "change").status == 0)
        #expect(desk.run("verify").status == 0)
        let outcome = desk.run("verify", "--json", "--ledger", desk.file("old"))
        #expect(outcome.status == 2)
        #expect(try #require(outcome.objects.first).object("firstFault").text("kind") == "ledger.rolledBack")
        let refused = desk.run(
            "append", "--json", "--ledger", desk.file("old"), "--key", keyFile(desk, ".until-3.pem"), input: draft("ext/a"))
        #expect(refused.status == 2 && refused.error.text("code") == "rolledBack")
    }

    @Test("the first checkpoint with the change carries both signatures also when nobody released one at its size")
    func lateRelease() throws {
        let desk = Desk()
        #expect(desk.run("checkpoint").status == 0)
        #expect(desk.run("key", "change").status == 0)
        let record = desk.tool.state + "/deedlog/released/" + sha256(desk.origin)
        let both = keys(desk)
        // As if the change had been cut off before its release: the record is that of size 1 again.
        #expect(try standings(String(decoding: bytes(record), as: UTF8.self), both) == [.verified, .verified])
        remove(record)
        _ = desk.run("append", input: draft("ext/a") + draft("ext/b"))
        let note = desk.run("checkpoint").text
        #expect(note.hasPrefix("\(desk.origin)\n4\n"))
        #expect(try standings(note, both) == [.verified, .verified])
        #expect(desk.run("verify", "--checkpoint", desk.write("note", note)).status == 0)
        // Without the old key it goes out with the new one alone.
        remove(record)
        remove(keyFile(desk, ".until-2.pem"))
        #expect(try standings(desk.run("checkpoint").text, both) == [.absent, .verified])
    }

    @Test("killed at any step of a change, the ledger opens, appends, releases and verifies; running it again ends the change")
    func killed() throws {
        guard DiskShim.environment(.kill) != nil else { return }
        let desk = Desk()
        _ = desk.run("append", input: draft("ext/a"))
        _ = desk.run("checkpoint")
        #expect(desk.run("verify").status == 0)
        copyFolder(desk.ledger, desk.file("ledger-before"))
        copyFolder(desk.tool.state, desk.file("state-before"))
        var resumed = 0, fresh = 0, kills = 0
        while true {
            remove(desk.ledger)
            copyFolder(desk.file("ledger-before"), desk.ledger)
            remove(desk.tool.state)
            copyFolder(desk.file("state-before"), desk.tool.state)
            let environment = try #require(DiskShim.environment(.kill, after: kills))
            let cut = desk.run(["key", "change", "--json"], environment: environment)
            if cut.status == 0 { break }
            #expect(cut.signal == SIGKILL, "\(kills): \(cut.errors)")
            // On a copy, what others do meanwhile; on the other, the change at once again.
            if kills % 2 == 0 {
                #expect(desk.run("append", input: draft("ext/a", key: "after")).status == 0, "\(kills)")
                #expect(desk.run("checkpoint").status == 0, "\(kills)")
                #expect(desk.run("verify").status == 0, "\(kills)")
            }
            let isDone = keys(desk).count == 2 && !exists(keyFile(desk, ".next.pem"))
            let again = desk.run("key", "change", "--json")
            #expect(again.status == 0, "\(kills): \(again.errors)")
            if again.objects.first?.flag("duplicate") == true { resumed += 1 } else { fresh += 1 }
            let known = keys(desk)
            #expect(known.count == (isDone ? 3 : 2), "\(kills)")
            #expect(!exists(keyFile(desk, ".next.pem")))
            #expect(desk.run("append", input: draft("ext/a", key: "last")).status == 0)
            #expect(desk.run("verify").status == 0)
            #expect(try standings(desk.run("checkpoint").text, known).last == .verified)
            kills += 1
        }
        #expect(kills > 10 && resumed > 3 && fresh > 3, "\(kills) kills, \(resumed) resumed, \(fresh) begun anew")
    }

    @Test("a change needs the key in force, and says what is wrong with a file") func refused() throws {
        let desk = Desk()
        #expect(desk.run("key", "change", "--json", "--actor", "a b").status == 65)
        let file = bytes(keyFile(desk))
        remove(keyFile(desk))
        #expect(desk.run("key", "change", "--json").error.text("code") == "keyMissing")
        put(file, keyFile(desk))
        #expect(desk.run("key", "change", "--json").error.text("code") == "keyTooOpen")
        setMode(keyFile(desk), 0o600)
        #expect(desk.run("key", "change", "--json", "--new-key", desk.write("junk", "x")).status == 78)
        #expect(desk.size == 1 && desk.run("key", "list").status == 0)
        #expect(desk.run("doctor").text.contains("cut off"))
        #expect(desk.run("key", "change").status == 0)
        #expect(desk.size == 2 && desk.isSound)
    }
}
