import Foundation
import TestSupport
import Testing

@Suite("deedlog vault rotate") struct RotateTests {
    @Test("a new master key takes the old one's place, the log says so, and old copies open with the old key alone")
    func rotated() throws {
        let desk = Desk.withVault()
        #expect(desk.append([note("p-1", "\"one\"", key: "a"), note("p-2", "\"two\"", key: "b")]).status == 0)
        copyFolder(desk.ledger, desk.file("copy"))
        let old = bytes(desk.masterKey),
            from = try #require(desk.run("vault", "status", "--json").objects.first?.text("masterKey"))
        #expect(desk.run("vault", "rotate", "--json").status == 64)
        #expect(desk.run("vault", "rotate", "--statement", "perhaps", "--json").status == 64)
        #expect(desk.run("party", "erase", "p-1").status == 0)
        let outcome = desk.run("vault", "rotate", "--statement", "kept", "--json", "--actor", "chief")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let answer = try #require(outcome.objects.first)
        #expect(answer.text("from") == from && answer.text("key") == desk.masterKey && answer.flag("duplicate") == false)
        #expect(answer.text("oldKey") == desk.masterKey + "." + from && answer.text("statement") == "kept")
        #expect(bytes(desk.masterKey + "." + from) == old && bytes(desk.masterKey) != old)
        #expect(mode(desk.masterKey) == 0o600 && mode(desk.masterKey + "." + from) == 0o600)
        #expect(!exists(desk.masterKey + ".next"))
        let entry = JSONObject(desk.run("show", "--raw", "HEAD").text)
        #expect(entry.text("type") == "ledger.vaultRotated" && entry.text("actor") == "chief")
        #expect(entry.object("data").text("statement") == "kept" && entry.object("data").text("to") == answer.text("to"))
        #expect(desk.run("verify", "--json").status == 0)
        let check = desk.checkVault()
        #expect(check.status == 0 && check.answer.int("opened") == 1 && check.answer.int("erased") == 1)
        // The copy from before: the new key does not open it, whoever kept the old one reads all of it.
        let copy = ["--ledger", desk.file("copy"), "--json"]
        #expect(desk.run(["vault", "check"] + copy).error.text("code") == "masterKeyWrong")
        let read = desk.run(["vault", "check", "--vault-key", desk.masterKey + "." + from] + copy)
        #expect(read.status == 0 && read.objects.first?.int("opened") == 2)
        #expect(desk.append([note("p-2", "\"three\"", key: "c")]).status == 0)
        // Destroyed: its file goes with it, and a key never comes back.
        let again = desk.run("vault", "rotate", "--statement", "destroyed", "--json")
        #expect(again.status == 0 && again.objects.first?.isNull("oldKey") == true, "\(again.errors)")
        #expect(
            names(desk.tool.state + "/deedlog/vault").sorted()
                == [desk.masterKey, desk.masterKey + "." + from].map {
                    String($0.split(separator: "/").last!)
                })
        let back = desk.run("vault", "rotate", "--statement", "kept", "--new-key", desk.masterKey + "." + from, "--json")
        #expect(back.status == 78 && back.error.text("code") == "keyRetired")
        #expect(desk.checkVault().status == 0)
        #expect(desk.run("vault", "rotate", "--statement", "kept", "--lang", "zh-CN").text.contains("旧密钥"))
        #expect(desk.run("doctor", "--json").objects.filter { $0.text("check") == "vault" }.allSatisfy { $0.flag("ok") == true })
    }

    @Test("a key in a file of its own stays where it is; one that a command prints goes on by a command")
    func elsewhere() throws {
        let desk = Desk.withVault()
        #expect(desk.append([note("p-1", "1", key: "a")]).status == 0)
        let next = desk.file("next.key")
        let outcome = desk.run("vault", "rotate", "--statement", "kept", "--new-key", next, "--json")
        #expect(outcome.status == 0 && outcome.objects.first?.text("key") == next, "\(outcome.errors)")
        #expect(outcome.objects.first?.text("oldKey") == desk.masterKey && exists(desk.masterKey))
        #expect(desk.run("vault", "check", "--json").error.text("code") == "masterKeyWrong")
        #expect(desk.run("vault", "check", "--vault-key", next).status == 0)
        // The same once more is no change.
        let same = desk.run("vault", "rotate", "--statement", "kept", "--vault-key", next, "--new-key", next, "--json")
        #expect(same.status == 78 && same.error.text("code") == "keyInUse")
        let command = "cat \(next)"
        #expect(desk.run("vault", "check", "--vault-key-command", command).status == 0)
        #expect(desk.run("vault", "rotate", "--statement", "kept", "--vault-key-command", command, "--json").status == 64)
        let third = desk.file("third.key")
        let byCommand = desk.run(
            "vault", "rotate", "--statement", "destroyed", "--vault-key-command", command, "--new-key", third, "--json")
        #expect(byCommand.status == 0 && byCommand.objects.first?.isNull("oldKey") == true, "\(byCommand.errors)")
        // What a command prints is not the program's to destroy.
        #expect(exists(next) && desk.run("vault", "check", "--vault-key", third).status == 0)
        #expect(desk.run("vault", "check", "--vault-key-command", "false", "--json").error.text("code") == "masterKeyMissing")
        #expect(desk.isSound)
    }

    @Test("somebody who has the vault open keeps rotation and erasure away: 75")
    func inUse() throws {
        let desk = Desk.withVault()
        let running = desk.start("append", "-", "--json")
        running.send(note("p-1", "1", key: "a") + "\n")
        _ = try #require(running.line())
        for verb in [["vault", "rotate", "--statement", "kept"], ["party", "erase", "p-1"]] {
            let refused = desk.run(verb + ["--json"])
            #expect(refused.status == 75 && refused.error.text("code") == "vaultInUse", "\(refused.errors)")
        }
        #expect(!exists(desk.masterKey + ".next"))
        #expect(desk.run("vault", "status", "--json").objects.first?.flag("inUse") == true)
        // Readers share it with the appender.
        #expect(desk.checkVault().status == 0)
        #expect(running.finish().status == 0)
        #expect(desk.run("party", "erase", "p-1").status == 0)
    }
}
