import Foundation
import Proofs
import TestSupport
import Testing

@Suite("deedlog checkpoint") struct CheckpointTests {
    @Test("what was made is kept and listed; without a verb one is made") func list() throws {
        let desk = Desk()
        let first = desk.run("checkpoint")
        desk.add("a")
        let second = desk.run("checkpoint", "make")
        #expect(desk.run("checkpoint").output == second.output && first.output != second.output)
        let listed = desk.run("checkpoint", "list", "--json").objects
        #expect(listed.map { $0.int("size") } == [1, 2] && listed.allSatisfy { $0.flag("contained") == true })
        #expect(listed.compactMap { $0.text("file").map { bytes($0) } } == [first.output, second.output])
        #expect(desk.run("checkpoint", "list").lines.count == 2)
        // The release record is the truth: without what is kept for people, nothing is lost.
        remove(desk.tool.state + "/deedlog/checkpoints")
        #expect(desk.run("checkpoint", "list").output.isEmpty)
        #expect(desk.run("checkpoint").output == second.output)
        #expect(desk.run("checkpoint", "list").lines.count == 1)
    }

    @Test("a checkpoint, a request and cosignatures in words, in both languages") func show() throws {
        let desk = Desk(), seat = WitnessSeat()
        desk.add("a")
        let request = desk.write("request", desk.run("checkpoint", "diff", "0", "HEAD").text)
        let policy = desk.write("policy", desk.logLine)
        #expect(seat.cosign(request, "--policy", policy, "-o", desk.file("cosigned")).status == 0)
        let shown = try #require(desk.run("checkpoint", "show", desk.file("cosigned"), "--json").objects.first)
        #expect(shown.text("origin") == desk.origin && shown.int("size") == 2)
        #expect(shown.text("root") == desk.run("head", "--json").objects.first?.text("root"))
        let signatures = shown.objects("signatures")
        #expect(signatures.map { $0.text("kind") } == ["log", "cosignature"])
        #expect(signatures.map { $0.text("name") } == [desk.origin, seat.name])
        #expect(signatures[1].text("time")?.hasSuffix("Z") == true)
        #expect(
            signatures.map { $0.text("keyHash") } == [desk.logLine, seat.verifierKey].map { String($0.split(separator: "+")[1]) })
        let asked = try #require(desk.run("checkpoint", "show", request, "--json").objects.first)
        #expect(asked.int("oldSize") == 0 && asked.int("hashes") == 0)
        let english = desk.run("checkpoint", "show", desk.file("cosigned"))
        #expect(english.text.contains("cosigned  \(seat.name)") && english.errors.contains("No signature was checked"))
        let chinese = desk.run("checkpoint", "show", desk.file("cosigned"), "--lang", "zh-CN")
        #expect(chinese.text.contains("联署      \(seat.name)"))
        for file in ["policy", "absent"] {
            #expect(desk.run("checkpoint", "show", desk.file(file)).status == (file == "policy" ? 6 : 3))
        }
        // Whoever signs may claim any time.
        let log = SyntheticLog("log.example/far")
        let far = log.note(3).cosigned(by: log.key, name: "w", atSeconds: (1 << 63) - 1)
        #expect(desk.run("checkpoint", "show", desk.write("far", far.text)).text.contains("after the year 9999"))
    }

    @Test("verify judges by the policy, the ledger and an older checkpoint, in the order of the rules") func verify() throws {
        let desk = Desk(), seat = WitnessSeat(), second = WitnessSeat()
        let old = desk.checkpoint("old")
        desk.add("a")
        let request = desk.write("request", desk.run("checkpoint", "diff", old, "HEAD").text)
        let log = desk.logLine
        let logs = desk.write("logs", log)
        let one = desk.write("one", log + "witness w \(seat.verifierKey)\nquorum w\n")
        let two = desk.write(
            "two", log + "witness w \(seat.verifierKey)\nwitness v \(second.verifierKey)\ngroup g all w v\nquorum g\n")
        func verdict(_ file: String, _ policy: String, _ more: String...) -> String {
            let outcome = desk.run(["checkpoint", "verify", file, "--policy", policy, "--json"] + more)
            let answer = outcome.objects.first
            return
                "\(outcome.status ?? -1) \(answer?.text("fault") ?? answer?.text("verdict") ?? outcome.error.text("code") ?? "")"
        }
        #expect(verdict(request, logs) == "0 ok" && verdict(old, logs) == "0 ok")
        #expect(verdict(request, one) == "6 quorum")
        #expect(seat.cosign(old, "--policy", logs).status == 0)
        #expect(seat.cosign(request, "--policy", logs, "-o", desk.file("cosigned")).status == 0)
        let cosigned = desk.file("cosigned")
        #expect(verdict(cosigned, one) == "0 ok" && verdict(cosigned, two) == "6 quorum")
        #expect(verdict(cosigned, one, "--ledger", desk.ledger) == "0 ok")
        #expect(verdict(request, logs, "--old", old) == "0 ok")
        #expect(verdict(old, logs, "--old", old) == "6 undecided")
        // A changed signature of either kind.
        let text = String(decoding: bytes(cosigned), as: UTF8.self)
        for line in text.split(separator: "\n").suffix(2) {
            let bent = line.dropLast(6) + (line.dropLast(5).last == "A" ? "B" : "A") + line.suffix(5)
            #expect(verdict(desk.write("bent", text.replacing(line, with: bent)), one) == "2 signature", "\(line)")
        }
        #expect(
            verdict(
                desk.write("bare", text.components(separatedBy: "\n\n")[0] + "\n\n" + text.split(separator: "\n").last! + "\n"),
                one) == "6 unsigned")
        #expect(verdict(cosigned, desk.write("strange", Desk().logLine)) == "6 noKey")
        #expect(verdict(cosigned, desk.write("nonsense", "log x\n")) == "6 policyUnreadable")
        #expect(verdict(logs, logs) == "6 noteUnreadable" && verdict(desk.file("none"), logs) == "3 fileNotFound")
        // What contradicts outweighs what is short: a ledger without this tree, another beginning.
        let twin = desk.file("twin")
        copyFolder(desk.ledger, twin)
        desk.add("b")
        _ = desk.elsewhere(twin, "append", "--key", desk.keyPath, input: draft("ext/a", key: "c"))
        let here = desk.checkpoint("here")
        #expect(verdict(here, two, "--ledger", twin) == "2 notContained")
        #expect(verdict(here, two, "--ledger", desk.ledger) == "6 quorum")
        let other = Desk()
        #expect(verdict(here, two, "--ledger", other.ledger) == "6 undecided")
        let fork = desk.write("fork", desk.elsewhere(twin, "checkpoint", "--key", desk.keyPath).text)
        desk.add("d")
        let later = desk.write("later", desk.run("checkpoint", "diff", here, "HEAD").text)
        #expect(verdict(later, logs, "--old", here) == "0 ok" && verdict(later, two, "--old", fork) == "2 inconsistent")
        // In words.
        #expect(
            desk.run("checkpoint", "verify", later, "--policy", logs, "--old", fork).text.hasPrefix(
                "BROKEN  \(later): the tree of 4"))
        #expect(desk.run("checkpoint", "verify", cosigned, "--policy", one, "--lang", "zh-CN").text.contains("联署人 \(seat.name)"))
    }

    @Test("diff proves any two sizes, and a request is checked without the ledger") func diff() throws {
        let desk = Desk()
        var notes = [desk.checkpoint("c1")]
        for size in 2...9 {
            desk.add("k\(size)")
            notes.append(desk.checkpoint("c\(size)"))
        }
        for from in 1...9 {
            for to in from...9 where (from + to) % 3 == 0 || from == to {
                let file = desk.file("r-\(from)-\(to)")
                let made = desk.run(
                    "checkpoint", "diff", from % 2 == 0 ? "\(from)" : notes[from - 1], to % 2 == 0 ? "\(to)" : notes[to - 1],
                    "-o", file)
                #expect(made.status == 0, "\(made.errors)")
                let checked = Desk(starts: false).run("checkpoint", "diff", notes[from - 1], "--check", file, "--json")
                #expect(checked.status == 0 && checked.objects.first?.text("verdict") == "ok")
                if from > 1 {
                    // The proof begins elsewhere: it says nothing of that one.
                    #expect(desk.run("checkpoint", "diff", notes[from - 2], "--check", file).status == 6)
                }
            }
        }
        let request = String(decoding: bytes(desk.file("r-2-7")), as: UTF8.self)
        #expect(AddCheckpointRequest(Array(request.utf8))?.note.text == String(decoding: bytes(notes[6]), as: UTF8.self))
        #expect(desk.run("checkpoint", "diff", "2", "7").text == request)
        #expect(desk.run("checkpoint", "diff", "2", "7", "--json").objects.first?.text("request") == request)
        #expect(desk.run("checkpoint", "diff", "0", "HEAD").text.hasPrefix("old 0\n\n\(desk.origin)\n9\n"))
        let policy = desk.write("policy", Desk().logLine)
        #expect(desk.run("checkpoint", "diff", notes[1], "--check", desk.file("r-2-7"), "--policy", policy).status == 2)
        for (arguments, status) in [
            (["7", "2"], 64), (["2", "12"], 3), (["12", notes[8]], 64), (["2"], 64), (["2", "--check", request], 64),
            ([desk.file("none"), "9"], 3), ([policy, "9"], 6), (["2", "7", "--policy", policy], 64),
        ] {
            #expect(desk.run(["checkpoint", "diff"] + arguments).status == Int32(status), "\(arguments)")
        }
        // A note that this log does not contain, or of another log.
        let twin = desk.file("twin")
        copyFolder(desk.ledger, twin)
        _ = desk.elsewhere(twin, "append", "--key", desk.keyPath, input: draft("ext/a", key: "x"))
        let fork = desk.write("fork", desk.elsewhere(twin, "checkpoint", "--key", desk.keyPath).text)
        desk.add("y")
        desk.add("z")
        #expect(desk.run("checkpoint", "diff", fork, "HEAD", "--json").error.text("code") == "inconsistent")
        #expect(desk.run("checkpoint", "diff", "1", fork).status == 2)
        let other = Desk()
        #expect(desk.run("checkpoint", "diff", other.checkpoint("other"), "HEAD").status == 6)
    }
}
