import Foundation
import TestSupport
import Testing

/// How a process ends in place of a call that changes anything on the disk.
enum Ending: CaseIterable, Sendable {
    /// By `kill -9`: what it wrote stays.
    case kill
    /// With the power: of what it wrote, what was synced stays.
    case powerLoss
}

/// Every step between what changes the disk is one to end at, one after the other.
@Suite("Kills and power losses around the vault") struct VaultKillTests {
    /// A desk with its folders put by, to begin each round from.
    private struct Round {
        let desk: Desk
        private let before = TemporaryFolder()
        private var kept: [(path: String, copy: String)] {
            [(desk.ledger, before.file("ledger")), (desk.tool.state, before.file("state"))]
        }

        init(_ desk: Desk) {
            self.desk = desk
            for one in kept { copyFolder(one.path, one.copy) }
        }

        private func reset() {
            for one in kept {
                if exists(one.path) { remove(one.path) }
                copyFolder(one.copy, one.path)
            }
        }

        /// Runs `arguments` again and again, ended one step later each time, until it ends by itself.
        ///
        /// - Parameter body: what must hold after each; it gets what was answered. After a power loss also when all was done.
        /// - Returns: how many times it was ended.
        func run(
            _ arguments: [String], input: String = "", ends status: Int32 = 0, _ ending: Ending,
            _ body: (Int, CommandLineTool.Outcome) throws -> Void
        ) throws -> Int {
            var count = 0
            while true {
                reset()
                let disk = TemporaryFolder()
                var power: PowerLoss?, environment = DiskShim.environment(.kill, after: count)
                if ending == .powerLoss {
                    power = PowerLoss(desk.tool.folder, keeping: disk.file("kept"))
                    environment = power?.environment(killAfter: count)
                }
                let preloaded = try #require(environment, "a C compiler")
                let cut = desk.run(arguments, input: Array(input.utf8), environment: preloaded)
                try power?.happen()
                if cut.signal == nil {
                    #expect(cut.status == status, "\(count): \(cut.errors)")
                    if ending == .powerLoss { try body(count, cut) }
                    return count
                }
                #expect(cut.signal == SIGKILL)
                try body(count, cut)
                count += 1
            }
        }
    }

    /// The log is whole, every commitment opens or is of an erased party, nothing is without an entry.
    private func expectSound(_ desk: Desk, _ place: String, commitments: ClosedRange<Int>) {
        let check = desk.checkVault()
        #expect(check.status == 0, "\(place): \(check.answer)")
        let count = check.answer.int("commitments") ?? -1
        #expect(commitments.contains(count), "\(place): \(count)")
        #expect((check.answer.int("opened") ?? 0) + (check.answer.int("erased") ?? 0) == count, "\(place)")
        let verified = desk.run("verify", "--json")
        #expect(verified.status == 0, "\(place): \(verified.text)")
        #expect(desk.run("vault", "status", "--json").objects.first?.int("pending") == 0, "\(place)")
    }

    @Test(
        "sealed append, killed or without power at any step: no value without an entry, no entry without its value, and it goes on",
        arguments: Ending.allCases)
    func append(ending: Ending) throws {
        let desk = Desk.withVault()
        #expect(desk.append([note("p-0", "\"before\"", key: "z")]).status == 0)
        let round = Round(desk)
        // Stored, refused, stored.
        let drafts =
            [
                note("p-1", "\"13900138000\"", key: "a"),
                note("p-2", "\"refused\"", key: "b").replacing("\"ext.note\"", with: "\"ext.note\",\"expect\":99"),
                note("p-3", "\"13900138000\"", key: "c", subject: "ext/other"),
            ].joined(separator: "\n") + "\n"
        var stored: Set<Int> = []
        let kills = try round.run(["append", "-", "--keep-going", "--json"], input: drafts, ends: 7, ending) { number, cut in
            let size = try #require(desk.size)
            // What was answered is there.
            for answer in cut.objects where answer.has("index") {
                let line = desk.run("show", "--raw", "\(answer.int("index") ?? -1)").lines.first ?? ""
                #expect(sha256(line) == answer.text("digest"), "step \(number): \(answer)")
            }
            stored.insert(size - 2)
            expectSound(desk, "step \(number)", commitments: (size - 1)...(size - 1))
            #expect(try vaultRows(desk.ledger, "values").count == size - 1, "step \(number)")
            let again = desk.run("append", "-", "--keep-going", "--json", input: drafts)
            #expect(again.status == 7)
            expectSound(desk, "step \(number), again", commitments: 3...3)
            #expect(try vaultRows(desk.ledger, "values").count == 3 && vaultRows(desk.ledger, "search").count == 2)
        }
        #expect(kills >= 10 && stored == [0, 2], "\(kills) kills, \(stored)")
    }

