import Foundation
import Proofs
import Storage
import TestSupport
import Testing

@testable import Ledger

/// Every seventh byte; every byte where `DEEDLOG_EVERY_BYTE` is set.
private let step = ProcessInfo.processInfo.environment["DEEDLOG_EVERY_BYTE"] == nil ? 7 : 1

@Test("the untouched ledger verifies, on one thread and on two")
func untouched() throws {
    let bench = try TamperBench()
    for jobs in [1, 2, 3] {
        let report = try bench.verify(jobs: jobs)
        #expect(report.firstFault == nil && report.verdict == .ok)
        #expect(report.entries == TamperBench.entries && report.size == TamperBench.entries)
        let head = try bench.ledger.head()
        #expect(report.root == head?.root)
    }
}

@Test("a flipped byte of any entry is found, as that entry's digest", arguments: 0..<4)
func flippedEntries(part: Int) throws {
    let bench = try TamperBench()
    var random = SeededRandom(UInt64(part))
    for (index, row) in try bench.rows(.entries).enumerated() where index % 4 == part {
        for place in stride(from: index % step, to: row.value.count, by: step) {
            var changed = row.value
            changed[place] ^= UInt8(1) << UInt8(random.next() % 8)
            try bench.with([(.entries, row.key, changed)]) { report in
                let fault = report.firstFault
                #expect(
                    fault?.index == UInt64(index) && fault?.kind == .entryDigest,
                    "entry \(index) byte \(place): \(String(describing: fault))")
            }
        }
    }
    #expect(try bench.verify().verdict == .ok)
}

@Test("a flipped byte of any tile is found, as that leaf or node")
func flippedTiles() throws {
    let bench = try TamperBench()
    for row in try bench.rows(.tiles) {
        for place in stride(from: 0, to: row.value.count, by: step) {
            var changed = row.value
            changed[place] ^= 0x10
            try bench.with([(.tiles, row.key, changed)]) { report in
                let fault = report.firstFault
                if row.key[0] == 0 {
                    let leaf = UInt64(row.key[8]) * 256 + UInt64(place / 32)
                    #expect(fault?.kind == .tileLeaf && fault?.index == leaf, "\(String(describing: fault))")
                } else {
                    #expect(fault?.kind == .tileNode && fault?.index == 0, "\(String(describing: fault))")
                }
            }
        }
    }
}

