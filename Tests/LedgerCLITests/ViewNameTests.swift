import Foundation
import Ledger
import Projections
import Storage
import TestSupport
import Testing

/// How long the grammar lets names be. DESIGN.md section 2.
private enum Longest {
    static let subject = 190
    static let key = 128
    /// Characters; no grammar bounds what a source calls an estate.
    static let estate = 200
}

/// `text` behind so many `名` that it has exactly `bytes` bytes.
private func padded(_ text: String, to bytes: Int) -> String {
    let room = bytes - text.utf8.count
    return String(repeating: "名", count: room / 3) + String(repeating: "n", count: room % 3) + text
}

/// Ledgers in which every name is as long as it may be, and all of one kind begin alike.
private struct LongNames {
    let tool = CommandLineTool()
    let folder: String
    /// Of a deal whose streams go up to `deal/X/registration`.
    static let idOfSale = Longest.subject - "deal//registration".utf8.count
    static let idOfDeal = Longest.subject - "deal/".utf8.count
    static let idOfListing = Longest.subject - "listing/".utf8.count
    /// By model: what names a row, and how many bytes the longest has.
    static let names: [String: (member: String, bytes: Int)] = [
        "deals": ("deal", idOfDeal), "listings": ("listing", idOfListing), "loans": ("deal", idOfSale),
        "escrow": ("deal", idOfSale), "agenda": ("deal", idOfSale), "comparables": ("subject", Longest.subject),
        "risk": ("deal", idOfDeal),
    ]

