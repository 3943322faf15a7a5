internal import Proofs
internal import Storage

/// What concerns the ledger as a whole, after the lines: row counts, types, upper tiles, root and head.
struct VerifyWhole: ~Copyable {
    let engine: VerifyEngine
    var faults = FaultLog()
    private var hasher = Hasher256()

    init(_ engine: VerifyEngine) { self.engine = engine }

    mutating func run(_ transaction: borrowing ReadTransaction) throws {
        let shared = engine.shared.withLock { $0 }
        try transaction.withCursors(engine.tables.all) { cursors in
            try checkExtraEntries(&cursors)
            try checkTypes(shared.types, &cursors)
            try checkTiles(shared.leaves[engine.size / 256] ?? [], &cursors)
        }
        try checkRowCounts(transaction, shared)
    }

    /// Entries past the head, or under keys that are no index.
    private mutating func checkExtraEntries(_ cursors: inout LedgerCursors) throws {
        var isThere = try cursors[.entries].last()
        while isThere {
            let index = cursors[.entries].withRow { key, _ in key.count == 8 ? Row.load(key, 0, 8) : nil }
            if let index, index < engine.size { break }
            faults.add(VerifyFault(.entryExtra, index, expected: "\(engine.size) entries", found: "another"))
            isThere = try cursors[.entries].previous()
        }
    }

    private mutating func checkRowCounts(_ transaction: borrowing ReadTransaction, _ shared: VerifyEngine.Shared) throws {
        let entries = try transaction.size(of: engine.tables[.entries]).rows
        // Rows with odd keys in the middle were passed over; here they are counted.
        if UInt64(entries) > engine.size, faults.first == nil {
            faults.add(VerifyFault(.entryExtra, nil, expected: "\(engine.size) rows in entries", found: "\(entries)"))
        }
        guard engine.shared.withLock({ $0.faults.count }) == 0 else { return }
        let expected: [(LedgerTable, Int)] = [
            (.streamIndex, Int(engine.size)), (.keys, shared.streamsOutgrown), (.streams, shared.streams),
            (.meta, 1),
        ]
        for (table, rows) in expected {
            let found = try transaction.size(of: engine.tables[table]).rows
            if found > rows { faults.add(VerifyFault(.indexExtra, nil, expected: "\(rows) rows in \(table)", found: "\(found)")) }
        }
    }

    // MARK: Types

    private mutating func checkTypes(_ folds: [[UInt8]: TypeFold], _ cursors: inout LedgerCursors) throws {
        var stored: [[UInt8]: TypeFold] = [:]
        var lasts: [[UInt8]: (chunk: UInt64, isFull: Bool, index: UInt64)] = [:]
        var isThere = try cursors[.types].first()
        while isThere {
            cursors[.types].withRow { key, value in
                guard key.count > 5, key[key.count - 5] == 0, value.count > 0, value.count % Row.indexBytes == 0,
                    value.count <= Row.chunk * Row.indexBytes
                else {
                    faults.add(VerifyFault(.indexExtra, nil, expected: "rows of types", found: "a row of another form"))
                    return
                }
                let name = Array(copying: key.extracting(0..<(key.count - 5)))
                let chunk = Row.load(key, key.count - 4, 4)
                var last = lasts[name]
                if chunk != last.map({ $0.chunk + 1 }) ?? 0 || last?.isFull == false {
                    faults.add(
                        VerifyFault(.indexMissing, last?.index, expected: "rows of 256 of \(text(name))", found: "row \(chunk)"))
                }
                var fold = stored[name] ?? TypeFold()
                for k in 0..<(value.count / Row.indexBytes) {
                    let index = Row.load(value, k * Row.indexBytes, Row.indexBytes)
                    if let last, last.index >= index {
                        faults.add(
                            VerifyFault(
                                .indexExtra, index, expected: "rising indexes of \(text(name))",
                                found: "\(index) after \(last.index)"))
                    }
                    fold.count += 1
                    fold.fingerprint &+= mixFingerprint(engine.seed, index, 0, 0)
                    last = (chunk, value.count == Row.chunk * Row.indexBytes, index)
                }
                stored[name] = fold
                lasts[name] = last
            }
            isThere = try cursors[.types].next()
        }
        for (name, fold) in folds where stored[name] != fold { try diagnoseType(name, &cursors) }
        for name in stored.keys where folds[name] == nil { try diagnoseType(name, &cursors) }
    }

