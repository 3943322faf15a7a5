public import Proofs
internal import Storage

/// The one that appends: owns a thread, gathers what arrives during a commit into the next one, answers once the bytes
/// are durable. DESIGN.md section 4.
public final class LogWriter: Sendable {
    public struct Options: Sendable {
        /// How long one group commit waits for another process to finish its own.
        public var waitMilliseconds = 10_000
        /// A person looked at the clock.
        public var isClockChecked = false
        /// Where the trust store and the release record of this machine are; `nil` checks neither.
        public var state: StateFolder?
        /// Most entries in one commit.
        public var groupEntries = 10_000
        /// Most entries that may wait; more are refused.
        public var queueEntries = 100_000
        /// The business rules, made on the writer's thread; `nil` stores whatever is well formed.
        public var makeRules: (@Sendable () -> any StepJudge)?
        /// Codes a refused draft, as ``canonicalDraft(_:_:)`` writes it, under a key of the vault; `nil` where there is no vault.
        public var codeOfRefused: (@Sendable ([UInt8]) -> Digest)?
        /// The map grows by doubling up to here.
        public var mapCeilingBytes = Ledger.mapCeilingBytes

        public init() {}
    }

    private struct Submission: Sendable {
        let run: DraftRun
        let answer: @Sendable (LedgerError?) -> Void
    }

    private struct Queue {
        var waiting: [Submission] = []
        var entries = 0
        var isClosed = false
    }

    private let ledger: Ledger
    private let options: Options
    private let queue = Lock(Queue())
    private let thread: Thread

    /// Starts a writer on a ledger opened for writing.
    ///
    /// - Throws: ``LedgerError`` `replicaTakesNoDrafts`, `keyMismatch`, `headMismatch`, `rolledBack`, `needsCheck`, `broken`.
    public init(_ ledger: Ledger, key: SigningKey, surroundings: Surroundings, options: Options = Options()) throws {
        try ledger.checkTakesDrafts()
        let verifierKey = try ledger.verifierKey()
        guard key.publicKey == verifierKey.publicKey else { throw LedgerError(.keyMismatch, [verifierKey.text]) }
        try ledger.settleNeedsCheck()
        try ledger.checkHead()
        if let state = options.state { try ledger.checkNotRolledBack(state) }
        self.ledger = ledger
        self.options = options
        let queue = queue
        let clock = RecordingClock(surroundings, isChecked: options.isClockChecked)
        let lock = try FileLock(path: ledger.folder + "/writer.lock")
        thread = Thread {
            var appender = Appender(
                origin: ledger.origin, key: key, clock: clock, entropy: surroundings.makeEntropy(), rules: options.makeRules?(),
                codeOfRefused: options.codeOfRefused, folder: ledger.folder)
            var stopped: LedgerError?
            while let group = LogWriter.nextGroup(queue, options.groupEntries) {
                var failure = stopped
                if failure == nil {
                    do {
                        try LogWriter.commit(group.map(\.run), &appender, ledger, lock, options)
                        // The next commit looks up whose turn it is to sign, and is refused.
                        if group[0].run.isKeyChange { appender.forget() }
                    } catch {
                        appender.forget()
                        let mapped = LedgerError(wrapping: error, ledger.folder)
                        failure = mapped
                        if mapped.code == .outcomeUnknown { stopped = LedgerError(.needsCheck, [ledger.folder]) }
                    }
                }
                for submission in group { submission.answer(failure) }
            }
        }
    }

    /// Hands `run` to the writer.
    ///
    /// - Parameter answer: called on the writer's thread once everything in the run is durable or refused; with an error
    ///   when the commit as a whole failed. The run's outcomes count only without one.
    /// - Throws: ``LedgerError`` `queueFull`.
    public func submit(_ run: DraftRun, answer: @escaping @Sendable (LedgerError?) -> Void) throws(LedgerError) {
        let isAccepted = queue.withLock { queue in
            guard !queue.isClosed, queue.entries == 0 || queue.entries + run.count <= options.queueEntries else { return false }
            queue.waiting.append(Submission(run: run, answer: answer))
            queue.entries += run.count
            return true
        }
        guard isAccepted else { throw LedgerError(.queueFull, [String(options.queueEntries)]) }
        queue.notify()
    }

    /// Appends `run` and returns once it is durable or refused.
    public func append(_ run: DraftRun) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            do {
                try submit(run) { error in
                    if let error { continuation.resume(throwing: error) } else { continuation.resume() }
                }
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }

    /// Appends `run` on behalf of a caller that has a thread to block.
    public func appendAndWait(_ run: DraftRun) throws {
        let done = Lock<LedgerError??>(nil)
        try submit(run) { error in
            done.withLock { $0 = .some(error) }
            done.notify()
        }
        if let error = done.wait(until: { $0 }) ?? nil { throw error }
    }

    /// Finishes what waits and ends the thread.
    public func close() {
        queue.withLock { $0.isClosed = true }
        queue.notify()
        thread.join()
    }

    // MARK: The writer's thread

    private static func nextGroup(_ queue: Lock<Queue>, _ limit: Int) -> [Submission]? {
        queue.wait { queue -> [Submission]?? in
            if queue.waiting.isEmpty { return queue.isClosed ? .some(nil) : nil }
            var group: [Submission] = []
            var entries = 0
            while let next = queue.waiting.first, group.isEmpty || entries + next.run.count <= limit {
                let isAlone = next.run.isKeyChange || group.last?.run.isKeyChange ?? false
                if isAlone && !group.isEmpty { break }
                group.append(next)
                entries += next.run.count
                queue.waiting.removeFirst()
            }
            queue.entries -= entries
            return group
        } ?? nil
    }

    /// One group commit: lock, judge and store, sync, ring.
    private static func commit(
        _ runs: [DraftRun], _ appender: inout Appender, _ ledger: Ledger, _ lock: FileLock, _ options: Options
    ) throws {
        do {
            try lock.lock(waitMilliseconds: options.waitMilliseconds)
        } catch {
            throw error.code == .busy
                ? LedgerError(.busy, [ledger.folder, String(options.waitMilliseconds)])
                : LedgerError(opening: error, ledger.folder)
        }
        defer { lock.unlock() }
        if Files.exists(ledger.needsCheckPath) { throw LedgerError(.needsCheck, [ledger.folder]) }
        var mayGrow = true
        while true {
            do {
                let isStored = try ledger.environment.write { transaction in
                    try transaction.withCursors(ledger.tables.all) { try appender.process(runs, &$0) }
                }
                appender.refusals.settle()
                if isStored { lock.ring(appender.nextIndex) }
                return
            } catch {
                appender.forget()
                switch error {
                case let error as StoreError where error.code == .mapFull && mayGrow:
                    mayGrow = try ledger.growMap(ceiling: options.mapCeilingBytes)
                    if !mayGrow { throw LedgerError(.mapFull, [ledger.folder]) }
                case let error as StoreError:
                    throw LedgerError(opening: error, ledger.folder)
                case let error as CommitError:
                    throw try ledger.settleFailedCommit(error.underlying)
                default: throw error
                }
            }
        }
    }
}

extension Ledger {
    /// Doubles the map, up to `ceiling`.
    ///
    /// - Returns: whether there is more room now; not where the ceiling is reached or this process is reading.
    func growMap(ceiling: Int) throws -> Bool {
        let mapBytes = try environment.info().mapBytes
        guard mapBytes < ceiling else { return false }
        return try environment.resizeMap(to: min(mapBytes * 2, ceiling))
    }
}
