import Foundation
import TestSupport
import Testing

@Suite("deedlog stats --by") struct StatsByTests {
    private static let tales = [
        "lenderOfficer/carry-over-combined-to-closing", "seller/two-buyers", "buyer/unwind-mutual", "court/disputes",
        "fundCenterOfficer/combined-to-closing",
    ]

    private func rows(_ desk: Desk, _ side: String, _ more: String...) throws -> [JSONObject] {
        let outcome = desk.run(["stats", "--by", side, "--json"] + more)
        try #require(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.objects.last?.text("source") == "log" && outcome.objects.last?.int("rows") == outcome.lines.count - 1)
        return outcome.objects.dropLast()
    }

    private func sum(_ rows: [JSONObject], _ member: String) -> Int { rows.reduce(0) { $0 + ($1.int(member) ?? 0) } }

    @Test("they are what somebody counts who reads every line, at the end and in the past", arguments: tales)
    func counted(_ tale: String) throws {
        let desk = Desk(starts: false)
        try #require(
            desk.run("scenario", "run", Fixtures.path("scenarios/\(tale).scenario"), "--keep", desk.ledger).status == 0)
        let all = desk.run("log", "--json").objects
        for size in [all.count, all.count / 2] {
            let lines = all.prefix(size), past = ["--as-of", "size:\(size)"]
            func rows(_ side: String) throws -> [JSONObject] { try self.rows(desk, side, past[0], past[1]) }
            func counts(_ side: String) throws -> [String: Int] {
                try rows(side).reduce(into: [:]) { $0[$1.text(side) ?? ""] = $1.int("entries") }
            }
            func tally(_ key: (JSONObject) -> String?) -> [String: Int] {
                lines.reduce(into: [:]) { counts, line in key(line).map { counts[$0, default: 0] += 1 } }
            }
            #expect(try counts("type") == tally { $0.text("type") })
            #expect(try counts("actor") == tally { $0.text("actor") })
            // Eight hours later it is the day in China.
            let parser = ISO8601DateFormatter()
            parser.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
            let months = tally { line in
                line.text("time").flatMap { parser.date(from: $0) }
                    .map { String(parser.string(from: $0.addingTimeInterval(8 * 3600)).prefix(7)) }
            }
            #expect(try counts("month") == months)
            let cities = try rows("city")
            #expect(sum(cities, "entries") == size)
            for level in ["direct", "relayed", "declared", "derived"] {
                #expect(sum(try rows("actor"), level) == lines.filter { $0.text("attestation") == level }.count)
            }
            for row in try rows("actor") {
                let entries = try #require(row.int("entries")), direct = try #require(row.int("direct"))
                #expect(row.int("directBp") == direct * 10_000 / entries)
            }
            #expect(sum(try rows("actor"), "refused") == lines.filter { $0.text("type") == "step.refused" }.count)
            // Both sides count the same deals, and the read models know as many.
            let released = desk.run(["escrow", "list", "--json"] + past).objects.dropLast()
            let deals = desk.run(["deal", "list", "--json"] + past).objects.dropLast()
            for counts in [try rows("month"), cities] {
                #expect(sum(counts, "dealsOpened") == deals.count)
                // A deal that was undone is closed too.
                #expect(sum(counts, "dealsClosed") == lines.filter { $0.text("type") == "deal.closed" }.count)
                #expect(sum(counts, "contractsSigned") == lines.filter { $0.text("type") == "contract.signed" }.count)
                #expect(sum(counts, "transfersRecorded") == transfers(desk, past))
                #expect(sum(counts, "releasedFen") == sum(Array(released), "releasedFen"))
            }
        }
    }

    /// Deals whose state says on which day title passed.
    private func transfers(_ desk: Desk, _ past: [String]) -> Int {
        desk.run(["deal", "list", "--json"] + past).objects.dropLast().compactMap { $0.text("deal") }
            .filter { deal in
                desk.run(["deal", "blame", deal, "registration", "--json"] + past).objects
                    .contains { $0.text("field") == "registration.entryDate" }
            }.count
    }

    @Test("a correction counts where it belongs: in the month and the city of what it corrects") func corrected() throws {
        let desk = Desk(starts: false)
        let unguarded = try UnguardedLedger(desk.tool, "ledger")
        func put(_ subject: String, _ type: String, _ data: String) throws { try unguarded.put(subject, type, data) }
        for (deal, city) in [("D-1", "330200"), ("D-2", "330200"), ("D-3", "110000")] {
            try put("deal/\(deal)", "deal.opened", #"{"cityCode":"\#(city)","listingId":"L"}"#)
            try put("deal/\(deal)/escrow", "escrow.released", #"{"amountFen":1000,"payee":"p"}"#)
        }
        try put("deal/D-2", "deal.corrected", #"{"changes":{"cityCode":"110000"},"entry":"deal/D-2:0","reason":"r"}"#)
        try put("deal/D-3", "deal.corrected", #"{"changes":{"amountFen":7},"entry":"deal/D-3/escrow:0","reason":"r"}"#)
        // The correction is itself corrected.
        try put(
            "deal/D-3", "deal.corrected", #"{"changes":{"changes":{"amountFen":9}},"entry":"deal/D-3:1","reason":"r"}"#)
        try put("ext/a", "ext.noted", "{}")
        unguarded.close()
        let cities = try rows(desk, "city")
        #expect(cities.map { $0.text("city") } == ["110000", "330200", nil])
        #expect(cities.map { $0.int("entries") } == [7, 2, 2])
        #expect(cities.map { $0.int("dealsOpened") } == [2, 1, 0])
        #expect(cities.map { $0.int("releasedFen") } == [1009, 1000, 0])
        let months = try rows(desk, "month")
        #expect(months.count == 1 && months[0].int("releasedFen") == 2009 && months[0].int("dealsOpened") == 3)
        // As recorded before the corrections.
        #expect(try rows(desk, "city", "--as-of", "size:7").map { $0.int("releasedFen") } == [1000, 2000, 0])
    }

    @Test("who was refused is told, and what was only counted") func refused() throws {
        let desk = Desk()
        let refused = (0..<62).map { number in
            draft(
                "deal/D", "offer.accepted", key: "k\(number)", data: #"{"offerId":"O"}"#,
                more: #","actor":"p-12","role":"seller""#)
        }
        #expect(desk.run("append", "--keep-going", input: refused.joined()).status == 7)
        let row = try #require(try rows(desk, "actor").first { $0.text("actor") == "p-12" })
        #expect(row.int("refused") == 60 && row.int("entries") == 60 && row.int("derived") == 60 && row.int("dropped") == 0)
        let table = desk.run("stats", "--by", "actor", "--lang", "zh-CN").text
        #expect(table.contains("登记人") && table.contains("系统推导") && table.contains("p-12"))
    }

    @Test("spreadsheets get it, and what does not go together is said") func options() throws {
        let desk = Desk()
        let csv = desk.run("stats", "--by", "month", "--csv", "--bom")
        #expect(
            csv.text.hasPrefix(
                "\u{FEFF}month,entries,dealsOpened,contractsSigned,transfersRecorded,dealsClosed,releasedFen\r\n"))
        for wrong in [
            ["--by", "year"], ["--csv"], ["--as-of", "0"], ["--by", "type", "--observed"], ["--by", "type", "--bom"],
        ] {
            #expect(desk.run(["stats"] + wrong).status == 64, "\(wrong)")
        }
        #expect(desk.run("stats", "--by", "type", "--as-of", "99").status == 3)
        #expect(desk.run("stats", "--by", "type", "--lang", "en").text.contains("ledger.created"))
    }
}