    /// Names the first entry that the type index has wrong, by one pass over the log.
    private mutating func diagnoseType(_ name: [UInt8], _ cursors: inout LedgerCursors) throws {
        var inLog: Set<UInt64> = []
        var isThere = try cursors[.entries].first()
        while isThere {
            cursors[.entries].withRow { key, line in
                guard key.count == 8, let entry = try? parseEntryLine(line),
                    Array(copying: line.extracting(entry.range(.type))) == name
                else { return }
                inLog.insert(Row.load(key, 0, 8))
            }
            isThere = try cursors[.entries].next()
        }
        var inIndex: Set<UInt64> = []
        isThere = try cursors[.types].seek(atOrAfter: Row.type(name, 0).span)
        while isThere {
            let isSame = cursors[.types].withRow { key, value in
                guard key.count == name.count + 5, Array(copying: key.extracting(0..<name.count)) == name else { return false }
                for k in 0..<(value.count / Row.indexBytes) {
                    inIndex.insert(Row.load(value, k * Row.indexBytes, Row.indexBytes))
                }
                return true
            }
            guard isSame else { break }
            isThere = try cursors[.types].next()
        }
        for index in inLog.subtracting(inIndex).sorted() {
            faults.add(VerifyFault(.indexMissing, index, expected: "a row in types for \(text(name))", found: "nothing"))
        }
        for index in inIndex.subtracting(inLog).sorted() {
            faults.add(VerifyFault(.indexExtra, index, expected: "no entry of \(text(name))", found: "a row in types"))
        }
    }

    private func text(_ name: [UInt8]) -> String { String(decoding: name, as: UTF8.self) }

    // MARK: Tree and head

    /// The root over all lines, and every stored tile above level 0, and the length of every tile.
    private mutating func checkTiles(_ lastLeaves: [Digest], _ cursors: inout LedgerCursors) throws {
        var nodes = (0..<Int(engine.size / 256)).map { unsafe engine.tileRoots[$0] }
        var level = 1
        while !nodes.isEmpty {
            for (k, node) in nodes.enumerated() {
                let number = UInt64(k) / 256
                let isThere = try cursors[.tiles].seek(Row.tile(level, number).span)
                let stored =
                    isThere
                    ? cursors[.tiles].withRow { _, row in row.count >= (k % 256 + 1) * 32 ? Digest(row, at: k % 256 * 32) : nil }
                    : nil
                guard stored != node else { continue }
                let index = UInt64(k) << UInt64(8 * level)
                let kind: FaultKind = stored == nil ? .tileMissing : .tileNode
                faults.add(
                    VerifyFault(kind, index, expected: "tile \(level)/\(number): \(node)", found: stored?.hex ?? "nothing"))
            }
            nodes = (0..<(nodes.count / 256)).map { group in
                var run = Frontier()
                for k in 0..<256 { run.append(leaf: nodes[group * 256 + k], &hasher) }
                return run.root(&hasher)
            }
            level += 1
        }
        try checkTileRows(&cursors)
        let root = engine.root(at: engine.size, lastLeaves, &hasher)
        if let head = engine.head, head.size == engine.size, head.root != root {
            faults.add(VerifyFault(.headRoot, nil, expected: root.hex, found: head.root.hex))
        }
    }

    /// No tile row but those of a tree of this size, none longer.
    private mutating func checkTileRows(_ cursors: inout LedgerCursors) throws {
        var isThere = try cursors[.tiles].first()
        while isThere {
            cursors[.tiles].withRow { key, row in
                guard key.count == 9, key[0] < 8 else {
                    faults.add(
                        VerifyFault(.tileExtra, nil, expected: "tiles of \(engine.size) entries", found: "a row of another form"))
                    return
                }
                let level = UInt64(key[0]), number = Row.load(key, 1, 8)
                let hashes = engine.size >> (8 * level)
                let width = number < hashes / 256 ? 256 : number == hashes / 256 ? hashes % 256 : 0
                if row.count > Int(width) * 32 {
                    let (first, overflow) = number.multipliedReportingOverflow(by: 256)
                    faults.add(
                        VerifyFault(
                            .tileExtra, overflow ? nil : (first + width) << (8 * level),
                            expected: "\(width) hashes in tile \(level)/\(number)",
                            found: "\(row.count) bytes"))
                }
            }
            isThere = try cursors[.tiles].next()
        }
    }
}
