import Foundation
import TestSupport
import Testing

/// The ledger of a scenario, and what is appended to it by programs of their own.
private struct Counter {
    let desk: Desk

    init(_ scenario: String) throws {
        desk = Desk(starts: false)
        let outcome = desk.run("scenario", "run", Fixtures.path("scenarios/\(scenario).scenario"), "--keep", desk.ledger)
        try #require(outcome.status == 0, "\(outcome.text)\(outcome.errors)")
    }

    /// A program that appends what it is sent to `ledger`; the clock of the scenario may be ahead of this machine's.
    func start(_ ledger: String? = nil) -> RunningTool {
        desk.start(
            "append", "-", "--ledger", ledger ?? desk.ledger, "--key", desk.ledger + ".pem", "--json", "--keep-going",
            "--clock-checked")
    }

    func append(_ drafts: String) throws {
        let outcome = start().finish(input: Array(drafts.utf8))
        try #require(outcome.status == 0, "\(outcome.text)\(outcome.errors)")
    }
}

private func release(_ fen: Int, key: String) -> String {
    draft(
        "deal/D-0001/escrow", "escrow.released", key: key,
        data:
            #"{"amountFen":\#(fen),"payee":"p-12","payeeKind":"seller","conditions":["deal/D-0001/registration:1"],"reason":"房款"}"#,
        more: #","role":"escrowAgent","attestation":"direct","actor":"agent-\#(key)""#)
}

/// The rule that refused, or `stored`.
private func outcome(_ answer: JSONObject) -> String {
    answer.has("index") ? "stored" : answer.object("error").text("rule") ?? "\(answer)"
}

@Suite("Two programs at one deal") struct TwoProcessTests {
    @Test("of two payments that the account covers one of, one is stored and the other refused", arguments: 0..<4)
    func payments(round: Int) throws {
        let counter = try Counter("base/cash-transferred")
        let programs = ["a", "b"].map { key in
            let program = counter.start()
            program.send(release(60_000_000, key: key))
            return program
        }
        let answers = programs.map { $0.finish() }
        #expect(answers.map { outcome($0.objects[0]) }.sorted() == ["escrow.overdrawn", "stored"], "\(answers.map(\.text))")
        let escrow = try #require(counter.desk.run("escrow", "show", "D-0001", "--json").objects.first)
        #expect(escrow.int("balanceFen") == 93_800_000 - 60_000_000)
        #expect(escrow.flag("conserved") == true)
        // The refusal is on record, and rests on the payment that came first.
        let refused = try #require(counter.desk.run("log", "--type", "step.refused").objects.last)
        let paid = try #require(counter.desk.run("log", "--type", "escrow.released").objects.last)
        #expect(refused.object("data").text("rule") == "escrow.overdrawn")
        #expect(refused.object("data").texts("rests")?.contains(paid.text("id") ?? "?") == true)
        #expect(counter.desk.isSound)
    }

    @Test("a program that has been running judges on what another one stored since")
    func meanwhile() throws {
        let counter = try Counter("base/cash-transferred")
        let first = counter.start(), second = counter.start()
        func answer(_ program: RunningTool, _ draft: String) throws -> String {
            program.send(draft)
            return outcome(JSONObject(try #require(program.line())))
        }
        #expect(try answer(first, release(30_000_000, key: "a")) == "stored")
        #expect(try answer(second, release(30_000_000, key: "b")) == "stored")
        #expect(try answer(first, release(40_000_000, key: "c")) == "escrow.overdrawn")
        #expect(try answer(second, release(31_800_000, key: "d")) == "stored")
        #expect(first.finish().status == 7 && second.finish().status == 0)
        #expect(counter.desk.isSound)
    }

    @Test("of two deals about one home, one gets the seller's word", arguments: 0..<4)
    func unit(round: Int) throws {
        let counter = try Counter("base/opened-cash")
        func offer(_ deal: String, _ buyer: String) -> String {
            draft(
                "deal/\(deal)", "offer.made",
                data:
                    #"{"offerId":"O-\#(deal)","priceFen":98000000,"depositFen":5000000,"validUntil":"2999-01-01","terms":{}}"#,
                more: #","role":"buyer","actor":"\#(buyer)""#)
        }
        try counter.append(
            draft(
                "deal/D-2", "deal.opened",
                data:
                    #"{"listingId":"L-0007","unitCode":"110105001002GB00012F00010023","cityCode":"110105","buyerIds":["p-32"],"sellerIds":["p-12"],"payMode":"cash","flags":[]}"#,
                more: #","role":"broker","actor":"broker-1""#) + offer("D-0001", "p-31") + offer("D-2", "p-32"))
        let programs = ["D-0001", "D-2"].map { deal in
            let program = counter.start()
            program.send(
                draft(
                    "deal/\(deal)", "offer.accepted", data: #"{"offerId":"O-\#(deal)"}"#,
                    more: #","role":"seller","actor":"p-12""#))
            return program
        }
        let answers = programs.map { $0.finish() }
        #expect(answers.map { outcome($0.objects[0]) }.sorted() == ["offer.unitTaken", "stored"], "\(answers.map(\.text))")
        let phases = counter.desk.run("deal", "list", "--json").objects.compactMap { $0.text("phase") }
        #expect(phases.sorted() == ["prospect", "reserved"])
        #expect(counter.desk.isSound)
    }
}
