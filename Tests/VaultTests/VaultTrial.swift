import Foundation
import Ledger
import Proofs
import TestSupport

@testable import Vault

/// Something that a vault must not do: how it is tried, and how it is answered.
struct VaultAttempt: Sendable, CustomStringConvertible {
    /// As docs/THREATS.md names it.
    let kind: String
    let description: String
    /// The code, or `missing` where the vault says that it has no such value.
    let answer: String
    /// Makes everything ready; what it gives back is the attempt itself.
    let prepare: @Sendable (VaultTrial) throws -> () throws -> Void

    init(
        _ kind: String, _ description: String, _ answer: String,
        _ prepare: @escaping @Sendable (VaultTrial) throws -> () throws -> Void
    ) {
        (self.kind, self.description, self.answer, self.prepare) = (kind, description, answer, prepare)
    }

    static let all = moved + foreign + masterKeys + keyFiles + nonces
}

/// A vault of two parties with two values each, the first of both the same text.
final class VaultTrial {
    typealias Row = (key: [UInt8], value: [UInt8])

    let bench: VaultBench
    /// Entries 1 to 4: two of p-1, two of p-2.
    let sealed: [SealedValue]
    /// Another ledger of the same making, whose entry 0 differs.
    private(set) lazy var other = Result { try VaultTrial(salt: 9) }

    init(salt: UInt8 = 7) throws {
        bench = try VaultBench(master: Self.master, salt: salt)
        do {
            let vault = try bench.open()
            try bench.append(
                vault,
                [
                    personal("\"13900138000\"", of: "p-1", key: "a"), personal("\"one\"", of: "p-1", key: "b"),
                    personal("\"13900138000\"", of: "p-2", key: "c"), personal("\"two\"", of: "p-2", key: "d"),
                ])
        }
        let bench = bench
        sealed = try (1...4 as ClosedRange<UInt64>).flatMap { try bench.sealed($0) }
    }

    /// Of both ledgers: a vault is bound by more than its key.
    static let master = MasterKey.random()

    /// The stored row of value `number`, of 0 to 3.
    func row(_ number: Int) throws -> Row {
        guard
            let row = try bench.rows("values").first(where: { $0.key.suffix(32).elementsEqual(sealed[number].commitment.array) })
        else { throw VaultTestFailure() }
        return row
    }

    /// The row of p-1 or p-2.
    func party(_ number: Int) throws -> Row { try bench.rows("parties")[number] }

    /// Puts parts of the value of `from` in the place of that of `to`.
    func replace(_ part: Range<Int>?, of to: Int, from: Int) throws {
        let other = try row(from).value
        var one = try row(to)
        if let part { one.value.replaceSubrange(part, with: other[part]) } else { one.value = other }
        try bench.put("values", one.key, one.value)
    }

    /// Opens a value; `missing` where it is not here.
    func open(_ value: SealedValue) throws {
        if case .missing = try bench.open(.reading).open(value) { throw MissingValue() }
    }

    func open(_ number: Int) throws { try open(sealed[number]) }

    /// What an entry would commit to if its line said something else.
    func altered(_ number: Int, _ from: String, _ to: String) throws -> SealedValue {
        let line = String(decoding: try bench.ledger.line(UInt64(number + 1)) ?? [], as: UTF8.self)
        let changed = Array(line.replacing(from, with: to).utf8)
        precondition(changed != Array(line.utf8), "\(from) is not in \(line)")
        return sealedValues(changed.span, try parseEntryLine(changed.span))[0]
    }

    /// Seals drafts as `append` does, with these nonces.
    func append(_ drafts: [String], atomic: Bool = false, nonces: any NonceSource = RandomNonces()) throws {
        let vault = try bench.open(nonces: nonces)
        for outcome in try bench.append(vault, drafts, atomic: atomic) { if case .failed(let error) = outcome { throw error } }
    }

    /// Every row of the store, and how many entries there are.
    func state() throws -> [String: [String]] {
        var state = ["entries": ["\(try bench.ledger.head()?.size ?? 0)"]]
        for table in ["meta", "parties", "values", "nonces", "search", "pending"] {
            state[table] = try bench.rows(table).map { "\(hexText($0.key)) \(hexText($0.value))" }
        }
        return state
    }
}

struct MissingValue: Error {}
