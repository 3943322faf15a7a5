import Foundation
import Proofs
import TestSupport
import Testing

@Suite("deedlog party") struct ErasureTests {
    private let lead = registered("p-1", number: "11010519491231002X")

    @Test("a lead is erased: two entries, nothing opens, the log verifies, and doing it again adds nothing")
    func erased() throws {
        let desk = Desk.withVault()
        #expect(desk.append([lead, note("p-1", "\"afternoons\"", key: "n"), note("p-2", "\"mornings\"", key: "m")]).status == 0)
        let before = desk.run("log").lines, checkpoint = desk.run("checkpoint").text
        #expect(desk.run("prove", "1", "-o", desk.file("one")).status == 0)
        let outcome = desk.run("party", "erase", "party/p-1", "--json", "--actor", "privacy-1")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let answer = try #require(outcome.objects.first)
        #expect(answer.flag("erased") == true && answer.flag("duplicate") == false && answer.int("commitments") == 3)
        let index = try #require(answer.int("index"))
        #expect(answer.int("requested") == index - 1)
        let executed = JSONObject(desk.run("show", "--raw", "\(index)").text)
        #expect(executed.text("type") == "erasure.executed" && executed.text("subject") == "party/p-1")
        #expect(executed.text("actor") == "privacy-1" && executed.text("role") == "system")
        #expect(executed.object("data").text("keyId") == answer.text("keyId"))
        // The digest is over the commitments in the log: anybody with the lines computes it.
        let commitments = try before.flatMap { line in
            try line.matches(of: Regex("\"commitment\":\"([0-9a-f]{64})\",\"party\":\"p-1\"")).map {
                try #require($0.output[1].substring).description
            }
        }
        let sorted = try commitments.sorted().flatMap { try #require(Digest(hex: $0)).array }
        #expect(commitments.count == 3 && sha256(sorted) == answer.text("digest"))
        #expect(desk.run("log").lines.starts(with: before))
        let verified = desk.run("verify", "--json", "--checkpoint", desk.write("note", checkpoint))
        #expect(verified.status == 0, "\(verified.text)")
        let vault = try #require(verified.objects.first).object("vault")
        #expect(
            vault.int("commitments") == 4 && vault.int("opened") == 1 && vault.int("erased") == 3 && vault.int("missing") == 0)
        #expect(desk.checkVault().status == 0)
        // An earlier proof is what it was.
        let key = try #require(desk.run("key", "list", "--json").objects.first?.text("verifierKey"))
        let policy = desk.write("policy", "log \(key)\nquorum none\n")
        let checked = CommandLineTool(program: "deedverify").run([desk.file("one"), "--policy", policy, "--json"])
        #expect(checked.status == 0, "\(checked.errors)")
        // The receipt is a proof like any other.
        #expect(desk.run("prove", "\(index)", "-o", desk.file("receipt")).status == 0)
        let receipt = CommandLineTool(program: "deedverify").run([desk.file("receipt"), "--policy", policy, "--json"])
        #expect(receipt.status == 0 && receipt.objects.first?.text("subject") == "party/p-1", "\(receipt.errors)")
        let again = desk.run("party", "erase", "p-1", "--json")
        #expect(again.status == 0 && again.objects.first?.flag("duplicate") == true)
        #expect(again.objects.first?.int("index") == index)
        #expect(desk.run("log", "--stream", "party/p-1").lines.count == 3)
        // Who had it erased is on record too, each time.
        #expect(desk.run("log", "--stream", "access/p-1").lines.count >= 2)
        // Nobody gets a key under the name again.
        let refused = desk.append([note("p-1", "1", key: "later")])
        #expect(refused.status == 77 && refused.error.text("code") == "partyErased")
        #expect(desk.run("party", "erase", "p-77", "--json").error.text("code") == "notFound")
        let told = desk.run("party", "erase", "p-1", "--lang", "zh-CN")
        #expect(told.text.contains("已删除") && told.text.contains("deedlog vault rotate"))
    }

