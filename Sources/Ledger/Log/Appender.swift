internal import CanonicalJSON
internal import Proofs
internal import Storage

/// Judges drafts and stores them, inside the write transaction of one group commit. Lives on the writer's thread.
///
/// What it keeps between commits (head, frontier, tail rows) is checked against the stored head and dropped when another
/// process wrote. Every check of a batch comes before its first put, so one failing batch leaves no trace in the commit.
struct Appender: ~Copyable {
    let origin: String
    /// Signs the heads; `nil` in a replica, whose heads the stored checkpoint covers.
    private let key: SigningKey?
    let clock: RecordingClock
    let entropy: any Entropy
    /// The business rules; `nil` stores whatever is well formed.
    let rules: (any StepJudge)?
    /// Codes refused drafts, where there is a vault.
    let codeOfRefused: (@Sendable ([UInt8]) -> Digest)?

    var head: Head?
    private var frontier = Frontier()
    private var tiles = TailTiles()
    private var types = TypeTails()
    /// The root of the 256 entries that filled a tile last.
    private(set) var lastTileRoot = Digest.zero
    var recentKeys = RecentKeys()
    var refusals: RefusalCounts

    /// Who has which key and role; `nil` until somebody asks.
    var actors: ActorRegistry?
    let checker = SignatureChecker()
    /// What signatures are over; kept for its memory.
    var message = ByteBuilder(capacity: 1024)

    var hasher = Hasher256()
    var writer: LineWriter
    private var line = ByteBuilder(capacity: maximumLineBytes + 1024)
    /// The run under way was searched for personal numbers before it was handed in.
    private(set) var isSearched = false
    /// What `clock` needs to know of the ledger: the wall clock of the last `ledger.clockChecked`, once looked up.
    var checkedClock: Int64??

    /// - Parameter folder: the ledger's, where what is counted beside the log lies.
    init(
        origin: String, key: SigningKey?, clock: RecordingClock, entropy: any Entropy, rules: (any StepJudge)? = nil,
        codeOfRefused: (@Sendable ([UInt8]) -> Digest)? = nil, folder: String? = nil
    ) {
        refusals = RefusalCounts(droppedPath: folder.map { $0 + "/refusals-dropped" })
        self.origin = origin
        self.rules = rules
        self.codeOfRefused = codeOfRefused
        self.key = key
        self.clock = clock
        self.entropy = entropy
        writer = LineWriter(origin: origin)
    }

    /// For a replica: it signs nothing, looks at no clock and makes no entry of its own.
    init(replicaOf origin: String) {
        self.init(origin: origin, key: nil, clock: RecordingClock(.unasked, isChecked: false), entropy: NoEntropy())
    }

    /// Forgets what is kept, since a transaction was given up.
    mutating func forget() {
        head = nil
        dropMemory()
    }

    /// Forgets what was read from entries: another process wrote, or nothing of this transaction counts.
    private mutating func dropMemory() {
        recentKeys = RecentKeys()
        refusals.forget()
        rules?.forget()
        actors = nil
    }

    /// Judges and stores every run of a group; `outcomes` count only once the transaction is committed.
    ///
    /// - Returns: whether anything was stored.
    mutating func process(_ runs: [DraftRun], _ cursors: inout LedgerCursors) throws -> Bool {
        try refresh(&cursors)
        let sizeBefore = head?.size ?? 0
        refusals.beginGroup()
        for run in runs {
            run.outcomes.removeAll(keepingCapacity: true)
            isSearched = run.isSearched
            if run.isAtomic { try processBatch(run, &cursors) } else { try processSingly(run, &cursors) }
        }
        guard let size = head?.size, size != sizeBefore else { return false }
        try commitHead(&cursors)
        return true
    }

    // MARK: Batches

