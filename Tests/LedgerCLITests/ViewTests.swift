import Foundation
import HomeSale
import Ledger
import Projections
import Storage
import TestSupport
import Testing

/// Ledgers with much in them: deals closed, undone, with loans, in dispute.
private let tales = [
    "lenderOfficer/carry-over-combined-to-closing", "escrowAgent/fen-exact-closing", "buyer/unwind-mutual", "seller/two-buyers",
    "court/disputes", "system/reminders-missed", "fundCenterOfficer/combined-to-closing", "court/waiting-seizures",
    "seller/sold-to-another",
]

private func ledger(_ tale: String, _ tool: CommandLineTool, _ name: String = "kept") throws -> String {
    let folder = tool.file(name)
    let made = tool.run(["scenario", "run", Fixtures.path("scenarios/\(tale).scenario"), "--keep", folder])
    try #require(made.status == 0, "\(made.errors)")
    return folder
}

private func digests(_ folder: String) throws -> [String] {
    let views = try Views(Ledger(folder: folder), forWriting: true)
    return try views.states().map {
        "\($0.model.name) \($0.state?.position ?? 0) \($0.state?.rows ?? 0) \($0.state?.digest ?? "")"
    }
}

@Suite("Read models") struct ViewTests {
    @Test("built at once, entry by entry or in random steps, on this copy or another, they are the same", arguments: tales)
    func sameDigest(_ tale: String) throws {
        let tool = CommandLineTool()
        let folder = try ledger(tale, tool)
        try Views(Ledger(folder: folder), forWriting: true).catchUp()
        let whole = try digests(folder)
        #expect(whole.contains { !$0.contains(" 0 0 ") && !$0.hasSuffix(" ") })
        var random = SeededRandom(UInt64(tale.utf8.count))
        for round in 0..<3 {
            try FileManager.default.removeItem(atPath: folder + "/views")
            let size = try Ledger(folder: folder).head()?.size ?? 0
            // Built on an empty log, so to speak: everything after it is followed.
            let views = try Views(Ledger(folder: folder), forWriting: true)
            try views.beginEmpty()
            while try views.states().contains(where: { ($0.state?.position ?? 0) < size }) {
                let step = round == 0 ? 1 : UInt64.random(in: 1...17, using: &random)
                var steps = 0
                try views.catchUp(atMost: step) {
                    steps += 1
                    return steps < 2
                }
            }
            let followed = try views.states().map {
                "\($0.model.name) \($0.state?.position ?? 0) \($0.state?.rows ?? 0) \($0.state?.digest ?? "")"
            }
            #expect(followed == whole)
            for model in ReadModels.all { #expect(try views.audit(model).standing == .sound) }
        }
        let other = tool.file("copy")
        try FileManager.default.copyItem(atPath: folder, toPath: other)
        try FileManager.default.removeItem(atPath: other + "/views")
        try Views(Ledger(folder: other), forWriting: true).catchUp()
        #expect(try digests(other) == whole)
    }

    @Test("a row that is changed, taken away or added is found, with model and key") func tampered() throws {
        let tool = CommandLineTool()
        let folder = try ledger("lenderOfficer/carry-over-combined-to-closing", tool)
        try Views(Ledger(folder: folder), forWriting: true).catchUp()
        for model in ReadModels.all where model.name != "comparables" {
            for change in ["row", "missing", "extra", "summary"] {
                try FileManager.default.removeItem(atPath: folder + "/views")
                try Views(Ledger(folder: folder), forWriting: true).catchUp()
                let wasEmpty = try tamper(folder, model.name, change)
                if wasEmpty { continue }
                let answer = tool.run(["projection", "verify", "--ledger", folder, "--json"])
                #expect(answer.status == 2, "\(model.name) \(change)")
                let finding = answer.objects.first { $0.text("model") == model.name }
                #expect(finding?.text("kind") == "view.\(change)", "\(model.name): \(answer.text)")
                #expect(finding?.text("key")?.isEmpty == false)
                let verified = tool.run(["verify", "--ledger", folder, "--no-trust-store", "--json"])
                #expect(verified.status == 2)
                #expect(verified.objects.first?.text("log") == "ok")
                #expect(tool.run(["verify", "--ledger", folder, "--no-trust-store", "--log-only", "--json"]).status == 0)
            }
        }
    }

    /// Writes into the live table behind everybody's back.
    private func tamper(_ folder: String, _ model: String, _ change: String) throws -> Bool {
        let environment = try Environment(path: folder + "/views", access: .readWrite, mapBytes: 1 << 30, tables: 40)
        let tables = try environment.openTables(["views", "\(model).0", "\(model).1"])
        var isEmpty = false
        try environment.write { transaction in
            var state = try #require(try transaction.value(Array(model.utf8).span, in: tables[0]))
            let live = String(decoding: state, as: UTF8.self).contains(#""generation":1"#) ? tables[2] : tables[1]
            var first: [UInt8]?
            try transaction.withCursor(live) { cursor in
                if try cursor.first() { first = cursor.withRow { key, _ in Array(copying: key) } }
            }
            guard let first else {
                isEmpty = true
                return
            }
            let other = Array(#"{"deal":"X"}"#.utf8)
            switch change {
            case "row": try transaction.put(first.span, other.span, in: live)
            case "missing": _ = try transaction.delete(first.span, in: live)
            case "extra": try transaction.put((first + [0, 1, 0x7A]).span, other.span, in: live)
            default:
                state = Array(String(decoding: state, as: UTF8.self).replacing(#""rows":"#, with: #""rows":9"#).utf8)
                try transaction.put(Array(model.utf8).span, state.span, in: tables[0])
            }
        }
        return isEmpty
    }

    @Test("a list answers from the view, from the log where there is none or in the past, and the answers agree") func lists()
        throws
    {
        let tool = CommandLineTool()
        let folder = try ledger("lenderOfficer/carry-over-combined-to-closing", tool)
        for verb in ["listing", "loan", "escrow", "agenda", "risk", "comparables"] {
            let viewed = tool.run([verb, "list", "--ledger", folder, "--json"])
            #expect(viewed.status == 0, "\(viewed.errors)")
            #expect(viewed.objects.last?.text("source") == "view")
            let size = try #require(viewed.objects.last?.int("size"))
            let copy = tool.file("copy-\(verb)")
            try FileManager.default.copyItem(atPath: folder, toPath: copy)
            try FileManager.default.removeItem(atPath: copy + "/views")
            try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: copy)
            let folded = tool.run([verb, "list", "--ledger", copy, "--json"])
            #expect(folded.objects.last?.text("source") == "log", "\(folded.text)\(folded.errors)")
            #expect(folded.lines.dropLast() == viewed.lines.dropLast())
            #expect(!FileManager.default.fileExists(atPath: copy + "/views"))
            let past = tool.run([verb, "list", "--ledger", folder, "--json", "--as-of", "size:\(size - 1)"])
            #expect(past.objects.last?.text("source") == "log" && past.objects.last?.int("size") == size - 1)
        }
        let wrong = tool.run(["loan", "list", "--ledger", folder, "--where", "lendr=bank-a"])
        #expect(wrong.status == 64 && wrong.errors.contains("lender"))
        let csv = tool.run(["escrow", "list", "--ledger", folder, "--csv", "--bom"])
        #expect(csv.text.hasPrefix("\u{FEFF}deal,phase,"))
        let one = tool.run(["loan", "list", "--ledger", folder, "--where", "phase=settled", "--json"])
        #expect(one.objects.last?.int("rows") == 0)
    }

    @Test("pages add up to the whole, in order") func pages() throws {
        let tool = CommandLineTool()
        let folder = try ledger("seller/exclusive-conflict", tool)
        let whole = tool.run(["listing", "list", "--ledger", folder, "--json", "--sort", "phase"])
        var paged: [String] = [], cursor: String?
        repeat {
            let page = tool.run(
                ["listing", "list", "--ledger", folder, "--json", "--sort", "phase", "--limit", "1"]
                    + (cursor.map { ["--cursor", $0] } ?? []))
            #expect(page.status == 0, "\(page.errors)")
            paged += page.lines.dropLast()
            cursor = page.objects.last?.text("cursor")
        } while cursor != nil
        #expect(paged == whole.lines.dropLast() && paged.count > 1)
    }

    @Test("one home offered twice is told") func offeredTwice() throws {
        let tool = CommandLineTool()
        let folder = try ledger("seller/two-agencies", tool)
        let rows = tool.run(["listing", "list", "--ledger", folder, "--json"]).objects.dropLast()
        let kinds = rows.flatMap { $0.objects("conflicts").compactMap { $0.text("kind") } }
        #expect(kinds == ["offeredTwice", "offeredTwice"])
    }

    @Test("the risk of a deal is shown factor by factor, in both languages, now and in the past") func riskShown() throws {
        let tool = CommandLineTool()
        let folder = try ledger("lenderOfficer/carry-over-combined-to-closing", tool)
        let shown = tool.run(["risk", "show", "D-0001", "--ledger", folder, "--json"])
        #expect(shown.status == 0, "\(shown.errors)")
        let row = try #require(shown.objects.first)
        let factors = row.objects("factors"), groups = row.objects("groups")
        #expect(factors.count == 61 && groups.count == 7)
        #expect(row.int("score") == groups.compactMap { $0.int("points") }.reduce(0, +))
        #expect(tool.run(["risk", "list", "--ledger", folder, "--json"]).lines.first == shown.lines.first)
        // The size names the log as it stands: told by the view or by the log, the row is the same.
        let english = tool.run(["risk", "show", "deal/D-0001", "--ledger", folder, "--lang", "en"])
        #expect(english.text.contains("seizure in force") && english.text.contains("unknown"))
        let chinese = tool.run(["risk", "show", "D-0001", "--ledger", folder, "--lang", "zh-CN"])
        #expect(chinese.text.contains("现势查封") && chinese.text.contains("未知") && chinese.text.contains("学区"))
        let size = try #require(tool.run(["risk", "list", "--ledger", folder, "--json"]).objects.last?.int("size"))
        let past = tool.run(["risk", "show", "D-0001", "--ledger", folder, "--json", "--as-of", "size:\(size - 20)"])
        #expect(past.status == 0 && past.lines != shown.lines)
        #expect(tool.run(["risk", "show", "D-9", "--ledger", folder]).status != 0)
    }

    @Test("a seized home is blocked until the last seizure is lifted") func riskBlocked() throws {
        let tool = CommandLineTool()
        let seized = try ledger("court/waiting-seizures", tool)
        let last = try #require(tool.run(["risk", "list", "--ledger", seized, "--json"]).objects.last?.int("size"))
        var levels: [String] = []
        for size in (1...last) {
            let row = tool.run(["risk", "show", "D-0001", "--ledger", seized, "--json", "--as-of", "size:\(size)"])
            if let level = row.objects.first?.text("level"), levels.last != level { levels.append(level) }
        }
        #expect(levels.filter { $0 == "blocked" }.count == 1 && levels.last != "blocked", "\(levels)")
    }
}
