import Foundation
import Proofs
import Storage
import TestSupport

@testable import Ledger

/// A clock, salts and keys that a test hands in.
final class ScriptedWorld: @unchecked Sendable {
    private let lock = Lock(State())

    struct State {
        var now: Int64 = 1_772_323_200_000  // 2026-03-01T00:00:00Z
        var monotonic: Int64 = 0
        var salts: [SIMD16<UInt8>] = []
        var keys: [SIMD16<UInt8>] = []
        var random = SeededRandom(1)
    }

    /// Moves the wall clock, and unless a person turned it, the monotonic clock with it.
    func set(now: Int64, turned: Bool = false) {
        lock.withLock {
            if !turned { $0.monotonic += max(0, now - $0.now) }
            $0.now = now
        }
    }
    func advance(_ milliseconds: Int64) {
        lock.withLock {
            $0.now += milliseconds
            $0.monotonic += milliseconds
        }
    }
    func give(salts: [SIMD16<UInt8>], keys: [SIMD16<UInt8>]) {
        lock.withLock {
            $0.salts = salts
            $0.keys = keys
        }
    }
    var unused: (Int, Int) { lock.withLock { ($0.salts.count, $0.keys.count) } }

    var surroundings: Surroundings {
        Surroundings(
            wallMilliseconds: { self.lock.withLock { $0.now } }, monotonicMilliseconds: { self.lock.withLock { $0.monotonic } },
            makeEntropy: { ScriptedEntropy(world: self) })
    }

    fileprivate func next(_ list: WritableKeyPath<State, [SIMD16<UInt8>]>) -> SIMD16<UInt8> {
        lock.withLock { state in
            if !state[keyPath: list].isEmpty { return state[keyPath: list].removeFirst() }
            var value = SIMD16<UInt8>()
            for k in 0..<16 { value[k] = UInt8(truncatingIfNeeded: state.random.next()) }
            return value
        }
    }
}

private final class ScriptedEntropy: Entropy {
    let world: ScriptedWorld
    init(world: ScriptedWorld) { self.world = world }
    func salt() -> SIMD16<UInt8> { world.next(\.salts) }
    func freshKey(atMilliseconds milliseconds: Int64) -> SIMD16<UInt8> { world.next(\.keys) }
}

func vector16(_ hex: String) -> SIMD16<UInt8> {
    let bytes = bytes(hex: hex.replacingOccurrences(of: "-", with: ""))!
    var value = SIMD16<UInt8>()
    for k in 0..<16 { value[k] = bytes[k] }
    return value
}

let goldenSeed = [UInt8](0..<32)

/// A ledger in a fresh folder with a writer on it.
final class TestLedger {
    let folder = TemporaryFolder()
    let world = ScriptedWorld()
    let key: SigningKey
    let ledger: Ledger
    let writer: LogWriter
    var path: String { folder.file("ledger") }

    init(origin: String = "test.example.cn/one", options: LogWriter.Options = .init()) throws {
        key = SigningKey(seed: goldenSeed)
        _ = try Ledger.create(folder: folder.file("ledger"), origin: origin, key: key, surroundings: world.surroundings)
        ledger = try Ledger(folder: folder.file("ledger"), forWriting: true)
        writer = try LogWriter(ledger, key: key, surroundings: world.surroundings, options: options)
    }

    deinit { writer.close() }

    /// Appends drafts, each a batch of its own or all one.
    @discardableResult
    func append(_ drafts: [String], atomic: Bool = false) throws -> [DraftOutcome] {
        let run = DraftRun(isAtomic: atomic, stopsAtFailure: false)
        var parser = DraftParser()
        for draft in drafts { try parser.parse(Array(draft.utf8), into: run) }
        try writer.appendAndWait(run)
        return run.outcomes
    }

    /// Every stored line.
    func lines() throws -> [[UInt8]] {
        var lines: [[UInt8]] = []
        try ledger.environment.read { transaction in
            try transaction.withCursor(ledger.tables[.entries]) { cursor in
                var isThere = try cursor.first()
                while isThere {
                    lines.append(cursor.withRow { Array(copying: $1) })
                    isThere = try cursor.next()
                }
            }
        }
        return lines
    }
}
