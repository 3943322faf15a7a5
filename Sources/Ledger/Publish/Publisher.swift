internal import CanonicalJSON
internal import Proofs
internal import Storage

/// One publishing: reads the lines in order, makes every hash anew, puts the files that are new.
struct Publisher: ~Copyable {
    private let ledger: Ledger
    private let tree: FileTree
    private let checkpoint: Checkpoint
    private let heldNote: SignedNote?
    private let heldSize: UInt64
    /// Lines that the folder has for certain.
    private let heldLines: UInt64
    private let withLines: Bool
    private var report: PublishReport
    private var hasher = Hasher256()
    /// Of the 256 entries at hand.
    private var bundle = ByteBuilder(capacity: 256 * 34)
    private var lines = ByteBuilder(capacity: 1 << 18)

    /// Entries read out of one snapshot: whole tiles, and soon over.
    private static let blockEntries: UInt64 = 64 * 256

    init(ledger: Ledger, tree: FileTree, checkpoint: Checkpoint, held: (Checkpoint, SignedNote)?, withLines: Bool) throws {
        self.ledger = ledger
        self.tree = tree
        self.checkpoint = checkpoint
        self.withLines = withLines
        (heldSize, heldNote) = (held?.0.size ?? 0, held?.1)
        // Without a checkpoint the lines may be of another log, whose first publishing was cut off.
        heldLines = held == nil ? 0 : try Self.linesHeld(tree.folder)
        report = PublishReport(checkpoint: checkpoint, sizeBefore: heldSize)
    }

    /// What `lines/size` says. A file that is no number says nothing: the lines are written again.
    private static func linesHeld(_ folder: String) throws(StoreError) -> UInt64 {
        guard let bytes = try Files.read("\(folder)/\(TreePath.linesSize)", longest: 32) else { return 0 }
        return LinesSize(bytes)?.size ?? 0
    }

    mutating func run(_ note: SignedNote, _ progress: (UInt64) -> Void) throws -> PublishReport {
        let linesFrom = withLines ? min(heldLines, checkpoint.size) : checkpoint.size
        let from = min(heldSize, linesFrom)
        if from < checkpoint.size {
            if withLines { try tree.makePrivateFolder("lines") }
            try putFiles(from / UInt64(TreePath.width) * UInt64(TreePath.width), progress)
            try tree.sync()
        }
        report.lines = heldLines
        if withLines, heldLines < checkpoint.size {
            let text = LinesSize(size: checkpoint.size).bytes
            try tree.replace(TreePath.linesSize, text.span)
            report.lines = checkpoint.size
        }
        // The same checkpoint may have been given more signatures where it lies.
        let isKept = heldNote.map { $0.body == note.body && $0.signatures.count >= note.signatures.count } ?? false
        if !isKept {
            let text = Array(note.text.utf8)
            try tree.replace(TreePath.checkpoint, text.span)
        }
        return report
    }

    private mutating func putFiles(_ start: UInt64, _ progress: (UInt64) -> Void) throws {
        var treeHasher = Hasher256()
        var tiles = GrowingTiles()
        try ledger.environment.read { transaction in
            try transaction.withCursor(ledger.tables[.tiles]) { try tiles.load(size: start, &treeHasher, &$0) }
        }
        var index = start
        while index < checkpoint.size {
            let end = min(index + Self.blockEntries, checkpoint.size)
            try ledger.environment.read { transaction in
                try transaction.withCursor(ledger.tables[.entries]) { cursor in
                    try putBlock(index..<end, &tiles, &treeHasher, &cursor)
                }
            }
            index = end
            progress(index - start)
        }
        guard tiles.root(&treeHasher) == checkpoint.root else { throw LedgerError(.broken, [FaultKind.headRoot.rawValue]) }
        try tiles.forEachPartial { level, number, hashes in try putTile(level, number, hashes) }
    }

    private mutating func putBlock(
        _ block: Range<UInt64>, _ tiles: inout GrowingTiles, _ treeHasher: inout Hasher256, _ cursor: inout Cursor
    ) throws {
        var isThere = try cursor.seek(Row.entry(block.lowerBound).span)
        for index in block {
            let digest = isThere ? cursor.withRow { key, line in take(key, line, index) } : nil
            guard let digest else { throw LedgerError(.storedRowBroken, ["entries", String(index)]) }
            try tiles.append(treeHasher.leaf(digest), &treeHasher) { level, number, hashes in
                try putTile(level, number, hashes)
            }
            if index % UInt64(TreePath.width) == UInt64(TreePath.width) - 1 || index + 1 == checkpoint.size {
                try putEntries(upTo: index + 1)
            }
            isThere = try cursor.next()
        }
    }

    /// Takes an entry up into bundle and lines.
    ///
    /// - Returns: its digest; `nil` where the row is another's.
    private mutating func take(_ key: Span<UInt8>, _ line: Span<UInt8>, _ index: UInt64) -> Digest? {
        guard key.count == 8, Row.load(key, 0, 8) == index else { return nil }
        let digest = hasher.digest(of: line)
        bundle.append(0)
        bundle.append(32)
        digest.withSpan { bundle.append($0) }
        if withLines {
            lines.append(line)
            lines.append(0x0A)
        }
        return digest
    }

    private mutating func putTile(_ level: Int, _ number: UInt64, _ hashes: Span<UInt8>) throws(StoreError) {
        let shift = UInt64(8 * level), width = hashes.count / 32
        if TreePath.width(of: number, hashes: heldSize >> shift) >= width { return }
        try tree.put(TreePath.tile(level, number, width: width), hashes)
        count(hashes.count)
    }

    /// Puts the digests and lines of the tile that ends, or is cut off, at `end`.
    private mutating func putEntries(upTo end: UInt64) throws {
        let number = (end - 1) / UInt64(TreePath.width), width = Int((end - 1) % UInt64(TreePath.width)) + 1
        if TreePath.width(of: number, hashes: heldSize) < width {
            try bundle.withSpan { bytes throws(StoreError) in try tree.put(TreePath.bundle(number, width: width), bytes) }
            count(bundle.count)
        }
        if withLines, TreePath.width(of: number, hashes: heldLines) < width {
            try lines.withSpan { bytes throws(StoreError) in try tree.put(TreePath.lines(number, width: width), bytes) }
            count(lines.count)
        }
        bundle.removeAll()
        lines.removeAll()
    }

    private mutating func count(_ bytes: Int) {
        report.files += 1
        report.bytes += bytes
    }
}
