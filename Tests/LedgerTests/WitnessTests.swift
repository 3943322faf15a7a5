import Foundation
import Ledger
import Proofs
import TestSupport
import Testing

@Suite("A witness") struct WitnessTests {
    private let folder = TemporaryFolder()
    private let log = SyntheticLog("log.example/a")
    private let key = SigningKey(seed: [UInt8](repeating: 5, count: 32))

    private func witness(_ name: String = "witness.example/w", logs: LogPolicy? = nil) throws -> Witness {
        try Witness(name: name, key: key, logs: logs ?? log.policy, state: StateFolder(path: folder.path))
    }

    private func sizes(_ answers: [Witness.Answer]) -> [UInt64] {
        answers.compactMap { if case .cosigned(let note) = $0 { Checkpoint(body: note.body)?.size } else { nil } }
    }

    @Test("what it cosigns bears the log's signature and its own, and is on disk when it is answered") func cosigns() throws {
        let witness = try witness()
        // Signatures of strangers are not taken along.
        let noisy = log.note(7).adding(SignedNote(body: log.note(7).body, name: "x", key: key).signatures)
        let request = try #require(AddCheckpointRequest(oldSize: 0, path: [], note: noisy))
        guard case .cosigned(let note) = try witness.cosign(request, nowSeconds: { 1_700_000_000 }) else {
            Issue.record("refused")
            return
        }
        #expect(note.signatures.count == 2 && note.standing(of: log.verifierKey) == .verified)
        #expect(note.standing(of: witness.verifierKey) == .verified)
        #expect(note.cosignatureSeconds(of: witness.verifierKey) == 1_700_000_000)
        let state = StateFolder(path: folder.path)
        let stored = try Data(contentsOf: URL(fileURLWithPath: state.cosignedPath(log.origin, by: witness.name)))
        #expect(String(decoding: stored, as: UTF8.self) == note.text)
        // Again, at another time: the same tree, a fresh signature.
        guard case .cosigned(let again) = try witness.cosign(log.request(7, 7), nowSeconds: { 1_700_000_060 }) else {
            Issue.record("refused")
            return
        }
        #expect(again.cosignatureSeconds(of: witness.verifierKey) == 1_700_000_060)
    }

    @Test("strangers leave no file") func strangers() throws {
        let witness = try witness()
        let before = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        for stranger in [SyntheticLog("log.example/b"), SyntheticLog("log.example/a", seed: 3)] {
            #expect(try witness.cosign(stranger.request(0, 7), nowSeconds: { 1 }) != .cosigned(stranger.note(7)))
        }
        #expect(try FileManager.default.subpathsOfDirectory(atPath: folder.path) == before)
    }

    @Test("both sides of a contradiction are kept, and old notes never take their place") func evidence() throws {
        let witness = try witness()
        _ = try witness.cosign(log.request(0, 100), nowSeconds: { 1 })
        for size in 1..<80 {
            guard case .refused(.behind(known: 100), let kept) = try witness.cosign(log.request(0, size), nowSeconds: { 2 })
            else {
                Issue.record("not behind")
                return
            }
            #expect(kept.count == (size <= 64 ? 2 : 0))
        }
        let other = SyntheticLog("log.example/a", fork: 50)
        for request in [other.request(100, 100), other.request(0, 100)] {
            guard case .refused(.forked(known: 100), let kept) = try witness.cosign(request, nowSeconds: { 3 }) else {
                Issue.record("not forked")
                return
            }
            try #require(kept.count == 2)
            let notes = kept.compactMap {
                SignedNote(String(decoding: FileManager.default.contents(atPath: $0) ?? Data(), as: UTF8.self))
            }
            // What is kept proves it by the log's key alone.
            #expect(notes.allSatisfy { $0.standing(of: log.verifierKey) == .verified })
            #expect(notes.compactMap { Checkpoint(body: $0.body) } == [log.checkpoint(100), other.checkpoint(100)])
        }
        guard case .refused(.inconsistent, let kept) = try witness.cosign(other.request(100, 120), nowSeconds: { 4 }) else {
            Issue.record("not inconsistent")
            return
        }
        #expect(kept.count == 2)
        // And the true log goes on.
        #expect(sizes([try witness.cosign(log.request(100, 130), nowSeconds: { 5 })]) == [130])
    }