    private mutating func processSingly(_ run: DraftRun, _ cursors: inout LedgerCursors) throws {
        try run.bytes.withSpan { bytes in
            var stopped = false
            let drafts = run.drafts
            // One look at the clock: what is handed over at once is recorded at once.
            var now: Int64?
            for number in 0..<drafts.count {
                if stopped {
                    run.outcomes.append(.notStored)
                    continue
                }
                if !run.times.isEmpty { now = run.times[number] }
                let outcome = try one(drafts.span[number], bytes, run.isDryRun, &now, &cursors)
                run.outcomes.append(outcome)
                if case .failed(let error) = outcome {
                    // One that is to be signed anew keeps its place before those behind it.
                    let isOvertaken = drafts[number].isRevisionForetold && error.code == .revisionConflict
                    if run.stopsAtFailure || isOvertaken { stopped = true }
                }
            }
        }
    }

    @inline(__always)
    private mutating func one(
        _ draft: borrowing Draft, _ bytes: Span<UInt8>, _ isDryRun: Bool, _ now: inout Int64?, _ cursors: inout LedgerCursors
    ) throws -> DraftOutcome {
        var time: Int64 = 0
        do {
            let last = head?.timeMilliseconds ?? .min
            time = try max(now ?? recordingTime(&cursors), last)
            now = time
            if isDryRun { rules?.beginBatch() }
            let before = isDryRun ? actors : nil
            defer {
                if isDryRun {
                    rules?.rollBack()
                    actors = before
                }
            }
            let next = nextIndex
            switch try judge(draft, bytes, next, time, nil, &cursors) {
            case .duplicate(let receipt): return .duplicate(receipt)
            case .accept(let state, let isNew):
                if isDryRun { return .wouldStore(Receipt(index: next, digest: .zero, revision: state.count, size: next + 1)) }
                return .stored(try store(draft, bytes, state, isNew ? .absent : .current, time, &cursors))
            }
        } catch let refusal as StepRefusal {
            return .failed(try answer(refusal, copy draft, bytes, time, isDryRun, &cursors))
        } catch let error as LedgerError where error.isVerdict {
            return .failed(error)
        }
    }

    private mutating func processBatch(_ run: DraftRun, _ cursors: inout LedgerCursors) throws {
        run.outcomes = Array(repeating: .notStored, count: run.drafts.count)
        var overlay = BatchOverlay()
        var duplicates: [Receipt] = []
        var failing = 0
        var time: Int64 = 0
        rules?.beginBatch()
        let actorsBefore = actors
        do {
            time = try recordingTime(&cursors)
            try run.bytes.withSpan { bytes in
                for number in 0..<run.drafts.count {
                    failing = number
                    let verdict = try judge(run.drafts[number], bytes, nextIndex + UInt64(number), time, overlay, &cursors)
                    switch verdict {
                    case .duplicate(let receipt): duplicates.append(receipt)
                    case .accept(let state, _): overlay.note(run.drafts[number], bytes, state, number)
                    }
                    if !duplicates.isEmpty && duplicates.count != number + 1 {
                        throw LedgerError(.partlyStored, [String(duplicates[0].index)])
                    }
                }
                if duplicates.count == run.drafts.count {
                    run.outcomes = duplicates.map { .duplicate($0) }
                    rules?.endBatch()
                    return
                }
                if run.isDryRun {
                    rules?.rollBack()
                    actors = actorsBefore
                } else {
                    rules?.endBatch()
                }
                let size = nextIndex + UInt64(run.drafts.count)
                for number in 0..<run.drafts.count {
                    if run.isDryRun {
                        let index = nextIndex + UInt64(number)
                        run.outcomes[number] = .wouldStore(
                            Receipt(index: index, digest: .zero, revision: overlay.revisions[number], size: size))
                        continue
                    }
                    let draft = run.drafts[number]
                    let state = try streamState(draft, bytes, &cursors)
                    let receipt = try store(
                        draft, bytes, state ?? StreamState(), state == nil ? .absent : .current, time, &cursors)
                    run.outcomes[number] = .stored(
                        Receipt(index: receipt.index, digest: receipt.digest, revision: receipt.revision, size: size))
                }
            }
        } catch let refusal as StepRefusal {
            rules?.rollBack()
            actors = actorsBefore
            let draft = run.drafts[failing]
            run.outcomes[failing] = try run.bytes.withSpan {
                .failed(try answer(refusal, draft, $0, time, run.isDryRun, &cursors))
            }
        } catch let error as LedgerError where error.isVerdict {
            rules?.rollBack()
            actors = actorsBefore
            run.outcomes[failing] = .failed(error)
        }
    }

