import Foundation
import TestSupport
import Testing

private let number = "11010519491231002X"

/// A ledger with a vault, a person whose identity number and phone are sealed, and the consents that the tests ask about.
private func desk() -> Desk {
    let desk = Desk()
    precondition(desk.run("vault", "init").status == 0)
    func consent(_ purpose: String, _ to: String, _ fields: String, _ from: String, _ until: String) -> String {
        draft(
            "consent/p-1", "consent.granted",
            data:
                #"{"partyId":"p-1","purpose":"\#(purpose)","recipients":["\#(to)"],"fields":[\#(fields)],"from":"\#(from)","until":"\#(until)"}"#,
            more: #","actor":"p-1","role":"seller""#)
    }
    let personal = { (value: String) in #"{"$personal":{"party":"p-1","value":"\#(value)"}}"# }
    let steps = [
        draft(
            "party/p-1", "party.registered", key: "r-1",
            data:
                #"{"partyId":"p-1","kind":"person","idNumber":\#(personal(number)),"birthDate":\#(personal("1949-12-31")),"ageFacts":{"asOf":"2026-01-01","under8":false,"under14":false,"under18":false,"ageBandYears":75},"idCheck":{"method":"reader","result":"passed"}}"#,
            more: #","actor":"broker-1","role":"broker""#),
        consent("identity", "broker-1", #""idNumber""#, "2026-01-01", "2099-12-31"),
        consent("identity", "broker-2", #""idNumber""#, "2026-01-01", "2026-01-31"),
        consent("identity", "broker-3", #""idNumber""#, "2099-01-01", "2099-12-31"),
        consent("identity", "broker-4", #""birthDate""#, "2026-01-01", "2099-12-31"),
        consent("identity", "broker-5", #""idNumber""#, "2026-01-01", "2099-12-31"),
        draft(
            "consent/p-1", "consent.withdrawn",
            data: #"{"partyId":"p-1","purpose":"identity","recipients":["broker-5"]}"#, more: #","actor":"p-1","role":"seller""#),
    ]
    let outcome = desk.run("append", input: steps.joined())
    precondition(outcome.status == 0, outcome.errors)
    return desk
}

extension Desk {
    fileprivate func ask(_ actor: String, _ role: String, _ purpose: String, _ more: [String] = []) -> CommandLineTool.Outcome {
        run(["show", "party/p-1:0", "--reveal", "--as", actor, "--role", role, "--purpose", purpose, "--json"] + more)
    }

    fileprivate var decisions: [JSONObject] {
        run("log", "--stream", "access/p-1").objects.map { $0.object("data") }
    }
}

@Suite("Revealing") struct RevealTests {
    @Test(
        "a consent opens the field that it names to the recipient that it names; each asking is on record before it is answered")
    func consented() throws {
        let desk = desk()
        let shown = desk.ask("broker-1", "broker", "identity")
        #expect(shown.status == 0, "\(shown.text)\(shown.errors)")
        let values = shown.objects[0].objects("revealed")
        #expect(values.map { $0.text("field") } == ["birthDate", "idNumber"])
        #expect(values[0].text("denied") == "fieldNotNamed" && values[0].text("value") == nil)
        let seen = try #require(values[1].text("value"))
        #expect(seen == number || seen == "110105********002X")
        #expect(values[1].text("basis") == "consent/p-1:0")
        let decisions = desk.decisions
        #expect(decisions.map { $0.flag("allowed") } == [false, true])
        #expect(decisions.allSatisfy { $0.text("purpose") == "identity" && $0.text("role") == "broker" })
        #expect(desk.isSound)
    }

    @Test(
        "who is not covered sees nothing, with the reason, and is on record",
        arguments: [
            ("broker-2", "broker", "identity", "consentExpired"), ("broker-3", "broker", "identity", "consentNotYet"),
            ("broker-4", "broker", "identity", "fieldNotNamed"), ("broker-5", "broker", "identity", "consentWithdrawn"),
            ("broker-9", "broker", "identity", "recipientNotNamed"), ("broker-1", "broker", "marketing", "notInMatrix"),
            ("broker-1", "contractor", "identity", "notInMatrix"), ("broker-1", "broker", "aml", "notInMatrix"),
            ("broker-1", "lenderOfficer", "bankSharing", "consentMissing"), ("broker-1", "broker", "contract", "dealMissing"),
            ("p-2", "seller", "subjectRequest", "notOwnData"), ("auditor-1", "auditor", "identity", "notInMatrix"),
        ])
    func denied(actor: String, role: String, purpose: String, reason: String) {
        let desk = desk()
        let outcome = desk.ask(actor, role, purpose)
        let values = outcome.objects.first?.objects("revealed") ?? []
        let found = values.first { $0.text("field") == "idNumber" }?.text("denied")
        #expect(found == reason, "\(outcome.text)\(outcome.errors)")
        #expect(!outcome.text.contains(number) && !outcome.errors.contains(number))
        #expect(desk.decisions.contains { $0.flag("allowed") == false && $0.text("reason") == reason })
        // Where nothing at all may be seen it is a refusal.
        let isDenied = values.allSatisfy { $0.text("value") == nil }
        #expect(outcome.status == (isDenied ? 77 : 0))
        if isDenied { #expect(outcome.error.text("code") == "accessDenied") }
    }

    @Test("a withdrawal holds at the next read")
    func withdrawal() {
        let desk = desk()
        #expect(desk.ask("broker-1", "broker", "identity").status == 0)
        let withdrawn = desk.run(
            "append",
            input: draft(
                "consent/p-1", "consent.withdrawn", data: #"{"partyId":"p-1","purpose":"identity"}"#,
                more: #","actor":"p-1","role":"seller""#))
        #expect(withdrawn.status == 0, "\(withdrawn.errors)")
        let after = desk.ask("broker-1", "broker", "identity")
        #expect(after.status == 77 && after.text.contains("consentWithdrawn"), "\(after.text)\(after.errors)")
    }

    @Test("the person sees all of it, with openings that prove it to anybody who has openssl")
    func own() throws {
        let desk = desk()
        let outcome = desk.ask("p-1", "seller", "subjectRequest", ["--openings"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let line = desk.run("show", "party/p-1:0", "--json").objects[0]
        for value in outcome.objects[0].objects("revealed") {
            let field = try #require(value.text("field")), opening = try #require(value.text("opening"))
            let text = try #require(value.text("value"))
            let code = RunningTool.shell("printf %s '\"\(text)\"' | openssl dgst -sha256 -mac HMAC -macopt hexkey:\(opening)")
                .text
            let commitment = try #require(line.object("data").object(field).object("$sealed").text("commitment"))
            #expect(code.contains(commitment))
        }
        // Who sees a masked value gets no opening: it would let them try every value.
        let masked = desk.ask("broker-1", "broker", "identity", ["--openings"]).objects[0].objects("revealed")
        for value in masked where value.text("sight") == "masked" { #expect(value.text("opening") == nil) }
    }

    @Test("a deal is found by an identity number from standard input, for who may search, and never from the command line")
    func search() {
        let desk = desk()
        let arguments = ["deal", "list", "--party-id-number", "-", "--json"]
        let asker = ["--as", "officer-1", "--role", "privacyOfficer", "--purpose", "subjectRequest"]
        let found = desk.run(arguments + asker, input: Array("\(number)\n".utf8))
        #expect(found.status == 0, "\(found.errors)")
        #expect(desk.decisions.contains { $0.text("action") == "search" && $0.flag("allowed") == true })
        let before = desk.decisions.count
        let nobody = desk.run(arguments + asker, input: Array("440524188001010014\n".utf8))
        #expect(nobody.status == 0 && desk.decisions.count == before)
        // The same answer, whether there is anybody or not.
        let broker = ["--as", "broker-1", "--role", "broker", "--purpose", "identity"]
        let denied = [number, "440524188001010014"].map { desk.run(arguments + broker, input: Array("\($0)\n".utf8)) }
        #expect(denied.allSatisfy { $0.status == 77 } && denied[0].errors == denied[1].errors)
        let shown = desk.run(["deal", "list", "--party-id-number", number] + asker)
        #expect(shown.status == 64 && !shown.errors.contains(number))
        #expect(desk.run(arguments, input: Array("\(number)\n".utf8)).status == 64)
    }

    @Test("deal show opens what is sealed of buyers and sellers for whoever takes part in the deal, and for nobody else")
    func deal() throws {
        let desk = Desk.withVault()
        let told = desk.run(
            "scenario", "run", Fixtures.path("scenarios/seller/cash-to-closing.scenario"), "--keep", desk.file("told"))
        try #require(told.status == 0, "\(told.errors)")
        // The same steps up to the handover, recorded today: the deal is alive.
        var steps = [registered("p-31", number: number)]
        for line in desk.run("log", "--ledger", desk.file("told")).lines {
            var entry = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            if entry["type"] as? String == "handover.completed" { break }
            if entry["role"] as? String == "system" { continue }
            for name in ["id", "prevhash", "revision", "salt", "source", "specversion", "time"] { entry[name] = nil }
            steps.append(String(decoding: try JSONSerialization.data(withJSONObject: entry), as: UTF8.self))
        }
        #expect(desk.append(steps).status == 0)
        let opened = try #require(desk.run("log", "--type", "deal.opened").objects.first)
        let deal = try #require(opened.text("subject")?.dropFirst(5)), broker = try #require(opened.text("actor"))
        func ask(_ actor: String, _ role: String, _ purpose: String) -> CommandLineTool.Outcome {
            desk.run("deal", "show", String(deal), "--reveal", "--as", actor, "--role", role, "--purpose", purpose, "--json")
        }
        let own = ask("p-31", "buyer", "subjectRequest")
        #expect(own.status == 0 && own.objects[0].objects("revealed").map { $0.text("field") } == ["birthDate", "idNumber"])
        #expect(own.text.contains(number))
        let byBroker = ask(broker, "broker", "contract")
        #expect(byBroker.objects[0].objects("revealed").allSatisfy { $0.text("denied") != "dealMissing" }, "\(byBroker.text)")
        let stranger = ask("broker-99", "broker", "contract")
        #expect(stranger.status == 77 && !stranger.text.contains(number))
        #expect(stranger.objects[0].objects("revealed").allSatisfy { $0.text("denied") == "dealMissing" }, "\(stranger.text)")
        let table = desk.run(
            "deal", "show", String(deal), "--reveal", "--as", "p-31", "--role", "buyer", "--purpose", "subjectRequest", "--lang",
            "zh-CN")
        #expect(table.text.contains("个人信息") && table.text.contains(number))
        let found = desk.run(
            ["deal", "list", "--party-id-number", "-", "--as", "o", "--role", "privacyOfficer", "--purpose", "aml", "--json"],
            input: Array("\(number)\n".utf8))
        #expect(found.objects.map { $0.text("deal") }.contains(String(deal)), "\(found.text)\(found.errors)")
        #expect(desk.isSound)
    }

    @Test("options of an asker are usage without --reveal, and --reveal without an asker is usage too")
    func usage() {
        let desk = desk(), before = desk.size
        #expect(desk.run("show", "1", "--as", "broker-1").status == 64)
        #expect(desk.run("show", "1", "--reveal").status == 64)
        #expect(desk.run("show", "1", "--raw", "--reveal", "--as", "a", "--role", "broker", "--purpose", "identity").status == 64)
        #expect(desk.run("show", "1", "--reveal", "--as", "a", "--role", "nobody", "--purpose", "identity").status == 64)
        #expect(desk.size == before)
    }

    @Test("without the vault's key nothing opens, and no record says that it did")
    func keyless() {
        let desk = desk(), before = desk.size
        let outcome = desk.run(
            "show", "1", "--reveal", "--as", "p-1", "--role", "seller", "--purpose", "subjectRequest", "--vault-key",
            desk.file("nothing"))
        #expect(outcome.status == 78 && desk.size == before)
        let wrong = desk.write("wrong", String(repeating: "ab", count: 32) + "\n")
        setMode(wrong, 0o600)
        let other = desk.run(
            "show", "1", "--reveal", "--as", "p-1", "--role", "seller", "--purpose", "subjectRequest", "--vault-key", wrong)
        #expect(other.status == 78 && other.errors.contains("masterKeyWrong") && desk.size == before)
        setMode(wrong, 0o644)
        let open = desk.run(
            "show", "1", "--reveal", "--as", "p-1", "--role", "seller", "--purpose", "subjectRequest", "--vault-key", wrong)
        #expect(open.status == 78 && open.errors.contains("keyTooOpen") && desk.size == before)
    }
}
