internal import CanonicalJSON
internal import Proofs
internal import Storage

/// One round of a follower, with the replica open and locked.
struct FollowRound: ~Copyable {
    private let ledger: Ledger
    private let lock: FileLock
    private let source: any TreeSource
    private let options: Follower.Options
    private let found: PublishedNote
    private var checkpoint: Checkpoint { found.checkpoint }
    private var report: FollowReport
    private var reader: TreeReader
    /// The keys that count for this round.
    private var policy = LogPolicy(logs: [])
    private var appender: Appender
    private let originUnits: [UInt8]
    private var isPendingStored = false

    /// A commit ends after so many bytes of lines, however few entries they are.
    private static let commitBytes = 64 << 20

    init(_ follower: Follower, _ ledger: Ledger, _ found: PublishedNote, _ lock: FileLock) {
        self.ledger = ledger
        self.lock = lock
        self.found = found
        (source, options) = (follower.source, follower.options)
        report = FollowReport(checkpoint: found.checkpoint, sizeBefore: 0, size: 0)
        reader = TreeReader(follower.source, size: found.checkpoint.size)
        appender = Appender(replicaOf: ledger.origin)
        originUnits = Array(ledger.origin.utf8)
    }

    mutating func run() throws -> FollowReport {
        let size = try ledger.head()?.size ?? 0
        report = FollowReport(checkpoint: checkpoint, sizeBefore: size, size: size)
        policy = try settleKeys()
        let notes = try ReplicaNotes(ledger.folder, size: size)
        try checkConsistency(notes, size)
        if size < checkpoint.size {
            try checkLinesArePublished()
            let expected = try ledger.environment.read { transaction in
                try transaction.withCursor(ledger.tables[.tiles]) { cursor in
                    try ExpectedTiles(after: size, checkpoint, &reader, &cursor)
                }
            }
            while report.size < checkpoint.size, report.size == size || !options.shouldStop() { try appendPart(expected) }
        }
        if report.isWhole { try cover(notes) }
        return report
    }

    // MARK: Whose it is

    /// The keys given; else the one in force where the replica ends; else the one this machine knows; else what entry 0 of the source
    /// says, on first use. A log that changed its key has the old one sign the first checkpoint with the change, too: who missed that
    /// one must be given the new key. DESIGN.md section 3.
    private mutating func settleKeys() throws -> LogPolicy {
        if let policy = options.policy { return policy }
        var key = try ledger.createdKey == nil ? nil : ledger.keyHistory().current
        if key == nil { key = try options.state?.trust(ledger.origin).flatMap { VerifierKey($0.verifierKey) } }
        if key == nil {
            key = try firstKey()
            report.trustedOnFirstUse = key
        }
        guard let key else { throw LedgerError(.checkpointUnsigned, [source.name, ledger.origin]) }
        let policy = LogPolicy(logs: [key])
        try policy.require(found, at: source.name, nowSeconds: options.nowSeconds())
        return policy
    }

    private func firstKey() throws -> VerifierKey? {
        try checkLinesArePublished()
        let (lines, _) = try linesFile(0)
        let first = Array(lines.prefix { $0 != 0x0A })
        return LedgerCreated(line: first.span).flatMap { VerifierKey($0.verifierKey) }
    }

    /// Entry 0 must be of a form that this program knows.
    private func checkCreated(_ line: Span<UInt8>) throws(LedgerError) {
        guard let created = LedgerCreated(line: line), VerifierKey(created.verifierKey) != nil else {
            throw LedgerError(.treeBroken, [TreePath.lines(0), "\(FaultKind.ledgerCreated.rawValue) 0"])
        }
        guard created.format <= Ledger.format else {
            throw LedgerError(.formatNewer, [String(created.format), String(Ledger.format)])
        }
    }

