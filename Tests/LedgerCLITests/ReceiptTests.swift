import Foundation
import TestSupport
import Testing

extension Desk {
    /// A policy that trusts this ledger's key.
    fileprivate func policy() throws -> String {
        let key = try #require(run("show", "0", "--raw").objects.first?.object("data").text("verifierKey"))
        return write("policy-\(UUID().uuidString)", "log \(key)\n")
    }
}

private func deedverify(_ files: [String], _ policy: String) -> CommandLineTool.Outcome {
    CommandLineTool(program: "deedverify").run(files + ["--policy", policy, "--json"])
}

@Suite("deedlog append --prove") struct ReceiptTests {
    @Test("every durable answer has a proof, retries too; what fails has none") func receipts() throws {
        let desk = Desk(), policy = try desk.policy(), folder = desk.file("receipts")
        let input = (0..<30).map { draft("deal/\($0 % 4)", key: "k\($0)") }.joined()
        let answers = desk.run("append", "--prove", folder, "--json", input: input).objects
        #expect(answers.count == 30)
        let proofs = answers.compactMap { $0.text("proof") }
        #expect(proofs == (1...30).map { "\(folder)/\($0).tlog-proof" })
        let verdicts = deedverify(proofs, policy)
        #expect(verdicts.status == 0, "\(verdicts.text)")
        #expect(
            verdicts.objects.map { $0.text("index") } == (1...30).map { String($0) }
                || verdicts.objects.map { $0.int("index") } == (1...30).map { $0 })
        // A retry of one, something else under another's key, and a new one.
        let again = desk.run(
            "append", "--prove", folder, "--json", "--keep-going",
            input: draft("deal/1", key: "k1") + draft("deal/2", key: "k2", data: #"{"a":1}"#) + draft("deal/9", key: "new"))
        #expect(again.status == 7)
        #expect(again.objects.map { $0.text("proof") } == ["\(folder)/2.tlog-proof", nil, "\(folder)/31.tlog-proof"])
        #expect(names(folder).count == 2 * 31)
        #expect(deedverify(["\(folder)/2.tlog-proof", "\(folder)/31.tlog-proof"], policy).status == 0)
        // No two of them go together.
        copyFolder(folder, desk.file("swapped"))
        put(bytes(folder + "/3.tlog-proof.entry"), desk.file("swapped") + "/4.tlog-proof.entry")
        #expect(deedverify([desk.file("swapped") + "/4.tlog-proof"], policy).status == 2)
        #expect(desk.isSound)
    }

    @Test("a folder that cannot be written is refused before anything is stored; one that goes away costs the proof only")
    func unwritable() throws {
        let desk = Desk()
        let blocked = desk.write("file", "")
        let refused = desk.run("append", "--prove", blocked + "/receipts", "--json", input: draft("deal/1"))
        #expect(refused.status == 74 || refused.status == 3, "\(refused.status ?? -1) \(refused.errors)")
        #expect(desk.size == 1)
        #expect(desk.run("append", "--prove", desk.file("x"), "--dry-run", input: draft("deal/1")).status == 64)

        let folder = desk.file("receipts")
        let running = desk.start("append", "-", "--prove", folder, "--json")
        running.send(draft("deal/1", key: "a"))
        #expect(running.line()?.contains(#""proof""#) == true)
        remove(folder)
        running.send(draft("deal/1", key: "b"))
        let answer = running.line()
        #expect(answer?.contains(#""index":2"#) == true && answer?.contains("proof") == false)
        let outcome = running.finish()
        #expect(outcome.status == 3 || outcome.status == 74, "\(outcome.errors)")
        #expect(outcome.error.int("stored") == 2)
        #expect(desk.isSound && desk.size == 3)
    }

    @Test("a ledger with a schedule is sealed by whoever appends, on time and not before") func standing() throws {
        let desk = Desk()
        #expect(desk.run("seal", "--standing").status == 64)
        #expect(desk.run("seal", "--every", "10", "--standing", "--json").objects.first?.int("everyEntries") == 10)
        func seals() -> [Int?] {
            desk.run("log", "--type", "ledger.sealed").objects.map { $0.object("data").int("size") }
        }
        #expect(desk.run("append", input: (0..<8).map { draft("deal/\($0)") }.joined()).status == 0)
        #expect(seals() == [])
        let tenth = desk.run("append", input: draft("deal/8"))
        #expect(tenth.status == 0 && tenth.errors.contains("sealed: entry 10"), "\(tenth.errors)")
        #expect(seals() == [10])
        #expect(desk.run("append", input: (0..<9).map { draft("deal/b\($0)") }.joined()).status == 0)
        #expect(seals() == [10])
        #expect(desk.run("append", "--quiet", input: draft("deal/c")).errors.isEmpty)
        #expect(seals() == [10, 21])
        #expect(desk.run("seal", "--no-standing").status == 0)
        #expect(desk.run("append", input: (0..<20).map { draft("deal/d\($0)") }.joined()).status == 0)
        #expect(seals() == [10, 21])
        // What says that a ledger seals itself must be readable.
        put(Array("{\"everyEntries\":0}".utf8), desk.ledger + "/seal.json")
        let unclear = desk.run("append", "--json", input: draft("deal/e"))
        #expect(unclear.status == 6 && unclear.error.text("code") == "notAFormat")
        remove(desk.ledger + "/seal.json")
        #expect(desk.isSound)
    }
}