    @Test("a key under two names, a name with two keys, a log's key: refused") func bound() throws {
        _ = try witness()
        func refused(_ body: () throws -> Witness) -> LedgerError.Code? {
            do { _ = try body() } catch { return (error as? LedgerError)?.code }
            return nil
        }
        #expect(refused { try witness("witness.example/w/audited") } == .keyInUse)
        let state = StateFolder(path: folder.path), other = SigningKey(seed: [UInt8](repeating: 6, count: 32))
        #expect(refused { try Witness(name: "witness.example/w", key: other, logs: log.policy, state: state) } == .keyInUse)
        #expect(refused { try Witness(name: "witness.example/v", key: log.key, logs: log.policy, state: state) } == .keyInUse)
        #expect(refused { try Witness(name: "witness.example/v", key: other, logs: log.policy, state: state) } == nil)
        #expect(refused { try witness() } == nil)
        for name in ["", "a b", "a+b", "a\u{85}b", String(repeating: "x", count: 191)] {
            #expect(refused { try Witness(name: name, key: other, logs: log.policy, state: state) } == .originMalformed)
        }
    }

    @Test("a record that was changed stops it, for that log only") func damaged() throws {
        let other = SyntheticLog("log.example/b", seed: 2)
        let witness = try witness(logs: LogPolicy(logs: [log.verifierKey, other.verifierKey]))
        _ = try witness.cosign(log.request(0, 9), nowSeconds: { 1 })
        let path = StateFolder(path: folder.path).cosignedPath(log.origin, by: witness.name)
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        // A note of the log that this witness never cosigned is no record of its own; nor is half a file.
        for content in [Data(log.note(3).text.utf8), whole.dropLast(9), Data()] {
            try content.write(to: URL(fileURLWithPath: path))
            let error = #expect(throws: LedgerError.self) { try witness.cosign(log.request(9, 10), nowSeconds: { 1 }) }
            #expect(error?.code == .noteUnreadable)
        }
        #expect(sizes([try witness.cosign(other.request(0, 4), nowSeconds: { 1 })]) == [4])
        try whole.write(to: URL(fileURLWithPath: path))
        #expect(sizes([try witness.cosign(log.request(9, 10), nowSeconds: { 1 })]) == [10])
    }

    @Test("two who ask at once with contradicting notes never both get an answer", arguments: 0..<20 as Range<UInt64>)
    func atOnce(_ seed: UInt64) throws {
        var random = SeededRandom(seed)
        let base = 5 + Int(random.next() % 20)
        _ = try witness().cosign(log.request(0, base), nowSeconds: { 1 })
        // Histories that part at or after what was cosigned: each an honest extension on its own.
        let histories = [log] + (1...5).map { SyntheticLog("log.example/a", fork: base + Int($0) % 2) }
        let requests = (0..<24).map { _ in
            let history = histories[Int(random.next() % UInt64(histories.count))]
            return (history, history.request(base, base + 1 + Int(random.next() % 30)))
        }
        let witnesses = try (0..<4).map { _ in try witness() }
        let answers = Answers()
        DispatchQueue.concurrentPerform(iterations: requests.count) { number in
            do {
                let answer = try witnesses[number % 4].cosign(requests[number].1, nowSeconds: { 2 })
                if case .cosigned(let note) = answer { answers.add(note.body) }
            } catch { Issue.record(error) }
        }
        // The first takes the place of the base; every other that began there is told so, but for the very same tree.
        #expect(Set(answers.all).count == 1)
    }

    private final class Answers: @unchecked Sendable {
        private let lock = NSLock()
        private var bodies: [String] = []
        var all: [String] { lock.withLock { bodies } }
        func add(_ body: String) { lock.withLock { bodies.append(body) } }
    }

    @Test("whatever it is shown, in any order, all that it cosigned is one history", arguments: 0..<30 as Range<UInt64>)
    func oneHistory(_ seed: UInt64) throws {
        var random = SeededRandom(seed &+ 1000)
        let histories = [log] + (0..<3).map { _ in SyntheticLog("log.example/a", fork: Int(random.next() % 120)) }
        var cosigned: [Checkpoint] = [], refused = 0
        var known = 0
        for step in 0..<120 {
            // Each step by a program of its own, as at a counter.
            let witness = try witness()
            let history = histories[Int(random.next() % 4)]
            let to = min(130, 1 + known + Int(random.next() % 4) - (random.next() % 5 == 0 ? 3 : 0))
            guard to > 0 else { continue }
            let from = random.next() % 4 == 0 ? Int(random.next() % UInt64(to + 1)) : min(known, to)
            switch try witness.cosign(history.request(from, to), nowSeconds: { UInt64(step) }) {
            case .cosigned(let note):
                cosigned.append(try #require(Checkpoint(body: note.body)))
                known = to
            case .refused: refused += 1
            }
        }
        #expect(refused > 5)
        // All are sizes of one of the histories, and rise.
        #expect(histories.contains { history in cosigned.allSatisfy { $0 == history.checkpoint(Int($0.size)) } })
        #expect(zip(cosigned, cosigned.dropFirst()).allSatisfy { $0.size <= $1.size })
    }
}
