import Foundation
import Storage
import TestSupport
import Testing

@Suite("deedlog append") struct AppendTests {
    @Test("each draft is answered in order: index, digest, subject, revision, size") func answers() {
        let desk = Desk()
        let input = (0..<2500).map { draft("deal/\($0 % 7)", key: "k\($0)") }.joined()
        let outcome = desk.run("append", "--json", input: input)
        #expect(outcome.status == 0)
        let answers = outcome.objects
        #expect(answers.map { $0.int("index") } == (1...2500).map { $0 })
        #expect(answers.map { $0.text("subject") } == (0..<2500).map { "deal/\($0 % 7)" })
        #expect(answers.map { $0.int("revision") } == (0..<2500).map { $0 / 7 })
        #expect(answers.map { $0.int("size") } == (2...2501).map { $0 })
        #expect(answers.allSatisfy { $0.flag("duplicate") == false && $0.text("digest")?.count == 64 })
        #expect(desk.isSound)
    }

    @Test("people are answered one line per draft, in order") func answersPeople() {
        let desk = Desk()
        let outcome = desk.run("append", input: draft("deal/X", key: "a") + draft("deal/Y", key: "b"))
        #expect(outcome.status == 0)
        #expect(outcome.errors.isEmpty)
        #expect(outcome.lines.count == 2)
        #expect(outcome.lines[0].hasPrefix("stored") && outcome.lines[0].contains("deal/X:0"))
        #expect(outcome.lines[1].contains("deal/Y:0"))
        #expect(desk.run("append", input: draft("deal/X", key: "a")).lines[0].hasPrefix("present"))
    }

    @Test("drafts come from a file too") func file() {
        let desk = Desk()
        let path = desk.write("drafts.jsonl", draft("deal/X") + draft("deal/X"))
        #expect(desk.run("append", path, "--json").objects.map { $0.int("index") } == [1, 2])
        let refused = desk.run("append", desk.file("absent.jsonl"), "--json")
        #expect(refused.status == 3)
        #expect(refused.error.text("code") == "fileNotFound")
        #expect(refused.error.text("message")?.contains("absent.jsonl") == true)
    }

    @Test("a folder in place of a file is an I/O error that names it") func folderAsFile() {
        let desk = Desk()
        let refused = desk.run("append", desk.tool.folder, "--json")
        #expect(refused.status == 74)
        #expect(refused.error.text("message")?.contains(desk.tool.folder) == true)
    }

    @Test("no input is no failure", arguments: [[], ["--atomic"], ["--keep-going"], ["--dry-run"]]) func nothing(
        options: [String]
    ) {
        let desk = Desk()
        let outcome = desk.run(["append", "--json"] + options)
        #expect(outcome.status == 0)
        #expect(outcome.output.isEmpty && outcome.errors.isEmpty)
        #expect(desk.size == 1)
    }

    @Test("a blank line is malformed and named", arguments: ["\n", "  \t\n", "\r\n"]) func blank(line: String) {
        let desk = Desk()
        let outcome = desk.run("append", "--json", input: draft("deal/X") + line + draft("deal/X"))
        #expect(outcome.status == 65)
        #expect(outcome.objects.count == 1)
        #expect(outcome.error.text("code") == "malformed")
        #expect(outcome.error.int("line") == 2)
        #expect(outcome.error.int("stored") == 1)
        #expect(desk.size == 2)
    }

    @Test("what stands before a malformed line is stored, what comes after it is not read") func malformed() {
        let desk = Desk()
        let outcome = desk.run(
            "append", "--json",
            input: draft("deal/X", key: "a") + draft("deal/X", key: "b") + "{\"subject\":1.5}\n" + draft("deal/X", key: "c"))
        #expect(outcome.status == 65)
        #expect(outcome.objects.map { $0.int("revision") } == [0, 1])
        let error = outcome.error
        #expect(error.text("code") == "malformed")
        #expect(error.int("exit") == 65)
        #expect(error.int("line") == 3)
        #expect(error.int("offset") == 11)
        #expect(error.int("stored") == 2)
        #expect(error.text("message")?.isEmpty == false)
        #expect(desk.size == 3)
        #expect(desk.isSound)
    }

    @Test("people read line, byte, cause and how much is durable") func malformedForPeople() {
        let desk = Desk()
        let outcome = desk.run("append", input: draft("deal/X") + "{]\n")
        #expect(outcome.status == 65)
        #expect(outcome.errors.contains("line 2, byte 1"))
        #expect(outcome.errors.contains("1 drafts of this input are durable"))
        #expect(outcome.errors.contains("[malformed]"))
    }