@Test("a flipped byte of any index row, and of the head, is found")
func flippedIndexes() throws {
    let bench = try TamperBench()
    for table in [LedgerTable.streams, .streamIndex, .types, .meta] {
        for row in try bench.rows(table) {
            for place in stride(from: 0, to: row.value.count, by: table == .types ? 13 : step) {
                var changed = row.value
                changed[place] ^= 0x04
                try bench.with([(table, row.key, changed)]) { report in
                    #expect(report.verdict == .broken, "\(table) byte \(place)")
                    // A head that gives another size makes entries missing or extra.
                    if table == .meta, place >= 8 { #expect(report.firstFault?.kind.rawValue.hasPrefix("head.") == true) }
                }
            }
        }
    }
}

@Test("a row that is deleted from any table is found", arguments: LedgerTable.allCases.map(\.rawValue))
func deletedRows(number: Int) throws {
    let table = LedgerTable(rawValue: number)!
    let bench = try TamperBench()
    for (place, row) in try bench.rows(table).enumerated() {
        try bench.with([(table, row.key, nil)]) { report in
            #expect(report.verdict == .broken, "\(table) row \(place)")
            switch table {
            case .entries: #expect(report.firstFault?.kind == .entryMissing && report.firstFault?.index == UInt64(place))
            case .tiles: #expect(report.firstFault?.kind == .tileMissing)
            case .streams, .streamIndex, .keys, .types:
                #expect(report.firstFault?.kind == .indexMissing, "\(String(describing: report.firstFault))")
            case .meta: #expect(report.firstFault?.kind == .headMissing)
            }
        }
    }
}

@Test("a row that is added to any table is found")
func addedRows() throws {
    let bench = try TamperBench()
    let line = try #require(try bench.value(.entries, TamperBench.key(7)))
    let added: [(LedgerTable, [UInt8], [UInt8])] = [
        (.entries, TamperBench.key(300), line), (.entries, TamperBench.key(1 << 60), line), (.entries, [0, 0], line),
        (.entries, TamperBench.key(5) + [1], line),
        (.tiles, [0] + TamperBench.key(9), Array(repeating: 1, count: 32)), (.tiles, [1, 2], []),
        (.streams, Array("deal/ghost".utf8), Array(repeating: 0, count: 44)),
        (.streamIndex, [0, 0, 0, 0, 0, 1, 0, 0, 0, 99], Array(repeating: 0, count: 14)),
        (.streamIndex, [0, 0, 0, 9, 0, 1, 0, 0, 0, 0], Array(repeating: 0, count: 14)),
        (.keys, Array(repeating: 0, count: 18), []), (.types, Array("ext.ghost".utf8) + [0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 5]),
        (.types, Array("ext.one".utf8) + [0, 0, 0, 0, 9], [0, 0, 0, 0, 0, 5]), (.meta, Array("more".utf8), [1]),
    ]
    for (table, key, value) in added {
        try bench.with([(table, key, value)]) { report in
            #expect(report.verdict == .broken, "\(table) \(key)")
        }
    }
}

@Test("swapped entries and swapped contents are found at the first of them")
func swappedEntries() throws {
    let bench = try TamperBench()
    for (a, b) in [(1, 2), (10, 290), (255, 256), (298, 299)] as [(UInt64, UInt64)] {
        let first = try #require(try bench.value(.entries, TamperBench.key(a))),
            second = try #require(try bench.value(.entries, TamperBench.key(b)))
        try bench.with([(.entries, TamperBench.key(a), second), (.entries, TamperBench.key(b), first)]) { report in
            #expect(report.firstFault?.kind == .entryDigest && report.firstFault?.index == a)
        }
    }
}

@Test("a log that is cut off is found, also when every derived row and the head are cut with it")
func truncated() throws {
    let bench = try TamperBench()
    var rows: [(LedgerTable, [UInt8], [UInt8]?)] = []
    for index in 250..<TamperBench.entries { rows.append((.entries, TamperBench.key(index), nil)) }
    try bench.with(rows) { report in
        #expect(report.firstFault?.kind == .entryMissing && report.firstFault?.index == 250)
    }
    // An older copy of the store is sound in itself: only what is known outside tells.
    let full = try #require(try bench.ledger.head())
    let shorter = try TamperBench(forgedFrom: nil)
    let known = Verifier.KnownState(
        Checkpoint(origin: bench.ledger.origin, size: full.size + 1, root: full.root), source: "trust store",
        kind: .ledgerRolledBack)
    let report = try shorter.verify(known: [known])
    #expect(report.verdict == .broken && report.firstFault?.kind == .ledgerRolledBack)
    #expect(report.firstFault?.index == nil && report.firstFault?.before == full.size + 1)
}

@Test("an entry that is hidden from its stream is found by its index")
func hiddenEntry() throws {
    let bench = try TamperBench()
    // Entry 299 is the last of its stream: hide it with all traces in the indexes.
    let line = try #require(try bench.value(.entries, TamperBench.key(299)))
    let entry = try parseEntryLine(line.span)
    let subject = attributeText(line.span, entry, .subject)
    let row = try #require(try bench.value(.streams, Array(subject.utf8)))
    guard var state = StreamState(row: row.span) else { return }
    let key = Row.streamIndex(state.number, state.count - 1)
    state.count -= 1
    let shorter = (0..<44).map { state.row[$0] }
    try bench.with([(.streams, Array(subject.utf8), shorter), (.streamIndex, (0..<10).map { key[$0] }, nil)]) { report in
        #expect(report.verdict == .broken)
        #expect(report.firstFault?.kind == .indexMissing || report.firstFault?.kind == .streamState)
    }
}

@Test("a rewritten tail with every digest, tile and index right is found by the head signature, in a bracket")
func rewrittenTail() throws {
    let sound = try TamperBench()
    let forged = try TamperBench(forgedFrom: 200)
    let soundHead = try #require(try sound.ledger.head()), forgedHead = try #require(try forged.ledger.head())
    #expect(soundHead.root != forgedHead.root && soundHead.size == forgedHead.size)
    // The forger has no key: the best he has is the old signature.
    var head = forgedHead
    head.signature = soundHead.signature
    try forged.put([(.meta, Head.key, (0..<144).map { head.row[$0] })])
    let alone = try forged.verify()
    #expect(alone.firstFault?.kind == .headSignature && alone.firstFault?.index == nil)
    #expect(alone.firstFault?.after == 0 && alone.firstFault?.before == 300 && alone.faults.count == 1)

    func known(_ size: UInt64) throws -> Verifier.KnownState {
        Verifier.KnownState(
            Checkpoint(origin: sound.ledger.origin, size: size, root: try sound.ledger.root(at: size)), source: "trust store",
            kind: .ledgerRolledBack)
    }
    let bracketed = try forged.verify(known: [try known(150), try known(250)])
    let signature = try #require(bracketed.faults.first)
    #expect([FaultKind.headSignature, .ledgerRolledBack].contains(signature.kind))
    #expect(signature.after == 150 && signature.before == 250)
}

@Test("a history rewritten and signed with the stolen key is found by what is known outside")
func stolenKey() throws {
    let sound = try TamperBench()
    let forged = try TamperBench(forgedFrom: 200)
    #expect(try forged.verify().verdict == .ok)
    for size in [201, 255, 256, 257, 300] as [UInt64] {
        let known = Verifier.KnownState(
            Checkpoint(origin: sound.ledger.origin, size: size, root: try sound.ledger.root(at: size)), source: "release record",
            kind: .ledgerRolledBack)
        let report = try forged.verify(known: [known])
        #expect(report.firstFault?.kind == .ledgerRolledBack && report.firstFault?.before == size)
    }
    for size in [0, 1, 150, 200] as [UInt64] {
        let known = Verifier.KnownState(
            Checkpoint(origin: sound.ledger.origin, size: size, root: try sound.ledger.root(at: size)), source: "release record",
            kind: .ledgerRolledBack)
        #expect(try forged.verify(known: [known]).verdict == .ok)
    }
}

@Test(
    "a head that lies about its size is found and costs no endless walk",
    arguments: [0, 1, 299, 301, 1 << 20, 1 << 62] as [UInt64])
func lyingHead(size: UInt64) throws {
    let bench = try TamperBench()
    var head = try #require(try bench.ledger.head())
    head.size = size
    try bench.with([(.meta, Head.key, (0..<144).map { head.row[$0] })]) { report in
        #expect(report.verdict == .broken)
    }
}

@Test("a part of the log is checked by itself, and what that leaves open is said")
func partial() throws {
    let bench = try TamperBench()
    var verifier = Verifier(bench.ledger)
    verifier.from = 100
    verifier.to = 290
    let report = try verifier.run()
    #expect(report.verdict == .ok && report.entries == 190 && report.undecided.contains("streams"))
    var line = try #require(try bench.value(.entries, TamperBench.key(150)))
    line[20] ^= 1
    try bench.put([(.entries, TamperBench.key(150), line)])
    #expect(try verifier.run().firstFault?.index == 150)
    verifier.to = 149
    #expect(try verifier.run().verdict == .ok)
}
