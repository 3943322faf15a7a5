internal import CanonicalJSON
internal import Proofs
internal import Storage

/// One thread of a verification: checks the lines of its index ranges, folds the streams of its share.
struct VerifyWorker: ~Copyable {
    let engine: VerifyEngine
    let number: Int
    var faults = FaultLog()
    var hasher = Hasher256()
    var folds = StreamFolds()
    var types = TypeTable()
    /// Sizes of seals that were passed.
    private var sealsMet = 0
    private var scratch = ByteBuilder(capacity: 256)
    private var bytes: UInt64 = 0
    private var entries: UInt64 = 0
    private var signed: UInt64 = 0
    private var unsigned: UInt64 = 0
    var signaturesChecked: UInt64 = 0
    let checker = SignatureChecker()
    private var signedChunks = SignedChunks()
    /// What signatures are over; kept for its memory.
    var message = ByteBuilder(capacity: 1024)
    /// The entry that set the first signing policy: every later one is held against it.
    let governedAfter: UInt64

    /// The entry before the one at hand, kept until its link has been seen.
    private var previous = Witnesses()

    /// What speaks about one entry: its line, its leaf in the tile, and the link in the line after it.
    private struct Witnesses {
        var isKnown = false
        var digest = Digest.zero
        var timeMilliseconds: Int64 = .min
        /// The tile's leaf, where the tile has one, and whether it is the line's.
        var tileLeaf: Digest?
        var isTileRight = true
        var checksTile = false
    }

    init(_ engine: VerifyEngine, number: Int) {
        self.engine = engine
        self.number = number
        governedAfter = engine.actors.registry.policies.first?.index ?? .max
    }

    /// Does this thread's part of the whole.
    mutating func run(_ transaction: borrowing ReadTransaction) throws {
        try transaction.withCursors(engine.tables.all) { cursors in
            var start = engine.range.lowerBound
            var buffer = 0
            while start < engine.range.upperBound {
                let end = min((start / VerifyEngine.blockEntries + 1) * VerifyEngine.blockEntries, engine.range.upperBound)
                try checkLines(start..<end, share(start..<end), buffer, &cursors)
                if !signedChunks.isEmpty { engine.signed.withLock { $0.take(from: &signedChunks) } }
                if engine.isWhole {
                    guard engine.barrier.wait() else { return }
                    foldStreams(start..<end, buffer)
                    buffer = 1 - buffer
                }
                try checkSigned(&cursors)
                if number == 0 { engine.progress?(end) }
                start = end
            }
            if engine.isWhole {
                while nextSealed <= engine.size { keepSealed() }
                // All lines are folded before any index is compared with the folds.
                guard engine.barrier.wait() else { return }
                try checkStreamRows(&cursors)
            }
        }
        let mine = (faults, bytes, entries, signed, unsigned, signaturesChecked)
        let counts = types.folds
        let streams = folds.count
        let outgrown = outgrownRows
        engine.shared.withLock { shared in
            shared.faults.add(mine.0)
            shared.bytes += mine.1
            shared.entries += mine.2
            shared.signed += mine.3
            shared.unsigned += mine.4
            shared.signaturesChecked += mine.5
            shared.streams += streams
            shared.streamsOutgrown += outgrown
            for (name, fold) in counts {
                shared.types[name, default: TypeFold()].count += fold.count
                shared.types[name, default: TypeFold()].fingerprint &+= fold.fingerprint
            }
        }
    }

    /// Rows that `keys` should have for this share; set by the index checks.
    var outgrownRows = 0

    /// This thread's part of a superblock: whole tiles, so that each is hashed by one thread.
    private func share(_ block: Range<UInt64>) -> Range<UInt64> {
        let base = block.lowerBound / 256 * 256
        let tiles = (block.upperBound - base + 255) / 256
        let each = (tiles + UInt64(engine.jobs) - 1) / UInt64(engine.jobs)
        func bound(_ worker: Int) -> UInt64 { min(max(base + each * 256 * UInt64(worker), block.lowerBound), block.upperBound) }
        return bound(number)..<bound(number + 1)
    }

    // MARK: Phase A: lines

