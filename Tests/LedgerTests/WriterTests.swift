import Foundation
import Proofs
import Storage
import TestSupport
import Testing

@testable import Ledger

private func draft(_ subject: String, key: String? = nil, data: String = "{}", more: String = "") -> String {
    "{\"subject\":\"\(subject)\",\"type\":\"ext.note\"," + (key.map { "\"key\":\"\($0)\"," } ?? "") + "\"data\":\(data)\(more)}"
}

private func receipt(_ outcome: DraftOutcome) -> Receipt? {
    if case .stored(let receipt) = outcome { return receipt }
    return nil
}

private func code(_ outcome: DraftOutcome) -> LedgerError.Code? {
    if case .failed(let error) = outcome { return error.code }
    return nil
}

@Test("many writers share commits, every answer is true, and the log verifies")
func concurrentWriters() async throws {
    let test = try TestLedger()
    let writer = test.writer
    let answers = try await withThrowingTaskGroup(of: [(UInt64, Digest)].self) { group in
        for task in 0..<16 {
            group.addTask {
                var answers: [(UInt64, Digest)] = []
                for number in 0..<50 {
                    let run = DraftRun()
                    var parser = DraftParser()
                    try parser.parse(Array(draft("ext/s-\((task + number) % 7)", key: "k-\(task)-\(number)").utf8), into: run)
                    try await writer.append(run)
                    if let receipt = receipt(run.outcomes[0]) { answers.append((receipt.index, receipt.digest)) }
                }
                return answers
            }
        }
        return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(answers.count == 800 && Set(answers.map(\.0)).count == 800)
    var hasher = Hasher256()
    for (index, digest) in answers {
        let line = try #require(try test.ledger.line(index))
        #expect(hasher.digest(of: line.span) == digest)
    }
    #expect(try Verifier(test.ledger).run().verdict == .ok)
}

@Test("one failing request never takes others of the same commit with it")
func failuresStayAlone() throws {
    let test = try TestLedger()
    let outcomes = try test.append([
        draft("ext/a", key: "1"), draft("ext/a", more: ",\"expect\":\"new\""), draft("ext/b", more: ",\"expect\":\"new\""),
        draft("ext/a", key: "1", data: "{\"x\":1}"), draft("ext/a", key: "2"),
    ])
    #expect(outcomes.map { receipt($0)?.index } == [1, nil, 2, nil, 3])
    #expect(code(outcomes[1]) == .revisionConflict && code(outcomes[3]) == .keyReused)
}

@Test("a batch is stored whole or not at all, over several streams")
func atomicBatches() throws {
    let test = try TestLedger()
    let refused = try test.append([draft("ext/a"), draft("ext/b", more: ",\"expect\":3"), draft("ext/c")], atomic: true)
    #expect(code(refused[1]) == .revisionConflict && refused[0] == .notStored && refused[2] == .notStored)
    #expect(try test.ledger.head()?.size == 1)
    let stored = try test.append((0..<300).map { draft("ext/s-\($0 % 5)", key: "b-\($0)") }, atomic: true)
    #expect(stored.compactMap { receipt($0)?.index } == Array(1...300))
    #expect(stored.allSatisfy { receipt($0)?.size == 301 })
    let again = try test.append((0..<300).map { draft("ext/s-\($0 % 5)", key: "b-\($0)") }, atomic: true)
    #expect(again.allSatisfy { if case .duplicate = $0 { true } else { false } })
    let mixed = try test.append([draft("ext/s-0", key: "b-0"), draft("ext/s-0", key: "fresh")], atomic: true)
    #expect(code(mixed[1]) == .partlyStored)
    #expect(try Verifier(test.ledger).run().verdict == .ok)
}

@Test("keys stay unique in streams that outgrow scanning, and retries find their original")
func longStreams() throws {
    let test = try TestLedger()
    let drafts = (0..<200).map { draft("ext/long", key: "k-\($0)", data: "{\"n\":\($0)}") }
    for portion in stride(from: 0, to: 200, by: 30) { try test.append(Array(drafts[portion..<min(portion + 30, 200)])) }
    for number in [0, 1, 63, 64, 65, 127, 199] {
        let outcome = try test.append([drafts[number]])[0]
        guard case .duplicate(let receipt) = outcome else {
            Issue.record("\(number): \(outcome)")
            continue
        }
        #expect(receipt.revision == UInt32(number) && receipt.index == UInt64(number + 1))
        #expect(code(try test.append([draft("ext/long", key: "k-\(number)", data: "{\"n\":-1}")])[0]) == .keyReused)
        #expect(try test.ledger.index(ofKey: "k-\(number)", in: "ext/long") == UInt64(number + 1))
    }
    #expect(try Verifier(test.ledger).run().verdict == .ok)
}

@Test("a stream's rows do not run into those of a longer name")
func streamNames() throws {
    let test = try TestLedger()
    let names = [
        "deal/X", "deal/X/escrow", "deal/X!", "deal/XX", "deal/é", "deal/e\u{301}", "deal/\u{1F3E0}", "deal/\u{FB33}",
        "deal/a\\\"b",
    ]
    for round in 0..<3 {
        try test.append(names.map { draft($0.replacingOccurrences(of: "\\\"", with: "\\\""), key: "r-\(round)") })
    }
    for name in ["deal/X", "deal/X/escrow", "deal/é", "deal/e\u{301}", "deal/a\"b"] {
        var query = LogQuery()
        query.subject = name
        var found = 0
        try test.ledger.forEachEntry(query) { _, line in
            let entry = try parseEntryLine(line)
            #expect(attributeText(line, entry, .subject).utf8.elementsEqual(name.utf8))
            found += 1
            return true
        }
        #expect(found == 3, "\(name)")
    }
    #expect(try Verifier(test.ledger).run().verdict == .ok)
}

@Test("time never falls: a clock a little behind repeats, far behind is refused until a person looked")
func clocks() throws {
    let test = try TestLedger()
    let start: Int64 = 1_772_323_200_000
    test.world.set(now: start + 10_000)
    try test.append([draft("ext/a")])
    test.world.set(now: start + 8_000, turned: true)
    let repeated = try #require(receipt(try test.append([draft("ext/a")])[0]))
    let line = try #require(try test.ledger.line(repeated.index))
    let entry = try parseEntryLine(line.span)
    #expect(entry.timeMilliseconds == start + 10_000)
    test.world.set(now: start + 7_999, turned: true)
    #expect(code(try test.append([draft("ext/a")])[0]) == .clockImplausible)
    test.world.set(now: start + 10_000 + RecordingClock.driftMilliseconds * 2, turned: true)
    #expect(code(try test.append([draft("ext/a")])[0]) == .clockImplausible)
    test.writer.close()

    test.world.set(now: start - 60_000, turned: true)
    var options = LogWriter.Options()
    options.isClockChecked = true
    let checked = try LogWriter(test.ledger, key: test.key, surroundings: test.world.surroundings, options: options)
    let run = DraftRun()
    var parser = DraftParser()
    try parser.parse(Array(draft("ext/a").utf8), into: run)
    try checked.appendAndWait(run)
    checked.close()
    #expect(receipt(run.outcomes[0])?.index == 4)
    let note = String(decoding: try #require(try test.ledger.line(3)), as: UTF8.self)
    #expect(note.contains("ledger.clockChecked") && note.contains("clockChecked-3"))

    // What a person confirmed stays confirmed as the clock goes on.
    test.world.set(now: start - 59_000)
    let later = try LogWriter(test.ledger, key: test.key, surroundings: test.world.surroundings)
    run.removeAll()
    try parser.parse(Array(draft("ext/a").utf8), into: run)
    try later.appendAndWait(run)
    later.close()
    #expect(receipt(run.outcomes[0])?.index == 5)
    #expect(try Verifier(test.ledger).run().verdict == .ok)
}

@Test("a head that the key did not sign is refused on open, and another key too")
func foreignHead() throws {
    let test = try TestLedger()
    test.writer.close()
    let other = SigningKey(seed: [UInt8](repeating: 7, count: 32))
    #expect(throws: LedgerError.self) { try LogWriter(test.ledger, key: other, surroundings: test.world.surroundings) }
    var head = try #require(try test.ledger.head())
    head.signature[3] ^= 1
    try test.ledger.environment.write { transaction in
        let name = Head.key, row = head.row
        try transaction.put(name.span, row.span, in: test.ledger.tables[.meta])
    }
    #expect {
        try LogWriter(test.ledger, key: test.key, surroundings: test.world.surroundings)
    } throws: { ($0 as? LedgerError)?.code == .headMismatch }
}

@Test("the queue is bounded and says when it is full")
func fullQueue() throws {
    var options = LogWriter.Options()
    options.queueEntries = 10
    let test = try TestLedger(options: options)
    // A writer that cannot commit yet: another holder has the lock.
    let lock = try FileLock(path: test.path + "/writer.lock")
    try lock.lock(waitMilliseconds: 0)
    let done = Lock(0)
    var refused = 0
    for number in 0..<40 {
        let run = DraftRun()
        var parser = DraftParser()
        try parser.parse(Array(draft("ext/q", key: "q-\(number)").utf8), into: run)
        do {
            try test.writer.submit(run) { _ in
                done.withLock { $0 += 1 }
                done.notify()
            }
        } catch {
            #expect(error.code == .queueFull)
            refused += 1
        }
    }
    #expect(refused >= 20)
    lock.unlock()
    let accepted = 40 - refused
    _ = done.wait { $0 == accepted ? true : nil }
    #expect(try test.ledger.head()?.size == UInt64(accepted + 1))
}

@Test("a second writer waits its turn and takes up what the first wrote")
func twoWriters() throws {
    let test = try TestLedger()
    let second = try LogWriter(test.ledger, key: test.key, surroundings: test.world.surroundings)
    defer { second.close() }
    var parser = DraftParser()
    for number in 0..<40 {
        let run = DraftRun()
        try parser.parse(Array(draft("ext/t-\(number % 3)", key: "t-\(number)").utf8), into: run)
        try (number % 2 == 0 ? test.writer : second).appendAndWait(run)
        #expect(receipt(run.outcomes[0])?.index == UInt64(number + 1))
    }
    #expect(try Verifier(test.ledger).run().verdict == .ok)
}

@Test("reads go by index, stream, type and time, forward and backward, in pages")
func reads() throws {
    let test = try TestLedger()
    for number in 0..<40 {
        test.world.advance(1000)
        try test.append((0..<70).map { draft("ext/s-\($0 % 4)", key: "\(number)-\($0)") })
    }
    let lines = try test.lines()
    let parsed = try lines.map { line in (line, try parseEntryLine(line.span)) }
    func expected(_ query: LogQuery) -> [UInt64] {
        var indexes: [UInt64] = []
        for (line, entry) in parsed {
            if let subject = query.subject, attributeText(line.span, entry, .subject) != subject { continue }
            if let type = query.type, attributeText(line.span, entry, .type) != type { continue }
            if let since = query.since, entry.timeMilliseconds < since { continue }
            if let until = query.until, entry.timeMilliseconds >= until { continue }
            if entry.index < query.from ?? 0 || entry.index >= query.to ?? .max { continue }
            indexes.append(entry.index)
        }
        if query.isBackward { indexes.reverse() }
        return Array(indexes.prefix(query.limit ?? .max))
    }
    var queries: [LogQuery] = []
    for subject in [nil, "ext/s-1", "ext/none", "ledger"] as [String?] {
        for type in [nil, "ext.note", "ext.none", "ledger.created"] as [String?] {
            for backward in [false, true] {
                for limit in [nil, 1, 1500] as [Int?] {
                    var query = LogQuery()
                    query.subject = subject
                    query.type = type
                    query.isBackward = backward
                    query.limit = limit
                    queries.append(query)
                    query.since = 1_772_323_200_000 + 5_000
                    query.until = 1_772_323_200_000 + 30_000
                    queries.append(query)
                    query.since = nil
                    query.until = nil
                    query.from = 100
                    query.to = 2000
                    queries.append(query)
                }
            }
        }
    }
    for query in queries {
        var found: [UInt64] = []
        try test.ledger.forEachEntry(query) { index, _ in
            found.append(index)
            return true
        }
        #expect(found == expected(query), "\(query)")
    }
}

@Test("references name one entry, or say why not")
func references() throws {
    let test = try TestLedger()
    let outcomes = try test.append((0..<5).map { draft("ext/a", key: "\($0)") })
    let digest = try #require(receipt(outcomes[2])).digest.hex
    #expect(try test.ledger.resolve("3") == 3)
    #expect(try test.ledger.resolve("HEAD") == 5 && test.ledger.resolve("HEAD~5") == 0)
    #expect(try test.ledger.resolve("ext/a:0") == 1 && test.ledger.resolve("ext/a:-1") == 5)
    #expect(try test.ledger.resolve("@\(digest)") == 3 && test.ledger.resolve("@\(digest.prefix(12))") == 3)
    #expect(try test.ledger.resolve("@\(try #require(try test.ledger.head()).digest.hex.prefix(8))") == 5)
    for missing in ["6", "HEAD~6", "ext/a:5", "ext/b:0", "@00000000ffff", "99999999999999999999999"] {
        #expect { try test.ledger.resolve(missing) } throws: { ($0 as? LedgerError)?.code == .notFound }
    }
    for wrong in ["", "x", "@1234", "@XYZ12345", "HEAD~", "ext/a"] {
        #expect { try test.ledger.resolve(wrong) } throws: { ($0 as? LedgerError)?.code == .usage }
    }
}

@Test("a checkpoint is released once per state, recorded before it leaves, and never for a ledger that was rolled back")
func releases() throws {
    let test = try TestLedger()
    let state = StateFolder(path: test.folder.file("state"))
    let first = try test.ledger.releaseCheckpoint(key: test.key, state: state)
    #expect(try test.ledger.releaseCheckpoint(key: test.key, state: state) == first)
    #expect(try state.released(test.ledger.origin) == first)
    try test.append([draft("ext/a")])
    let second = try test.ledger.releaseCheckpoint(key: test.key, state: state)
    let verifierKey = try test.ledger.verifierKey()
    #expect(second != first && second.standing(of: verifierKey) == .verified)

    // The same origin and key with another history: what was released forbids it.
    let other = TemporaryFolder()
    let world = ScriptedWorld()
    _ = try Ledger.create(folder: other.file("l"), origin: test.ledger.origin, key: test.key, surroundings: world.surroundings)
    let rolledBack = try Ledger(folder: other.file("l"), forWriting: true)
    #expect { try rolledBack.releaseCheckpoint(key: test.key, state: state) } throws: {
        ($0 as? LedgerError)?.code == .rolledBack
    }
    var options = LogWriter.Options()
    options.state = state
    #expect {
        try LogWriter(rolledBack, key: test.key, surroundings: world.surroundings, options: options)
    } throws: { ($0 as? LedgerError)?.code == .rolledBack }
}

