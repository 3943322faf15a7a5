import Foundation
import HomeSale
import TestSupport
import Testing

/// A ledger with one registered person and a consent that covers today.
private func desk(until: String = "2099-12-31") -> Desk {
    let desk = Desk()
    let steps = [
        draft(
            "party/p-31", "party.registered",
            data:
                #"{"partyId":"p-31","kind":"person","ageFacts":{"asOf":"2026-01-01","under8":false,"under14":false,"under18":false,"ageBandYears":30}}"#,
            more: #","actor":"broker-1","role":"broker""#),
        draft(
            "consent/p-31", "consent.granted",
            data:
                #"{"partyId":"p-31","purpose":"bankSharing","recipients":["bank-a"],"fields":["income","debts"],"from":"2026-01-01","until":"\#(until)","separateConsent":true}"#,
            more: #","actor":"p-31","role":"buyer""#),
    ]
    let outcome = desk.run("append", input: steps.joined())
    precondition(outcome.status == 0, outcome.errors)
    return desk
}

private let question = [
    "access", "check", "--role", "lenderOfficer", "--purpose", "bankSharing", "--resource", "finance", "--party", "p-31",
    "--json",
]

@Suite("access and token") struct AccessVerbTests {
    @Test("check says per field what covers it, records nothing, and ends with 77 where something is denied") func check() {
        let desk = desk(), before = desk.size
        let allowed = desk.run(question + ["--actor", "bank-a", "--field", "income", "--field", "debts"])
        #expect(allowed.status == 0 && allowed.objects[0].flag("allowed") == true, "\(allowed.text)\(allowed.errors)")
        #expect(allowed.text.contains(#""basis":"consent/p-31:0","sight":"whole""#))
        let partly = desk.run(question + ["--actor", "bank-a"])
        #expect(partly.status == 77 && partly.text.contains(#"{"field":"assets","allowed":false,"reason":"fieldNotNamed"}"#))
        let other = desk.run(question + ["--actor", "bank-b", "--field", "income"])
        #expect(other.status == 77 && other.text.contains("recipientNotNamed"))
        let late = desk.run(question + ["--actor", "bank-a", "--field", "income", "--on", "2025-12-31"])
        #expect(late.status == 77 && late.text.contains("consentNotYet"))
        #expect(desk.size == before)
        let cell = desk.run("access", "check", "--role", "broker", "--purpose", "bankSharing", "--resource", "finance", "--json")
        #expect(cell.status == 77 && cell.objects[0].text("reason") == "notInMatrix")
    }

    @Test("the matrix is told in both languages, and its canonical bytes have the digest that decisions name") func matrix() {
        let desk = Desk(starts: false)
        let bytes = desk.run("access", "matrix", "--canonical").output
        #expect(bytes == AccessMatrix.house.canonical && sha256(bytes) == AccessMatrix.house.digest.hex)
        #expect(desk.run("access", "matrix").text.contains(AccessMatrix.house.digest.hex))
        #expect(desk.run("access", "matrix", "--lang", "zh-CN").text.contains("其余一律拒绝"))
        #expect(desk.run("access", "matrix", "--json").lines.count == AccessMatrix.house.rows.count)
        #expect(desk.run("access", "matrix", "--role", "contractor", "--json").lines.count == 2)
        #expect(desk.run("access", "matrix", "--role", "nobody").status == 64)
    }

    private func issue(_ desk: Desk, _ more: [String] = []) -> (id: String, file: String) {
        let file = desk.file("t-\(UUID().uuidString)")
        let outcome = desk.run(
            ["token", "issue", "--holder", "bank-a", "--role", "lenderOfficer", "--purpose", "bankSharing", "-o", file, "--json"]
                + (more.contains("--until") ? [] : ["--until", soon]) + more)
        precondition(outcome.status == 0, outcome.errors)
        return (outcome.objects[0].text("id") ?? "", file)
    }

    /// A month from now.
    private let soon = String(Date(timeIntervalSinceNow: 30 * 86_400).ISO8601Format().prefix(10))

    @Test("a token asks in its holder's name until it is revoked; the ledger never holds it") func token() throws {
        let desk = desk(), (id, file) = issue(desk)
        #expect(mode(file) == 0o600)
        let ask = question + ["--field", "income", "--token-file", file]
        let allowed = desk.run(ask)
        #expect(allowed.status == 0 && allowed.objects[0].text("token") == id && allowed.objects[0].text("actor") == "bank-a")
        let text = String(decoding: bytes(file), as: UTF8.self).trimmingCharacters(in: .newlines)
        let secret = Array(text.utf8.suffix(43))
        for name in names(desk.ledger) { #expect(places(of: secret, in: bytes(desk.ledger + "/" + name)).isEmpty, "\(name)") }
        #expect(!desk.run("log").text.contains(text) && !desk.run("token", "list", "--json").text.contains(text))
        let listed = desk.run("token", "list", "--json").objects
        #expect(listed.count == 1 && listed[0].text("state") == "live" && listed[0].text("digest") == sha256(text))
        #expect(desk.run("token", "revoke", String(id.prefix(8)), "--reason", "leaked", "--json").status == 0)
        let size = desk.size
        #expect(
            desk.run("token", "revoke", id, "--reason", "unused", "--json").objects[0].flag("duplicate") == true
                && desk.size == size)
        let refused = desk.run(ask)
        #expect(refused.status == 77 && refused.error.text("code") == "tokenRefused" && refused.errors.contains("tokenRevoked"))
        #expect(!refused.errors.contains(text) && desk.isSound)
        // Without a file it is printed once, alone on its line.
        let printed = desk.run("token", "issue", "--holder", "b", "--role", "auditor", "--purpose", "audit", "--until", soon)
        #expect(printed.status == 0 && printed.text.wholeMatch(of: #/deedlog-token-[A-Za-z0-9_-]{43}\n/#) != nil)
    }

    @Test("what a token is not good for, and what is no token, is refused with its own code") func refusals() {
        let desk = desk(), size = desk.size!
        let (_, file) = issue(desk, ["--party", "p-31", "--from", "2026-01-01", "--until", "2026-12-31"])
        func code(_ more: String..., question: [String] = question) -> String {
            let outcome = desk.run(question + more)
            return
                "\(outcome.status ?? -1) \(outcome.error.text("code") ?? "") \(outcome.errors.firstMatch(of: #/token[A-Z]\w+/#).map { String($0.0) } ?? "")"
        }
        #expect(code("--token-file", file, "--on", "2027-01-01") == "77 tokenRefused tokenRefused")
        #expect(desk.run(question + ["--token-file", file, "--on", "2027-01-01"]).errors.contains("tokenExpired"))
        #expect(desk.run(question + ["--token-file", file, "--on", "2025-12-31"]).errors.contains("tokenNotYet"))
        func asked(_ role: String, _ purpose: String, _ party: String) -> String {
            desk.run(
                "access", "check", "--role", role, "--purpose", purpose, "--resource", "finance", "--party", party,
                "--token-file", file,
                "--on", "2026-06-01", "--json"
            ).errors
        }
        #expect(asked("fundCenterOfficer", "bankSharing", "p-31").contains("tokenRoleDiffers"))
        #expect(asked("lenderOfficer", "creditReport", "p-31").contains("tokenPurposeDiffers"))
        #expect(asked("lenderOfficer", "bankSharing", "p-32").contains("tokenPartyDiffers"))
        var flipped = bytes(file)
        flipped[20] = flipped[20] == 0x41 ? 0x42 : 0x41
        put(flipped, desk.file("flipped"))
        setMode(desk.file("flipped"), 0o600)
        #expect(
            desk.run(question + ["--token-file", desk.file("flipped")]).error.text("code") == "tokenRefused")
        put(Array("deedlog-token-short\n".utf8), desk.file("short"))
        setMode(desk.file("short"), 0o600)
        #expect(desk.run(question + ["--token-file", desk.file("short")]).error.text("code") == "tokenMalformed")
        #expect(desk.run(question + ["--token-file", desk.file("none")]).error.text("code") == "fileNotFound")
        for open in [0o644, 0o640, 0o604, 0o660] {
            setMode(file, open)
            let outcome = desk.run(question + ["--token-file", file])
            #expect(outcome.status == 78 && outcome.error.text("code") == "tokenTooOpen")
        }
        // Nothing of this left a trace but the one token.
        #expect(desk.size == size + 1)
    }

    @Test("no token is issued that could open nothing, or for too long, or over a file that is there") func issuing() {
        let desk = desk(), size = desk.size
        func status(_ more: String...) -> Int32? { desk.run(["token", "issue", "--holder", "x", "--json"] + more).status }
        #expect(status("--role", "contractor", "--purpose", "creditReport", "--until", soon) == 64)
        #expect(status("--role", "operator", "--purpose", "audit", "--until", soon) == 64)
        #expect(status("--role", "auditor", "--purpose", "audit", "--until", "2020-01-01") == 64)
        #expect(status("--role", "auditor", "--purpose", "audit", "--until", "2099-01-01") == 64)
        #expect(status("--role", "auditor", "--until", soon) == 64)
        #expect(status("--role", "auditor", "--purpose", "audit", "--until", soon, "-o", desk.write("there", "x")) == 4)
        // A holder that is a phone number would stay in the log: refused, and the file that was made is gone again.
        let refused = desk.run(
            "token", "issue", "--holder", "13800138000", "--role", "auditor", "--purpose", "audit", "--until", soon, "-o",
            desk.file("gone"), "--json")
        #expect(refused.status == 65 && refused.error.text("code") == "personalInClear" && !exists(desk.file("gone")))
        #expect(desk.run("token", "revoke", "0123456789abcdef", "--reason", "leaked").status == 3)
        #expect(desk.size == size && bytes(desk.file("there")) == Array("x".utf8))
    }

    @Test("personal numbers are refused in every place of a draft, in one line or a batch, and leave no trace") func inTheClear()
    {
        let desk = Desk()
        let bad = [
            draft("ext/a", data: #"{"a":"13800138000"}"#), draft("ext/13800138000"), draft("ext/a", key: "11010519491231002X"),
            draft("ext/a", more: #","actor":"13800138000""#),
            draft(
                "party/p-1", "party.registered", data: #"{"partyId":"p-1","kind":"person","idNumber":"x"}"#,
                more: #","role":"broker""#),
            draft("party/p-1", "party.registered", data: #"{"partyId":"张三","kind":"person"}"#, more: #","role":"broker""#),
        ]
        for one in bad {
            let outcome = desk.run("append", "--json", input: one)
            #expect(outcome.status == 65 && outcome.error.text("code") == "personalInClear", "\(one)\(outcome.errors)")
            #expect(!outcome.errors.contains("13800138000") && !outcome.errors.contains("11010519491231002X"))
        }
        let atomic = desk.run("append", "--atomic", "--json", input: draft("ext/a") + bad[0])
        #expect(atomic.status == 65 && desk.size == 1)
        let kept = desk.run("append", "--keep-going", "--json", input: bad[0] + draft("ext/a"))
        #expect(kept.status == 7 && desk.size == 2 && desk.run("append", "--dry-run", "--json", input: bad[1]).status == 65)
    }

    @Test("explain says which members are personal and how they are written") func explained() {
        let desk = Desk(starts: false)
        let text = desk.run("explain", "party.registered").text
        #expect(
            text.contains(#"personal, never in the clear: idNumber, birthDate. Write {"$personal":{"party":…,"value":…}}"#),
            "\(text)")
        #expect(desk.run("explain", "party.registered", "--lang", "zh-CN").text.contains("个人信息，不得明文：idNumber、birthDate"))
        #expect(desk.run("explain", "breach.alleged").text.contains("words that may not be about a person unless sealed: clause"))
        let members = desk.run("explain", "party.registered", "--json").objects[0].objects("members")
        #expect(members.first { $0.text("path") == "idNumber" }?.text("personal") == "sealed")
        #expect(members.first { $0.text("path") == "partyId" }?.text("personal") == "pseudonym")
        #expect(members.first { $0.text("path") == "kind" }?.text("personal") == nil)
    }
}