    var nextIndex: UInt64 { head?.size ?? 0 }

    // MARK: Judging

    private enum Verdict {
        case accept(StreamState, isNew: Bool)
        case duplicate(Receipt)
    }

    /// Form, reserved names, duplicates, expectations, rules: the first fault is thrown. DESIGN.md section 2.
    ///
    /// Leaves the cursor of `streams` on the draft's stream. What it accepts counts for the rules from here on.
    @inline(__always)
    private mutating func judge(
        _ draft: borrowing Draft, _ bytes: Span<UInt8>, _ index: UInt64, _ time: Int64, _ overlay: BatchOverlay?,
        _ cursors: inout LedgerCursors
    ) throws -> Verdict {
        if let cause = draft.cause, cause >= index { throw LedgerError(.causeNotEarlier, [String(cause)]) }
        if let day = draft.occurredDay, day > CivilTime.day(ofMilliseconds: time) {
            throw LedgerError(.occurredInFuture, [CivilTime.text(ofDay: day)])
        }
        let length = lineLength(draft, index: index)
        // Far too long whatever the ledger adds: a fault of form, and nothing to look up.
        if length - 20 > maximumLineBytes { throw LedgerError(.lineTooLong, [String(length)]) }
        var step: StepDraft?
        if let rules, draft.reserved == .none {
            let form = stepDraft(draft, bytes, index, time)
            try rules.checkForm(form)
            step = form
        }
        switch draft.reserved {
        case .none: break
        case .personal: throw LedgerError(.vaultMissing)
        case .personalWithoutKey: throw LedgerError(.personalWithoutKey)
        case .partyErased: throw LedgerError(.partyErased)
        default: throw LedgerError(.reservedName, ["\(draft.reserved)"])
        }

        let before = try streamState(draft, bytes, &cursors)
        if draft.statesKey {
            if let number = overlay?.number(draft, bytes) {
                throw LedgerError(
                    .keyReused, [text(bytes, draft.key)],
                    found: .init(subject: text(bytes, draft.subject), index: nextIndex + UInt64(number)))
            }
            if let before, let receipt = try findDuplicate(copy draft, bytes, before, &cursors) { return .duplicate(receipt) }
        }
        try checkExpectations(draft, bytes, before, overlay)
        guard length <= maximumLineBytes else { throw LedgerError(.lineTooLong, [String(length)]) }
        let state = overlay?.state(draft, bytes) ?? before
        try checkSignatures(draft, bytes, index, time, revision: state?.count ?? 0, &cursors)
        if let rules, var step {
            step.revision = state?.count ?? 0
            if try judge(step, by: rules, &cursors) { _ = try streamState(draft, bytes, &cursors) }
        }
        return .accept(state ?? StreamState(), isNew: state == nil)
    }

    private func checkExpectations(
        _ draft: borrowing Draft, _ bytes: Span<UInt8>, _ before: StreamState?, _ overlay: BatchOverlay?
    ) throws(LedgerError) {
        if draft.states(.source) {
            let piece = draft.piece(.source)
            let source = text(bytes, (piece.lowerBound + 1)..<(piece.upperBound - 1))
            if !source.utf8.elementsEqual(origin.utf8) { throw LedgerError(.sourceConflict, [origin, source]) }
        }
        let isMet =
            switch draft.expectation ?? .any {
            case .any: true
            case .new: before == nil
            case .last(let revision): before.map { $0.count == revision &+ 1 } ?? false
            }
        let count = (overlay?.state(draft, bytes) ?? before)?.count ?? 0
        guard isMet, draft.revision.map({ $0 == count }) ?? true else {
            let revision = before.map { $0.count - 1 }
            throw LedgerError(
                .revisionConflict, [], found: .init(subject: text(bytes, draft.subject), revision: revision))
        }
    }

