import Foundation
import Ledger
import Proofs
import TestSupport
import Testing

@Suite("deedlog checkpoint collect") struct CollectTests {
    private let desk = Desk()

    private func policy(_ seats: [WitnessSeat], _ threshold: String) -> String {
        let names = seats.indices.map { "w\($0)" }
        return desk.write(
            "policy-\(threshold)",
            desk.logLine + zip(names, seats).map { "witness \($0) \($1.verifierKey)\n" }.joined()
                + "group g \(threshold) \(names.joined(separator: " "))\nquorum g\n")
    }

    private func collect(_ urls: [String], _ policy: String, _ more: String...) -> CommandLineTool.Outcome {
        desk.run(["checkpoint", "collect", "--json", "--policy", policy] + urls.flatMap { ["--witness", $0] } + more)
    }

    private func answers(_ outcome: CommandLineTool.Outcome) -> [String?] {
        outcome.objects.first?.objects("witnesses").map { $0.text("answer") } ?? []
    }

    @Test("cosignatures are gathered from where each witness is, and counted") func gathers() throws {
        let seats = [WitnessSeat(), WitnessSeat()], stranger = WitnessSeat()
        let logs = desk.write("logs", desk.logLine)
        let serving = (seats + [stranger]).map { $0.serve("--policy", logs) }
        let all = policy(seats, "all"), any = policy(seats, "any")
        let first = collect(serving.map(\.url), all, "-o", desk.file("cosigned"))
        #expect(first.status == 0, "\(first.errors)")
        #expect(answers(first) == ["cosigned", "cosigned", "unknownKey"])
        #expect(first.objects.first?.texts("cosignedBy") == seats.map(\.name))
        // What was written counts for anybody with the policy, and holds nothing of strangers.
        #expect(desk.run("checkpoint", "verify", desk.file("cosigned"), "--policy", all).status == 0)
        #expect(try #require(SignedNote(String(decoding: bytes(desk.file("cosigned")), as: UTF8.self))).signatures.count == 3)
        #expect(desk.run("checkpoint", "list", "--json").objects.last?.texts("cosignedBy") == seats.map(\.name))

        // From where it was remembered, from nothing, from a wrong place, with a trailing slash.
        desk.add("a")
        #expect(collect(serving.map(\.url), all).status == 0)
        remove(desk.tool.state + "/deedlog/collected")
        desk.add("b")
        #expect(answers(collect(serving.map { $0.url + "/" }, all)) == ["cosigned", "cosigned", "unknownKey"])
        desk.add("c")
        desk.add("d")
        let request = desk.write("request", desk.run("checkpoint", "diff", "3", "HEAD").text)
        #expect(seats[0].cosign(request, "--policy", logs).status == 0)
        #expect(answers(collect(serving.map(\.url), all)) == ["cosigned", "cosigned", "unknownKey"])

        // One that is away is said, and what it cosigned before still counts for the same checkpoint.
        #expect(serving[1].end().status == 0)
        let short = collect(serving.map(\.url), all)
        #expect(short.status == 0 && answers(short) == ["cosigned", "unreachable", "unknownKey"])
        desk.add("e")
        let alone = collect(serving.map(\.url), all, "-o", desk.file("short"))
        #expect(alone.status == 6 && alone.objects.first?.flag("quorum") == false)
        #expect(alone.errors.contains("no answer") && alone.errors.contains("fewer witnesses"))
        #expect(desk.run("checkpoint", "verify", desk.file("short"), "--policy", any).status == 0)
        #expect(collect(serving.map(\.url), any).status == 0)
        // Given a checkpoint, it is that one.
        let given = collect([serving[0].url], any, "--checkpoint", desk.file("short"))
        #expect(given.status == 0 && given.objects.first?.int("size") == 6)
        for one in [serving[0], serving[2]] { #expect(one.end().status == 0) }
        // Text in place of JSON is the note itself.
        let text = desk.run("checkpoint", "collect", "--policy", any, "--witness", serving[0].url)
        #expect(text.text.hasPrefix("\(desk.origin)\n6\n"))
    }

    @Test("a witness that saw another history is said to contradict, on either side of the fork") func contradicts() throws {
        let seat = WitnessSeat(), logs = desk.write("logs", desk.logLine)
        let serving = seat.serve("--policy", logs)
        let policy = policy([seat], "all")
        let twin = desk.file("twin")
        copyFolder(desk.ledger, twin)
        desk.add("a")
        desk.add("b")
        #expect(collect([serving.url], policy).status == 0)
        func elsewhere() -> CommandLineTool.Outcome {
            desk.elsewhere(
                twin, "checkpoint", "collect", "--json", "--policy", policy, "--witness", serving.url, "--key", desk.keyPath)
        }
        func rewrite(_ key: String) {
            #expect(desk.elsewhere(twin, "append", "--key", desk.keyPath, input: draft("ext/a", key: key)).status == 0)
        }
        // Shorter, as long, longer than what the witness cosigned. A shorter one might be the beginning of what it saw.
        for (key, answer, words) in [
            ("x", "behind", "this checkpoint has 2"), ("y", "contradicts", "another tree of 3"),
            ("z", "contradicts", "tree of 3 entries that it cosigned is another"),
        ] {
            rewrite(key)
            let outcome = elsewhere()
            #expect(outcome.status == 6 && answers(outcome) == [answer], "\(key)")
            #expect(outcome.errors.contains("CONTRADICTS") == (answer == "contradicts"), "\(outcome.errors)")
            #expect(outcome.errors.contains(words), "\(outcome.errors)")
        }
        #expect(serving.end().status == 0)
        // The witness has both notes, and they prove it without anybody.
        let record = seat.record(desk.origin)
        let folder = URL(fileURLWithPath: record).deletingLastPathComponent()
        let kept = names(folder.path).filter { $0.contains(".contradicts-3-") || $0.contains(".cosigned-3-") }
        #expect(kept.count == 2)
        let notes = kept.compactMap { SignedNote(String(decoding: bytes(folder.path + "/" + $0), as: UTF8.self)) }
        let key = try #require(VerifierKey(String(desk.logLine.dropFirst(4).dropLast())))
        #expect(notes.count == 2 && notes[0].body != notes[1].body && notes.allSatisfy { $0.standing(of: key) == .verified })
    }

    @Test("what it cannot ask or read is said by name") func failures() throws {
        let seat = WitnessSeat(), policy = policy([seat], "all")
        let gone = seat.serve("--policy", desk.write("logs", desk.logLine))
        #expect(gone.end().status == 0)
        #expect(answers(collect([gone.url, "file:///etc/passwd"], policy)) == ["unreachable", "unreachable"])
        #expect(desk.run("checkpoint", "collect", "--policy", policy).status == 64)
        #expect(collect([gone.url], policy, "--timeout", "0").status == 64)
        #expect(collect([gone.url], desk.write("bad", "quorum x\n")).error.text("code") == "policyUnreadable")
        let other = Desk()
        #expect(collect([gone.url], policy, "--checkpoint", other.checkpoint("other")).status == 6)
        // A witness whose policy does not know this log.
        let strange = seat.serve("--policy", desk.write("strange", Desk().logLine))
        let refused = collect([strange.url], policy)
        #expect(refused.status == 6 && refused.objects.first?.objects("witnesses").first?.int("status") == 404)
        #expect(strange.end().status == 0)
    }
}
