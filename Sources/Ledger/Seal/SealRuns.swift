internal import Proofs
internal import Storage

/// What a seal keeps on disk of its tree: the runs, in a table that can be lost and is folded again. docs/FORMAT.md.
struct SealRuns {
    let seal: Seal
    let runs: [SealFold.Run]

    private static let header: [UInt8] = [0]

    /// The runs of `seal`, from the table, or folded anew where it holds those of another one.
    static func of(
        _ seal: Seal, _ table: Table?, _ transaction: borrowing some Transaction & ~Copyable, _ cursors: inout LedgerCursors
    )
        throws -> SealRuns
    {
        if let table, let stored = try read(seal, table, transaction) { return stored }
        return try fold(seal, &cursors)
    }

    /// Folds all streams at the seal's size.
    static func fold(_ seal: Seal, _ cursors: inout LedgerCursors) throws -> SealRuns {
        var fold = SealFold()
        var streams = StreamsAtSize(seal.size)
        try streams.forEach(&cursors) { subject, state in
            fold.append(subject, state)
            return true
        }
        guard fold.root() == seal.root, fold.streams == seal.streams else {
            throw LedgerError(.sealBroken, [String(seal.id)])
        }
        return SealRuns(seal: seal, runs: fold.runs)
    }

    /// `nil` where the table holds another seal's, or nothing that makes this one's root.
    private static func read(_ seal: Seal, _ table: Table, _ transaction: borrowing some Transaction & ~Copyable) throws
        -> SealRuns?
    {
        guard try transaction.value(header.span, in: table) == row(of: seal) else { return nil }
        var runs: [SealFold.Run] = []
        try transaction.withCursor(table) { cursor in
            var isThere = try cursor.seek(atOrAfter: [1].span)
            while isThere {
                let run = cursor.withRow { _, row in
                    row.count > 32
                        ? SealFold.Run(first: Array(copying: row.extracting(32..<row.count)), node: Digest(row)) : nil
                }
                guard let run else { break }
                runs.append(run)
                isThere = try cursor.next()
            }
        }
        var hasher = Hasher256()
        return SealFold.root(of: runs[...], &hasher) == seal.root ? SealRuns(seal: seal, runs: runs) : nil
    }

    /// Puts them in place of those of an earlier seal.
    func write(_ table: Table, _ transaction: inout WriteTransaction) throws {
        try transaction.empty(table)
        try transaction.put(Self.header.span, Self.row(of: seal).span, in: table)
        for (number, run) in runs.enumerated() {
            let key = [1] + Self.bigEndian(UInt64(number), 4)
            let value = run.node.array + run.first
            try transaction.put(key.span, value.span, in: table)
        }
    }

    /// Size 8, streams 8, root 32.
    private static func row(of seal: Seal) -> [UInt8] { bigEndian(seal.size, 8) + bigEndian(seal.streams, 8) + seal.root.array }

    private static func bigEndian(_ value: UInt64, _ bytes: Int) -> [UInt8] {
        (0..<bytes).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * (bytes - 1 - $0))) }
    }
}
