import Foundation
import TestSupport
import Testing

@Suite("deedlog rehearse") struct RehearseTests {
    @Test("the writer's part of every line goes into a fresh ledger at its recorded time, causes mapped") func rehearsed() throws
    {
        let desk = Desk()
        _ = desk.run(
            "append",
            input: draft(
                "deal/X", key: "a",
                more:
                    ",\"occurred\":\"2024-05-06\",\"actor\":\"broker-1\",\"role\":\"broker\",\"attestation\":\"direct\",\"schema\":3"
            ))
        _ = desk.run(
            "append", "--atomic",
            input: draft("deal/X", key: "b", data: "{\"n\":1}", more: ",\"cause\":\"1\"") + draft("deal/Y", key: "c"))
        _ = desk.run("append", input: draft("deal/Y", key: "d", more: ",\"cause\":\"2\""))
        let outcome = desk.run(
            "rehearse", "--from", desk.ledger, "--ledger", desk.file("copy"), "--origin", desk.origin + "/copy", "--json")
        #expect(outcome.status == 0, "\(outcome.errors)")
        let answer = try #require(outcome.objects.first)
        #expect(answer.int("fed") == 4)
        #expect(answer.int("accepted") == 4)
        #expect(answer.int("refused") == 0)
        #expect(answer.int("skipped") == 1)
        #expect(answer.int("automaticSame") == 0)
        let old = desk.run("log").objects, new = desk.run("log", "--ledger", desk.file("copy")).objects
        #expect(new.count == old.count)
        for (one, other) in zip(old, new).dropFirst() {
            for name in ["actor", "attestation", "cause", "id", "key", "occurred", "role", "subject", "time", "type"] {
                #expect(one.text(name) == other.text(name), "\(name)")
            }
            #expect(one.int("schema") == other.int("schema") && one.int("revision") == other.int("revision"))
            #expect(one.text("salt") != other.text("salt"))
            #expect(other.text("source") == desk.origin + "/copy")
        }
        #expect(desk.run("verify", "--ledger", desk.file("copy")).status == 0)
        #expect(desk.size == 5)
        #expect(desk.isSound)
    }

    @Test("more than one run's worth is rehearsed in order") func many() throws {
        let desk = Desk()
        _ = desk.run(
            "append",
            input: (0..<2300).map { draft("deal/\($0 % 11)", key: "k\($0)", more: $0 > 0 ? ",\"cause\":\"\($0)\"" : "") }.joined()
        )
        let answer = try #require(
            desk.run(
                "rehearse", "--from", desk.ledger, "--ledger", desk.file("copy"), "--origin", desk.origin + "/copy", "--json"
            ).objects.first)
        #expect(answer.int("accepted") == 2300)
        #expect(desk.run("verify", "--json", "--ledger", desk.file("copy")).objects.first?.int("size") == 2301)
        #expect(
            desk.run("log", "--ledger", desk.file("copy"), "--limit", "3", "--reverse").objects.map { $0.text("cause") } == [
                "2299", "2298", "2297",
            ])
    }

    @Test("a rehearsal needs a folder and a name of its own") func own() {
        let desk = Desk()
        #expect(desk.run("rehearse", "--from", desk.ledger, "--ledger", desk.file("copy"), "--origin", desk.origin).status == 64)
        #expect(desk.run("rehearse", "--from", desk.ledger, "--ledger", desk.ledger, "--origin", "other.example").status == 64)
        #expect(
            desk.run("rehearse", "--from", desk.file("absent"), "--ledger", desk.file("copy"), "--origin", "other.example").status
                == 3)
        let other = Desk()
        #expect(desk.run("rehearse", "--from", desk.ledger, "--ledger", other.ledger, "--origin", "other.example").status == 4)
        #expect(other.size == 1)
    }
}