    /// The log's own lines must name a key that counts, every change of key must hold, and who was in force at the checkpoint must have
    /// signed it.
    private func checkKeys(_ cursors: inout LedgerCursors) throws {
        guard let (history, flaws) = try KeyHistory.read(origin: ledger.origin, below: checkpoint.size, &cursors) else {
            throw LedgerError(.treeBroken, [TreePath.lines(0), "\(FaultKind.ledgerCreated.rawValue) 0"])
        }
        if let flaw = flaws.first {
            throw LedgerError(.treeBroken, [source.name, "\(FaultKind.keyChange.rawValue) \(flaw.index)"])
        }
        let counting = policy.keys(for: ledger.origin)
        guard counting.contains(where: history.contains), history.standing(of: found.note, size: checkpoint.size) == .verified
        else {
            let named = history.keys(atCheckpoint: checkpoint.size).map(\.text).joined(separator: ", ")
            throw LedgerError(.keyChanged, [counting.map(\.text).joined(separator: ", "), named])
        }
    }

    // MARK: Whether it extends what is known

    private mutating func checkConsistency(_ notes: ReplicaNotes, _ size: UInt64) throws {
        for known in [notes.covering, notes.pending].compactMap({ $0 }) {
            if known.checkpoint.size > checkpoint.size {
                // An older state, or none that this log ever had: what is here knows.
                let isOlder = try checkpoint.size > size || ledger.root(at: checkpoint.size) == checkpoint.root
                throw try contradiction(known, isOlder ? .sourceRolledBack : .forked)
            }
            guard try reader.begins(with: known.checkpoint.root, at: known.checkpoint.size, checkpoint) else {
                throw try contradiction(known, .forked)
            }
        }
        guard size > 0, size <= checkpoint.size else {
            if size > 0 { throw LedgerError(.broken, [FaultKind.entryExtra.rawValue]) }
            return
        }
        // Both checkpoints are of one tree: what is here must be its beginning, or this folder is at fault.
        let root = try ledger.root(at: size)
        guard try reader.begins(with: root, at: size, checkpoint) else {
            throw LedgerError(.broken, [FaultKind.headRoot.rawValue])
        }
    }

    private func contradiction(_ known: PublishedNote, _ code: LedgerError.Code) throws -> LedgerError {
        let state = options.state ?? StateFolder(path: ledger.folder)
        return try state.contradiction(ledger.origin, known.note, found.note, code)
    }

    // MARK: Taking entries up

    private func checkLinesArePublished() throws(LedgerError) {
        let bytes = try source.read(TreePath.linesSize, longest: 32)
        guard let bytes, let lines = LinesSize(bytes), lines.size >= checkpoint.size else {
            let there = bytes.flatMap { LinesSize($0) }?.size ?? 0
            throw LedgerError(.linesNotPublished, [source.name, String(there), String(checkpoint.size)])
        }
    }

    /// Appends whole tiles, as many as one commit takes, or all that are left.
    private mutating func appendPart(_ expected: ExpectedTiles) throws {
        var mayGrow = true
        while true {
            do {
                try ledger.environment.write { transaction in
                    try transaction.withCursors(ledger.tables.all) { try takePart(expected, &$0) }
                }
                report.size = appender.nextIndex
                lock.ring(report.size)
                try options.afterStep(.committed(report.size))
                return
            } catch {
                appender.forget()
                switch error {
                case let error as StoreError where error.code == .mapFull && mayGrow:
                    mayGrow = try ledger.growMap(ceiling: Ledger.mapCeilingBytes)
                    if !mayGrow { throw LedgerError(.mapFull, [ledger.folder]) }
                case let error as StoreError: throw LedgerError(opening: error, ledger.folder)
                case let error as CommitError: throw try ledger.settleFailedCommit(error.underlying)
                default: throw error
                }
            }
        }
    }

    private mutating func takePart(_ expected: ExpectedTiles, _ cursors: inout LedgerCursors) throws {
        try appender.refresh(&cursors)
        let start = appender.nextIndex
        var bytes = 0
        repeat {
            bytes += try takeTile(expected, &cursors)
            options.progress(appender.nextIndex - report.sizeBefore, checkpoint.size - report.sizeBefore)
        } while appender.nextIndex < checkpoint.size && appender.nextIndex - start < options.commitEntries
            && bytes < Self.commitBytes && !options.shouldStop()
        let isLast = appender.nextIndex == checkpoint.size
        if isLast, appender.root() != checkpoint.root { throw appender.fault(.headRoot) }
        try appender.commitHead(&cursors)
        // By the rows that this very transaction has put.
        if isLast { try checkKeys(&cursors) }
        // The note is stored before any entry of its range.
        if !isPendingStored {
            try Files.replace(ReplicaNotes.pendingPath(ledger.folder), Array(found.note.text.utf8))
            isPendingStored = true
            try options.afterStep(.noteStored)
        }
    }

