import Foundation
import Ledger
import Proofs
import TestSupport
import Testing

@Suite("deedlog checkpoint cosign") struct CosignTests {
    private func code(_ outcome: CommandLineTool.Outcome) -> String {
        outcome.status == 0 ? "0" : "\(outcome.status ?? -1) \(outcome.error.text("code") ?? "")"
    }

    @Test("extensions are cosigned, the same again too; what is not is refused by name, and contradictions are kept")
    func cosigns() throws {
        let desk = Desk(), seat = WitnessSeat()
        let policy = desk.write("policy", desk.logLine)
        desk.add("a")
        let first = desk.checkpoint("first")
        func cosign(_ file: String, _ more: String...) -> CommandLineTool.Outcome {
            seat.desk.run(["checkpoint", "cosign", file, "--name", seat.name, "--policy", policy, "--json"] + more)
        }
        let answer = try #require(cosign(first).objects.first)
        #expect(answer.text("witness") == seat.name && answer.int("size") == 2)
        #expect(answer.text("cosignature")?.hasPrefix("\u{2014} \(seat.name) ") == true)
        #expect(cosign(first).status == 0)
        desk.add("b")
        let request = desk.write("request", desk.run("checkpoint", "diff", first, "HEAD").text)
        #expect(cosign(desk.file("request"), "-o", desk.file("cosigned")).status == 0)
        // The note that is written out keeps what was there, and counts.
        let quorum = desk.write("quorum", desk.logLine + "witness w \(seat.verifierKey)\nquorum w\n")
        #expect(desk.run("checkpoint", "verify", desk.file("cosigned"), "--policy", quorum).status == 0)
        #expect(cosign(request).status == 0)
        desk.add("c")
        #expect(code(cosign(desk.write("jump", desk.run("checkpoint", "diff", first, "HEAD").text))) == "4 oldSizeOther")
        // With the ledger at hand no proof has to be sent.
        #expect(cosign(desk.checkpoint("fourth"), "--ledger", desk.ledger).status == 0)
        let behind = cosign(first)
        #expect(code(behind) == "2 checkpointBehind")

        // A copy of the folder and of the key, on another machine.
        let twin = desk.file("twin")
        copyFolder(desk.ledger, twin)
        desk.add("d")
        #expect(cosign(desk.checkpoint("fifth"), "--ledger", desk.ledger).status == 0)
        _ = desk.elsewhere(twin, "append", "--key", desk.keyPath, input: draft("ext/a", key: "e"))
        let fork = desk.write("fork", desk.elsewhere(twin, "checkpoint", "--key", desk.keyPath).text)
        let forked = cosign(fork)
        #expect(code(forked) == "2 logForked")
        let kept = names(URL(fileURLWithPath: seat.record(desk.origin)).deletingLastPathComponent().path)
        let own = URL(fileURLWithPath: seat.record(desk.origin)).lastPathComponent
        #expect(kept.contains { $0.hasPrefix(own + ".contradicts-5-") } && kept.contains { $0.hasPrefix(own + ".cosigned-5-") })
        #expect(kept.contains { $0.hasPrefix(own + ".behind-2-") })
        _ = desk.elsewhere(twin, "append", "--key", desk.keyPath, input: draft("ext/a", key: "f"))
        let longer = desk.write("longer", desk.elsewhere(twin, "checkpoint", "diff", "5", "HEAD", "--key", desk.keyPath).text)
        #expect(code(cosign(longer)) == "2 inconsistent")
        #expect(
            code(cosign(desk.write("sixth", desk.elsewhere(twin, "checkpoint", "--key", desk.keyPath).text), "--ledger", twin))
                == "2 inconsistent")
        // The first history goes on.
        desk.add("g")
        #expect(cosign(desk.write("next", desk.run("checkpoint", "diff", "5", "HEAD").text)).status == 0)
    }

    @Test("strangers, forgeries, and files that are no request") func refused() throws {
        let desk = Desk(), seat = WitnessSeat(), other = Desk()
        let note = desk.checkpoint("note"), policy = desk.write("policy", desk.logLine)
        #expect(code(seat.cosign(note, "--json", "--policy", desk.write("strange", other.logLine))) == "6 noKey")
        #expect(seat.cosign(note, "--log", String(desk.logLine.dropFirst(4).dropLast())).status == 0)
        let forged = SigningKey(seed: [UInt8](repeating: 3, count: 32))
        let body = try #require(SignedNote(String(decoding: bytes(note), as: UTF8.self))).body
        let false1 = desk.write("false", SignedNote(body: body, name: desk.origin, key: forged).text)
        #expect(code(seat.cosign(false1, "--json", "--policy", policy)) == "2 noteUnsigned")
        #expect(code(seat.cosign(policy, "--json", "--policy", policy)) == "6 noteUnreadable")
        #expect(code(seat.cosign(desk.file("none"), "--json", "--policy", policy)) == "3 fileNotFound")
        #expect(seat.cosign(note).status == 64 && seat.cosign(note, "--log", "x").status == 6)
        #expect(seat.cosign(note, "--policy", policy, "--key", desk.file("none")).status == 78)
        // The log's own key, and another witness's.
        #expect(code(seat.cosign(note, "--json", "--policy", policy, "--key", desk.keyPath)) == "78 keyInUse")
        let key = StateFolder(path: seat.desk.tool.state + "/deedlog").witnessKeyPath(seat.name)
        #expect(seat.desk.run("witness", "init", "--name", "witness.example/x/audited", "--key", key).status == 78)
        #expect(seat.desk.run("witness", "init", "--name", "a b").status == 65)
        #expect(
            seat.desk.run("witness", "init", "--name", seat.name, "--json").objects.first?.text("verifierKey") == seat.verifierKey
        )
        #expect(mode(key) == 0o600)
        // In Chinese.
        let chinese = seat.cosign(note, "--policy", desk.file("strange"), "--lang", "zh-CN")
        #expect(chinese.errors.contains("所信任的密钥中没有"))
    }

    @Test(
        "a record that was replaced by a link to nowhere, to itself or in a circle is refused, and stays for who looks",
        arguments: ["nowhere", "itself", "circle"])
    func linkedRecord(to target: String) throws {
        let desk = Desk(), seat = WitnessSeat(), files = FileManager.default
        let policy = desk.write("policy", desk.logLine), note = desk.checkpoint("note")
        #expect(seat.cosign(note, "--policy", policy).status == 0)
        let record = seat.record(desk.origin), before = bytes(record)
        remove(record)
        let place = target == "itself" ? record : record + "-\(target)"
        try files.createSymbolicLink(atPath: record, withDestinationPath: place)
        if target == "circle" { try files.createSymbolicLink(atPath: place, withDestinationPath: record) }
        // Neither what was cosigned nor what comes after it: as if nothing had been cosigned, a fork would get an answer.
        desk.add("a")
        for file in [note, desk.checkpoint("later")] {
            let outcome = seat.cosign(file, "--policy", policy, "--ledger", desk.ledger, "-o", desk.file("cosigned"), "--json")
            #expect(outcome.output.isEmpty, "\(outcome.text)")
            let (status, answer) = target == "nowhere" ? (6, "noteUnreadable") : (74, "inputOutput")
            #expect(code(outcome) == "\(status) \(answer)" && outcome.errors.contains(record), "\(outcome.errors)")
            #expect(!exists(desk.file("cosigned")))
        }
        #expect(try files.destinationOfSymbolicLink(atPath: record) == place)
        #expect(names(URL(fileURLWithPath: record).deletingLastPathComponent().path).allSatisfy { !$0.contains(".new") })
        // The record put back, it goes on.
        remove(record)
        put(before, record)
        setMode(record, 0o600)
        #expect(seat.cosign(desk.file("later"), "--policy", policy, "--ledger", desk.ledger).status == 0)
    }

    @Test("--audited stands for a full check, under a name and a key of its own") func audited() throws {
        let desk = Desk(), auditor = WitnessSeat("/audited"), seat = WitnessSeat()
        for key in ["a", "b", "c"] { desk.add(key) }
        #expect(desk.run("seal").status == 0)
        let note = desk.checkpoint("note"), policy = desk.write("policy", desk.logLine)
        #expect(auditor.cosign(note, "--policy", policy).status == 64)
        #expect(auditor.desk.run("witness", "serve", "--name", auditor.name, "--policy", policy).status == 64)
        #expect(seat.cosign(note, "--policy", policy, "--audited", "--ledger", desk.ledger).status == 64)
        #expect(auditor.cosign(note, "--policy", policy, "--audited").status == 64)
        #expect(
            auditor.cosign(note, "--policy", policy, "--audited", "--ledger", desk.ledger, "-o", desk.file("audited")).status == 0
        )
        // The auditor trusts nothing that a machine remembers.
        #expect(!exists(auditor.desk.tool.state + "/deedlog/trust"))

        let folder = desk.file("proof")
        #expect(desk.run("prove", "--stream", "ext/a", "--checkpoint", desk.file("audited"), "-o", folder).status == 0)
        let trust = desk.write("trust", desk.logLine + "witness w \(auditor.verifierKey)\nquorum w\n")
        let tool = CommandLineTool(program: "deedverify")
        let proved = try #require(tool.run([folder, "--policy", trust, "--json"]).objects.first)
        #expect(proved.text("complete") == "audited by \(auditor.name)" && proved.text("verdict") == "ok")
        #expect(tool.run([folder, "--policy", policy, "--json"]).objects.first?.text("complete") == "claimed")

        // A ledger with a flipped byte, another ledger, one without this tree.
        let broken = desk.file("broken")
        copyFolder(desk.ledger, broken)
        var store = bytes(broken + "/data.mdb")
        for place in places(of: Array("\"key\":\"b\"".utf8), in: store) { store[place + 7] ^= 1 }
        put(store, broken + "/data.mdb")
        func audit(_ note: String, _ ledger: String) -> String {
            code(auditor.cosign(note, "--json", "--policy", policy, "--audited", "--ledger", ledger))
        }
        #expect(audit(note, broken) == "2 broken")
        let other = Desk()
        #expect(audit(note, other.ledger) == "6 undecided")
        let twin = desk.file("twin")
        copyFolder(desk.ledger, twin)
        desk.add("d")
        #expect(audit(desk.checkpoint("later"), twin) == "2 broken")
        #expect(audit(desk.file("later"), desk.ledger) == "0")
    }

    @Test("deedverify counts cosignatures: 0, 6, 2") func quorum() throws {
        let desk = Desk(), seats = [WitnessSeat(), WitnessSeat()], tool = CommandLineTool(program: "deedverify")
        desk.add("a")
        var note = desk.checkpoint("note")
        let logs = desk.write("logs", desk.logLine)
        let lines = zip(["w", "v"], seats).map { "witness \($0) \($1.verifierKey)\n" }.joined()
        let any = desk.write("any", desk.logLine + lines + "group g any w v\nquorum g\n")
        let all = desk.write("all", desk.logLine + lines + "group g all w v\nquorum g\n")
        func verdicts(_ note: String, _ number: Int) -> [String] {
            let file = desk.file("proof-\(number)")
            #expect(desk.run("prove", "1", "--checkpoint", note, "-o", file).status == 0)
            return [logs, any, all].map { policy in
                let outcome = tool.run([file, "--policy", policy, "--json"])
                return "\(outcome.status ?? -1) \(outcome.objects.first?.text("fault") ?? "")"
            }
        }
        #expect(verdicts(note, 0) == ["0 ", "6 quorum", "6 quorum"])
        for (number, seat) in seats.enumerated() {
            let next = desk.file("cosigned-\(number)")
            #expect(seat.cosign(note, "--policy", logs, "-o", next).status == 0)
            note = next
            #expect(verdicts(note, number + 1) == ["0 ", "0 ", number == 0 ? "6 quorum" : "0 "])
        }
        // A cosignature that was bent spoils it for whoever knows the witness.
        let text = String(decoding: bytes(note), as: UTF8.self)
        let last = try #require(text.split(separator: "\n").last)
        let bent = last.dropLast(6) + (last.dropLast(5).last == "A" ? "B" : "A") + last.suffix(5)
        #expect(verdicts(desk.write("bent", text.replacing(last, with: bent)), 9) == ["0 ", "2 signature", "2 signature"])
        // One that is dated two days ahead.
        let key = try #require(
            SigningKey(pem: bytes(StateFolder(path: seats[0].desk.tool.state + "/deedlog").witnessKeyPath(seats[0].name))))
        let plain = try #require(SignedNote(String(decoding: bytes(desk.file("note")), as: UTF8.self)))
        let ahead = UInt64(Date().timeIntervalSince1970) + 2 * 86_400
        let early = desk.write("early", plain.cosigned(by: key, name: seats[0].name, atSeconds: ahead).text)
        #expect(verdicts(early, 10) == ["0 ", "6 fromTheFuture", "6 fromTheFuture"])
        #expect(desk.run("checkpoint", "verify", early, "--policy", any).status == 6)
    }
}