    @Test("a party of a deal is kept: the day is answered and recorded, once a day and reason; exit 5")
    func deferred() throws {
        let desk = Desk.withVault()
        let scenario = desk.run(
            "scenario", "run", Fixtures.path("scenarios/seller/cash-to-closing.scenario"), "--keep", desk.file("told"))
        try #require(scenario.status == 0, "\(scenario.errors)")
        // The same steps, recorded today; what follows by itself the tick makes.
        let steps = try desk.run("log", "--ledger", desk.file("told")).lines.compactMap { line -> String? in
            var entry = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            if entry["role"] as? String == "system" { return nil }
            for name in ["id", "prevhash", "revision", "salt", "source", "specversion", "time"] { entry[name] = nil }
            return String(decoding: try JSONSerialization.data(withJSONObject: entry), as: UTF8.self)
        }
        #expect(desk.append(steps).status == 0)
        let live = desk.run("party", "erase", "p-12", "--json")
        #expect(live.status == 5 && live.objects.first?.text("basis") == "liveDeal" && live.objects.first?.flag("open") == true)
        #expect(desk.run("tick").status == 0)
        let opened = try #require(desk.run("log", "--type", "deal.opened").lines.first)
        let buyer = try #require(JSONObject(opened).object("data").texts("buyerIds")?.first)
        let outcome = desk.run("party", "erase", buyer, "--json")
        #expect(outcome.status == 5, "\(outcome.errors)")
        let answer = try #require(outcome.objects.first)
        #expect(answer.flag("erased") == false && answer.text("basis") == "antiMoneyLaundering" && answer.flag("open") == false)
        let until = try #require(answer.text("until")), index = try #require(answer.int("index"))
        let entry = JSONObject(desk.run("show", "--raw", "\(index)").text)
        #expect(entry.text("type") == "erasure.deferred" && entry.object("data").text("until") == until)
        #expect(desk.run("party", "erase", buyer, "--json").objects.first?.int("index") == index)
        #expect(desk.run("log", "--type", "erasure.deferred", "--stream", "party/\(buyer)").lines.count == 1)
        let shown = try #require(desk.run("party", "show", buyer, "--json").objects.first)
        #expect(shown.text("keepUntil") == until && shown.texts("deals")?.count == 1)
        #expect(desk.run("party", "show", buyer).text.contains(until))
        let zh = desk.run("party", "erase", buyer, "--lang", "zh-CN")
        #expect(zh.status == 5 && zh.text.contains("须保存") && zh.text.contains(until))
        #expect(desk.run("verify", "--json").status == 0)
    }

