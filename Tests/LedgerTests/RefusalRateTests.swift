import Foundation
import Proofs
import TestSupport
import Testing

@testable import Ledger

/// Refuses every step of type `ext.refused`, by one rule.
private final class RefusingJudge: StepJudge {
    func checkForm(_ draft: StepDraft) throws(LedgerError) {}
    func decide(_ draft: StepDraft, _ log: LogReader) throws {
        guard draft.type == "ext.refused" else { return }
        throw StepRefusal(.rejected, rule: "test.never", rests: [], missing: [], source: "a test", english: "No.", chinese: "否。")
    }
    func accepted(_ draft: StepDraft, _ log: LogReader) throws {}
    func beginBatch() {}
    func endBatch() {}
    func rollBack() {}
    func forget() {}
}

private func options() -> LogWriter.Options {
    var options = LogWriter.Options()
    options.makeRules = { RefusingJudge() }
    return options
}

private func refused(_ number: Int, by actor: String = "a-1") -> String {
    "{\"subject\":\"ext/x\",\"type\":\"ext.refused\",\"key\":\"k-\(actor)-\(number)\",\"actor\":\"\(actor)\",\"data\":{}}"
}

private func refusals(_ outcomes: [DraftOutcome]) -> [StepRefusal?] {
    outcomes.map { if case .failed(let error) = $0 { error.refusal } else { nil } }
}

