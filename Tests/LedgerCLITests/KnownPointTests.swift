import Foundation
import TestSupport
import Testing

/// A contract of 11 September; a filing of the 12th that was recorded on the 20th; a correction of the area on the 21st.
private let late = """
    title.en: A filing recorded late, and a correction
    title.zh: 补录的备案与更正
    roles: housingRelay broker
    include: base/cash-signed
    2026-09-20 housingRelay deal/D-0001 filing.recorded filingNo=F-1 filedOn=2026-09-12 priceFen=¥988,000.00 occurred:2026-09-12
    2026-09-21 broker deal/D-0001 deal.corrected entry=deal/D-0001:contract.signed changes.areaCentiSqm=85.16m² reason=笔误
    """

/// Desk whose ledger holds a scenario of its own.
private func desk() throws -> Desk {
    let desk = Desk(starts: false)
    copyFolder(Fixtures.path("scenarios/base"), desk.file("base"))
    let outcome = desk.run("scenario", "run", desk.write("late.scenario", late + "\n"), "--keep", desk.ledger)
    try #require(outcome.status == 0, "\(outcome.text)\(outcome.errors)")
    return desk
}

@Suite("deedlog … --as-of, --effective") struct KnownPointTests {
    static let verbs = [
        ["deal", "list"], ["deal", "show", "D-0001"], ["deal", "history", "D-0001"], ["deal", "replay", "D-0001"],
        ["deal", "blame", "D-0001"], ["deal", "diff", "D-0001"], ["deal", "why", "D-0001", "contract.signed"],
        ["listing", "show", "L-0007"], ["listing", "history", "L-0007"], ["loan", "show", "D-0001"],
        ["escrow", "show", "D-0001"], ["risk", "show", "D-0001"], ["listing", "list"], ["loan", "list"], ["escrow", "list"],
        ["agenda", "list"], ["risk", "list"], ["comparables", "list"],
    ]

    @Test("every clerk's verb takes either axis, and refuses both at once", arguments: verbs) func both(verb: [String]) throws {
        let desk = try desk()
        for axis in [
            ["--as-of", "2026-09-19"], ["--as-of", "deal/D-0001:6"], ["--as-of", "size:13"], ["--effective", "2026-09-11"],
        ] {
            let outcome = desk.run(verb + axis + ["--json"])
            #expect(outcome.status == 0 || outcome.status == 5, "\(axis) \(outcome.errors)")
        }
        let mixed = desk.run(verb + ["--as-of", "HEAD", "--effective", "2026-09-11", "--json"])
        #expect(mixed.status == 64 && mixed.text.isEmpty)
        #expect(mixed.error.text("message")?.contains("--as-of goes by when something was recorded") == true)
        let chinese = desk.run(verb + ["--as-of", "HEAD", "--effective", "2026-09-11", "--lang", "zh-CN"])
        #expect(chinese.errors.hasPrefix("错误：--as-of 按登记先后") && chinese.errors.contains("用法："))
        #expect(desk.run(verb + ["--as-of", "999"]).status == 3)
        #expect(desk.run(verb + ["--as-of", "nonsense"]).status == 64)
        #expect(desk.run(verb + ["--effective", "yesterday"]).status == 64)
    }

    @Test("what was recorded late is not known before, and had happened before") func lateFiling() throws {
        let desk = try desk()
        func phase(_ axis: String...) -> String? {
            desk.run(["deal", "show", "D-0001", "--json"] + axis).objects.first?.text("phase")
        }
        #expect(phase("--as-of", "2026-09-19") == "contracted")
        #expect(phase("--as-of", "2026-09-20") == "filed")
        #expect(phase("--effective", "2026-09-11") == "contracted")
        #expect(phase("--effective", "2026-09-12") == "filed")
        func listed(_ axis: String...) -> [String?] {
            desk.run(["deal", "list", "--json"] + axis).objects.dropLast().map { $0.text("phase") }
        }
        #expect(listed("--as-of", "2026-09-19") == ["contracted"])
        #expect(listed("--effective", "2026-09-12") == ["filed"])
        #expect(listed("--effective", "2026-09-05") == [])
        #expect(listed("--phase", "contracted", "--as-of", "2026-09-19").count == 1)
        let rows = desk.run("deal", "history", "D-0001", "--effective", "2026-09-12", "--json").objects
        #expect(rows.contains { $0.text("type") == "filing.recorded" })
        #expect(!desk.run("deal", "history", "D-0001", "--as-of", "2026-09-19").text.contains("contract filed"))
    }