    private mutating func checkLines(
        _ block: Range<UInt64>, _ share: Range<UInt64>, _ buffer: Int, _ cursors: inout LedgerCursors
    ) throws {
        guard !share.isEmpty else { return }
        try takeUp(before: share.lowerBound, &cursors)
        var isThere = try cursors[.entries].seek(atOrAfter: Row.entry(share.lowerBound).span)
        var tile = TileCheck()
        for index in share {
            if index % 256 == 0 || index == share.lowerBound { try tile.load(index / 256, engine.size, &cursors) }
            let record = unsafe engine.record(buffer, index - block.lowerBound)
            var isPresent = false
            if isThere {
                // Keys of another length sort among the others; they are counted as extra rows at the end.
                while isThere, cursors[.entries].withRow({ key, _ in key.count != 8 || Row.load(key, 0, 8) < index }) {
                    isThere = try cursors[.entries].next()
                }
                isPresent = isThere && cursors[.entries].withRow { key, _ in Row.load(key, 0, 8) == index }
            }
            if isPresent {
                cursors[.entries].withRow { _, line in unsafe checkLine(line, index, record, &tile) }
                isThere = try cursors[.entries].next()
            } else {
                faults.add(VerifyFault(.entryMissing, index, expected: "an entry", found: "nothing"))
                unsafe record.initialize(to: .absent)
                previous = Witnesses()
                tile.leaves.append(.zero)
            }
            if tile.isComplete { finishTile(&tile, index / 256, &cursors) }
        }
        try settleLast(share.upperBound, &cursors)
        if !tile.leaves.isEmpty, engine.isWhole { keepLeaves(tile, share.upperBound - 1) }
    }

    /// Reads the entry before the range, whose digest the first link names and whose time comes first.
    private mutating func takeUp(before index: UInt64, _ cursors: inout LedgerCursors) throws {
        previous = Witnesses()
        if index == 0 {
            previous.isKnown = true
            previous.digest = .zero
            return
        }
        guard try cursors[.entries].seek(Row.entry(index - 1).span) else { return }
        cursors[.entries].withRow { _, line in
            previous.digest = hasher.digest(of: line)
            previous.isKnown = true
            previous.timeMilliseconds = (try? parseEntryLine(line))?.timeMilliseconds ?? .min
        }
    }

    /// Every check that a line allows by itself, with its neighbours' digests and its leaf.
    @inline(__always)
    private mutating func checkLine(
        _ line: Span<UInt8>, _ index: UInt64, _ record: UnsafeMutablePointer<VerifyRecord>, _ tile: inout TileCheck
    ) {
        bytes &+= UInt64(line.count)
        entries &+= 1
        let digest = hasher.digest(of: line)
        let leaf = hasher.leaf(digest)
        tile.leaves.append(leaf)
        let stored = tile.leaf(index)

        let entry: EntryLine
        do throws(EntryFault) {
            entry = try parseEntryLine(line)
        } catch {
            add(error, index)
            unsafe record.initialize(to: .absent)
            settle(link: nil, index)
            remember(digest, leaf, stored, previous.timeMilliseconds)
            return
        }
        let linked = Digest(hex: line.extracting(entry.range(.prevhash)))
        settle(link: linked, index)
        checkAttributes(line, entry, index)
        remember(digest, leaf, stored, entry.timeMilliseconds)

        var keyHash: UInt64
        let key = entry.range(.key)
        if hasBackslash(line, key) {
            scratch.removeAll()
            appendUnescaped(line, key, to: &scratch)
            keyHash = 0
            let count = scratch.count
            scratch.withSpan { keyHash = hashKey($0, 0..<count, &hasher) }
        } else {
            keyHash = hashKey(line, key, &hasher)
        }
        if engine.isWhole {
            types.add(line, entry.range(.type), mixFingerprint(engine.seed, index, 0, 0))
            unsafe record.initialize(
                to: VerifyRecord(
                    digest: digest, subject: SubjectText(line, entry.range(.subject), seed: engine.seed), keyHash: keyHash,
                    revision: entry.revision, isSound: true))
        }
        if index > governedAfter {
            // What is signed takes a hundred times as long as all else: it is shared out once the lines are read.
            if entry.has(.signature) { signedChunks.note(index) } else { checkSignatures(line, entry, index) }
        }
        if entry.has(.signature) {
            if index <= governedAfter { signed &+= 1 }
        } else if entry.range(.attestation).count == 6 {
            // `direct`: no other attestation has six letters.
            unsigned &+= 1
        }
    }

    private mutating func remember(_ digest: Digest, _ leaf: Digest, _ stored: Digest?, _ time: Int64) {
        previous.isKnown = true
        previous.digest = digest
        previous.timeMilliseconds = time
        previous.tileLeaf = stored
        previous.isTileRight = stored == leaf
        previous.checksTile = true
    }

    /// Decides about the entry before `index`, now that all three witnesses of it are heard: two against one.
    ///
    /// - Parameter link: the digest that the next line (or the head) names; `nil` where that line cannot be read.
    @inline(__always)
    private mutating func settle(link: Digest?, _ index: UInt64) {
        guard previous.isKnown else { return }
        let isLinkRight = link.map { $0 == previous.digest } ?? true
        if isLinkRight && previous.isTileRight { return }
        settleSlowly(link, index)
    }

