import Foundation
import Proofs
import TestSupport
import Testing

/// The proof of entry 42 that the golden vectors hold, in a folder of its own, with whatever a test changes in it.
private struct Evidence {
    let tool = CommandLineTool(program: "deedverify")
    var proof = String(decoding: Fixtures.bytes("golden/entry-42.tlog-proof"), as: UTF8.self)
    var entry = GoldenVectors.entries[42]
    var policy = "# who is trusted\nlog \(GoldenVectors.shared.verifierKey)\nquorum none\n"

    func check(_ options: String...) throws -> CommandLineTool.Outcome {
        try Data(proof.utf8).write(to: URL(fileURLWithPath: tool.file("p")))
        try Data(entry).write(to: URL(fileURLWithPath: tool.file("p.entry")))
        try Data(policy.utf8).write(to: URL(fileURLWithPath: tool.file("policy")))
        return tool.run(["p", "--policy", "policy"] + options)
    }

    /// The exit status and the fault that a script is told.
    func verdict() throws -> String {
        let outcome = try check("--json")
        let answer = outcome.objects.first
        return "\(outcome.status ?? -1) \(answer?.text("fault") ?? answer?.text("verdict") ?? "nothing")"
    }
}

@Suite("deedverify") struct EntryProofTests {
    @Test("an entry, its proof and the log's key are enough") func holds() throws {
        let outcome = try Evidence().check("--json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let answer = try #require(outcome.objects.first)
        #expect(answer.text("verdict") == "ok" && answer.text("kind") == "entry")
        #expect(answer.text("source") == GoldenVectors.shared.origin)
        #expect(answer.int("index") == 42 && answer.int("size") == 300)
        let line = JSONObject(String(decoding: Evidence().entry, as: UTF8.self))
        #expect(answer.text("subject") == line.text("subject"))
    }

    @Test("people are told in their language") func languages() throws {
        #expect(try Evidence().check("--lang", "en").text.hasPrefix("ok  p: entry 42"))
        #expect(try Evidence().check("--lang", "zh-CN").text.hasPrefix("通过  p：第 42 条"))
    }

    @Test("every bit of the entry counts") func flippedEntry() throws {
        for at in stride(from: 0, to: Evidence().entry.count, by: 37) {
            var evidence = Evidence()
            evidence.entry[at] ^= 1
            #expect(try evidence.verdict() == "2 path")
        }
    }

    @Test("parts of two valid proofs do not mix") func swapped() throws {
        var other = Evidence()
        other.entry = GoldenVectors.entries[43]
        #expect(try other.verdict() == "2 path")
        var moved = Evidence()
        moved.proof = moved.proof.replacingOccurrences(of: "index 42\n", with: "index 43\n")
        #expect(try moved.verdict() == "2 path")
        var resized = Evidence()
        resized.proof = resized.proof.replacingOccurrences(of: "\n300\n", with: "\n301\n")
        #expect(try resized.verdict() == "2 signature")
    }

    @Test("a path for another index cannot carry the entry, even where the operator signs") func index() throws {
        // A log of one entry whose line says it is entry 42: path and signature hold, the line itself contradicts.
        let key = SigningKey(seed: [UInt8](repeating: 7, count: 32))
        var evidence = Evidence()
        var hasher = Hasher256()
        let root = hasher.leaf(hasher.digest(of: evidence.entry.span))
        func proof(origin: String) -> String {
            let body = Checkpoint(origin: origin, size: 1, root: root).body
            return LogProof(
                inclusion: InclusionProof(index: 0, size: 1, path: []), checkpoint: SignedNote(body: body, name: origin, key: key)
            ).text
        }
        let origin = GoldenVectors.shared.origin
        evidence.proof = proof(origin: origin)
        evidence.policy = "log \(VerifierKey(name: origin, publicKey: key.publicKey).text)\n"
        #expect(try evidence.verdict() == "2 index")

        var text = String(decoding: evidence.entry, as: UTF8.self)
        text = text.replacingOccurrences(of: "\"id\":\"42\"", with: "\"id\":\"0\"")
        evidence.entry = Array(text.utf8)
        let again = hasher.leaf(hasher.digest(of: evidence.entry.span))
        let body = Checkpoint(origin: "other.example.cn/demo", size: 1, root: again).body
        evidence.proof =
            LogProof(
                inclusion: InclusionProof(index: 0, size: 1, path: []),
                checkpoint: SignedNote(body: body, name: "other.example.cn/demo", key: key)
            ).text
        evidence.policy = "log \(VerifierKey(name: "other.example.cn/demo", publicKey: key.publicKey).text)\n"
        #expect(try evidence.verdict() == "2 source")
    }

    @Test("what cannot be judged is not called broken") func inconclusive() throws {
        var evidence = Evidence()
        evidence.policy = "log \(VerifierKey(name: "else.example.cn", publicKey: SigningKey(seed: goldenSeed).publicKey).text)\n"
        #expect(try evidence.verdict() == "6 noKey")
        evidence.policy = "nonsense\n"
        #expect(try evidence.verdict() == "6 policyUnreadable")
        // A log's key is no witness's.
        evidence.policy = "log \(GoldenVectors.shared.verifierKey)\nwitness w \(GoldenVectors.shared.verifierKey)\nquorum w\n"
        #expect(try evidence.verdict() == "6 policyUnreadable")
        let witness = VerifierKey(name: "w.example.cn", publicKey: SigningKey.generate().publicKey, kind: .cosignature)
        evidence.policy = "log \(GoldenVectors.shared.verifierKey)\nwitness w \(witness.text)\nquorum w\n"
        #expect(try evidence.verdict() == "6 quorum")
        evidence = Evidence()
        evidence.proof = String(evidence.proof.dropLast(20))
        #expect(try evidence.verdict() == "6 proofUnreadable")
    }

    @Test("a known name with another key's signature is broken or unsigned, never ok") func foreignKey() throws {
        var evidence = Evidence()
        let foreign = SigningKey(seed: [UInt8](repeating: 9, count: 32)).publicKey
        evidence.policy = "log \(VerifierKey(name: GoldenVectors.shared.origin, publicKey: foreign).text)\n"
        #expect(try evidence.verdict() == "6 unsigned")
    }

    @Test("a missing entry is said with the name it should have") func missingEntry() throws {
        let evidence = Evidence()
        _ = try evidence.check()
        try FileManager.default.removeItem(atPath: evidence.tool.file("p.entry"))
        let outcome = evidence.tool.run(["p", "--policy", "policy", "--lang", "en"])
        #expect(outcome.status == 6)
        #expect(outcome.text.contains("p.entry"))
    }
}

private let goldenSeed = [UInt8](0..<32)