    /// The stream's row; leaves the cursor on it.
    @inline(__always)
    func streamState(_ draft: borrowing Draft, _ bytes: Span<UInt8>, _ cursors: inout LedgerCursors) throws
        -> StreamState?
    {
        guard try cursors[.streams].seek(bytes.extracting(draft.subject)) else { return nil }
        guard let state = cursors[.streams].withRow({ StreamState(row: $1) }) else {
            throw LedgerError(.storedRowBroken, ["streams", text(bytes, draft.subject)])
        }
        return state
    }

    // MARK: Storing

    enum StreamPlace { case current, absent }

    /// Builds the line and puts it into every table. Everything was checked before.
    @inline(__always)
    mutating func store(
        _ draft: borrowing Draft, _ bytes: Span<UInt8>, _ before: StreamState, _ place: StreamPlace, _ time: Int64,
        _ cursors: inout LedgerCursors
    ) throws -> Receipt {
        let index = nextIndex
        precondition(index < 1 << 48, "the ledger is full")
        var part = LedgerPart()
        part.index = index
        part.revision = before.count
        part.timeMilliseconds = time
        part.previous = head?.digest ?? .zero
        part.salt = entropy.salt()
        var keyHash = draft.keyHash
        if !draft.statesKey {
            part.freshKey = entropy.freshKey(atMilliseconds: time)
            keyHash = freshKeyHash(part.freshKey)
        }
        line.removeAll()
        writer.append(draft, bytes, part, to: &line)
        let length = lineLength(draft, index: index, revision: before.count)
        precondition(line.count == length, "line length was judged wrongly")

        let digest = line.withSpan { hasher.digest(of: $0) }
        let entryKey = Row.entry(index)
        try line.withSpan { text throws(StoreError) in try cursors[.entries].put(entryKey.span, text, .append) }

        let type = draft.piece(.type)
        return try storeRows(
            digest, keyHash, subject: bytes.extracting(draft.subject),
            type: bytes.extracting((type.lowerBound + 1)..<(type.upperBound - 1)), before, place, time, &cursors)
    }

    /// Puts all rows of the next entry but its line.
    @inline(__always)
    mutating func storeRows(
        _ digest: Digest, _ keyHash: UInt64, subject: Span<UInt8>, type: Span<UInt8>, _ before: StreamState,
        _ place: StreamPlace, _ time: Int64, _ cursors: inout LedgerCursors
    ) throws -> Receipt {
        let index = nextIndex
        var state = before
        if place == .absent { state.number = index }
        state.count += 1
        state.digest = hasher.stream(before.digest, digest)
        if place == .current {
            try cursors[.streams].replaceValue(state.row.span)
        } else {
            try cursors[.streams].put(subject, state.row.span, .insert)
        }
        let indexKey = Row.streamIndex(state.number, before.count)
        try cursors[.streamIndex].put(indexKey.span, Row.streamIndexValue(index, keyHash).span, .insert)
        if state.count > Row.scannedKeys { try storeKey(state, keyHash, &cursors) }
        recentKeys.add(keyHash, before, state)
        try types.append(index, type, 0..<type.count, &cursors)
        try appendLeaf(hasher.leaf(digest), &cursors)

        if head == nil { head = Head(size: 0, timeMilliseconds: 0, digest: .zero, root: .zero, signature: []) }
        head?.size = index + 1
        head?.timeMilliseconds = time
        head?.digest = digest
        return Receipt(index: index, digest: digest, revision: before.count, size: index + 1)
    }

    private mutating func freshKeyHash(_ key: SIMD16<UInt8>) -> UInt64 {
        line.removeAll()
        line.append(uuid: key)
        return line.withSpan { hashKey($0, 0..<36, &hasher) }
    }

