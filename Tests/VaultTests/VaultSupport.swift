import CanonicalJSON
import Foundation
import Ledger
import Proofs
import Storage
import TestSupport

@testable import Vault

/// A ledger with a vault, both in a fresh folder, and a writer.
final class VaultBench {
    let folder = TemporaryFolder()
    let ledger: Ledger
    let writer: LogWriter
    let master: MasterKey
    var path: String { folder.file("ledger") }
    var store: String { path + "/vault/data.mdb" }

    init(origin: String = "test.example.cn/vault", master: MasterKey = .random(), salt: UInt8 = 7) throws {
        self.master = master
        let key = SigningKey(seed: [UInt8](0..<32)), surroundings = Self.surroundings(salt)
        _ = try Ledger.create(folder: folder.file("ledger"), origin: origin, key: key, surroundings: surroundings)
        ledger = try Ledger(folder: folder.file("ledger"), forWriting: true)
        writer = try LogWriter(ledger, key: key, surroundings: surroundings)
        try Vault.create(ledger, key: master)
    }

    deinit { writer.close() }

    /// 2026-03-01, and salts that are all one byte: entry 0 is the same each time.
    private static func surroundings(_ salt: UInt8) -> Surroundings {
        Surroundings(
            wallMilliseconds: { 1_772_323_200_000 }, monotonicMilliseconds: { 0 }, makeEntropy: { PlainEntropy(salt: salt) })
    }

    func open(
        _ use: Vault.Use = .sealing, master other: MasterKey? = nil, nonces: any NonceSource = RandomNonces()
    ) throws -> Vault {
        try Vault(ledger, key: other ?? master, use: use, nonces: nonces)
    }

    func run(_ drafts: [String], atomic: Bool = false) throws -> DraftRun {
        let run = DraftRun(isAtomic: atomic, stopsAtFailure: false)
        var parser = DraftParser()
        for draft in drafts { try parser.parse(Array(draft.utf8).span, into: run) }
        return run
    }

    /// Seals, appends and settles, as `append` does; the marks go too.
    @discardableResult
    func append(_ vault: Vault, _ drafts: [String], atomic: Bool = false) throws -> [DraftOutcome] {
        let run = try run(drafts, atomic: atomic)
        try vault.seal(run)
        try writer.appendAndWait(run)
        vault.settle(run, isKnown: true)
        try vault.flush()
        return run.outcomes
    }

    /// The sealed values of entry `index`.
    func sealed(_ index: UInt64) throws -> [SealedValue] {
        guard let line = try ledger.line(index) else { return [] }
        return sealedValues(line.span, try parseEntryLine(line.span))
    }

    /// Every row of a table as it lies in the store, with the vault closed.
    func rows(_ table: String) throws -> [(key: [UInt8], value: [UInt8])] {
        try withTable(table) { environment, table in
            try environment.read { transaction in
                try transaction.withCursor(table) { cursor in
                    var rows: [(key: [UInt8], value: [UInt8])] = []
                    var isThere = try cursor.first()
                    while isThere {
                        rows.append(cursor.withRow { (VaultRow.array($0), VaultRow.array($1)) })
                        isThere = try cursor.next()
                    }
                    return rows
                }
            }
        }
    }

    /// Puts a row in the store; `nil` takes it away.
    func put(_ table: String, _ key: [UInt8], _ value: [UInt8]?) throws {
        try withTable(table) { environment, table in
            try environment.write { transaction in
                if let value {
                    try transaction.put(key.span, value.span, in: table)
                } else {
                    _ = try transaction.delete(key.span, in: table)
                }
            }
        }
    }

    private func withTable<R>(_ name: String, _ body: (Environment, Table) throws -> R) throws -> R {
        let environment = try Environment(path: path + "/vault", access: .readWrite, mapBytes: 1 << 30, tables: 8)
        return try body(environment, try environment.openTables([name])[0])
    }
}

private final class PlainEntropy: Entropy {
    private let byte: UInt8
    private var random = SeededRandom(1)

    init(salt: UInt8) { byte = salt }

    func salt() -> SIMD16<UInt8> { SIMD16(repeating: byte) }

    func freshKey(atMilliseconds milliseconds: Int64) -> SIMD16<UInt8> {
        var value = SIMD16<UInt8>()
        for k in 0..<16 { value[k] = UInt8(truncatingIfNeeded: random.next()) }
        return value
    }
}

/// Nonces that are handed in.
final class GivenNonces: NonceSource {
    private var nonces: [[UInt8]]

    init(_ nonces: [[UInt8]]) { self.nonces = nonces }

    func next() -> InlineArray<12, UInt8> {
        let nonce = nonces.count > 1 ? nonces.removeFirst() : nonces[0]
        return InlineArray { nonce[$0] }
    }
}

/// A draft with one personal value at `/value`.
func personal(
    _ value: String, of party: String = "p-31", subject: String = "ext/a", key: String = "k", extra: String = ""
) -> String {
    """
    {"subject":"\(subject)","type":"ext.note","key":"\(key)","data":{"value":{"$personal":{"party":"\(party)","value":\(value)}}}\(extra)}
    """
}

func code(_ body: () throws -> Void) -> LedgerError.Code? {
    do { try body() } catch let error as LedgerError { return error.code } catch {
        return .unexpected
    }
    return nil
}

/// The text that an opened value stands for.
func text(_ opened: OpenedValue) -> String? {
    if case .value(let bytes, _) = opened { return String(decoding: bytes, as: UTF8.self) }
    return nil
}

func contents(_ path: String) -> [UInt8] { Array(FileManager.default.contents(atPath: path) ?? Data()) }

extension Vault {
    func parties(having text: String) throws -> [String] { try parties(having: Array(text.utf8)) }
}
