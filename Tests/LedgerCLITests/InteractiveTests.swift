import Foundation
import TestSupport
import Testing

@Suite("deedlog with its pipes open") struct InteractiveTests {
    @Test("a draft is answered once it is durable, before the next one is written") func answersEach() throws {
        let desk = Desk()
        let running = desk.start("append", "-", "--json")
        for round in 0..<5 {
            running.send(draft("deal/X", key: "\(round)"))
            let answer = JSONObject(try #require(running.line()))
            #expect(answer.int("index") == round + 1)
            #expect(desk.size == round + 2)
        }
        #expect(running.finish().status == 0)
    }

    @Test("half a line waits for its other half") func halfLine() throws {
        let desk = Desk()
        let running = desk.start("append", "--json")
        let text = draft("deal/X")
        running.send(draft("deal/W") + text.prefix(20))
        #expect(JSONObject(try #require(running.line())).text("subject") == "deal/W")
        running.send(String(text.dropFirst(20)))
        #expect(JSONObject(try #require(running.line())).text("subject") == "deal/X")
        #expect(running.finish().status == 0)
    }

    @Test("Ctrl-C while waiting for drafts says what is durable", arguments: [SIGINT, SIGTERM]) func interrupted(number: Int32)
        throws
    {
        let desk = Desk()
        let running = desk.start("append", "--json")
        running.send(draft("deal/X") + draft("deal/Y"))
        _ = try #require(running.line())
        _ = try #require(running.line())
        running.interrupt(number)
        let outcome = running.finish(keepsInput: true)
        #expect(outcome.status == 130)
        #expect(outcome.errors.contains("2 drafts of this input are durable"))
        #expect(desk.size == 3)
        #expect(desk.isSound)
    }

    @Test("Ctrl-C in the middle of much input: every answered draft is there, every stored one answered") func interruptedMidway()
        throws
    {
        let desk = Desk()
        let running = desk.start(
            "append", desk.write("drafts.jsonl", (0..<30_000).map { draft("deal/\($0 % 50)", key: "k\($0)") }.joined()), "--json")
        _ = try #require(running.line())
        running.interrupt()
        let outcome = running.finish()
        #expect(outcome.status == 130 || outcome.status == 0)
        #expect(desk.size == outcome.lines.count + 2)
        if outcome.status == 130 {
            #expect(outcome.errors.contains("\(outcome.lines.count + 1) drafts of this input are durable"))
        }
        #expect(desk.isSound)
    }

    @Test("Ctrl-C before an atomic input is complete stores nothing of it") func interruptedAtomic() throws {
        let desk = Desk()
        let running = desk.start("append", "--json", "--atomic", "--lang", "en")
        running.send(draft("deal/X") + draft("deal/Y"))
        // It listens to Ctrl-C before it opens the ledger.
        let deadline = Date(timeIntervalSinceNow: 30)
        while !opens(running.process, desk.ledger + "/writer.lock"), Date() < deadline { sched_yield() }
        running.interrupt()
        let outcome = running.finish(keepsInput: true)
        #expect(outcome.status == 130)
        #expect(outcome.output.isEmpty)
        #expect(desk.size == 1)
    }

    @Test("a reader that went away ends the program without a crash") func brokenPipe() {
        let desk = Desk()
        _ = desk.run("append", input: String(repeating: draft("deal/X"), count: 3000))
        let running = desk.start("log")
        running.stopReading()
        let outcome = running.finish()
        #expect(outcome.signal == nil)
        #expect(outcome.status == 0)
    }

    @Test("log --follow wakes on what another process appends, and ends on Ctrl-C") func follow() throws {
        let desk = Desk()
        let running = desk.start("log", "--follow")
        #expect(try #require(running.line()).contains("ledger.created"))
        for round in 0..<3 {
            #expect(desk.run("append", input: draft("deal/X", key: "\(round)")).status == 0)
            #expect(try #require(running.line(seconds: 10)).contains("\"revision\":\(round)"))
        }
        running.interrupt()
        let outcome = running.finish(seconds: 10)
        #expect(outcome.status == 0)
        #expect(outcome.output.isEmpty)
    }

    @Test("log --follow keeps to its filters and ends at --limit") func followLimited() throws {
        let desk = Desk()
        let running = desk.start("log", "--follow", "--stream", "deal/X", "--limit", "2")
        _ = desk.run(
            "append",
            input: draft("deal/X", key: "a") + draft("deal/X/escrow", key: "b") + draft("deal/X", key: "c")
                + draft("deal/X", key: "d"))
        #expect(JSONObject(try #require(running.line())).text("key") == "a")
        #expect(JSONObject(try #require(running.line())).text("key") == "c")
        let outcome = running.finish(seconds: 10)
        #expect(outcome.status == 0)
        #expect(outcome.output.isEmpty)
    }

    @Test("log --follow by type and actor goes on where it stood") func followFiltered() throws {
        let desk = Desk()
        _ = desk.run("append", input: draft("deal/X", "ext.opened", key: "a"))
        let running = desk.start("log", "--follow", "--type", "ext.opened", "--actor", "clerk")
        _ = desk.run("append", "--actor", "clerk", input: draft("deal/X", "ext.opened", key: "b"))
        #expect(JSONObject(try #require(running.line(seconds: 10))).text("key") == "b")
        _ = desk.run(
            "append", "--actor", "clerk",
            input: draft("deal/X", "ext.closed", key: "c") + draft("deal/Y", "ext.opened", key: "d"))
        #expect(JSONObject(try #require(running.line(seconds: 10))).text("key") == "d")
        running.interrupt()
        #expect(running.finish(seconds: 10).status == 0)
    }
}

/// Whether `process` has `path` open.
private func opens(_ process: pid_t, _ path: String) -> Bool {
    let folder = "/proc/\(process)/fd"
    return names(folder).contains { (try? FileManager.default.destinationOfSymbolicLink(atPath: folder + "/" + $0)) == path }
}
