import Foundation
import Proofs
import TestSupport
import Testing

@Suite("deedlog prove --checkpoint") struct ProveCheckpointTests {
    @Test("a checkpoint of another tree is 2, one that is not there 3, one that says nothing of this log 6; nothing is written")
    func checkpoints() throws {
        let desk = Desk(), other = Desk()
        desk.add("a")
        let twin = desk.file("twin")
        copyFolder(desk.ledger, twin)
        desk.add("b")
        #expect(desk.run("seal").status == 0)
        // The log's own key signed it, over another second entry.
        _ = desk.elsewhere(twin, "append", "--key", desk.keyPath, input: draft("ext/a", key: "c"))
        let fork = desk.write("fork", desk.elsewhere(twin, "checkpoint", "--key", desk.keyPath).text)
        let key = try #require(SigningKey(pem: bytes(desk.keyPath)))
        func signed(_ size: UInt64) -> String {
            SignedNote(body: Checkpoint(origin: desk.origin, size: size, root: .zero).body, name: desk.origin, key: key).text
        }
        let note = desk.checkpoint("note"), text = String(decoding: bytes(note), as: UTF8.self)
        let body = try #require(SignedNote(text)).body
        let stranger = SigningKey(seed: [UInt8](repeating: 3, count: 32))
        let cases = [
            (fork, "2 noteBroken"), (desk.write("root", signed(4)), "2 noteBroken"),
            (desk.write("longer", signed(9)), "2 noteBroken"),
            (desk.write("size", text.replacing("\n4\n", with: "\n3\n")), "2 noteBroken"),
            (desk.file("none"), "3 fileNotFound"), (other.checkpoint("theirs"), "6 undecided"),
            (desk.write("strange", SignedNote(body: body, name: "stranger.example", key: stranger).text), "6 undecided"),
            (desk.write("cut", String(text.dropLast(30))), "6 noteUnreadable"), (desk.write("empty", ""), "6 noteUnreadable"),
        ]
        try #require(desk.size == 4)
        for (checkpoint, answer) in cases {
            for what in [["1"], ["--stream", "ext/a"], ["--absent", "ext/none"]] {
                let path = desk.file("proof")
                let outcome = desk.run(["prove"] + what + ["--checkpoint", checkpoint, "-o", path, "--json"])
                #expect(
                    "\(outcome.status ?? -1) \(outcome.error.text("code") ?? "")" == answer,
                    "\(checkpoint) \(what): \(outcome.errors)")
                #expect(!exists(path) && !exists(path + ".entry"), "\(checkpoint) \(what)")
            }
        }
        #expect(desk.run("prove", "1", "--checkpoint", note, "-o", desk.file("proof")).status == 0)
        #expect(
            desk.run("prove", "1", "--checkpoint", fork, "-o", desk.file("zh"), "--lang", "zh-CN").errors.contains("日志的树与其不同"))
        #expect(desk.isSound)
    }
}
