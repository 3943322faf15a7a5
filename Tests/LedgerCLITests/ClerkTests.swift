import Foundation
import HomeSale
import TestSupport
import Testing

/// A desk whose ledger holds a sale as a scenario tells it.
private func desk(_ scenario: String) throws -> Desk {
    let desk = Desk(starts: false)
    let outcome = desk.run("scenario", "run", Fixtures.path("scenarios/\(scenario).scenario"), "--keep", desk.ledger)
    try #require(outcome.status == 0, "\(outcome.text)\(outcome.errors)")
    return desk
}

private func deal(_ desk: Desk, _ arguments: String...) throws -> JSONObject {
    let outcome = desk.run(["deal"] + arguments + ["--json"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    return try #require(outcome.objects.first)
}

@Suite("deedlog deal, listing, loan, escrow") struct ClerkTests {
    @Test("show tells phase, price, parties, money and what comes next") func show() throws {
        let desk = try desk("base/cash-funded")
        let answer = try deal(desk, "show", "D-0001")
        #expect(answer.text("phase") == "financed")
        #expect(answer.texts("overlays") == [])
        #expect(answer.int("asOf") == desk.size)
        #expect(answer.isNull("effective"))
        #expect(answer.int("price") == 98_800_000)
        #expect(answer.object("parties").texts("buyers") == ["p-31"])
        #expect(answer.object("escrow").int("balanceFen") == 93_800_000)
        #expect(answer.texts("next") == ["tax.assessed"])
        #expect(answer.objects("blockers").isEmpty)
        for name in ["loans", "registration", "tax"] { #expect(answer.has(name), "\(name)") }
        let table = desk.run("deal", "show", "deal/D-0001", "--lang", "zh-CN").text
        #expect(table.contains("¥938,000.00"))
        #expect(table.contains("核定税款"))
    }

    @Test("show goes back in what was recorded, and in what had happened") func twoAxes() throws {
        let desk = try desk("base/cash-funded")
        // The fourth entry of the deal: the deposit is agreed, and not paid.
        for point in ["deal/D-0001:3", "9", "size:10", "2026-09-08T12:00:00Z", "2026-09-08"] {
            let answer = try deal(desk, "show", "D-0001", "--as-of", point)
            #expect(answer.text("phase") == "agreed", "\(point)")
            #expect(answer.int("asOf") == 10, "\(point)")
            #expect(answer.texts("next") == ["deposit.received"])
        }
        #expect(try deal(desk, "show", "D-0001", "--as-of", "size:0").text("phase") == "none")
        let effective = try deal(desk, "show", "D-0001", "--effective", "2026-09-08")
        #expect(effective.text("phase") == "agreed")
        #expect(effective.text("effective") == "2026-09-08")
        #expect(effective.int("asOf") == desk.size)
        #expect(desk.run("deal", "show", "D-0001", "--as-of", "999").status == 3)
        #expect(desk.run("deal", "show", "D-0001", "--as-of", "nonsense").status == 64)
        #expect(desk.run("deal", "show", "D-0001", "--effective", "yesterday").status == 64)
    }

    @Test("history tells every entry in order; replay adds the state") func history() throws {
        let desk = try desk("base/cash-funded")
        let steps = desk.run("deal", "history", "D-0001", "--json").objects
        #expect(steps.first?.text("type") == "deal.opened")
        #expect(steps.map { $0.int("index") ?? -1 } == Array(6...16))
        #expect(steps.last?.text("phase") == "financed")
        #expect(steps[2].objects("changes").first?.text("field") == "phase")
        #expect(steps[2].objects("changes").first?.text("from") == "prospect")
        for name in ["time", "occurred", "actor", "role", "attestation"] { #expect(steps[0].text(name) != nil, "\(name)") }
        let replayed = desk.run("deal", "replay", "D-0001", "--json", "--full").objects
        #expect(replayed.count == steps.count)
        #expect(replayed.last?.object("state").int("escrow.balanceFen") == 93_800_000)
        let table = desk.run("deal", "history", "D-0001").lines
        #expect(table.count == steps.count + 1)
        #expect(table[1].contains("deal opened"))
        #expect(desk.run("deal", "replay", "D-0001").text.contains("prospect  →  deposit paid"))
    }

    @Test("diff tells what changed between two points, in either direction") func diff() throws {
        let desk = try desk("base/cash-funded")
        let answer = try deal(desk, "diff", "D-0001", "deal/D-0001:6", "HEAD")
        #expect(answer.int("from") == 13)
        #expect(answer.int("to") == 17)
        let phase = try #require(answer.objects("changes").first)
        #expect((phase.text("from"), phase.text("to")) == ("contracted", "financed"))
        #expect(try deal(desk, "diff", "D-0001", "HEAD", "HEAD").objects("changes").isEmpty)
        let back = try deal(desk, "diff", "D-0001", "HEAD", "deal/D-0001:6").objects("changes")
        #expect(back.last?.isNull("to") == true)
    }

    @Test("blame names the entry behind a field, and a correction behind what it changed") func blame() throws {
        let desk = try desk("broker/corrections")
        let fields = desk.run("deal", "blame", "D-0001", "contract", "--json").objects
        let area = try #require(fields.first { $0.text("field") == "contract.areaCentiSqm" })
        let price = try #require(fields.first { $0.text("field") == "contract.priceFen" })
        #expect(area.int("value") == 8516)
        #expect(area.text("type") == "deal.corrected")
        #expect(price.text("type") == "contract.signed")
        #expect(price.int("correctedBy") == area.int("index"))
        #expect(desk.run("deal", "history", "D-0001").text.contains("corrected by"))
        #expect(desk.run("deal", "blame", "D-0001", "nothing").status == 3)
    }

    @Test("why answers by the rules of append, ends with 0 or 5, and records nothing") func why() throws {
        let desk = try desk("base/cash-funded")
        let size = desk.size
        let accepted = desk.run("deal", "why", "D-0001", "tax.assessed", "--json")
        #expect(accepted.status == 0, "\(accepted.errors)")
        #expect(accepted.objects.first?.flag("accepted") == true)
        #expect(accepted.objects.first?.isNull("rule") == true)
        let refused = desk.run("deal", "why", "D-0001", "contract.signed", "--json")
        #expect(refused.status == 5)
        let answer = try #require(refused.objects.first)
        #expect(answer.flag("accepted") == false)
        #expect(answer.text("rule") == "contract.alreadySigned")
        #expect(answer.text("source") == "民法典 543")
        #expect(answer.texts("rests") == ["12"])
        #expect(answer.texts("missing") == [])
        let taxes = desk.run("deal", "why", "D-0001", "registration.submitted", "kind=transfer", "--json").objects.first
        #expect(taxes?.text("rule") == "registration.taxesOpen")
        #expect(desk.run("deal", "why", "D-0001", "tax.assessed", "--role", "buyer").status == 5)
        #expect(desk.run("deal", "why", "D-0001", "tax.assessed", "--lang", "zh-CN").text.contains("可以登记"))
        #expect(desk.run("deal", "why", "D-0001", "tax.asessed").status == 65)
        #expect(desk.run("deal", "why", "D-0001", "listing.drafted").status == 64)
        #expect(desk.run("deal", "why", "D-0001", "contract.amended", "--data", "[]").status == 65)
        #expect(desk.size == size)
    }

    @Test("a question about a step is about this deal: what it knows is filled in") func known() throws {
        let desk = try desk("base/opened-cash")
        let made = desk.run("deal", "why", "D-0001", "offer.made", "priceFen=¥988,000.00", "validUntil=+7d", "--json")
        #expect(made.status == 0, "\(made.text)\(made.errors)")
        #expect(try deal(desk, "show", "D-0001").texts("next") == ["offer.made"])
    }

    @Test("list tells every deal, by phase if asked") func list() throws {
        let desk = try desk("coOwner/spouse")
        func deals(_ arguments: String...) -> [String?] {
            desk.run(["deal", "list", "--json"] + arguments).objects.dropLast().map { $0.text("deal") }
        }
        let all = desk.run("deal", "list", "--json").objects
        // In the order of the keys, where a short name comes before a long one.
        #expect(all.dropLast().map { $0.text("deal") } == ["D-2", "D-0001"])
        #expect(all.dropLast().map { $0.text("phase") } == ["prospect", "contracted"])
        #expect(all.last?.text("source") == "view" && all.last?.int("rows") == 2)
        #expect(deals("--phase", "cancelled") == ["D-2"])
        #expect(deals("--phase", "contracted") == ["D-0001"] && deals("--phase", "filed") == [])
        // The short form narrows what `--where` asks for, and the other way round.
        #expect(deals("--phase", "prospect", "--where", "isOver=true") == ["D-2"])
        #expect(deals("--phase", "prospect", "--where", "isOver=false") == [])
        #expect(deals("--sort", "phase", "--descending") == ["D-2", "D-0001"])
        let page = desk.run("deal", "list", "--limit", "1", "--json").objects
        #expect(page.dropLast().map { $0.text("deal") } == ["D-2"])
        #expect(deals("--limit", "1", "--cursor", try #require(page.last?.text("cursor"))) == ["D-0001"])
        #expect(desk.run("deal", "list", "--csv").text.hasPrefix("deal,phase,overlays,"))
        #expect(desk.run("deal", "list", "--phase", "nowhere").status == 64)
        #expect(desk.run("deal", "list", "--where", "fase=filed").status == 64)
    }

    @Test("the table of deals says in words how far each is, how long it waits, and for what") func listWords() throws {
        let desk = try desk("coOwner/spouse")
        let open = desk.run("deal", "list", "--as-of", "2026-09-30", "--where", "deal=D-0001", "--lang", "zh-CN").lines
        #expect(open.first?.contains("已等天数") == true && open.last?.contains("读模型") == true)
        #expect(open.dropFirst().first?.contains("已签约") == true && open.dropFirst().first?.contains("网签备案") == true)
        let row = try #require(desk.run("deal", "list", "--where", "deal=D-0001", "--json").objects.first)
        let changed = try #require(row.text("changedOn").flatMap { CivilDate($0) })
        func days(_ day: String) throws -> Int32 { try #require(CivilDate(day)).dayNumber - changed.dayNumber }
        for day in ["2026-09-30", "2026-10-15"] {
            let line = desk.run("deal", "list", "--as-of", day, "--where", "deal=D-0001").lines.dropFirst().first ?? ""
            #expect(line.contains("  \(try days(day))  contract filed"), "\(line)")
        }
        // Nobody waits for what is over, and what lies over a phase is said with it.
        let over = desk.run("deal", "list", "--where", "deal=D-2").lines.dropFirst().first ?? ""
        #expect(over.contains("prospect, cancelled") && !over.contains("offer made"))
    }

    @Test("listing, loan and escrow are shown") func others() throws {
        let desk = try desk("lenderOfficer/commercial-to-closing")
        let listing = try #require(desk.run("listing", "show", "L-0007", "--json").objects.first)
        #expect(listing.texts("deals") == ["D-0001"])
        #expect(listing.text("phase") != nil)
        #expect(desk.run("listing", "history", "L-0007", "--json").objects.first?.text("type") == "listing.drafted")
        let loan = try #require(desk.run("loan", "show", "D-0001", "1", "--json").objects.first)
        #expect(loan.int("leg") == 1)
        let schedule = loan.objects("schedule")
        #expect(schedule.first?.int("no") == 1)
        #expect(schedule.last?.int("balanceFen") == 0)
        let escrow = try #require(desk.run("escrow", "show", "D-0001", "--json").objects.first)
        #expect(escrow.flag("conserved") == true)
        let postings = escrow.objects("postings")
        #expect(postings.last?.int("balanceFen") == escrow.int("balanceFen"))
        #expect(postings.first?.int("balanceFen") == postings.first?.int("amountFen"))
        #expect(desk.run("escrow", "show", "D-0001").text.contains("¥"))
        #expect(desk.run("loan", "show", "D-0001", "7").status == 3)
    }

    @Test(
        "an unknown deal or listing is not found",
        arguments: [
            "deal show", "deal history", "deal replay", "deal blame", "loan show", "escrow show", "listing show",
            "listing history",
        ])
    func unknown(_ verb: String) throws {
        let desk = Desk()
        let outcome = desk.run(verb.split(separator: " ").map(String.init) + ["none", "--json"])
        #expect(outcome.status == 3)
        #expect(outcome.error.text("code") == "notFound")
        #expect(outcome.text.isEmpty)
    }

    @Test("a correction counts for what is judged after it") func judgedAnew() throws {
        let desk = try desk("base/cash-funded")
        // The contract is held against the offer as corrected before it.
        let offer = draft(
            "deal/D-0001", "deal.corrected", key: "o",
            data: #"{"entry":"deal/D-0001:1","changes":{"priceFen":98000000},"reason":"typo","confirmedBy":"m-1"}"#,
            more: #","role":"buyer","actor":"buyer-1""#)
        let plan = #"[{"kind":"ownFunds","amountFen":98000000,"dueRule":{"by":"2026-12-31"}}]"#
        let correction = draft(
            "deal/D-0001", "deal.corrected", key: "c",
            data:
                #"{"entry":"deal/D-0001:6","changes":{"priceFen":98000000,"plan":\#(plan)},"reason":"typo","confirmedBy":"m-1"}"#,
            more: #","role":"broker","actor":"broker-1""#)
        // A second filing at the price of the uncorrected contract no longer fits.
        let filed = draft(
            "deal/D-0001", "filing.recorded", key: "f", data: #"{"filingNo":"F-2","filedOn":"2026-09-12","priceFen":98800000}"#,
            more: #","role":"housingRelay","attestation":"relayed""#)
        let amended = draft(
            "deal/D-0001", "contract.amended", key: "a",
            data: #"{"changes":{"buyerIds":["p-31","p-32"]},"docDigest":"\#(String(repeating: "a", count: 64))"}"#,
            more: #","role":"buyer""#)
        // In one batch nothing is stored yet, and what follows is judged as corrected all the same.
        let batch = desk.run(
            ["append", "--key", desk.ledger + ".pem", "--json", "--atomic", "--clock-checked"],
            input: Array((offer + correction + amended + filed).utf8))
        #expect(batch.error.text("rule") == "filing.priceDiffers", "\(batch.text)\(batch.errors)")
        let outcome = desk.run(
            ["append", "--key", desk.ledger + ".pem", "--json", "--keep-going", "--clock-checked"],
            input: Array((offer + correction + amended + filed).utf8))
        #expect(
            outcome.objects.map { $0.object("error").text("rule") } == [nil, nil, nil, "filing.priceDiffers"],
            "\(outcome.text)\(outcome.errors)")
        #expect(try deal(desk, "show", "D-0001").int("price") == 98_000_000)
    }
}
