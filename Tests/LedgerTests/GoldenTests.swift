import Foundation
import Proofs
import Storage
import TestSupport
import Testing

@testable import Ledger

private let vectors = GoldenVectors.shared

@Test("every golden entry passes the strict parser and stands where it says")
func goldenEntries() throws {
    for (index, line) in GoldenVectors.entries.enumerated() {
        let entry = try parseEntryLine(line.span)
        #expect(entry.index == UInt64(index))
        let isMisused = isReservedMisused(line.span, entry)
        #expect(!isMisused)
    }
}

@Test("stream digests are the vectors'")
func goldenStreams() throws {
    var hasher = Hasher256()
    var streams: [[UInt8]: StreamState] = [:]
    for line in GoldenVectors.entries {
        let entry = try parseEntryLine(line.span)
        let object = try JSONSerialization.jsonObject(with: Data(line)) as! [String: Any]
        let subject = Array((object["subject"] as! String).utf8)
        var state = streams[subject] ?? StreamState()
        #expect(entry.revision == state.count)
        state.count += 1
        state.digest = hasher.stream(state.digest, hasher.digest(of: line.span))
        streams[subject] = state
    }
    // Subjects that are equal under Unicode normalisation are one key to Swift's dictionaries: look the bytes up.
    let text = Fixtures.bytes("golden/vectors.json")
    for (subject, state) in streams {
        let wanted = Array(
            "\"\(String(decoding: subject, as: UTF8.self))\": {\n   \"count\": \(state.count),\n   \"digest\": \"\(state.digest)\""
                .utf8)
        #expect(text.firstRange(of: wanted) != nil, "\(String(decoding: subject, as: UTF8.self))")
    }
}

@Test("entry signatures of the vectors verify over what DESIGN says is signed")
func goldenSignatures() throws {
    let key = PublicKey(try #require(bytes(hex: vectors.actor.publicKeyHex)))
    #expect(key.keyId == vectors.actor.keyId)
    for index in vectors.actor.signedEntries {
        let line = GoldenVectors.entries[index]
        let entry = try parseEntryLine(line.span)
        let signature = String(decoding: line[entry.range(.signature)], as: UTF8.self)
        let parts = signature.split(separator: ":")
        #expect(parts[0] == vectors.actor.keyId)
        let message = signedMessage(line, entry)
        #expect(key.verifies(try #require(bytes(base64: String(parts[1]))), message))
        #expect(!key.verifies(try #require(bytes(base64: String(parts[1]))), message + [0x20]))
    }
}

private struct AcceptedCase: Decodable {
    let why: String
    let clock: String
    let salts: [String]
    let uuids: [String]
    let drafts: [String]
    let lines: [String]?
    let exit: Int32?
    let duplicateOf: [String]?
    let origin: String?
    let ed25519SeedHex: String?
}

@Test("the golden ledger is made line for line, and its refusals and duplicates are answered as they should be")
func goldenAccepted() throws {
    let cases = Fixtures.lines("golden/accepted.jsonl").map { Fixtures.decode(AcceptedCase.self, $0) }
    let first = cases[0]
    let folder = TemporaryFolder()
    let world = ScriptedWorld()
    let key = SigningKey(seed: bytes(hex: first.ed25519SeedHex!)!)
    func set(_ one: AcceptedCase) {
        let clock = Array(one.clock.utf8)
        world.set(now: CivilTime.parseInstant(clock.span, 0)!)
        world.give(salts: one.salts.map(vector16), keys: one.uuids.map(vector16))
    }
    set(first)
    _ = try Ledger.create(folder: folder.file("l"), origin: first.origin!, key: key, surroundings: world.surroundings)
    let ledger = try Ledger(folder: folder.file("l"), forWriting: true)
    let writer = try LogWriter(ledger, key: key, surroundings: world.surroundings)
    defer { writer.close() }
    func line(_ index: UInt64) throws -> [UInt8] {
        try ledger.environment.read { try $0.withValue(at: index, in: ledger.tables[.entries]) { Array(copying: $0) } } ?? []
    }
    #expect(try line(0) == Array(first.lines![0].utf8))

    for one in cases.dropFirst() {
        set(one)
        let before = try #require(try ledger.head())
        let run = DraftRun(isAtomic: one.drafts.count > 1)
        var parser = DraftParser()
        do throws(EntryFault) {
            for draft in one.drafts { try parser.parse(Array(draft.utf8), into: run) }
        } catch {
            #expect(one.exit == 65, "\(one.why): \(error)")
            continue
        }
        try writer.appendAndWait(run)
        let after = try #require(try ledger.head())
        if let lines = one.lines, !lines.isEmpty {
            #expect(after.size == before.size + UInt64(lines.count), "\(one.why): \(run.outcomes)")
            for (k, expected) in lines.enumerated() {
                let stored = try line(before.size + UInt64(k))
                #expect(String(decoding: stored, as: UTF8.self) == expected, "\(one.why)")
            }
            #expect(world.unused == (0, lines.count - one.uuids.count) || world.unused.0 == 0, "\(one.why)")
        } else {
            #expect(after == before, "\(one.why)")
            if let duplicates = one.duplicateOf {
                for (k, index) in duplicates.enumerated() {
                    guard case .duplicate(let receipt) = run.outcomes[k] else {
                        Issue.record("\(one.why): \(run.outcomes[k])")
                        continue
                    }
                    #expect(String(receipt.index) == index)
                }
            } else {
                let failure = run.outcomes.compactMap { outcome -> LedgerError? in
                    if case .failed(let error) = outcome { return error }
                    return nil
                }
                #expect(failure.first?.code.exitStatus == one.exit, "\(one.why): \(run.outcomes)")
            }
        }
    }
    #expect(try Verifier(ledger).run().firstFault == nil)
}

private struct RefusedCase: Decodable {
    let exit: Int32
    let why: String
    let draft: String?
    let draftHex: String?
}

@Test("every golden draft that must be refused is, with its exit code, and nothing is stored")
func goldenRefused() throws {
    let test = try TestLedger()
    let before = try #require(try test.ledger.head())
    for (number, text) in Fixtures.lines("golden/refused.jsonl").enumerated() {
        let one = Fixtures.decode(RefusedCase.self, text)
        let draft = one.draft.map { Array($0.utf8) } ?? bytes(hex: one.draftHex!)!
        let run = DraftRun()
        var parser = DraftParser()
        var exit: Int32?
        do throws(EntryFault) {
            try parser.parse(draft, into: run)
        } catch {
            exit = 65
        }
        if exit == nil {
            try test.writer.appendAndWait(run)
            if case .failed(let error) = run.outcomes[0] { exit = error.code.exitStatus }
        }
        #expect(exit == one.exit, "case \(number): \(one.why)")
        #expect(try test.ledger.head() == before)
    }
}