@Test("the plain model of a ledger and the ledger agree, for any history", arguments: 0..<12 as Range<UInt64>)
func randomHistories(seed: UInt64) throws {
    var random = SeededRandom(seed)
    let test = try TestLedger()
    /// Per stream: keys with their data.
    var model: [String: [(key: String, data: String)]] = [:]
    var size: UInt64 = 1
    for _ in 0..<60 {
        let isAtomic = random.next() % 3 == 0
        let count = Int(random.next() % 6) + 1
        var drafts: [(String, String, String, Int?)] = []
        for _ in 0..<count {
            let subject = "ext/s-\(random.next() % 4)"
            let expect: Int? = random.next() % 3 == 0 ? Int(random.next() % 8) : nil
            drafts.append((subject, "k-\(random.next() % 40)", "{\"n\":\(random.next() % 2)}", expect))
        }
        let outcomes = try test.append(
            drafts.map { draft($0.0, key: $0.1, data: $0.2, more: $0.3.map { ",\"expect\":\($0)" } ?? "") }, atomic: isAtomic)
        var trial = model
        var results: [String] = []
        for one in drafts {
            let before = isAtomic ? model[one.0] ?? [] : trial[one.0] ?? []
            if let old = trial[one.0]?.first(where: { $0.key == one.1 }) {
                results.append(old.data == one.2 && !(isAtomic && !before.contains { $0.key == one.1 }) ? "duplicate" : "failed")
            } else if let expect = one.3, before.count != expect + 1 {
                results.append("failed")
            } else {
                trial[one.0, default: []].append((one.1, one.2))
                results.append("stored")
            }
        }
        func word(_ outcome: DraftOutcome) -> String {
            switch outcome {
            case .stored: "stored"
            case .duplicate: "duplicate"
            case .failed: "failed"
            default: "none"
            }
        }
        if isAtomic {
            if results.allSatisfy({ $0 == "stored" }) {
                model = trial
                #expect(outcomes.map(word) == results)
            } else if results.allSatisfy({ $0 == "duplicate" }) {
                #expect(outcomes.map(word) == results)
            } else {
                #expect(!outcomes.contains { word($0) == "stored" })
            }
        } else {
            model = trial
            #expect(outcomes.map(word) == results)
        }
        size = UInt64(1 + model.values.map(\.count).reduce(0, +))
        #expect(try test.ledger.head()?.size == size)
    }
    #expect(try Verifier(test.ledger).run().verdict == .ok)
}