    /// Takes up the next tile's entries, or what is missing of them.
    ///
    /// - Returns: the bytes of their lines.
    private mutating func takeTile(_ expected: ExpectedTiles, _ cursors: inout LedgerCursors) throws -> Int {
        let number = appender.nextIndex / UInt64(TreePath.width)
        let (bytes, pieces) = try linesFile(number)
        let digests = try bundleFile(number)
        var start = 0
        let first = Int(appender.nextIndex % UInt64(TreePath.width))
        let width = TreePath.width(of: number, hashes: checkpoint.size)
        for place in 0..<pieces {
            guard let end = lineEnd(bytes.span, start) else { throw cutOff(number, pieces) }
            if place >= first && place < width {
                let line = bytes.span.extracting(start..<end)
                let digest = Digest(digests.span, at: place * BundleFile.pieceBytes + 2)
                try appender.take(line, expected: digest, source: originUnits, &cursors)
                if appender.nextIndex == 1 { try checkCreated(line) }
            }
            start = end + 1
        }
        guard start == bytes.count else { throw cutOff(number, pieces) }
        if let root = expected.root(of: number), root != appender.lastTileRoot { throw appender.fault(.tileNode) }
        return bytes.count
    }

    private func cutOff(_ number: UInt64, _ pieces: Int) -> LedgerError {
        LedgerError(.treeUnreadable, ["\(source.name)/\(TreePath.lines(number, width: pieces))", "not \(pieces) lines"])
    }

    private func linesFile(_ number: UInt64) throws(LedgerError) -> (bytes: [UInt8], pieces: Int) {
        let width = TreePath.width(of: number, hashes: checkpoint.size)
        return try source.file(width: width, longestPiece: maximumLineBytes + 1) { TreePath.lines(number, width: $0) }
    }

    private func bundleFile(_ number: UInt64) throws(LedgerError) -> [UInt8] {
        let width = TreePath.width(of: number, hashes: checkpoint.size), piece = BundleFile.pieceBytes
        let (bytes, pieces) = try source.file(width: width, longestPiece: piece, { TreePath.bundle(number, width: $0) }) {
            $0 == $1 * piece
        }
        guard BundleFile.isSound(bytes.span) else {
            throw LedgerError(.treeUnreadable, ["\(source.name)/\(TreePath.bundle(number, width: pieces))", "another form"])
        }
        return bytes
    }

    // MARK: The end

    /// Makes the note the one that covers, and the folder a replica for every verb.
    private func cover(_ notes: ReplicaNotes) throws {
        let path = ReplicaNotes.coveringPath(ledger.folder), pending = ReplicaNotes.pendingPath(ledger.folder)
        if isPendingStored {
            try Files.rename(pending, to: path)
        } else if notes.covering.map({
            $0.note.body == found.note.body && $0.note.signatures.count >= found.note.signatures.count
        }) != true
            || Files.exists(pending)
        {
            // Another note of the same tree, or a round that was cut off at its end.
            try Files.replace(path, Array(found.note.text.utf8))
            if Files.exists(pending) { try Files.remove(pending) }
        }
        try ledger.finishReplica()
        try options.afterStep(.covered)
    }
}

/// A bundle of entry digests: each 32 bytes, behind their number in two. C2SP tlog-tiles.
enum BundleFile {
    static let pieceBytes = 34

    /// Whether each of the pieces says that it has 32 bytes.
    static func isSound(_ bytes: Span<UInt8>) -> Bool {
        var isSound = bytes.count % pieceBytes == 0
        var k = 0
        while k + pieceBytes <= bytes.count {
            isSound = isSound && bytes[k] == 0 && bytes[k + 1] == 32
            k += pieceBytes
        }
        return isSound
    }
}
