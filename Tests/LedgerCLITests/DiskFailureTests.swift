import Foundation
import TestSupport
import Testing

@Suite("when the disk fails") struct DiskFailureTests {
    @Test("a full disk is 74 diskFull, stores nothing of the commit, and the ledger opens again") func diskFull() throws {
        let shim = try #require(DiskShim.environment(.full), "a C compiler")
        let desk = Desk()
        #expect(desk.run("append", input: draft("deal/X", key: "a")).status == 0)
        let refused = desk.run("append", "--json", input: draft("deal/X", key: "b"), environment: shim)
        #expect(refused.status == 74)
        #expect(refused.error.text("code") == "diskFull")
        #expect(refused.error.int("stored") == 0)
        #expect(refused.output.isEmpty)
        #expect(!exists(desk.ledger + "/needs-check"))
        #expect(desk.size == 2)
        #expect(desk.isSound)
        let again = desk.run("append", "--json", input: draft("deal/X", key: "b"))
        #expect(again.objects.first?.flag("duplicate") == false)
        #expect(again.objects.first?.int("index") == 2)
    }

    @Test("a disk that fills up midway: what was answered is there") func fillsUp() throws {
        let shim = try #require(DiskShim.environment(.full, after: 12), "a C compiler")
        let desk = Desk()
        let outcome = desk.run(
            "append", "--json", input: (0..<8_000).map { draft("deal/\($0 % 9)", key: "k\($0)") }.joined(), environment: shim)
        #expect(outcome.status == 74)
        #expect(outcome.error.text("code") == "diskFull")
        #expect(outcome.error.int("stored") == outcome.lines.count)
        #expect(desk.size == outcome.lines.count + 1)
        #expect(desk.isSound)
    }

    @Test(
        "a sync that fails is outcomeUnknown; the next writer verifies first, and the same key settles it",
        arguments: [DiskShim.Failure.sync, .meta])
    func syncFails(failure: DiskShim.Failure) throws {
        let shim = try #require(DiskShim.environment(failure), "a C compiler")
        let desk = Desk()
        #expect(desk.run("append", input: draft("deal/X", key: "a")).status == 0)
        let unknown = desk.run(
            "append", "--json", input: draft("deal/X", key: "b") + draft("deal/X", key: "c"), environment: shim)
        #expect(unknown.status == 74)
        #expect(unknown.error.text("code") == "outcomeUnknown")
        #expect(unknown.output.isEmpty)
        #expect(exists(desk.ledger + "/needs-check"))
        #expect(desk.run("doctor").status == 6)
        #expect(desk.run("log").status == 0)
        let retried = desk.run("append", "--json", input: draft("deal/X", key: "b") + draft("deal/X", key: "c"))
        #expect(retried.status == 0, "\(retried.errors)")
        #expect(retried.objects.map { $0.int("index") } == [2, 3])
        #expect(!exists(desk.ledger + "/needs-check"))
        #expect(desk.isSound)
    }

    @Test("where the store is broken after a failed sync, nobody appends, and the mark stays") func needsCheckBroken() throws {
        let shim = try #require(DiskShim.environment(.sync), "a C compiler")
        let desk = Desk()
        #expect(desk.run("append", input: draft("deal/X", key: "a", data: "{\"a\":\"flip-me\"}")).status == 0)
        #expect(desk.run("append", input: draft("deal/X", key: "b"), environment: shim).status == 74)
        var store = bytes(desk.ledger + "/data.mdb")
        for place in places(of: Array("flip-me".utf8), in: store) { store[place] ^= 1 }
        put(store, desk.ledger + "/data.mdb")
        let refused = desk.run("append", "--json", input: draft("deal/X", key: "b"))
        #expect(refused.status == 2)
        #expect(refused.error.text("code") == "broken")
        #expect(exists(desk.ledger + "/needs-check"))
    }

    @Test("a disk that fails while a ledger is made leaves no ledger") func initFails() throws {
        for failure in [DiskShim.Failure.full, .sync] {
            let shim = try #require(DiskShim.environment(failure), "a C compiler")
            let desk = Desk(starts: false)
            let refused = desk.run("init", "--origin", desk.origin, "--json", environment: shim)
            #expect(refused.status == 74)
            #expect(!exists(desk.ledger))
            #expect(names(desk.tool.folder).filter { $0.hasPrefix("ledger") }.isEmpty)
            #expect(desk.run("init", "--origin", desk.origin).status == 0)
            #expect(desk.isSound)
        }
    }

    @Test("a checkpoint is not released before its record is durable") func releaseFails() throws {
        let desk = Desk()
        let shim = try #require(DiskShim.environment(.sync, file: sha256(desk.origin)), "a C compiler")
        let data = try #require(DiskShim.environment(.sync), "a C compiler")
        for environment in [data, shim] {
            let outcome = desk.run("checkpoint", "--json", environment: environment)
            if outcome.status != 0 { #expect(outcome.output.isEmpty) }
        }
        #expect(desk.run("checkpoint", environment: data).status == 74)
        #expect(desk.run("checkpoint").status == 0)
    }

    @Test("a full map is 74 mapFull with nothing half done, and a larger one goes on") func mapFull() throws {
        let desk = Desk()
        let input = (0..<3000).map {
            draft("deal/\($0 % 9)", key: "k\($0)", data: "{\"text\":\"" + String(repeating: "x", count: 400) + "\"}")
        }.joined()
        let full = desk.run("append", "--map-bytes", "1048576", "--json", input: input)
        #expect(full.status == 74)
        #expect(full.error.text("code") == "mapFull")
        #expect(full.error.int("stored") == full.lines.count)
        #expect(desk.size == full.lines.count + 1)
        #expect(desk.isSound)
        let again = desk.run("append", "--json", input: input)
        #expect(again.status == 0)
        #expect(again.objects.filter { $0.flag("duplicate") == true }.count == full.lines.count)
        #expect(desk.size == 3001)
        #expect(desk.isSound)
    }

    @Test("answers that cannot be written are an I/O error", .enabled(if: exists("/dev/full"))) func fullOutput() {
        let desk = Desk()
        let outcome = desk.tool.run(["--version"])
        #expect(outcome.status == 0)
        let shell = RunningTool.shell("\"$0\" log --ledger \"$1\" > /dev/full", [CommandLineTool.path, desk.ledger])
        #expect(shell.status == 74)
        #expect(shell.errors.contains("No space left on device"))
    }
}