    /// Rows in `keys` begin when a stream outgrows scanning; then its earlier entries get theirs too.
    private func storeKey(_ state: StreamState, _ hash: UInt64, _ cursors: inout LedgerCursors) throws {
        let nothing: [UInt8] = []
        if state.count == Row.scannedKeys + 1 {
            for revision in 0..<Row.scannedKeys {
                let indexKey = Row.streamIndex(state.number, revision)
                guard try cursors[.streamIndex].seek(indexKey.span) else {
                    throw LedgerError(.storedRowBroken, ["streamIndex", "\(state.number)/\(revision)"])
                }
                let earlier = cursors[.streamIndex].withRow { Row.load($1, 6, 8) }
                try cursors[.keys].put(Row.key(state.number, earlier, revision).span, nothing.span, .insert)
            }
        }
        try cursors[.keys].put(Row.key(state.number, hash, state.count - 1).span, nothing.span, .insert)
    }

    @inline(__always)
    private mutating func appendLeaf(_ leaf: Digest, _ cursors: inout LedgerCursors) throws {
        // A completed subtree of 256^k leaves is a hash of tile level k.
        var completed = InlineArray<8, Digest>(repeating: .zero)
        var levels = 0
        frontier.append(leaf: leaf, &hasher) { level, node in
            if level & 7 == 0 {
                completed[level >> 3] = node
                levels = level >> 3 + 1
            }
        }
        if levels > 1 { lastTileRoot = completed[1] }
        for level in 0..<levels { try tiles.append(completed[level], level: level, &cursors) }
    }

    mutating func commitHead(_ cursors: inout LedgerCursors) throws {
        try tiles.flush(&cursors)
        try types.flush(&cursors)
        guard var head else { return }
        head.root = frontier.root(&hasher)
        head.signature = key.map { $0.sign(head.checkpoint(origin: origin).headMessage) } ?? Head.unsigned
        let name = Head.key, row = head.row
        try cursors[.meta].put(name.span, row.span)
        self.head = head
    }

    /// The root over all entries so far.
    mutating func root() -> Digest { frontier.root(&hasher) }

    // MARK: What is kept between commits

    /// Compares what is kept with the stored head, and takes it up anew where another process wrote.
    mutating func refresh(_ cursors: inout LedgerCursors) throws {
        let name = Head.key
        guard try cursors[.meta].seek(name.span) else {
            head = nil
            frontier = Frontier()
            tiles = TailTiles()
            types.removeAll()
            dropMemory()
            return
        }
        guard let stored = cursors[.meta].withRow({ Head(row: $1) }) else {
            throw LedgerError(.storedRowBroken, ["meta", "head"])
        }
        if stored == head { return }
        if let key {
            guard let keys = try KeyHistory.read(origin: origin, below: stored.size, &cursors)?.history else {
                throw LedgerError(.storedRowBroken, ["entries", "0"])
            }
            // Another process may have changed the key: what this one signed from here on would be nobody's.
            guard keys.current.publicKey == key.publicKey else { throw LedgerError(.keyMismatch, [keys.current.text]) }
            guard stored.isSigned(by: keys.key(atHead: stored.size).publicKey, origin: origin) else {
                throw LedgerError(.headMismatch, [String(stored.size)])
            }
        }
        frontier = try Frontier(size: stored.size) { level, index in try subtree(level, index, &hasher, &cursors[.tiles]) }
        guard frontier.root(&hasher) == stored.root else { throw LedgerError(.headMismatch, [String(stored.size)]) }
        try tiles.load(size: stored.size, &cursors)
        types.removeAll()
        dropMemory()
        checkedClock = nil
        head = stored
    }

    func text(_ bytes: Span<UInt8>, _ range: Range<Int>) -> String {
        String(decoding: Array(copying: bytes.extracting(range)), as: UTF8.self)
    }
}

extension LedgerError {
    /// A verdict on one batch; anything else ends the whole transaction.
    var isVerdict: Bool {
        switch code {
        case .storedRowBroken, .headMismatch, .rolledBack, .broken: false
        default: true
        }
    }
}