    @inline(never)
    private mutating func settleSlowly(_ link: Digest?, _ index: UInt64) {
        let isLinkRight = link.map { $0 == previous.digest } ?? true
        let at = index &- 1
        let isHead = index == engine.size
        if previous.checksTile && !previous.isTileRight {
            guard let leaf = previous.tileLeaf else {
                faults.add(VerifyFault(.tileMissing, at, expected: "a leaf in tile 0/\(at / 256)", found: "nothing"))
                if !isLinkRight { addLink(link, index, isHead) }
                return
            }
            // The link speaks for the tile where its digest makes the tile's leaf, or where it, too, denies the line.
            if let link, !isLinkRight {
                let agrees = hasher.leaf(link) == leaf
                faults.add(VerifyFault(.entryDigest, at, expected: link.hex, found: previous.digest.hex))
                if !agrees { faults.add(unnamed: 1) }
            } else if link == nil {
                faults.add(
                    VerifyFault(.entryDigest, at, expected: "leaf \(leaf.hex)", found: "leaf \(hasher.leaf(previous.digest).hex)")
                )
            } else {
                faults.add(VerifyFault(.tileLeaf, at, expected: hasher.leaf(previous.digest).hex, found: leaf.hex))
            }
        } else if !isLinkRight {
            addLink(link, index, isHead)
        }
    }

    private mutating func addLink(_ link: Digest?, _ index: UInt64, _ isHead: Bool) {
        let found = link?.hex ?? "nothing"
        if isHead {
            faults.add(VerifyFault(.headDigest, nil, expected: previous.digest.hex, found: found))
        } else {
            faults.add(VerifyFault(.entryLink, index, expected: previous.digest.hex, found: found))
        }
    }

    /// Hears the last witness of the range's last entry: the next line's link, or the head.
    private mutating func settleLast(_ end: UInt64, _ cursors: inout LedgerCursors) throws {
        if end == engine.size {
            if let head = engine.head, head.size == engine.size {
                settle(link: head.digest, end)
                let time = previous.timeMilliseconds
                if previous.isKnown, time != head.timeMilliseconds {
                    faults.add(
                        VerifyFault(
                            .headTime, nil, expected: CivilTime.text(ofMilliseconds: time), found: "\(head.timeMilliseconds) ms"))
                }
            } else {
                settle(link: nil, end)
            }
            return
        }
        var link: Digest?
        if try cursors[.entries].seek(Row.entry(end).span) {
            link = cursors[.entries].withRow { _, line in
                (try? parseEntryLine(line)).flatMap { Digest(hex: line.extracting($0.range(.prevhash))) }
            }
        }
        settle(link: link, end)
    }

    // MARK: Attributes

    @inline(__always)
    private mutating func checkAttributes(_ line: Span<UInt8>, _ entry: EntryLine, _ index: UInt64) {
        if entry.index != index { add(.entryId, index, "\(index)", "\(entry.index)") }
        let source = entry.range(.source)
        if !isOrigin(line, source) { add(.entrySource, index, engine.origin, text(line, source)) }
        if entry.timeMilliseconds < previous.timeMilliseconds {
            add(
                .entryTime, index, "not before \(CivilTime.text(ofMilliseconds: previous.timeMilliseconds))",
                text(line, entry.range(.time)))
        }
        if entry.occurredDay > CivilTime.day(ofMilliseconds: entry.timeMilliseconds) {
            add(.entryOccurred, index, "not after the recording date", text(line, entry.range(.occurred)))
        }
        if let cause = entry.cause, cause >= index { add(.entryCause, index, "an earlier entry", "\(cause)") }
        if isReservedMisused(line, entry) {
            add(.entryReserved, index, "a reserved type on its own stream", text(line, entry.range(.type)))
        } else if contains(line, entry.range(.data), 0x24), usesReservedMember(line, entry) {
            add(.entryReserved, index, "a member that begins with $ only where a value is sealed", payload(line, entry))
        }
        if isReservedType(line, entry.range(.type).lowerBound), !isOwnEntrySound(line, entry, at: index) {
            add(.entryPayload, index, "schema, key and data as the format says", payload(line, entry))
        }
        if (index == 0) != EntryGrammar.matches(line, entry.range(.type).lowerBound, "ledger.created\"") {
            add(.ledgerCreated, index, index == 0 ? "ledger.created" : "another type", text(line, entry.range(.type)))
        }
    }

    @inline(__always)
    private func isOrigin(_ line: Span<UInt8>, _ range: Range<Int>) -> Bool {
        range.count == engine.originUnits.count && matches(line, range.lowerBound, engine.originUnits)
    }