    @Test("a list on the business axis is folded from the log, says so, and agrees with the view where both tell the same")
    func effectiveLists() throws {
        let desk = try desk()
        for verb in ["deal", "listing", "loan", "escrow", "agenda", "risk"] {
            // Everything had happened by the day of the last entry.
            let viewed = desk.run(verb, "list", "--json"), folded = desk.run(verb, "list", "--json", "--effective", "2026-09-21")
            #expect(viewed.objects.last?.text("source") == "view" && folded.objects.last?.text("source") == "log")
            #expect(folded.objects.last?.text("effective") == "2026-09-21" && viewed.objects.last?.has("effective") == false)
            #expect(folded.lines.dropLast() == viewed.lines.dropLast(), "\(verb)")
        }
        let early = desk.run("deal", "list", "--effective", "2026-09-11", "--lang", "en")
        #expect(early.lines.last == "1 row, as of the first 15 entries, what had happened by 2026-09-11 (folded from the log)")
        #expect(
            desk.run("deal", "list", "--phase", "filed", "--effective", "2026-09-11", "--json").objects.last?.int("rows") == 0)
        func blocked(_ axis: String...) -> JSONObject? { desk.run(["risk", "show", "D-0001", "--json"] + axis).objects.first }
        let price = { (row: JSONObject?) in row?.objects("factors").first { $0.text("id") == "F03" }?.int("value") }
        // The filing is what the price is compared with: it had happened on the 12th, and was not on record until the 20th.
        #expect(price(blocked("--effective", "2026-09-12")) == 0 && price(blocked("--effective", "2026-09-11")) == nil)
        #expect(price(blocked("--as-of", "2026-09-12")) == nil && price(blocked()) == 0)
    }

    @Test("what is counted by entries goes by what was recorded alone, and says so") func actors() throws {
        let desk = try desk()
        let refused = desk.run("actors", "list", "--effective", "2026-09-11", "--json")
        #expect(refused.status == 64 && refused.error.text("message")?.contains("--as-of") == true)
        #expect(desk.run("actors", "list", "--as-of", "2026-09-11", "--json").objects.last?.text("source") == "log")
        // Clocks in China are eight hours ahead of what the row holds.
        let row = try #require(desk.run("actors", "list", "--where", "actor=housingRelay", "--json").objects.first)
        #expect(row.text("lastAt")?.hasPrefix("2026-09-20T02:00") == true, "\(row.text("lastAt") ?? "")")
        #expect(desk.run("actors", "list", "--where", "actor=housingRelay").text.contains("2026-09-20 10:00"))
    }

    @Test("a correction counts from when it was made, on the business axis for everything it is about") func corrected() throws {
        let desk = try desk()
        func area(_ axis: String...) -> Int? {
            desk.run(["deal", "blame", "D-0001", "contract", "--json"] + axis).objects
                .first { $0.text("field") == "contract.areaCentiSqm" }?.int("value")
        }
        #expect(area("--as-of", "2026-09-20") == 8517)
        #expect(area("--as-of", "2026-09-21") == 8516)
        #expect(area("--effective", "2026-09-11") == 8516)
        // Nothing that it is about had happened yet.
        #expect(desk.run("deal", "blame", "D-0001", "contract", "--effective", "2026-09-10").status == 3)
        for axis in [["--as-of", "2026-09-20"], ["--effective", "2026-09-11"], ["--effective", "2026-09-12"], []] {
            let last = try #require(desk.run(["deal", "history", "D-0001", "--json"] + axis).objects.last)
            let shown = try #require(desk.run(["deal", "show", "D-0001", "--json"] + axis).objects.first)
            #expect(last.text("phase") == shown.text("phase"), "history and show tell the same: \(axis)")
        }
    }

    @Test("diff compares two points of one axis") func diff() throws {
        let desk = try desk()
        func fields(_ arguments: String...) throws -> [String?] {
            let outcome = desk.run(["deal", "diff", "D-0001", "--json"] + arguments)
            return try #require(outcome.objects.first, "\(outcome.errors)").objects("changes").map { $0.text("field") }
        }
        #expect(try fields("2026-09-19", "2026-09-20") == ["phase", "filing.number", "filing.revoked"])
        #expect(try fields("--as-of", "2026-09-19", "2026-09-20") == fields("2026-09-19", "2026-09-20"))
        #expect(try fields("--effective", "2026-09-11", "2026-09-12") == ["phase", "filing.number", "filing.revoked"])
        #expect(try fields("--effective", "2026-09-12", "2026-09-20") == [])
        #expect(try fields("2026-09-20").first == "contract.areaCentiSqm")
        let answer = try #require(
            desk.run("deal", "diff", "D-0001", "--effective", "2026-09-11", "2026-09-12", "--json").objects.first)
        #expect(answer.text("effectiveFrom") == "2026-09-11" && answer.text("effectiveTo") == "2026-09-12")
        for wrong in [[], ["1", "2", "3"], ["1", "2", "--effective", "2026-09-11"], ["1", "--as-of", "2"]] {
            #expect(desk.run(["deal", "diff", "D-0001"] + wrong).status == 64, "\(wrong)")
        }
    }

    @Test("why asks as of then: what came later neither helps nor stands in the way") func why() throws {
        let desk = try desk()
        func rule(_ arguments: String...) throws -> String {
            let outcome = desk.run(["deal", "why", "D-0001", "--json"] + arguments)
            let answer = try #require(outcome.objects.first, "\(outcome.errors)")
            #expect(outcome.status == (answer.flag("accepted") == true ? 0 : 5))
            return answer.text("rule") ?? "accepted"
        }
        #expect(try rule("contract.signed") == "contract.alreadySigned")
        // Before the contract, as recorded and as happened; the title check of the 10th is fresh then.
        #expect(try rule("contract.signed", "--as-of", "deal/D-0001:5") == "accepted")
        #expect(try rule("contract.signed", "--as-of", "2026-09-10") == "accepted")
        #expect(try rule("contract.signed", "--effective", "2026-09-10") == "accepted")
        #expect(try rule("contract.signed", "--as-of", "2026-09-10", "--at", "2026-09-30") == "contract.titleStale")
        // The filing is known to have happened on the 12th, and was not on record.
        #expect(try rule("escrow.agreed", "--effective", "2026-09-11") == rule("escrow.agreed", "--as-of", "2026-09-19"))
        let day = desk.run("deal", "why", "D-0001", "contract.signed", "--effective", "2026-09-10", "--json").objects.first
        #expect(day?.text("occurred") == "2026-09-10")
    }

    @Test("a listing, a loan and an account are shown as of then") func others() throws {
        let desk = Desk(starts: false)
        let path = Fixtures.path("scenarios/lenderOfficer/commercial-to-closing.scenario")
        #expect(desk.run("scenario", "run", path, "--keep", desk.ledger).status == 0)
        func one(_ arguments: String...) throws -> JSONObject { try #require(desk.run(arguments + ["--json"]).objects.first) }
        #expect(try one("listing", "show", "L-0007", "--effective", "2026-09-03").text("phase") == "verifying")
        #expect(try one("listing", "show", "L-0007", "--as-of", "2026-09-05").texts("deals") == [])
        #expect(try one("listing", "show", "L-0007", "--as-of", "2026-09-06").texts("deals") == ["D-0001"])
        #expect(try one("listing", "show", "L-0007", "--as-of", "size:0").text("phase") == "none")
        #expect(desk.run("listing", "history", "L-0007", "--as-of", "3", "--json").objects.count == 3)
        #expect(try one("loan", "show", "D-0001", "--as-of", "2026-09-18").text("phase") == "approved")
        #expect(desk.run("loan", "show", "D-0001", "1", "--effective", "2026-09-01").status == 3)
        #expect(try one("escrow", "show", "D-0001", "--as-of", "2026-09-27").int("balanceFen") == 93_800_000)
        #expect(try one("escrow", "show", "D-0001", "--effective", "2026-09-28").int("balanceFen") == 2_000_000)
    }
}
