import Foundation
import Projections
import TestSupport
import Testing

@Suite("deedlog claims") struct ClaimsVerbTests {
    private func ledger(_ tale: String, _ tool: CommandLineTool) throws -> String {
        let folder = tool.file("kept")
        let made = tool.run(["scenario", "run", Fixtures.path("scenarios/\(tale).scenario"), "--keep", folder])
        try #require(made.status == 0, "\(made.errors)")
        return folder
    }

    @Test("list tells every claim, by row and status, from the view and from the past") func list() throws {
        let tool = CommandLineTool()
        let folder = try ledger("lenderOfficer/commercial-to-closing", tool)
        let all = tool.run(["claims", "list", "--ledger", folder, "--json"])
        #expect(all.status == 0, "\(all.errors)")
        #expect(all.objects.dropLast().compactMap { $0.text("claim") } == Claims.all.map(\.id))
        #expect(all.objects.last?.text("source") == "view" && all.objects.last?.int("rows") == Claims.all.count)
        let days = try #require(all.objects.first { $0.text("claim") == "A13.1" })
        #expect(days.text("status") == "measured" && days.int("value") == 7 && days.int("deals") == 1)
        #expect(days.int("from") == 39 && days.int("beforeFrom") == 87 && days.text("measure") == "daysOnMarket")
        let size = try #require(all.objects.last?.int("size"))
        let measured = tool.run(["claims", "list", "--ledger", folder, "--json", "--status", "measured"]).objects.dropLast()
        #expect(measured.count == all.objects.filter { $0.text("status") == "measured" }.count && measured.count > 9)
        #expect(tool.run(["claims", "list", "--ledger", folder, "--source", "A13", "--json"]).objects.count == 4)
        let briefs = ["A", "B"].map {
            tool.run(["claims", "list", "--ledger", folder, "--source", $0, "--json"]).objects.count - 1
        }
        #expect(briefs.reduce(0, +) == Claims.all.count)
        // Before the first deal nothing is measured.
        let past = tool.run(["claims", "list", "--ledger", folder, "--json", "--as-of", "size:1"])
        #expect(past.objects.last?.text("source") == "log" && past.objects.last?.int("size") == 1)
        #expect(Set(past.objects.compactMap { $0.text("status") }) == ["unverified", "cannotTell"])
        let whole = tool.run(["claims", "list", "--ledger", folder, "--json", "--as-of", "size:\(size)"])
        #expect(whole.lines == all.lines)
        let csv = tool.run(["claims", "list", "--ledger", folder, "--csv", "--source", "B36"])
        #expect(csv.text.hasPrefix("claim,source,metric,") && csv.text.split(separator: "\r\n").count == 8)
        for language in ["en", "zh-CN"] {
            let table = tool.run(["claims", "list", "--ledger", folder, "--lang", language, "--source", "A13"])
            #expect(table.text.contains("A13.1") && table.text.contains(language == "en" ? "87 → 39 days" : "87 → 39 天"))
        }
        #expect(tool.run(["claims", "list", "--ledger", folder, "--source", "A99"]).status == 64)
        #expect(tool.run(["claims", "list", "--ledger", folder, "--status", "believed"]).status == 64)
    }

    @Test("show tells the deals and entries that a measured value rests on") func show() throws {
        let tool = CommandLineTool()
        let folder = try ledger("court/disputes", tool)
        let shown = tool.run(["claims", "show", "A17.4", "--ledger", folder, "--json"])
        #expect(shown.status == 0, "\(shown.errors)")
        // A week and seven seconds: a begun hour counts.
        let claim = try #require(shown.objects.first), parts = claim.objects("parts")
        #expect(claim.text("status") == "measured" && claim.int("value") == 169)
        #expect(parts.count == 1 && parts.first?.text("deal") == "D-0001" && claim.int("more") == 0)
        let page = tool.run(["claims", "show", "A17.4", "--ledger", folder, "--lang", "en"])
        #expect(page.text.contains("72 hours") && page.text.contains("169 hours") && page.text.contains("D-0001"))
        let untold = tool.run(["claims", "show", "A1.1", "--ledger", folder, "--lang", "zh-CN"])
        #expect(untold.status == 0 && untold.text.contains("无法判明") && untold.text.contains("¥4,500,000,000,000.00"))
        #expect(tool.run(["claims", "show", "A99.1", "--ledger", folder]).status == 3)
        #expect(tool.run(["claims", "show", "A17.4", "--limit", "0", "--ledger", folder]).status == 64)
    }
}
