public import Proofs
internal import Storage

/// Re-reads and re-hashes every stored byte of a ledger and checks every link, both directions of every index, the tree
/// and the head. DESIGN.md section 5.
///
/// Ranges verify independently, since each line stores its predecessor's digest. Rates: docs/BENCHMARKS.md;
/// memory: 10 MB of buffers, some 130 bytes per stream, 32 per 256 entries.
public struct Verifier: Sendable {
    private let ledger: Ledger
    /// Threads to use.
    public var jobs = 1
    /// Only these indexes; what needs all of the log is then left undecided, and said so.
    public var from: UInt64?
    public var to: UInt64?
    /// Told how many entries have been read, now and then.
    public var progress: (@Sendable (UInt64) -> Void)?
    /// A key that is known from outside, which the log must have had; without it, that of entry 0 is believed.
    public var key: VerifierKey?
    /// Signed states from outside, which the log must contain.
    public var known: [KnownState] = []
    /// What is wrong with what came from outside, counted with the rest.
    public var findings: [VerifyFault] = []

    /// A size and root that somebody vouches for.
    public struct KnownState: Hashable, Sendable {
        public let checkpoint: Checkpoint
        /// Where it comes from, for the finding.
        public let source: String
        /// The finding if the log does not contain it.
        public let kind: FaultKind

        public init(_ checkpoint: Checkpoint, source: String, kind: FaultKind) {
            self.checkpoint = checkpoint
            self.source = source
            self.kind = kind
        }
    }

    public init(_ ledger: Ledger) { self.ledger = ledger }

    /// What a replica stores instead of head signatures.
    var stored: StoredNote?

    /// Checks everything on one state of the store; writers go on meanwhile.
    public func run() throws -> VerifyReport {
        var verifier = self
        if ledger.isReplica { try verifier.takeUpStoredNote(of: ledger) }
        return try verifier.check()
    }

    private func check() throws -> VerifyReport {
        let result = Lock<VerifyReport?>(nil)
        let engine = Lock<VerifyEngine?>(nil)
        let whole = Barrier(count: jobs)
        var random = SecureRandom()
        let seed = folded(random.sixteen())
        try ledger.environment.readConcurrently(jobs) { number, transaction in
            do {
                if number == 0 {
                    let made = try makeEngine(transaction, seed)
                    engine.withLock { $0 = made }
                }
                guard whole.wait(), let engine = engine.withLock({ $0 }) else { return }
                var worker = VerifyWorker(engine, number: number)
                try worker.run(transaction)
                guard whole.wait(), number == 0 else { return }
                let report = try finish(engine, transaction)
                result.withLock { $0 = report }
            } catch {
                engine.withLock { $0 }?.barrier.giveUp()
                whole.giveUp()
                throw error
            }
        }
        guard let report = result.withLock({ $0 }) else { throw LedgerError(.unexpected, ["verification gave no report"]) }
        return report
    }

    private func makeEngine(_ transaction: borrowing ReadTransaction, _ seed: UInt64) throws -> VerifyEngine {
        let name = Head.key
        let head = try transaction.withValue(name.span, in: ledger.tables[.meta]) { Head(row: $0) } ?? nil
        let rows = UInt64(try transaction.size(of: ledger.tables[.entries]).rows)
        // A head may lie about its size: what is far from the number of rows is not walked, but reported.
        let size = head.map { $0.size <= rows + 65_536 ? $0.size : rows } ?? rows
        let from = min(from ?? 0, size), to = min(to ?? size, size)
        return VerifyEngine(
            origin: ledger.origin, tables: ledger.tables, size: size, range: from..<max(from, to), head: head, jobs: jobs,
            seed: seed, wantedSizes: Set(known.map(\.checkpoint.size)),
            seals: try VerifySeals(transaction, ledger.tables, below: size),
            keys: try transaction.withCursors(ledger.tables.all) {
                try KeyHistory.read(origin: ledger.origin, below: size, &$0)
            }, actors: try transaction.withCursors(ledger.tables.all) { try ActorRegistry.read(below: size, &$0) },
            progress: progress)
    }

    private func finish(_ engine: VerifyEngine, _ transaction: borrowing ReadTransaction) throws -> VerifyReport {
        var report = VerifyReport()
        var hasher = Hasher256()
        var faults = engine.shared.withLock { $0.faults }
        for finding in findings { faults.add(finding) }
        if engine.isWhole {
            var whole = VerifyWhole(engine)
            try whole.run(transaction)
            faults.add(whole.faults)
            engine.seals.check(engine.shared.withLock { $0.sealRoots }, &faults)
        } else {
            report.undecided = ["root", "streams", "types", "known states"]
        }
        let shared = engine.shared.withLock { $0 }
        report.size = engine.size
        report.entries = shared.entries
        report.bytes = shared.bytes
        report.signedEntries = shared.signed
        report.unsignedEntries = shared.unsigned
        report.signaturesChecked = shared.signaturesChecked
        report.headSignature = engine.head?.signature ?? []
        report.keys = engine.keys?.history
        report.covered = stored.map { min($0.size, engine.size) } ?? engine.size
        if engine.isWhole {
            report.root = engine.root(at: engine.size, shared.leaves[engine.size / 256] ?? [], &hasher)
        } else {
            report.root = engine.head?.root ?? .zero
        }
        report.continues = try checkCreated(engine, transaction, &faults)
        checkKeys(engine, &faults)
        checkActors(engine, &faults)
        checkHead(engine, report.root, &faults)
        if engine.isWhole { checkKnown(engine, shared, report.root, &hasher, &faults) }
        report.faults = faults
        return report
    }

