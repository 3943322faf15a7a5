import Foundation
import TestSupport
import Testing

@Suite("deedlog vault check") struct VaultCheckTests {
    /// What is found: kind, entry and detail of each.
    private func findings(_ answer: JSONObject) -> [String] {
        answer.objects("findings").map { one in
            "\(one.text("kind") ?? "?") \(one.int("index").map(String.init) ?? "-") \(one.text("detail") ?? "?")"
        }
    }

    @Test(
        "a value without an entry, as where an older log was put beside a newer vault, is named: 6, until the entry is there again"
    )
    func withoutEntry() throws {
        let desk = Desk.withVault()
        #expect(desk.append([note("p-1", "\"one\"", key: "a"), note("p-2", "\"two\"", key: "b")]).status == 0)
        #expect(desk.checkVault().status == 0)
        let older = bytes(desk.ledger + "/data.mdb"), lost = note("p-1", "\"13900138000\"", key: "c")
        #expect(desk.append([lost]).status == 0)
        let commitment = try #require(
            JSONObject(desk.run("show", "--raw", "HEAD").text).object("data").object("about").object("$sealed").text("commitment")
        )
        put(older, desk.ledger + "/data.mdb")
        let check = desk.checkVault()
        #expect(check.status == 6 && findings(check.answer) == ["entryMissing - p-1 \(commitment)"], "\(check.answer)")
        // Every commitment there is opens: it is the vault that has more.
        #expect(check.answer.int("commitments") == 2 && check.answer.int("opened") == 2 && check.answer.int("missing") == 0)
        #expect(desk.run("vault", "check").text.contains("a value without an entry: p-1 \(commitment)"))
        #expect(desk.run("vault", "check", "--lang", "zh-CN").text.contains("原值没有对应条目：p-1 \(commitment)"))
        // The log is sound in itself, and says nothing of what it never held.
        #expect(desk.run("verify", "--json", "--no-trust-store").objects.first?.text("verdict") == "ok")
        // The value is not shown, nor does checking take it away.
        #expect(!desk.run("vault", "check").text.contains("13900138000"))
        #expect(try vaultRows(desk.ledger, "values").count == 3)
        #expect(desk.append([lost]).status == 0)
        #expect(desk.checkVault().status == 0)
        #expect(try vaultRows(desk.ledger, "values").count == 3)
    }

    @Test("a commitment whose value is not here is named with its entry: 6; an erased party's is none of these")
    func withoutValue() throws {
        let desk = Desk.withVault()
        #expect(desk.append([note("p-1", "\"one\"", key: "a"), note("p-3", "\"gone\"", key: "c")]).status == 0)
        copyFolder(desk.ledger + "/vault", desk.file("older"))
        let later = [note("p-1", "\"13900138000\"", key: "d"), note("p-9", "\"new\"", key: "e")]
        #expect(desk.append(later).status == 0)
        // A copy of the vault from before is put back: of one party it has the key and not the value, of the other neither.
        remove(desk.ledger + "/vault")
        copyFolder(desk.file("older"), desk.ledger + "/vault")
        #expect(desk.run("party", "erase", "p-3").status == 0)
        let check = desk.checkVault()
        #expect(check.status == 6, "\(check.answer)")
        #expect(findings(check.answer) == ["valueMissing 3 p-1 /about", "valueMissing 4 p-9 /about"], "\(check.answer)")
        #expect(check.answer.int("commitments") == 4 && check.answer.int("opened") == 1)
        #expect(check.answer.int("erased") == 1 && check.answer.int("missing") == 2)
        #expect(desk.run("vault", "check").text.contains("no value at entry 3: p-1 /about"))
        #expect(desk.run("vault", "check", "--lang", "zh-CN").text.contains("缺少原值，第 3 条：p-1 /about"))
        let verified = try #require(desk.run("verify", "--json").objects.first)
        #expect(verified.text("verdict") == "ok" && verified.object("vault").int("missing") == 2)
        // Once the party is erased there is nothing to miss.
        #expect(desk.run("party", "erase", "p-1").status == 0)
        #expect(findings(desk.checkVault().answer) == ["valueMissing 4 p-9 /about"])
        #expect(desk.run("party", "erase", "p-9").status == 0)
        #expect(desk.checkVault().status == 0 && desk.checkVault().answer.int("erased") == 4)
    }
}