    @Test("somebody who uses up the keys of an erasure does not keep it away")
    func squatted() throws {
        let desk = Desk.withVault()
        let squat = ["erasure.requested", "erasure.executed", "erasure.executed-1"].map {
            "{\"subject\":\"party/p-1\",\"type\":\"ext.note\",\"key\":\"\($0)\",\"data\":{}}"
        }
        #expect(desk.append([note("p-1", "1", key: "n")] + squat).status == 0)
        let outcome = desk.run("party", "erase", "p-1", "--json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(JSONObject(desk.run("show", "--raw", "HEAD").text).text("key") == "erasure.executed-2")
        #expect(desk.run("verify", "--json").status == 0 && desk.checkVault().status == 0)
        #expect(desk.run("party", "erase", "p-1", "--json").objects.first?.flag("duplicate") == true)
    }

    @Test("a vault put back from before an erasure is named by check and doctor, and erased again")
    func restored() throws {
        let desk = Desk.withVault()
        #expect(desk.append([lead]).status == 0)
        copyFolder(desk.ledger + "/vault", desk.file("backup"))
        #expect(desk.run("party", "erase", "p-1").status == 0)
        remove(desk.ledger + "/vault")
        copyFolder(desk.file("backup"), desk.ledger + "/vault")
        let check = desk.checkVault()
        #expect(check.status == 2 && check.answer.objects("findings").first?.text("kind") == "notErased")
        #expect(desk.run("doctor").text.contains("p-1 was erased, and a restored vault has its key"))
        #expect(desk.run("verify", "--json").status == 0)
        let entries = desk.run("log", "--stream", "party/p-1").lines
        let again = desk.run("party", "erase", "p-1", "--json")
        #expect(again.status == 0 && again.objects.first?.flag("duplicate") == false)
        #expect(desk.run("log", "--stream", "party/p-1").lines == entries)
        #expect(desk.checkVault().status == 0)
        // And one from before everything: the values are not there, which no proof of the log minds.
        #expect(desk.append([note("p-2", "1", key: "a")]).status == 0)
        remove(desk.ledger + "/vault")
        copyFolder(desk.file("backup"), desk.ledger + "/vault")
        #expect(desk.run("party", "erase", "p-1").status == 0)
        let old = desk.checkVault()
        #expect(old.status == 6 && old.answer.int("missing") == 1)
        #expect(desk.run("verify", "--json").status == 0)
    }

    @Test(
        "export gives a person everything: lines, values with openings that openssl confirms, consents; 0600, and nobody else's")
    func exported() throws {
        let desk = Desk.withVault()
        let consent = """
            {"subject":"consent/p-1","type":"consent.granted","key":"c","role":"buyer","actor":"p-1","data":{"partyId":"p-1","purpose":"identity","recipients":["agency"],"fields":["idNumber"],"from":"2026-01-01","until":"2027-01-01","separateConsent":true}}
            """
        let appended = desk.append([
            lead, consent, note("p-2", "\"not theirs\"", key: "o"), note("p-1", "{\"a\":[1,\"二\"]}", key: "n"),
        ])
        #expect(appended.status == 0, "\(appended.errors)")
        let folder = desk.file("out")
        let outcome = desk.run("party", "export", "p-1", "-o", folder, "--json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let answer = try #require(outcome.objects.first)
        #expect(
            answer.int("entries") == 3 && answer.int("values") == 3 && answer.int("consents") == 1 && answer.int("unopened") == 0)
        #expect(names(folder) == ["INDEX.md", "accesses.jsonl", "consents.jsonl", "entries.jsonl", "values.jsonl"])
        #expect(mode(folder) == 0o700 && names(folder).allSatisfy { mode(folder + "/" + $0) == 0o600 })
        let log = desk.run("log").lines
        let entries = String(decoding: bytes(folder + "/entries.jsonl"), as: UTF8.self).split(separator: "\n").map(String.init)
        #expect(entries == [log[1], log[2], log[4]])
        let values = String(decoding: bytes(folder + "/values.jsonl"), as: UTF8.self)
        #expect(values.contains("11010519491231002X") && values.contains("{\"a\":[1,\"二\"]}") && !values.contains("not theirs"))
        for line in values.split(separator: "\n").map(String.init) {
            let one = JSONObject(line)
            let value = try #require(line.split(separator: ",\"value\":", maxSplits: 1).last).dropLast()
            put(Array(value.utf8), desk.file("value"))
            let opening = try #require(one.text("opening")), commitment = try #require(one.text("commitment"))
            let mac = OpenSSLCommand.run(
                ["dgst", "-sha256", "-mac", "HMAC", "-macopt", "hexkey:\(opening)", desk.file("value")], in: desk.tool.folder)
            #expect(String(decoding: mac.output, as: UTF8.self).contains(commitment))
            #expect(log.contains { $0.contains(commitment) })
        }
        #expect(String(decoding: bytes(folder + "/INDEX.md"), as: UTF8.self).contains("openssl dgst"))
        #expect(desk.run("party", "export", "p-1", "-o", folder, "--json").error.text("code") == "folderNotEmpty")
        #expect(desk.run("party", "export", "p-1", "-o", desk.file("zh"), "--lang", "zh-CN").text.contains("原值"))
        #expect(String(decoding: bytes(desk.file("zh") + "/INDEX.md"), as: UTF8.self).contains("文件"))
        #expect(desk.run("party", "export", "p-9", "-o", desk.file("no"), "--json").error.text("code") == "notFound")
        // After the erasure the lines are still there, and nothing opens.
        #expect(desk.run("party", "erase", "p-1").status == 0)
        let after = try #require(desk.run("party", "export", "p-1", "-o", desk.file("after"), "--json").objects.first)
        #expect(after.int("values") == 0 && after.int("unopened") == 3)
        #expect(!String(decoding: bytes(desk.file("after") + "/values.jsonl"), as: UTF8.self).contains("opening"))
    }

    @Test("status and doctor tell of the vault without its key and change nothing")
    func status() throws {
        let desk = Desk.withVault()
        #expect(desk.append([lead]).status == 0)
        let before = bytes(desk.ledger + "/vault/data.mdb")
        var answer = try #require(desk.run("vault", "status", "--json").objects.first)
        #expect(answer.int("live") == 1 && answer.int("erased") == 0 && answer.int("values") == 2 && answer.int("pending") == 0)
        #expect(answer.flag("compactionDue") == false && answer.isNull("previousMasterKey"))
        #expect(answer.text("masterKey")?.count == 16)
        let doctor = desk.run("doctor", "--json").objects.filter { $0.text("check") == "vault" }
        #expect(doctor.count == 2 && doctor.allSatisfy { $0.flag("ok") == true })
        setMode(masterKey(desk), 0o644)
        #expect(desk.run("doctor", "--json").objects.contains { $0.text("check") == "vault" && $0.flag("ok") == false })
        remove(masterKey(desk))
        #expect(desk.run("doctor").text.contains("no master key"))
        answer = try #require(desk.run("vault", "status", "--json").objects.first)
        #expect(answer.int("values") == 2)
        let verified = try #require(desk.run("verify", "--json").objects.first)
        #expect(verified.text("verdict") == "ok" && verified.object("vault").text("notAsked") == "masterKeyMissing")
        #expect(desk.run("verify").text.contains("the vault was not asked"))
        #expect(desk.run("vault", "check", "--json").error.text("code") == "masterKeyMissing")
        #expect(bytes(desk.ledger + "/vault/data.mdb") == before)
        setMode(desk.ledger + "/vault/data.mdb", 0o640)
        #expect(desk.run("doctor").text.contains("others may read vault/data.mdb"))
    }

    private func masterKey(_ desk: Desk) -> String { desk.masterKey }

    @Test("a value that does not fit its commitment is 2, and says which entry")
    func broken() throws {
        let desk = Desk.withVault()
        #expect(desk.append(["a", "b", "c"].map { note("p-1", "\"\($0)\"", key: $0) }).status == 0)
        let rows = try vaultRows(desk.ledger, "values")
        try putVaultRow(desk.ledger, "values", rows[0].key, rows[1].value)
        let check = desk.checkVault()
        #expect(check.status == 2 && check.answer.int("broken") == 1 && check.answer.int("opened") == 2)
        #expect(check.answer.objects("findings").first?.text("kind") == "valueBroken")
        let verified = try #require(desk.run("verify", "--json").objects.first)
        #expect(verified.text("verdict") == "ok" && verified.object("vault").int("broken") == 1)
        try putVaultRow(desk.ledger, "values", rows[0].key, nil)
        #expect(desk.checkVault().status == 6 && desk.checkVault().answer.int("missing") == 1)
        try putVaultRow(desk.ledger, "values", rows[0].key, rows[0].value)
        #expect(desk.checkVault().status == 0)
    }
}