/// Type, actor and `count` of every entry about refusals.
private func told(_ test: TestLedger) throws -> [(type: String, actor: String, count: Int?)] {
    try test.lines().compactMap { line in
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
        guard let type = object["type"] as? String, type.hasPrefix("step.") else { return nil }
        let data = try #require(object["data"] as? [String: Any])
        return (type, try #require(object["actor"] as? String), data["count"] as? Int)
    }
}

/// Appends drafts by a writer of its own, as a program of its own would.
private func appendAnew(_ test: TestLedger, _ drafts: [String]) throws -> [DraftOutcome] {
    let writer = try LogWriter(test.ledger, key: test.key, surroundings: test.world.surroundings, options: options())
    defer { writer.close() }
    let run = DraftRun(isAtomic: false, stopsAtFailure: false)
    var parser = DraftParser()
    for draft in drafts { try parser.parse(Array(draft.utf8), into: run) }
    try writer.appendAndWait(run)
    return run.outcomes
}

private let hour: Int64 = 3_600_000

@Suite("Refusals on record, at most 60 an hour of one actor") struct RefusalRateTests {
    @Test("a refusal on the longest subject there is goes on record") func longestSubject() throws {
        let test = try TestLedger(options: options())
        let subject = "ext/" + String(repeating: "x", count: 186)
        let draft = refused(0).replacingOccurrences(of: "ext/x", with: subject)
        #expect(refusals(try test.append([draft])).first??.recorded == 1)
        #expect(try test.ledger.index(of: "refusal/" + subject, revision: 0) == 1)
        #expect(try Verifier(test.ledger).run().firstFault == nil)
    }

    @Test("the 61st is answered, counted and not recorded; the next hour's first tells how many")
    func capped() throws {
        let test = try TestLedger(options: options())
        let answers = refusals(try test.append((0..<65).map { refused($0) }))
        #expect(answers.allSatisfy { $0?.rule == "test.never" })
        #expect(answers.prefix(60).map { $0?.recorded } == (1...60).map { UInt64($0) })
        #expect(answers.prefix(60).allSatisfy { $0?.isDropped == false })
        #expect(answers.suffix(5).allSatisfy { $0?.recorded == nil && $0?.isDropped == true })
        #expect(try test.ledger.head()?.size == 61)

        test.world.advance(hour - 1)
        #expect(refusals(try test.append([refused(65)])).first??.isDropped == true)
        test.world.advance(1)
        let next = refusals(try test.append([refused(66)]))
        #expect(next.first??.recorded == 62)
        let entries = try told(test)
        #expect(entries.suffix(2).map(\.type) == ["step.refusalsDropped", "step.refused"])
        #expect(entries.suffix(2).map(\.actor) == ["a-1", "a-1"])
        #expect(entries.suffix(2).map(\.count) == [6, nil])
        let dropped = try #require(try test.ledger.line(61))
        let text = String(decoding: dropped, as: UTF8.self)
        #expect(text.contains(#""data":{"actor":"a-1","count":6}"#) && text.contains(#""subject":"refusal/ledger""#))
        #expect(text.contains(#""role":"system""#) && text.contains(#""attestation":"derived""#))
        #expect(try Verifier(test.ledger).run().verdict == .ok)
        // Told once.
        test.world.advance(hour)
        try test.append([refused(67)])
        #expect(try told(test).filter { $0.type == "step.refusalsDropped" }.count == 1)
    }

    @Test("another actor is recorded all the same, and a refusal that is on record is answered with its index")
    func others() throws {
        let test = try TestLedger(options: options())
        try test.append((0..<61).map { refused($0) })
        #expect(refusals(try test.append([refused(0, by: "b-1")])).first??.recorded == 61)
        let again = refusals(try test.append([refused(0), refused(60)]))
        #expect(again.map { $0?.recorded } == [1, nil])
        #expect(again.map { $0?.isDropped } == [false, true])
    }

    @Test("what only asks is neither recorded nor counted")
    func dry() throws {
        let test = try TestLedger(options: options())
        try test.append((0..<60).map { refused($0) })
        let run = DraftRun(isAtomic: false, stopsAtFailure: false)
        run.isDryRun = true
        var parser = DraftParser()
        try parser.parse(Array(refused(60).utf8), into: run)
        try test.writer.appendAndWait(run)
        #expect(refusals(run.outcomes).first??.isDropped == false)
        test.world.advance(hour)
        try test.append([refused(61)])
        #expect(try told(test).allSatisfy { $0.type == "step.refused" })
    }

    @Test("the counts hold when the program that counted has ended")
    func restarted() throws {
        let test = try TestLedger(options: options())
        for start in stride(from: 0, to: 60, by: 20) {
            let answers = refusals(try appendAnew(test, (start..<start + 20).map { refused($0) }))
            #expect(answers.allSatisfy { $0?.recorded != nil })
        }
        // One program per refusal, as `deedlog append` is; `test.writer` runs on beside them.
        for number in 60..<63 { #expect(refusals(try appendAnew(test, [refused(number)])).first??.isDropped == true) }
        #expect(refusals(try test.append([refused(63)])).first??.isDropped == true)
        #expect(refusals(try appendAnew(test, [refused(64)])).first??.isDropped == true)
        test.world.advance(hour)
        #expect(refusals(try appendAnew(test, [refused(65)])).first??.recorded == 62)
        #expect(try told(test).filter { $0.type == "step.refusalsDropped" }.map(\.count) == [5])
        #expect(!FileManager.default.fileExists(atPath: test.path + "/refusals-dropped"))
    }

    @Test("counts that an entry has told are void, however old the file is")
    func toldAlready() throws {
        let test = try TestLedger(options: options())
        let file = URL(fileURLWithPath: test.path + "/refusals-dropped")
        _ = try appendAnew(test, (0..<62).map { refused($0) })
        let kept = try Data(contentsOf: file)
        #expect(String(decoding: kept, as: UTF8.self) == "2 61 a-1\n")
        test.world.advance(hour)
        _ = try appendAnew(test, [refused(62)])
        // As if the program had been killed between its commit and the file.
        try kept.write(to: file)
        _ = try appendAnew(test, [refused(63)])
        #expect(try told(test).filter { $0.type == "step.refusalsDropped" }.map(\.count) == [2])
        // What is no such line counts nothing.
        try Data("x\n9 a-1\n-1 0 a-1\n".utf8).write(to: file)
        _ = try appendAnew(test, [refused(64)])
        #expect(try told(test).filter { $0.type == "step.refusalsDropped" }.count == 1)
    }
}