    init() throws {
        folder = tool.file("long")
        let tales = try CopiedTales(
            ["lenderOfficer/carry-over-combined-to-closing", "system/reminders-missed"], tool,
            key: { padded($0, to: Longest.key) })
        let told = tales.drafts(copies: 2) { padded("\($0)-\($1)", to: Self.idOfSale) }
        let start = try #require(told.first).timeMilliseconds
        var more: [ToldDraft] = []
        func add(_ kind: String, _ number: Int, _ type: String, _ data: String) {
            let subject = kind + padded("\(number)", to: Longest.subject - kind.utf8.count)
            let key = padded("k", to: Longest.key), actor = padded("a", to: Longest.key)
            let text = #"{"subject":"\#(subject)","type":"\#(type)","key":"\#(key)","actor":"\#(actor)","data":\#(data)}"#
            more.append(ToldDraft(timeMilliseconds: start, isSystem: false, text: Array(text.utf8)))
        }
        for number in 1...3 {
            let listing = padded("\(number)", to: Self.idOfListing)
            let unit = "110105001002GB0000\(number)F00010023"
            add("listing/", number, "listing.drafted", #"{"unitCode":"\#(unit)","areaCentiSqm":8517}"#)
            add(
                "deal/", number, "deal.opened",
                #"{"listingId":"\#(listing)","unitCode":"\#(unit)","buyerIds":["b"],"sellerIds":["s"]}"#)
            let estate = String(repeating: "苑", count: Longest.estate - 1) + "\(number)"
            let raw = #"{"小区":"\#(estate)","区域":"\#(estate)"}"#
            add("observed/made/", number, "sale.observed", #"{"priceFen":\#(number)00,"areaCentiSqm":100,"raw":\#(raw)}"#)
        }
        try append(more + told, to: folder)
    }

    func run(_ arguments: String...) -> CommandLineTool.Outcome { tool.run(arguments + ["--ledger", folder]) }
}

@Suite("Read models and long names") struct ViewNameTests {
    @Test("built at once and entry by entry, every model tells of them, and the audit finds nothing") func built() throws {
        let long = try LongNames()
        #expect(long.run("projection", "rebuild").status == 0)
        let standing = long.run("projection", "list", "--json")
        #expect(standing.objects.map { $0.text("model") } == ReadModels.all.map { $0.name })
        for model in standing.objects { #expect(model.int("rows") ?? 0 > 1, "\(model.text("model") ?? "")") }
        let verified = long.run("projection", "verify", "--json")
        #expect(verified.status == 0 && verified.objects.allSatisfy { $0.text("standing") == "sound" }, "\(verified.text)")

        remove(long.folder + "/views")
        let size = try Ledger(folder: long.folder).head()?.size ?? 0
        var views: Views? = try Views(Ledger(folder: long.folder), forWriting: true)
        try views?.rebuild(below: 0)
        for _ in 0..<size {
            var steps = 0
            try views?.catchUp(atMost: 1) {
                steps += 1
                return steps < 2
            }
        }
        views = nil
        #expect(long.run("projection", "list", "--json").text == standing.text)
    }

    @Test("lists, pages and exports have every row, and names in full", arguments: ReadModels.all.map { $0.name })
    func listed(_ name: String) throws {
        let long = try LongNames()
        let exported = long.run("export", "--projection", name)
        let rows = try #require(long.run("projection", "list", "--json").objects.first { $0.text("model") == name }?.int("rows"))
        #expect(exported.status == 0 && exported.lines.count == rows)
        #expect(Set(exported.lines).count == rows)
        if let (member, bytes) = LongNames.names[name] {
            #expect(exported.objects.compactMap { $0.text(member)?.utf8.count }.max() == bytes)
        }
        let csv = long.run("export", "--projection", name, "--format", "csv")
        // Lines end with CR and LF, which are one character.
        #expect(csv.text.split(separator: "\r\n").count == rows + 1)
        // Folded from the log, where nobody may write.
        let copy = long.tool.file("copy")
        copyFolder(long.folder, copy)
        remove(copy + "/views")
        setMode(copy, 0o500)
        #expect(long.tool.run(["export", "--projection", name, "--ledger", copy]).text == exported.text)
        setMode(copy, 0o700)

        let verbs = [
            "deals": "deal", "listings": "listing", "loans": "loan", "escrow": "escrow", "agenda": "agenda",
            "comparables": "comparables",
            "risk": "risk",
        ]
        guard let verb = verbs[name] else { return }
        let whole = long.run(verb, "list", "--json")
        #expect(whole.status == 0 && whole.objects.last?.text("source") == "view")
        #expect(Array(whole.lines.dropLast()) == exported.lines)
        var paged: [String] = [], cursor: String?
        repeat {
            let more = cursor.map { ["--cursor", $0] } ?? []
            let page = long.tool.run([verb, "list", "--json", "--limit", "2", "--ledger", long.folder] + more)
            paged += page.lines.dropLast()
            cursor = page.objects.last?.text("cursor")
        } while cursor != nil
        #expect(paged == exported.lines)
    }

    @Test("a row that is taken away is named, one of many that begin alike", arguments: LongNames.names.keys.sorted())
    func missing(_ name: String) throws {
        let long = try LongNames()
        #expect(long.run("projection", "rebuild").status == 0)
        let environment = try Environment(path: long.folder + "/views", access: .readWrite, mapBytes: 1 << 30, tables: 40)
        let tables = try environment.openTables(["views", "\(name).0", "\(name).1"])
        try environment.write { transaction in
            let state = String(decoding: try transaction.value(Array(name.utf8).span, in: tables[0]) ?? [], as: UTF8.self)
            let live = state.contains(#""generation":1"#) ? tables[2] : tables[1]
            var last: [UInt8]?
            try transaction.withCursor(live) { cursor in
                if try cursor.last() { last = cursor.withRow { key, _ in Array(copying: key) } }
            }
            let key = try #require(last)
            _ = try transaction.delete(key.span, in: live)
        }
        let verified = long.run("projection", "verify", "--json")
        #expect(verified.status == 2)
        let finding = try #require(verified.objects.first { $0.text("model") == name })
        #expect(finding.text("kind") == "view.missing")
        let key = try #require(finding.text("key"))
        // All begin alike: a digest tells which it is, the row itself the whole name.
        #expect(key.contains(#/名…[0-9a-f]{8}/#), "\(key)")
        let row = JSONObject(finding.text("expected") ?? "")
        let names = try #require(LongNames.names[name])
        #expect(row.text(names.member)?.utf8.count ?? 0 >= LongNames.idOfSale)
    }

    @Test("names that Unicode calls equal are two names") func equivalent() throws {
        let tool = CommandLineTool()
        let folder = tool.file("equivalent")
        var drafts: [ToldDraft] = []
        for (number, name) in ["caf\u{E9}", "cafe\u{301}"].enumerated() {
            let unit = "110105001002GB0000\(number)F00010023"
            let data = [
                "listing/\(name)": #""listing.drafted","data":{"unitCode":"\#(unit)","areaCentiSqm":8517}"#,
                "deal/\(name)":
                    #""deal.opened","data":{"listingId":"\#(name)","unitCode":"\#(unit)","buyerIds":["b"],"sellerIds":["s"]}"#,
                "observed/made/\(name)":
                    #""sale.observed","data":{"priceFen":\#(number + 1)00,"areaCentiSqm":100,"raw":{"小区":"\#(name)"}}"#,
            ]
            for (subject, rest) in data.sorted(by: { $0.key < $1.key }) {
                let text = #"{"subject":"\#(subject)","type":\#(rest)}"#
                drafts.append(ToldDraft(timeMilliseconds: 1_772_323_200_000, isSystem: false, text: Array(text.utf8)))
            }
        }
        try append(drafts, to: folder)
        for (model, member) in [("listings", "unitCode"), ("deals", "unitCode"), ("risk", "deal"), ("comparables", "priceFen")] {
            let rows = tool.run(["export", "--projection", model, "--ledger", folder])
            #expect(rows.lines.count == 2, "\(model): \(rows.text)")
            #expect(Set(rows.objects.map { Array(($0.text(member) ?? "\($0.int(member) ?? 0)").utf8) }).count == 2, "\(model)")
        }
        #expect(tool.run(["projection", "verify", "--ledger", folder]).status == 0)
        let medians = tool.run(["comparables", "median", "--json", "--ledger", folder])
        #expect(medians.objects.map { $0.int("count") } == [1, 1])
        // One check of the seller is followed into both deals: built before, told anew after.
        let check = #"{"subject":"party/s","type":"party.identityVerified","data":{"level":"declared","method":"m"}}"#
        try append([ToldDraft(timeMilliseconds: 1_772_323_200_000, isSystem: false, text: Array(check.utf8))], to: folder)
        let rows = tool.run(["risk", "list", "--json", "--ledger", folder]).objects
        #expect(rows.last?.text("source") == "view")
        #expect(
            rows.dropLast().map { $0.objects("factors").first { $0.text("id") == "F01" }?.int("value") } == [1000, 1000])
        #expect(tool.run(["projection", "verify", "--ledger", folder]).status == 0)
    }
}
