import Foundation
import TestSupport
import Testing

@Suite("deedlog init") struct InitTests {
    @Test("init answers origin, size, root and verifier key, and keeps the signing key outside the folder, for its owner alone")
    func answers() throws {
        let desk = Desk(starts: false)
        let made = desk.run("init", "--origin", desk.origin, "--json")
        #expect(made.status == 0)
        let answer = try #require(made.objects.first)
        #expect(answer.text("origin") == desk.origin)
        #expect(answer.int("size") == 1)
        #expect(answer.text("root")?.count == 64)
        #expect(answer.text("verifierKey")?.hasPrefix(desk.origin + "+") == true)
        let keys = names(desk.tool.state + "/deedlog/keys")
        #expect(keys.count == 1)
        #expect(mode(desk.tool.state + "/deedlog/keys/" + keys[0]) == 0o600)
        #expect(keys[0] == sha256(desk.origin) + ".pem")
        for name in names(desk.ledger) {
            #expect(places(of: Array("PRIVATE KEY".utf8), in: bytes(desk.ledger + "/" + name)).isEmpty)
        }
        #expect(names(desk.ledger) == ["data.mdb", "ledger.json", "lock.mdb", "writer.lock"])
        #expect(desk.isSound)
    }

    @Test("init for people names folder, origin and key file")
    func answersPeople() {
        let desk = Desk(starts: false)
        let made = desk.run("init", "--origin", desk.origin)
        #expect(made.status == 0)
        #expect(made.text.contains(desk.ledger) && made.text.contains(desk.origin) && made.text.contains(".pem"))
    }

    @Test("a ledger is never overwritten") func ledgerExists() {
        let desk = Desk()
        let before = bytes(desk.ledger + "/data.mdb")
        let again = desk.run("init", "--origin", desk.origin + "/other", "--json")
        #expect(again.status == 4)
        #expect(again.error.text("code") == "ledgerExists")
        #expect(again.error.int("exit") == 4)
        #expect(bytes(desk.ledger + "/data.mdb") == before)
        #expect(names(desk.tool.state + "/deedlog/keys").count == 1)
    }

    @Test("a folder with something in it is left alone, and no key is made for it") func folderNotEmpty() throws {
        let desk = Desk(starts: false)
        try FileManager.default.createDirectory(atPath: desk.ledger, withIntermediateDirectories: true)
        desk.write("ledger/letter.txt", "dear sir")
        let made = desk.run("init", "--origin", desk.origin, "--json")
        #expect(made.status == 4)
        #expect(made.error.text("code") == "folderNotEmpty")
        #expect(names(desk.ledger) == ["letter.txt"])
        #expect(names(desk.tool.state + "/deedlog/keys").isEmpty)
    }

    @Test("an empty folder becomes a ledger") func emptyFolder() throws {
        let desk = Desk(starts: false)
        try FileManager.default.createDirectory(atPath: desk.ledger, withIntermediateDirectories: true)
        #expect(desk.run("init", "--origin", desk.origin).status == 0)
        #expect(desk.isSound)
    }

    @Test(
        "what is no origin makes neither ledger nor key",
        arguments: ["", "two words", "a+b", "日志", String(repeating: "a", count: 191)])
    func originMalformed(origin: String) {
        let desk = Desk(starts: false)
        let made = desk.run("init", "--origin", origin, "--json")
        #expect(made.status == 65)
        #expect(made.error.text("code") == "originMalformed")
        #expect(!exists(desk.ledger))
        #expect(names(desk.tool.state + "/deedlog/keys").isEmpty)
    }

    @Test("a key file that is there is used") func keyReused() {
        let desk = Desk()
        let key = desk.tool.state + "/deedlog/keys/" + names(desk.tool.state + "/deedlog/keys")[0]
        let before = bytes(key)
        let other = desk.run("init", "--origin", desk.origin + "/b", "--key", key, "--ledger", desk.file("b"), "--json")
        #expect(other.status == 0)
        #expect(bytes(key) == before)
        let first = desk.run("show", "0", "--raw").text, second = desk.run("show", "0", "--raw", "--ledger", desk.file("b")).text
        func publicKey(_ line: String) -> Substring? { line.split(separator: "+").last }
        #expect(publicKey(first)?.prefix(40) == publicKey(second)?.prefix(40))
    }

    @Test("a key that others may read is not used", arguments: [0o644, 0o640, 0o604]) func keyTooOpen(mode: Int) {
        let desk = Desk()
        let key = desk.tool.state + "/deedlog/keys/" + names(desk.tool.state + "/deedlog/keys")[0]
        setMode(key, mode)
        for outcome in [
            desk.run("append", "--json", input: draft("deal/X")), desk.run("checkpoint", "--json"),
            desk.run("init", "--origin", "other.example", "--ledger", desk.file("b"), "--key", key, "--json"),
        ] {
            #expect(outcome.status == 78)
            #expect(outcome.error.text("code") == "keyTooOpen")
        }
        #expect(desk.size == 1)
        setMode(key, 0o600)
        #expect(desk.run("append", input: draft("deal/X")).status == 0)
    }

    @Test("without its key a ledger can be read but not appended to") func keyMissing() {
        let desk = Desk()
        remove(desk.tool.state + "/deedlog/keys")
        let refused = desk.run("append", "--json", input: draft("deal/X"))
        #expect(refused.status == 78)
        #expect(refused.error.text("code") == "keyMissing")
        #expect(desk.isSound)
    }

    @Test("another ledger's key is refused") func keyMismatch() {
        let desk = Desk(), other = Desk()
        let key = other.tool.state + "/deedlog/keys/" + names(other.tool.state + "/deedlog/keys")[0]
        for verb in ["append", "checkpoint"] {
            let refused = desk.run(verb, "--key", key, "--json", input: draft("deal/X"))
            #expect(refused.status == 78)
            #expect(refused.error.text("code") == "keyMismatch")
        }
        #expect(desk.size == 1)
    }

    @Test("a key file with something else in it is refused") func keyMalformed() {
        let desk = Desk()
        let key = desk.write("key.pem", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")
        setMode(key, 0o600)
        let refused = desk.run("append", "--key", key, "--json", input: draft("deal/X"))
        #expect(refused.status == 78)
        #expect(refused.error.text("code") == "keyMalformed")
    }
}
