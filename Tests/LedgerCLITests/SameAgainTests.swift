import Foundation
import Ledger
import Proofs
import TestSupport
import Testing

@Suite("The same again") struct SameAgainTests {
    @Test(
        "a ledger gives the same states on two runs, byte by byte, and so does a copy of it",
        arguments: [
            "lenderOfficer/carry-over-combined-to-closing", "court/seizure-lifted", "buyer/unwind-mutual", "coOwner/spouse",
        ])
    func replayed(_ scenario: String) throws {
        let tool = CommandLineTool()
        let ledger = tool.file("ledger"), copy = tool.file("copy")
        let path = Fixtures.path("scenarios/\(scenario).scenario")
        try #require(tool.run(["scenario", "run", path, "--keep", ledger]).status == 0)
        copyFolder(ledger, copy)
        // A second ledger of the same steps differs in salts and digests, in nothing that is folded.
        let again = tool.file("again")
        try #require(tool.run(["scenario", "run", path, "--keep", again]).status == 0)
        let deals = tool.run(["deal", "list", "--ledger", ledger, "--json"]).objects.compactMap { $0.text("deal") }
        #expect(!deals.isEmpty)
        var questions = [["deal", "list"], ["listing", "show", "L-0007"], ["listing", "history", "L-0007"]]
        for deal in deals {
            questions += [
                ["deal", "replay", deal, "--full"], ["deal", "show", deal], ["deal", "history", deal], ["deal", "blame", deal],
                ["escrow", "show", deal], ["loan", "show", deal], ["deal", "show", deal, "--effective", "2026-09-12"],
            ]
        }
        for question in questions {
            let first = tool.run(question + ["--json", "--ledger", ledger])
            #expect(first.status == 0, "\(question) \(first.errors)")
            for other in [ledger, copy, again] {
                #expect(tool.run(question + ["--json", "--ledger", other]).output == first.output, "\(question) \(other)")
            }
        }
    }

    @Test("a rehearsal counts refusals on record, and makes none of them again") func refusalsOnRecord() throws {
        let desk = Desk()
        let accepted = draft("deal/D", "offer.accepted", key: "a", data: #"{"offerId":"O-1"}"#, more: #","role":"seller""#)
        #expect(desk.run("append", "--keep-going", input: accepted + draft("ext/a", key: "b")).status == 7)
        #expect(desk.run("log", "--type", "step.refused").lines.count == 1)
        let outcome = desk.run(
            "rehearse", "--from", desk.ledger, "--ledger", desk.file("copy"), "--origin", desk.origin + "/copy", "--json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let answer = try #require(outcome.objects.first)
        #expect(answer.int("refusalsOnRecord") == 1 && answer.int("skipped") == 2 && answer.int("fed") == 1)
        #expect(answer.int("differences") == 0)
        #expect(desk.run("log", "--ledger", desk.file("copy"), "--type", "step.refused").text.isEmpty)
    }

    @Test("a rehearsal that comes out otherwise names what was refused, counts it, and ends with 5", arguments: ["en", "zh-CN"])
    func differences(language: String) throws {
        let desk = Desk(starts: false)
        // A ledger from before there were rules: an acceptance of no offer is in it.
        let key = SigningKey.generate()
        _ = try Ledger.create(folder: desk.ledger, origin: desk.origin, key: key, surroundings: .system)
        let old = try Ledger(folder: desk.ledger, forWriting: true)
        let writer = try LogWriter(old, key: key, surroundings: .system)
        let run = DraftRun(isAtomic: false, stopsAtFailure: false)
        var parser = DraftParser()
        let accepted = draft("deal/D", "offer.accepted", key: "a", data: #"{"offerId":"O-1"}"#, more: #","role":"seller""#)
        for text in [draft("ext/a", key: "1"), accepted, draft("ext/a", key: "2", more: #","cause":"2""#)] {
            try parser.parse(Array(text.dropLast().utf8), into: run)
        }
        try writer.appendAndWait(run)
        writer.close()

        let copy = desk.file("copy")
        let arguments = ["rehearse", "--from", desk.ledger, "--ledger", copy, "--origin", desk.origin + "/copy"]
        let outcome = desk.run(arguments + ["--lang", language])
        #expect(outcome.status == 5)
        #expect(outcome.errors.contains(language == "en" ? "refused: entry 2: refused by" : "拒绝：第 2 条：被规则"))
        #expect(outcome.text.contains(language == "en" ? "differences" : "差异"))
        // What hung on the refused entry is there, without a cause that the new ledger does not have.
        let rows = desk.run("log", "--ledger", copy, "--stream", "ext/a").objects
        #expect(rows.map { $0.text("key") } == ["1", "2"] && rows.allSatisfy { !$0.has("cause") })
        #expect(desk.run("log", "--ledger", copy, "--type", "step.refused").lines.count == 1)
        remove(copy)
        let counted = try #require(desk.run(arguments + ["--json"]).objects.first)
        #expect(counted.int("refused") == 1 && counted.int("accepted") == 2 && counted.int("differences") == 1)
    }
}
