import Foundation
import HomeSale
import Ledger
import Projections
import Proofs
import Storage
import TestSupport
import Testing

/// Ledgers with much in them: deals closed, undone, with loans, in dispute.
private let tales = [
    "lenderOfficer/carry-over-combined-to-closing", "escrowAgent/fen-exact-closing", "buyer/unwind-mutual", "seller/two-buyers",
    "court/disputes", "system/reminders-missed", "fundCenterOfficer/combined-to-closing", "court/waiting-seizures",
    "seller/sold-to-another", "proxyAgent/seller-powers-revoked", "broker/identity-verified",
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
        #expect(try digests(folder).contains { !$0.contains(" 0 0 ") && !$0.hasSuffix(" ") })
        try followed(folder, tool, UInt64(tale.utf8.count))
    }

    /// Builds the views of a ledger in many ways, always to the same.
    private func followed(_ folder: String, _ tool: CommandLineTool, _ seed: UInt64) throws {
        try Views(Ledger(folder: folder), forWriting: true).catchUp()
        let whole = try digests(folder)
        var random = SeededRandom(seed)
        for round in 0..<3 {
            try FileManager.default.removeItem(atPath: folder + "/views")
            let size = try Ledger(folder: folder).head()?.size ?? 0
            // Built on an empty log, so to speak: everything after it is followed.
            let views = try Views(Ledger(folder: folder), forWriting: true)
            try views.rebuild(below: 0)
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
            #expect(try views.audit().allSatisfy { $0.standing == .sound })
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
            let changes = ["row", "missing", "extra", "summary"] + (model.indexed.isEmpty ? [] : ["index", "index more"])
            for change in changes {
                try FileManager.default.removeItem(atPath: folder + "/views")
                try Views(Ledger(folder: folder), forWriting: true).catchUp()
                let wasEmpty = try tamper(folder, model.name, change)
                if wasEmpty { continue }
                let answer = tool.run(["projection", "verify", "--ledger", folder, "--json"])
                #expect(answer.status == 2, "\(model.name) \(change)")
                let finding = answer.objects.first { $0.text("model") == model.name }
                #expect(finding?.text("kind") == "view.\(change.prefix { $0 != " " })", "\(model.name): \(answer.text)")
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
        let suffix = change.hasPrefix("index") ? ".index" : ""
        let tables = try environment.openTables(["views", "\(model).0\(suffix)", "\(model).1\(suffix)"])
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
            case "missing", "index": _ = try transaction.delete(first.span, in: live)
            case "extra", "index more": try transaction.put((first + [0, 1, 0x7A]).span, other.span, in: live)
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
        for verb in ["deal", "listing", "loan", "escrow", "agenda", "risk", "comparables"] {
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
        #expect(factors.count + row.objects("unknown").count == 61 && groups.count == 7)
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

    @Test("how sure it is who signs is told of every deal that a party is in, whenever and however it came to be")
    func identities()
        throws
    {
        let tool = CommandLineTool()
        let desk = try UnguardedLedger(tool, "identities")
        func checked(_ party: String, _ level: String) throws {
            try desk.put(
                "party/\(party)", "party.identityVerified", #"{"asOf":"2026-09-01","level":"\#(level)","method":"reader"}"#)
        }
        func open(_ deal: String, _ buyer: String) throws {
            try desk.put("deal/\(deal)", "deal.opened", #"{"buyerIds":["\#(buyer)"],"listingId":"L-\#(deal)","sellerIds":["s"]}"#)
        }
        func values() throws -> [Int?] {
            let answer = tool.run(["risk", "list", "--ledger", desk.folder, "--json"]).objects, rows = answer.dropLast()
            #expect(answer.last?.text("source") == "view")
            #expect(tool.run(["projection", "verify", "--ledger", desk.folder]).status == 0)
            return rows.map { $0.objects("factors").first { $0.text("id") == "F01" }?.int("value") }
        }
        try checked("b-1", "relayed")
        try open("D-1", "b-1")
        try open("D-2", "b-2")
        #expect(try values() == [nil, nil], "nobody knows the seller")
        try checked("s", "direct")
        #expect(try values() == [500, nil], "one check of the seller tells of both deals")
        try checked("b-2", "declared")
        #expect(try values() == [500, 1000])
        try checked("b-1", "direct")
        try checked("b-1", "declared")
        #expect(try values() == [0, 1000], "the best check of a party stands")
        try desk.put(
            "deal/D-1", "proxy.authorised", #"{"agentId":"a","notarialNo":"N","powers":["sell"],"principalId":"s"}"#)
        #expect(try values() == [nil, 1000])
        try checked("a", "relayed")
        #expect(try values() == [500, 1000], "who acts for the seller signs too")
        // The buyer is another by amendment, and a third by a correction of it.
        try desk.put("deal/D-1", "contract.amended", #"{"changes":{"buyerIds":["b-3"]},"docDigest":"d"}"#)
        #expect(try values() == [nil, 1000])
        try checked("b-3", "declared")
        #expect(try values() == [1000, 1000])
        try desk.put(
            "deal/D-1", "deal.corrected", #"{"changes":{"changes":{"buyerIds":["b-4"]}},"entry":"deal/D-1:2","reason":"r"}"#)
        #expect(try values() == [nil, 1000])
        try checked("b-4", "direct")
        #expect(try values() == [500, 1000])
        try desk.put("deal/D-1", "proxy.revoked", #"{"agentId":"a","principalId":"s"}"#)
        #expect(try values() == [0, 1000])
        try desk.put("deal/D-2", "deal.corrected", #"{"changes":{"buyerIds":["b-4"]},"entry":"deal/D-2:0","reason":"r"}"#)
        #expect(try values() == [0, 0])
        // A party has no rows of its own to rebuild.
        #expect(tool.run(["projection", "rebuild", "--subject", "party/s", "--ledger", desk.folder]).status == 64)
        desk.close()
        try followed(desk.folder, tool, 7)
    }

    @Test("one home sold twice is told, where nothing kept the second sale out") func soldTwice() throws {
        let tool = CommandLineTool()
        let desk = try UnguardedLedger(tool, "twice")
        let folder = desk.folder
        func put(_ subject: String, _ type: String, _ data: String) throws { try desk.put(subject, type, data) }
        for listing in ["L-1", "L-2"] {
            try put("listing/\(listing)", "listing.drafted", #"{"unitCode":"110105001002GB00012F00010023","areaCentiSqm":8517}"#)
        }
        for (deal, listing) in [("D-1", "L-1"), ("D-2", "L-2")] {
            let opening =
                #"{"listingId":"\#(listing)","unitCode":"110105001002GB00012F00010023","buyerIds":["b"],"sellerIds":["s"]}"#
            try put("deal/\(deal)", "deal.opened", opening)
            try put("deal/\(deal)", "offer.made", #"{"offerId":"O","priceFen":1}"#)
            try put("deal/\(deal)", "offer.accepted", #"{"offerId":"O"}"#)
        }
        desk.close()
        let rows = tool.run(["listing", "list", "--ledger", folder, "--json"]).objects.dropLast()
        #expect(rows.count == 2)
        for row in rows {
            let sold = row.objects("conflicts").filter { $0.text("kind") == "soldTwice" }
            #expect(sold.compactMap { $0.text("with") } == ["deal/D-1", "deal/D-2"])
        }
        #expect(tool.run(["projection", "verify", "--ledger", folder]).status == 0)
    }

    @Test("a rebuild that is given up leaves the old model in use; views that are thrown away come back") func survival() throws {
        let tool = CommandLineTool()
        let folder = try ledger("buyer/unwind-mutual", tool)
        let ledger = try Ledger(folder: folder)
        var views: Views? = try Views(ledger, forWriting: true)
        try views?.catchUp()
        let before = try views?.states().map { $0.state }
        for steps in 0..<4 {
            var left = steps
            try views?.rebuild {
                left -= 1
                return left >= 0
            }
            let after = try views?.states().map { $0.state }
            #expect(after?.map { $0?.digest } == before?.map { $0?.digest })
        }
        try views?.rebuild(try #require(Thing(subject: "deal/D-0001/escrow")))
        #expect(try views?.audit().allSatisfy { $0.standing == .sound } == true)
        views = nil
        try FileManager.default.removeItem(atPath: folder + "/views")
        #expect(tool.run(["verify", "--ledger", folder, "--no-trust-store"]).status == 0)
        #expect(!FileManager.default.fileExists(atPath: folder + "/views"), "verify makes nothing")
        #expect(tool.run(["escrow", "list", "--ledger", folder, "--json"]).objects.last?.text("source") == "view")
        #expect(tool.run(["projection", "verify", "--ledger", folder]).status == 0)
    }

    @Test("several programs that build at once end with one right model") func together() throws {
        let tool = CommandLineTool()
        let folder = try ledger("lenderOfficer/carry-over-combined-to-closing", tool)
        let running = (0..<4).map { _ in tool.start(["projection", "rebuild", "--ledger", folder]) }
        for one in running { #expect(one.finish().status == 0) }
        #expect(tool.run(["projection", "verify", "--ledger", folder]).status == 0)
    }

    @Test("views that cannot be read are told by verify, and questions are answered from the log") func unreadable() throws {
        let tool = CommandLineTool()
        let folder = try ledger("buyer/unwind-mutual", tool)
        let whole = tool.run(["escrow", "list", "--ledger", folder, "--json"])
        put([UInt8](repeating: 0x58, count: 8192), folder + "/views/data.mdb")
        let verified = tool.run(["verify", "--ledger", folder, "--no-trust-store", "--json"])
        #expect(verified.status == 2)
        #expect(verified.objects.first?.text("log") == "ok")
        #expect(verified.objects.first?.objects("views").first?.text("kind") == "view.unreadable")
        let answered = tool.run(["escrow", "list", "--ledger", folder, "--json"])
        #expect(answered.objects.last?.text("source") == "log" && answered.lines.first == whole.lines.first)
    }

    @Test("views of a program that knew fewer models are no fault: the others are audited") func fewerModels() throws {
        let tool = CommandLineTool()
        let folder = try ledger("buyer/unwind-mutual", tool)
        let whole = tool.run(["projection", "rebuild", "--ledger", folder])
        #expect(whole.status == 0)
        let kept = try Environment(path: folder + "/views", access: .read, mapBytes: 1 << 30, tables: 40)
        let names = ["views", "deals.0", "deals.1", "deals.0.index", "deals.1.index"], tables = try kept.openTables(names)
        try FileManager.default.createDirectory(atPath: tool.file("older"), withIntermediateDirectories: true)
        let older = try Environment(path: tool.file("older"), access: .readWrite, mapBytes: 1 << 30, tables: 40)
        let copies = try older.openTables(names)
        for (from, to) in zip(tables, copies) {
            let rows = try kept.read { transaction in
                try transaction.withCursor(from) { cursor in
                    var rows: [([UInt8], [UInt8])] = [], isThere = try cursor.first()
                    while isThere {
                        rows.append(cursor.withRow { (Array(copying: $0), Array(copying: $1)) })
                        isThere = try cursor.next()
                    }
                    return rows
                }
            }
            try older.write { transaction in
                for (key, value) in rows { try transaction.put(key.span, value.span, in: to) }
            }
        }
        let copy = tool.file("copy")
        try FileManager.default.copyItem(atPath: folder, toPath: copy)
        try FileManager.default.removeItem(atPath: copy + "/views")
        try FileManager.default.copyItem(atPath: tool.file("older"), toPath: copy + "/views")
        let verdicts = tool.run(["projection", "verify", "--ledger", copy, "--json"])
        #expect(verdicts.status == 0, "\(verdicts.errors)")
        #expect(verdicts.objects.first { $0.text("model") == "deals" }?.text("standing") == "sound")
        #expect(verdicts.objects.first { $0.text("model") == "risk" }?.text("standing") == "absent")
    }

    @Test("a killed rebuild leaves views that answer and are right", arguments: 1...4) func killed(_ round: Int) throws {
        let tool = CommandLineTool()
        let folder = try ledger("fundCenterOfficer/combined-to-closing", tool)
        #expect(tool.run(["projection", "rebuild", "--ledger", folder]).status == 0)
        let digest = tool.run(["projection", "list", "--ledger", folder, "--json"]).text
        let running = tool.start(["projection", "rebuild", "--ledger", folder])
        running.interrupt(SIGKILL)
        _ = running.finish()
        #expect(tool.run(["projection", "verify", "--ledger", folder]).status == 0)
        #expect(tool.run(["projection", "list", "--ledger", folder, "--json"]).text == digest)
    }

    @Test(
        "long names fit the keys: 190-byte subjects, 128-byte keys, 200-character names",
        arguments: [1, 79, 80, 81, 120, 121, 400])
    func longKeys(_ length: Int) {
        let name = String(repeating: "名", count: length), other = name + "x"
        let key = ViewKey.bytes([name, name, name]), next = ViewKey.bytes([name, name, other])
        #expect(key.count <= 511 && key != next)
        #expect(ViewKey.bytes(["a", "bc"]) != ViewKey.bytes(["ab", "c"]))
        #expect(!ViewKey.bytes(["deal", "X1"]).starts(with: ViewKey.bytes(["deal", "X"])))
    }
}

@Suite("deedlog export") struct ExportTests {
    @Test("CSV keeps spreadsheets from running what they read, and quotes what must be") func csv() throws {
        let tool = CommandLineTool()
        let folder = try ledger("buyer/unwind-mutual", tool)
        let csv = tool.run(["export", "--projection", "deals", "--format", "csv", "--ledger", folder])
        #expect(csv.status == 0 && csv.text.hasPrefix("deal,phase,overlays,") && csv.text.contains("\r\n"))
        let lines = tool.run(["export", "--projection", "deals", "--ledger", folder])
        #expect(lines.objects.map { $0.text("deal") } == ["D-0001"])
        #expect(tool.run(["export", "--projection", "deal", "--ledger", folder]).status == 64)
        #expect(tool.run(["export", "--projection", "deals", "--format", "hledger", "--ledger", folder]).status == 64)
    }

    @Test("an outside tool finds the escrow books balanced", arguments: tales) func hledger(_ tale: String) throws {
        let tool = CommandLineTool()
        let folder = try ledger(tale, tool)
        let journal = tool.run(["export", "--projection", "escrow", "--format", "hledger", "--ledger", folder])
        #expect(journal.status == 0, "\(journal.errors)")
        let program = ["/usr/bin/hledger", "/usr/local/bin/hledger"].first { FileManager.default.isExecutableFile(atPath: $0) }
        guard let program else { return }
        let path = tool.file("escrow.journal")
        put(journal.output, path)
        let hledger = Process()
        hledger.executableURL = URL(fileURLWithPath: program)
        hledger.arguments = ["-f", path, "check"]
        try hledger.run()
        hledger.waitUntilExit()
        #expect(hledger.terminationStatus == 0)
    }
}
