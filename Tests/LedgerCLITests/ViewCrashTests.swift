import Foundation
import Ledger
import Projections
import Storage
import TestSupport
import Testing

/// A ledger whose read models are built and followed by programs that are killed.
private struct KilledViews {
    let tool: CommandLineTool
    let folder: String
    /// What a whole rebuild takes.
    var nanoseconds: UInt64 = 0
    var random: SeededRandom

    /// LMDB's two meta pages: every commit changes one.
    private var meta: Data? {
        let file = FileHandle(forReadingAtPath: folder + "/views/data.mdb")
        return try? file?.read(upToCount: 8192)
    }

    private var now: UInt64 { DispatchTime.now().uptimeNanoseconds }

    func run(_ arguments: String...) -> CommandLineTool.Outcome { tool.run(arguments + ["--ledger", folder]) }

    /// How every model stands.
    var standing: String { run("projection", "list", "--json").text }

    mutating func measure() {
        let start = now
        #expect(run("projection", "rebuild").status == 0)
        nanoseconds = now - start
    }

    /// Whether a process has the views open.
    private func hasOpened(_ process: pid_t) -> Bool {
        let maps = try? String(contentsOfFile: "/proc/\(process)/maps", encoding: .utf8)
        return maps?.contains("/views/data.mdb") == true
    }

    /// Kills a command at a random moment after its start, or after it opened the views.
    ///
    /// - Parameters:
    ///   - part: of the time that a whole rebuild takes, within which it is killed.
    ///   - opened: that it has opened the views is waited for in any case.
    /// - Returns: whether it was neither through nor yet to begin, and whether it had stored something.
    mutating func kill(_ arguments: [String], part: UInt64 = 1, opened: Bool = false) -> (midway: Bool, hasStored: Bool) {
        let before = meta
        let running = tool.start(arguments + ["--ledger", folder])
        if Bool.random(using: &random) || opened {
            let end = now + 20 * nanoseconds
            while !hasOpened(running.process) && now < end { usleep(50) }
        }
        let moment = now + UInt64.random(in: 0..<(nanoseconds / part), using: &random)
        while now < moment { usleep(50) }
        let isOpen = hasOpened(running.process)
        running.interrupt(SIGKILL)
        let outcome = running.finish()
        #expect(outcome.signal == SIGKILL || outcome.status == 0, "\(arguments): \(outcome.errors)")
        // It prints when all is done.
        return (isOpen && outcome.signal == SIGKILL && outcome.output.isEmpty, meta != before)
    }
}