    @inline(never)
    mutating func add(_ kind: FaultKind, _ index: UInt64, _ expected: String, _ found: String) {
        faults.add(VerifyFault(kind, index, expected: expected, found: found))
    }

    private mutating func add(_ fault: EntryFault, _ index: UInt64) {
        let kind: FaultKind
        if case .json = fault.cause { kind = .entryJSON } else { kind = .entryGrammar }
        add(kind, index, "a canonical entry", "\(fault) at byte \(fault.offset)")
    }

    private func text(_ line: Span<UInt8>, _ range: Range<Int>) -> String {
        String(decoding: Array(copying: line.extracting(range)), as: UTF8.self)
    }

    @inline(never)
    private func usesReservedMember(_ line: Span<UInt8>, _ entry: EntryLine) -> Bool {
        reservedUse(inData: line, entry.range(.data), permitsSealed: true) != .none
    }

    /// So much of the payload as a finding should show.
    private func payload(_ line: Span<UInt8>, _ entry: EntryLine) -> String {
        let data = entry.range(.data)
        return text(line, data.lowerBound..<min(data.upperBound, data.lowerBound + 200))
    }

    // MARK: Tiles

    private mutating func finishTile(_ tile: inout TileCheck, _ number: UInt64, _ cursors: inout LedgerCursors) {
        guard engine.isWhole else {
            tile.leaves.removeAll(keepingCapacity: true)
            return
        }
        if engine.wantedSizes.contains(where: { $0 / 256 == number && $0 % 256 != 0 }) { keepLeaves(tile, number * 256) }
        unsafe engine.tileRoots[Int(number)] = tile.root(&hasher)
        tile.leaves.removeAll(keepingCapacity: true)
    }

    private func keepLeaves(_ tile: TileCheck, _ index: UInt64) {
        let leaves = tile.leaves
        engine.shared.withLock { $0.leaves[index / 256] = leaves }
    }

    // MARK: Phase B: streams

    private mutating func foldStreams(_ block: Range<UInt64>, _ buffer: Int) {
        let jobs = UInt64(engine.jobs)
        for index in block {
            if index == nextSealed { keepSealed() }
            let record = unsafe engine.record(buffer, index - block.lowerBound)
            guard unsafe record.pointee.isSound, unsafe (record.pointee.subject.hash >> 40) % jobs == UInt64(number) else {
                continue
            }
            let revision = unsafe folds.apply(record.pointee, index, engine.seed, &hasher)
            let stored = unsafe record.pointee.revision
            if revision != stored { add(.entryRevision, index, "\(revision)", "\(stored)") }
        }
    }

    /// The next size that a seal is about; past all of them where there is none.
    private var nextSealed: UInt64 { sealsMet < engine.seals.sizes.count ? engine.seals.sizes[sealsMet] : .max }

    /// Keeps what this thread's streams are at a size that a seal is about, for the comparison at the end.
    @inline(never)
    private mutating func keepSealed() {
        let size = nextSealed, share = folds.leaves(&hasher)
        sealsMet += 1
        let all = engine.shared.withLock { shared in
            shared.sealLeaves[size, default: []].append(share)
            return shared.sealLeaves[size]?.count == engine.jobs ? shared.sealLeaves.removeValue(forKey: size) : nil
        }
        // Whoever comes last folds, and lets go of the leaves.
        guard let all else { return }
        let made = VerifySeals.fold(all)
        engine.shared.withLock { $0.sealRoots[size] = made }
    }
}

extension VerifyRecord {
    static var absent: VerifyRecord {
        VerifyRecord(digest: .zero, subject: SubjectText(), keyHash: 0, revision: 0, isSound: false)
    }
}

/// Whether a type, subject, role or attestation that is the ledger's own stands where it may not. DESIGN.md section 2.
@inline(__always)
func isReservedMisused(_ line: Span<UInt8>, _ entry: EntryLine) -> Bool {
    let type = entry.range(.type).lowerBound, subject = entry.range(.subject).lowerBound
    let isSystem = EntryGrammar.matches(line, entry.range(.role).lowerBound, "system\"")
    let isDerived = EntryGrammar.matches(line, entry.range(.attestation).lowerBound, "derived\"")
    if isSystem != isDerived { return true }
    func on(_ stream: StaticString, _ kind: StaticString) -> Bool {
        EntryGrammar.matches(line, subject, stream) != EntryGrammar.matches(line, type, kind)
    }
    if on("ledger\"", "ledger.") || on("refusal/", "step.") || on("access/", "access.") || on("actor/", "actor.") { return true }
    return isReservedType(line, type) && !isDerived
}