    @Test("with --keep-going an error stands in its place and the rest goes on") func keepGoing() {
        let desk = Desk()
        let lines = [
            draft("deal/X", key: "a"), "nonsense\n", draft("deal/X", key: "b", more: ",\"expect\":7"), draft("ledger"), "\n",
            draft("deal/X", key: "c"),
        ]
        let outcome = desk.run("append", "--json", "--keep-going", input: lines.joined())
        #expect(outcome.status == 7)
        #expect(outcome.errors.isEmpty)
        let answers = outcome.objects
        #expect(answers.count == 6)
        #expect(
            answers.map { $0.object("error").text("code") } == [
                nil, "malformed", "revisionConflict", "reservedName", "malformed", nil,
            ])
        #expect(answers.map { $0.object("error").int("line") } == [nil, 2, 3, 4, 5, nil])
        #expect(answers.map { $0.int("index") } == [1, nil, nil, nil, nil, 2])
        #expect(desk.isSound)
    }

    @Test("--keep-going says nothing of failures where there are none") func keepGoingWell() {
        let outcome = Desk().run("append", "--json", "--keep-going", input: draft("deal/X"))
        #expect(outcome.status == 0)
    }

    @Test("an atomic input is stored as one: every answer has the size after it") func atomic() {
        let desk = Desk()
        let outcome = desk.run(
            "append", "--json", "--atomic", input: (0..<40).map { draft("deal/\($0 % 3)", key: "k\($0)") }.joined())
        #expect(outcome.status == 0)
        #expect(outcome.objects.map { $0.int("size") } == Array(repeating: 41, count: 40))
        #expect(outcome.objects.map { $0.int("index") } == (1...40).map { $0 })
        let again = desk.run(
            "append", "--json", "--atomic", input: (0..<40).map { draft("deal/\($0 % 3)", key: "k\($0)") }.joined())
        #expect(again.status == 0)
        #expect(again.objects.allSatisfy { $0.flag("duplicate") == true })
        #expect(desk.size == 41)
    }

    @Test(
        "one bad draft keeps all of an atomic input out",
        arguments: [
            ("{]\n", 65, "malformed"), ("\n", 65, "malformed"),
            (draft("deal/X", key: "z", more: ",\"expect\":9"), 4, "revisionConflict"), (draft("ledger"), 77, "reservedName"),
        ])
    func atomicRefused(bad: String, status: Int, code: String) {
        let desk = Desk()
        let outcome = desk.run("append", "--json", "--atomic", input: draft("deal/X", key: "a") + bad + draft("deal/X", key: "b"))
        #expect(outcome.status.map(Int.init) == status)
        #expect(outcome.output.isEmpty)
        #expect(outcome.error.text("code") == code)
        #expect(outcome.error.int("line") == 2)
        #expect(outcome.error.int("stored") == 0)
        #expect(desk.size == 1)
    }

    @Test("an atomic input with some drafts stored already is a conflict") func atomicPartly() {
        let desk = Desk()
        _ = desk.run("append", input: draft("deal/X", key: "a"))
        let outcome = desk.run("append", "--json", "--atomic", input: draft("deal/X", key: "a") + draft("deal/X", key: "b"))
        #expect(outcome.status == 4)
        #expect(outcome.error.text("code") == "partlyStored")
        #expect(desk.size == 2)
    }

    @Test("an atomic input has at most 10,000 drafts") func atomicBound() {
        let desk = Desk()
        let refused = desk.run("append", "--json", "--atomic", input: String(repeating: draft("deal/X"), count: 10_001))
        #expect(refused.status == 65)
        #expect(refused.error.text("code") == "tooManyDrafts")
        #expect(desk.size == 1)
    }

    @Test("--dry-run judges, answers without index and digest, and stores nothing") func dryRun() {
        let desk = Desk()
        let before = bytes(desk.ledger + "/data.mdb")
        let outcome = desk.run("append", "--json", "--dry-run", input: draft("deal/X"))
        #expect(outcome.status == 0)
        #expect(outcome.objects.count == 1)
        #expect(outcome.objects[0].flag("dryRun") == true)
        #expect(outcome.objects[0].text("subject") == "deal/X")
        #expect(!outcome.objects[0].has("index") && !outcome.objects[0].has("digest"))
        #expect(bytes(desk.ledger + "/data.mdb") == before)
        let refused = desk.run("append", "--json", "--dry-run", input: draft("deal/X", more: ",\"expect\":3"))
        #expect(refused.status == 4)
        #expect(refused.error.text("code") == "revisionConflict")
        #expect(desk.size == 1)
    }

    @Test("--expect holds for drafts that state none") func expect() {
        let desk = Desk()
        #expect(desk.run("append", "--expect", "new", input: draft("deal/X")).status == 0)
        #expect(desk.run("append", "--expect", "new", input: draft("deal/X")).status == 4)
        #expect(desk.run("append", "--expect", "0", input: draft("deal/X")).status == 0)
        #expect(desk.run("append", "--expect", "0", input: draft("deal/X")).status == 4)
        #expect(desk.run("append", "--expect", "0", input: draft("deal/X", more: ",\"expect\":\"any\"")).status == 0)
        #expect(desk.run("append", "--expect", "any", input: draft("deal/X")).status == 0)
        for wrong in ["soon", "-1", "2147483648", ""] {
            #expect(desk.run("append", "--expect=\(wrong)", input: draft("deal/X")).status == 64)
        }
        #expect(desk.size == 5)
    }

    @Test("a conflict tells what is there") func conflict() {
        let desk = Desk()
        _ = desk.run("append", input: draft("deal/X") + draft("deal/X"))
        let there = desk.run("append", "--json", input: draft("deal/X", more: ",\"expect\":0"))
        #expect(there.status == 4)
        #expect(there.error.text("code") == "revisionConflict")
        #expect(there.error.object("found").text("subject") == "deal/X")
        #expect(there.error.object("found").int("revision") == 1)
        let absent = desk.run("append", "--json", input: draft("deal/Z", more: ",\"expect\":0"))
        #expect(absent.error.object("found").isNull("revision"))
        let source = desk.run("append", "--json", input: draft("deal/X", more: ",\"source\":\"another.example\""))
        #expect(source.status == 4)
        #expect(source.error.text("code") == "sourceConflict")
    }

    @Test("the same draft again is answered with the first one's index, another one under its key is a conflict")
    func duplicates() {
        let desk = Desk()
        let first = desk.run("append", "--json", input: draft("deal/X", key: "k", data: "{\"a\":1}")).objects[0]
        let again = desk.run(
            "append", "--json", input: draft("deal/X", key: "k", data: "{ \"a\" : 1 }", more: ",\"expect\":\"new\"")
        ).objects[0]
        #expect(again.flag("duplicate") == true)
        #expect(again.int("index") == 1)
        #expect(again.text("digest") == first.text("digest"))
        #expect(again.int("revision") == 0)
        let other = desk.run("append", "--json", input: draft("deal/X", key: "k", data: "{\"a\":2}"))
        #expect(other.status == 4)
        #expect(other.error.text("code") == "keyReused")
        #expect(other.error.object("found").int("index") == 1)
        #expect(
            desk.run("append", "--json", input: draft("deal/Y", key: "k", data: "{\"a\":2}")).objects[0].flag("duplicate")
                == false)
    }

    @Test("--actor and --role hold for drafts that state none") func defaults() {
        let desk = Desk()
        _ = desk.run(
            "append", "--actor", "broker-017", "--role", "broker",
            input: draft("deal/X") + draft("deal/X", more: ",\"actor\":\"clerk-1\",\"role\":\"seller\""))
        _ = desk.run("append", input: draft("deal/X"))
        let lines = desk.run("log", "--stream", "deal/X").objects
        #expect(lines.map { $0.text("actor") } == ["broker-017", "clerk-1", "operator"])
        #expect(lines.map { $0.text("role") } == ["broker", "seller", "operator"])
    }

    @Test(
        "an actor or role that the grammar forbids is refused, and nothing is stored",
        arguments: [("--actor", "two words"), ("--role", "Broker"), ("--actor", ""), ("--actor", "line\nfeed")])
    func wrongDefaults(option: String, value: String) {
        let desk = Desk()
        let outcome = desk.run("append", option, value, "--json", input: draft("deal/X"))
        #expect(outcome.status == 65 || outcome.status == 64)
        #expect(desk.size == 1)
    }

    @Test("the ledger's own role cannot be borrowed by option") func systemRole() {
        let desk = Desk()
        let outcome = desk.run("append", "--role", "system", "--json", input: draft("deal/X"))
        #expect(outcome.status == 77)
        #expect(desk.size == 1)
    }

    @Test(
        "reserved names are refused",
        arguments: [
            draft("ledger"), draft("actor/a"), draft("refusal/deal/X"), draft("access/a"), draft("deal/X", "ledger.sealed"),
            draft("deal/X", "step.refused"),
            draft("deal/X", "actor.added"), draft("deal/X", "access.granted"), draft("deal/X", "erasure.done"),
            draft("deal/X", more: ",\"role\":\"system\""),
            draft("deal/X", more: ",\"attestation\":\"derived\""), draft("deal/X", data: "{\"$x\":1}"),
            draft("deal/X", data: "{\"a\":[{\"$personal\":1}]}"),
        ])
    func reserved(line: String) {
        let desk = Desk()
        let outcome = desk.run("append", "--json", input: line)
        #expect(outcome.status == 77)
        #expect(outcome.error.text("code") == "reservedName")
        #expect(desk.size == 1)
    }

    @Test(
        "a personal value needs a vault",
        arguments: [
            "{\"buyer\":{\"$personal\":{\"party\":\"p-31\",\"value\":\"x\"}}}",
            "{\"a\":[{\"$personal\":{\"value\":{\"b\":[1]},\"party\":\"p-31\"}}]}",
        ])
    func personal(data: String) {
        let desk = Desk()
        let outcome = desk.run("append", "--json", input: draft("deal/X", key: "k", data: data))
        #expect(outcome.status == 78)
        #expect(outcome.error.text("code") == "vaultMissing")
        #expect(desk.size == 1)
    }

    @Test("a line over a mebibyte is refused; what stands before it is stored and answered") func longLine() {
        let desk = Desk()
        let outcome = desk.run(
            "append", "--json",
            input: draft("deal/X") + draft("deal/X") + String(repeating: " ", count: 3 << 20) + draft("deal/X"))
        #expect(outcome.status == 65)
        #expect(outcome.error.text("code") == "inputTooLong")
        #expect(outcome.error.int("line") == 3)
        #expect(outcome.objects.count == 2)
        #expect(outcome.error.int("stored") == 2)
        #expect(desk.size == 3)
    }

    @Test("a draft whose line would be too long is refused") func lineTooLong() {
        let desk = Desk()
        let outcome = desk.run(
            "append", "--json", input: draft("deal/X", data: "{\"a\":\"" + String(repeating: "x", count: 65_536) + "\"}"))
        #expect(outcome.status == 65)
        #expect(outcome.error.text("code") == "lineTooLong")
        #expect(desk.size == 1)
    }

    @Test("CRLF ends a line as well, and the last line needs no end") func lineEnds() {
        let desk = Desk()
        let outcome = desk.run("append", "--json", input: draft("deal/X").dropLast() + "\r\n" + draft("deal/X").dropLast())
        #expect(outcome.status == 0)
        #expect(outcome.objects.map { $0.int("index") } == [1, 2])
    }

    @Test("a second writer waits, then says busy, and the first one's lock is respected") func busy() throws {
        let desk = Desk()
        let lock = try FileLock(path: desk.ledger + "/writer.lock")
        try lock.lock(waitMilliseconds: 0)
        let refused = desk.run("append", "--wait", "1", "--json", input: draft("deal/X"))
        #expect(refused.status == 75)
        #expect(refused.error.text("code") == "busy")
        #expect(desk.run("append", "--wait", "0", "--json", input: draft("deal/X")).status == 75)
        #expect(desk.size == 1)
        let waiting = desk.start("append", "--wait", "30", "--json")
        waiting.send(draft("deal/X"))
        lock.unlock()
        #expect(waiting.finish().objects.first?.int("index") == 1)
    }

    @Test("writers side by side lose nothing") func sideBySide() {
        let desk = Desk()
        let running = (0..<4).map { _ in desk.start("append", "--json") }
        for round in 0..<10 {
            for (number, writer) in running.enumerated() { writer.send(draft("deal/\(number)", key: "\(round)")) }
        }
        let outcomes = running.map { $0.finish() }
        #expect(outcomes.allSatisfy { $0.status == 0 && $0.lines.count == 10 })
        #expect(Set(outcomes.flatMap { $0.objects.compactMap { $0.int("index") } }).count == 40)
        #expect(desk.size == 41)
        #expect(desk.isSound)
    }
}