@Suite("Read models and kill -9") struct ViewCrashTests {
    @Test(
        "built through kills at random moments, at once, in random steps or on another copy, they are the same",
        arguments: [1, 2] as [UInt64])
    func killed(_ seed: UInt64) throws {
        let tool = CommandLineTool()
        let tales = try CopiedTales(
            [
                "lenderOfficer/carry-over-combined-to-closing", "buyer/unwind-mutual", "seller/two-buyers",
                "system/reminders-missed",
            ],
            tool)
        let observed = (0..<600).map { number in
            let data = #"{"priceFen":\#(100_000_000 + number),"areaCentiSqm":8517,"raw":{"小区":"翠湖\#(number % 7)期"}}"#
            let text = #"{"subject":"observed/made/\#(number)","type":"sale.observed","role":"system","data":\#(data)}"#
            return ToldDraft(timeMilliseconds: 0, isSystem: true, text: Array(text.utf8))
        }
        let told = tales.drafts(copies: 20)
        let start = try #require(told.first).timeMilliseconds
        var left = (observed.map { ToldDraft(timeMilliseconds: start, isSystem: true, text: $0.text) } + told)[...]
        func grow(_ folder: String, by count: Int) throws {
            if !left.isEmpty { try append(left.prefix(count), to: folder) }
            left = left.dropFirst(count)
        }
        var killed = KilledViews(tool: tool, folder: tool.file("killed"), random: SeededRandom(seed))
        try grow(killed.folder, by: 2 * left.count / 3)
        killed.measure()
        let lists = ["listing", "loan", "escrow", "agenda", "risk", "comparables"]
        var builds = 0, catches = 0
        for round in 0..<24 {
            let list = [try #require(lists.randomElement(using: &killed.random)), "list", "--limit", "1"]
            switch round % 3 {
            case 0: if killed.kill(["projection", "rebuild"]) == (true, true) { builds += 1 }
            case 1:
                // Whoever asks first builds everything.
                remove(killed.folder + "/views")
                if killed.kill(list) == (true, true) { builds += 1 }
            default:
                #expect(killed.run("projection", "rebuild").status == 0)
                try grow(killed.folder, by: Int.random(in: 1...max(1, left.count / 3), using: &killed.random))
                let behind = killed.standing
                // Half of them are caught at the very beginning, on however slow a machine.
                let part: UInt64 = round % 2 == 0 ? 4 : 1_000
                if killed.kill(list, part: part, opened: true).midway, killed.standing == behind { catches += 1 }
            }
            let verified = killed.run("projection", "verify", "--json")
            #expect(verified.status == 0, "seed \(seed), round \(round): \(verified.text)")
        }
        #expect(builds >= 3, "builds killed between two commits: \(builds) of 16")
        #expect(catches >= 1, "killed before what was appended was taken up: \(catches) of 8")
        try grow(killed.folder, by: left.count)
        #expect(killed.run("escrow", "list", "--limit", "1").status == 0)

        var copies: [KilledViews] = []
        for name in ["at once", "in steps", "elsewhere/second"] {
            try FileManager.default.createDirectory(atPath: tool.file("elsewhere"), withIntermediateDirectories: true)
            let copy = KilledViews(tool: tool, folder: tool.file(name), random: SeededRandom(seed))
            copyFolder(killed.folder, copy.folder)
            remove(copy.folder + "/views")
            copies.append(copy)
        }
        #expect(copies[0].run("projection", "rebuild").status == 0)
        try follow(copies[1].folder, &killed.random)
        #expect(copies[2].run("risk", "list", "--limit", "1").status == 0)
        let whole = copies[0].standing
        #expect(JSONObject(whole.split(separator: "\n").first.map(String.init) ?? "").int("rows") ?? 0 > 20)
        #expect(killed.standing == whole)
        #expect(copies[1].standing == whole)
        #expect(copies[2].standing == whole)
        for copy in copies { #expect(copy.run("projection", "verify").status == 0) }
    }

    @Test(
        "views whose making was cut off at its very beginning are none yet",
        arguments: ["folder", "file", "environment", "models"])
    func cutOff(_ last: String) throws {
        let tool = CommandLineTool()
        let folder = tool.file("kept")
        let tale = Fixtures.path("scenarios/buyer/unwind-mutual.scenario")
        #expect(tool.run(["scenario", "run", tale, "--keep", folder]).status == 0)
        let views = folder + "/views"
        try FileManager.default.createDirectory(atPath: views, withIntermediateDirectories: true)
        if last == "file" { put([], views + "/data.mdb") }
        if last == "environment" || last == "models" {
            let environment = try Environment(path: views, access: .readWrite, mapBytes: 1 << 30, tables: 40)
            if last == "models" { _ = try environment.openTables(["views"]) }
        }
        for verb in [["projection", "verify"], ["projection", "list"], ["verify", "--no-trust-store"]] {
            let answer = tool.run(verb + ["--ledger", folder])
            #expect(answer.status == 0, "\(verb): \(answer.text)\(answer.errors)")
        }
        let copy = tool.file("copy")
        copyFolder(folder, copy)
        setMode(copy, 0o500)
        let unbuilt = tool.run(["escrow", "list", "--ledger", copy, "--json"])
        setMode(copy, 0o700)
        #expect(unbuilt.status == 0 && unbuilt.objects.last?.text("source") == "log", "\(unbuilt.text)\(unbuilt.errors)")
        let built = tool.run(["escrow", "list", "--ledger", folder, "--json"])
        #expect(built.objects.last?.text("source") == "view", "\(built.text)\(built.errors)")
        #expect(tool.run(["projection", "verify", "--ledger", folder]).status == 0)
    }

    /// Takes the log into empty models, so many entries at a time.
    private func follow(_ folder: String, _ random: inout SeededRandom) throws {
        let size = try Ledger(folder: folder).head()?.size ?? 0
        let views = try Views(Ledger(folder: folder), forWriting: true)
        try views.rebuild(below: 0)
        while try views.states().contains(where: { ($0.state?.position ?? 0) < size }) {
            var steps = 0
            try views.catchUp(atMost: UInt64.random(in: 1...700, using: &random)) {
                steps += 1
                return steps < 2
            }
        }
    }
}
