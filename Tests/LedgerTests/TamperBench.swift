import Foundation
import Proofs
import Storage
import TestSupport

@testable import Ledger

/// A sound ledger of 300 entries in 24 streams (a full tile, a partial one), opened without syncs, to be tampered with.
final class TamperBench {
    static let entries: UInt64 = 300
    let folder = TemporaryFolder()
    let ledger: Ledger

    /// - Parameter jobs: the verifier's threads.
    init(forgedFrom: Int? = nil) throws {
        let world = ScriptedWorld()
        let key = SigningKey(seed: goldenSeed)
        let path = folder.file("ledger")
        _ = try Ledger.create(folder: path, origin: "test.example.cn/tamper", key: key, surroundings: world.surroundings)
        do {
            let ledger = try Ledger(folder: path, forWriting: true)
            let writer = try LogWriter(ledger, key: key, surroundings: world.surroundings)
            defer { writer.close() }
            var parser = DraftParser()
            for start in stride(from: 1, to: Int(Self.entries), by: 23) {
                let run = DraftRun()
                for number in start..<min(start + 23, Int(Self.entries)) {
                    let isForged = forgedFrom.map { number >= $0 } ?? false
                    try parser.parse(Array(Self.draft(number, isForged).utf8), into: run)
                }
                world.advance(500)
                try writer.appendAndWait(run)
            }
        }
        ledger = try Ledger(folder: path, header: LedgerHeader(folder: path), access: .scratch, mapBytes: 1 << 30)
    }

    private static func draft(_ number: Int, _ isForged: Bool) -> String {
        // One stream outgrows key scanning.
        let stream = number % 3 == 0 ? "deal/long" : "deal/D-\(number % 23)"
        let type = ["ext.one", "ext.two", "ext.three"][number % 3]
        let price = isForged ? 1 : 98_800_000 + number
        return
            "{\"subject\":\"\(stream)\",\"type\":\"\(type)\",\"key\":\"k-\(number)\",\"data\":{\"note\":\"房\",\"priceFen\":\(price)}}"
    }

    func verify(jobs: Int = 1, known: [Verifier.KnownState] = []) throws -> VerifyReport {
        var verifier = Verifier(ledger)
        verifier.jobs = jobs
        verifier.known = known
        return try verifier.run()
    }

    /// Changes the store, verifies, and puts everything back.
    func with(
        _ rows: [(LedgerTable, [UInt8], [UInt8]?)], _ body: (VerifyReport) throws -> Void, known: [Verifier.KnownState] = []
    ) throws {
        let old = try rows.map { ($0.0, $0.1, try value($0.0, $0.1)) }
        try put(rows)
        let report = try verify(known: known)
        try put(old)
        try body(report)
    }

    func put(_ rows: [(LedgerTable, [UInt8], [UInt8]?)]) throws {
        try ledger.environment.write { transaction in
            for (table, key, value) in rows {
                if let value {
                    try transaction.put(key.span, value.span, in: ledger.tables[table])
                } else {
                    _ = try transaction.delete(key.span, in: ledger.tables[table])
                }
            }
        }
    }

    func value(_ table: LedgerTable, _ key: [UInt8]) throws -> [UInt8]? {
        try ledger.environment.read { try $0.value(key.span, in: ledger.tables[table]) }
    }

    func rows(_ table: LedgerTable) throws -> [(key: [UInt8], value: [UInt8])] {
        var rows: [(key: [UInt8], value: [UInt8])] = []
        try ledger.environment.read { transaction in
            try transaction.withCursor(ledger.tables[table]) { cursor in
                var isThere = try cursor.first()
                while isThere {
                    cursor.withRow { rows.append((Array(copying: $0), Array(copying: $1))) }
                    isThere = try cursor.next()
                }
            }
        }
        return rows
    }

    static func key(_ index: UInt64) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: index >> UInt64(56 - 8 * $0)) } }
}