    /// Entry 0 and `ledger.json` must name the same ledger.
    ///
    /// - Returns: what it says of a predecessor.
    private func checkCreated(
        _ engine: VerifyEngine, _ transaction: borrowing ReadTransaction, _ faults: inout FaultLog
    ) throws -> Continuation? {
        let created = try transaction.withValue(at: 0, in: ledger.tables[.entries]) { LedgerCreated(line: $0) }
        guard let created else { return nil }
        let isSound = created.map {
            $0.isWellFormed && $0.format == UInt64(ledger.header.format) && $0.hash.utf8.elementsEqual("sha256".utf8)
                && $0.origin.utf8.elementsEqual(ledger.origin.utf8)
                && VerifierKey($0.verifierKey).map { $0.name.utf8.elementsEqual(ledger.origin.utf8) && $0.kind == .log } ?? false
        }
        let isKnown = key.map { engine.keys?.history.contains($0) ?? false } ?? true
        if isSound != true || !isKnown {
            faults.add(VerifyFault(.ledgerCreated, 0, expected: ledger.origin, found: created?.origin ?? "another form"))
        }
        return created?.continues
    }

    /// Each change of key must be from the key in force to another, which proved that it is held.
    private func checkKeys(_ engine: VerifyEngine, _ faults: inout FaultLog) {
        for (index, flaw) in engine.keys?.flaws ?? [] {
            faults.add(VerifyFault(.keyChange, index, expected: flaw.expected, found: flaw.found))
        }
    }

    /// What entries say of actors must be possible, and a ledger that begins with administrators goes on with a policy.
    private func checkActors(_ engine: VerifyEngine, _ faults: inout FaultLog) {
        for (index, flaw) in engine.actors.flaws {
            let kind: FaultKind = flaw.rule == .unfounded ? .entrySignature : .actorChange
            faults.add(VerifyFault(kind, index, expected: flaw.expected, found: "\(flaw.rule.rawValue) \(flaw.what)"))
        }
        let registry = engine.actors.registry
        if registry.founders > 0 && !registry.isGoverned && engine.size > registry.founders + 1 {
            faults.add(
                VerifyFault(
                    .actorChange, registry.founders + 1, expected: "\(SigningPolicy.type) behind the first administrators",
                    found: "\(registry.founders) administrators and no policy"))
        }
    }

    private func checkHead(_ engine: VerifyEngine, _ root: Digest, _ faults: inout FaultLog) {
        guard let head = engine.head else {
            faults.add(VerifyFault(.headMissing, nil, expected: "a head", found: "nothing"))
            return
        }
        if head.size != engine.size { faults.add(VerifyFault(.headSize, nil, expected: "\(engine.size)", found: "\(head.size)")) }
        if let stored {
            if let fault = stored.fault { faults.add(fault) }
            return
        }
        // For exactly the head's own size and root: a wrong root is a finding of its own.
        guard let key = signer(of: head, engine), !head.isSigned(by: key.publicKey, origin: ledger.origin) else { return }
        let fitting =
            known.filter { $0.checkpoint.size < engine.size && isContained($0, engine) }.map(\.checkpoint.size).max() ?? 0
        let failing = known.filter { !isContained($0, engine) }.map(\.checkpoint.size) + [head.size]
        faults.add(
            VerifyFault(
                .headSignature, nil, expected: "a signature of \(key.text)", found: "another", after: fitting,
                before: failing.min()))
    }

    /// The key in force at the head; where the log does not know the key that is trusted, that one.
    private func signer(of head: Head, _ engine: VerifyEngine) -> VerifierKey? {
        guard let history = engine.keys?.history, key.map(history.contains) ?? true else { return key }
        return history.key(atHead: head.size)
    }

    /// Every state from outside must be a beginning of this log.
    private func checkKnown(
        _ engine: VerifyEngine, _ shared: VerifyEngine.Shared, _ root: Digest, _ hasher: inout Hasher256, _ faults: inout FaultLog
    ) {
        let fitting = known.filter { isContained($0, engine) }.map(\.checkpoint.size).max() ?? 0
        for state in known where !isContained(state, engine) {
            let checkpoint = state.checkpoint
            let found =
                checkpoint.size > engine.size
                ? "\(engine.size) entries" : "root \(recomputed(checkpoint.size, engine, &hasher).hex)"
            faults.add(
                VerifyFault(
                    state.kind, nil, expected: "\(checkpoint.size) entries with root \(checkpoint.root) (\(state.source))",
                    found: found,
                    after: min(fitting, checkpoint.size), before: checkpoint.size))
        }
    }

    private func isContained(_ state: KnownState, _ engine: VerifyEngine) -> Bool {
        guard engine.isWhole, state.checkpoint.size <= engine.size else { return !engine.isWhole }
        var hasher = Hasher256()
        return recomputed(state.checkpoint.size, engine, &hasher) == state.checkpoint.root
    }

    private func recomputed(_ size: UInt64, _ engine: VerifyEngine, _ hasher: inout Hasher256) -> Digest {
        engine.root(at: size, engine.shared.withLock { $0.leaves[size / 256] } ?? [], &hasher)
    }
}

private func folded(_ value: SIMD16<UInt8>) -> UInt64 {
    var result: UInt64 = 0
    for k in 0..<8 { result = result << 8 | UInt64(value[k] ^ value[k + 8]) }
    return result
}