    @Test(
        "an erasure, killed or without power at any step: the log verifies, what is left is known, and doing it again ends it",
        arguments: Ending.allCases)
    func erase(ending: Ending) throws {
        let desk = Desk.withVault()
        #expect(
            desk.append([
                note("p-1", "\"13900138000\"", key: "a"), note("p-1", "\"a longer remark about one person\"", key: "b"),
                note("p-2", "\"another\"", key: "c"),
            ]).status == 0)
        let own = try PartyBytes(desk.ledger, "p-1")
        #expect(own.parts.count == 1 + 6 + 2)
        let round = Round(desk)
        var begun = 0, destroyed = 0, done = 0
        let kills = try round.run(["party", "erase", "p-1", "--json"], ending) { number, _ in
            // What doctor sees before anybody settles anything.
            let doctor = desk.run("doctor").text
            expectSound(desk, "step \(number)", commitments: 3...3)
            let types = desk.run("log", "--stream", "party/p-1").lines.compactMap { JSONObject($0).text("type") }
            let erased = desk.checkVault().answer.int("erased")
            if types == ["erasure.requested"] {
                begun += 1
                #expect(doctor.contains("the erasure of p-1 was decided and not ended"), "step \(number)")
            }
            if erased == 2 {
                destroyed += 1
                #expect(!types.isEmpty, "step \(number): destroyed without a decision")
            }
            if types.contains("erasure.executed") {
                done += 1
                #expect(erased == 2, "step \(number)")
                #expect(own.found(in: desk.everyFile().filter { $0.path.hasPrefix("ledger/") }).isEmpty, "step \(number)")
            }
            // Others go on meanwhile.
            #expect(desk.append([note("p-2", "\"meanwhile\"", key: "d")]).status == 0, "step \(number)")
            let again = desk.run("party", "erase", "p-1", "--json")
            #expect(again.status == 0, "step \(number): \(again.errors)")
            #expect(again.objects.first?.int("commitments") == 2)
            expectSound(desk, "step \(number), again", commitments: 4...4)
            #expect(desk.checkVault().answer.int("erased") == 2)
            #expect(own.found(in: desk.everyFile().filter { $0.path.hasPrefix("ledger/") }).isEmpty, "step \(number), again")
            #expect(
                desk.run("log", "--stream", "party/p-1").lines.compactMap { JSONObject($0).text("type") }
                    == ["erasure.requested", "erasure.executed"])
            #expect(desk.run("vault", "status", "--json").objects.first?.flag("compactionDue") == false)
        }
        #expect(
            kills > 30 && begun > 10 && destroyed > 8 && done > 0,
            "\(kills): \(begun) begun, \(destroyed) destroyed, \(done) done")
    }

    @Test(
        "a change of the master key, killed or without power at any step: everybody goes on under one of the two keys, and doing it again ends it",
        arguments: ["kept", "destroyed"], Ending.allCases)
    func rotate(statement: String, ending: Ending) throws {
        let desk = Desk.withVault()
        #expect(desk.append([note("p-1", "\"13900138000\"", key: "a"), note("p-2", "\"two\"", key: "b")]).status == 0)
        let first = try #require(desk.run("vault", "status", "--json").objects.first?.text("masterKey"))
        let wraps = try vaultRows(desk.ledger, "parties").map { Array($0.value[9..<49]) }
        let round = Round(desk)
        var old = 0, new = 0, cut = 0
        let kills = try round.run(["vault", "rotate", "--statement", statement, "--json"], ending) { number, _ in
            let status = try #require(desk.run("vault", "status", "--json").objects.first)
            if status.text("masterKey") == first { old += 1 } else { new += 1 }
            if exists(desk.masterKey + ".next") { cut += 1 }
            // Whatever key lies where: the verbs find the one that fits.
            expectSound(desk, "step \(number)", commitments: 2...2)
            #expect(desk.append([note("p-3", "\"meanwhile\"", key: "m")]).status == 0, "step \(number)")
            let isDone = !desk.run("log", "--type", "ledger.vaultRotated").lines.isEmpty
            let again = desk.run("vault", "rotate", "--statement", statement, "--json")
            #expect(again.status == 0, "step \(number): \(again.errors)")
            let answer = try #require(again.objects.first)
            // Ended, or, where all was done but the answer, changed once more.
            if isDone {
                #expect(answer.flag("duplicate") == false && answer.text("from") != first, "step \(number)")
            } else {
                #expect(answer.text("from") == first, "step \(number)")
            }
            expectSound(desk, "step \(number), again", commitments: 3...3)
            let files = names(desk.tool.state + "/deedlog/vault")
            #expect(!files.contains { $0.hasSuffix(".next") }, "step \(number)")
            #expect(files.contains { $0.hasSuffix(first) } == (statement == "kept"), "step \(number): \(files)")
            #expect(desk.run("log", "--type", "ledger.vaultRotated").lines.count == (isDone ? 2 : 1), "step \(number)")
            let store = Data(bytes(desk.ledger + "/vault/data.mdb"))
            #expect(wraps.allSatisfy { store.range(of: Data($0)) == nil }, "step \(number)")
            #expect(desk.run("vault", "status", "--json").objects.first?.flag("compactionDue") == false)
            #expect(!desk.run("doctor").text.contains("vault rotate"), "step \(number)")
        }
        #expect(
            kills > 30 && old > 5 && new > 10 && cut > 10,
            "\(kills): \(old) under the old key, \(new) under the new, \(cut) cut off")
    }

    @Test(
        "making a vault, killed or without power at any step: there is one or none, and doing it again makes it",
        arguments: Ending.allCases)
    func make(ending: Ending) throws {
        let round = Round(Desk())
        let desk = round.desk
        let kills = try round.run(["vault", "init", "--json"], ending) { number, _ in
            #expect(desk.run("verify", "--json").status == 0)
            let again = desk.run("vault", "init", "--json")
            #expect(again.status == 0 || again.error.text("code") == "vaultExists", "step \(number): \(again.errors)")
            #expect(desk.append([note("p-1", "1", key: "a")]).status == 0, "step \(number)")
            expectSound(desk, "step \(number)", commitments: 1...1)
        }
        #expect(kills > 10)
    }
}
