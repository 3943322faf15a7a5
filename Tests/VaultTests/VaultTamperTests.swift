import Foundation
import Ledger
import Proofs
import TestSupport
import Testing

@testable import Vault

@Suite("A vault that was tampered with")
struct VaultTamperTests {
    /// Two parties with two values each, and one row pending.
    private func bench(pending: Bool = false) throws -> VaultBench {
        let bench = try VaultBench()
        let vault = try bench.open()
        try bench.append(
            vault,
            [
                personal("\"13900138000\"", of: "p-1", key: "a"), personal("\"one\"", of: "p-1", key: "b"),
                personal("\"13900138000\"", of: "p-2", key: "c"), personal("\"two\"", of: "p-2", key: "d"),
            ])
        if pending {
            try vault.seal(try bench.run([personal("\"lost\"", of: "p-1", key: "e")]))
        }
        return bench
    }

    /// What a vault says to everything it can be asked.
    private func ask(_ bench: VaultBench) throws -> (codes: Set<LedgerError.Code>, opened: Int, faults: Int) {
        var codes: Set<LedgerError.Code> = [], opened = 0, faults = 0
        func attempt(_ body: () throws -> Void) throws {
            do { try body() } catch let error as LedgerError { codes.insert(error.code) }
        }
        try attempt {
            let vault = try bench.open()
            for index in 1...4 as ClosedRange<UInt64> {
                for value in try bench.sealed(index) {
                    try attempt { if text(try vault.open(value)) != nil { opened += 1 } }
                }
            }
            try attempt { _ = try vault.contents() }
            try attempt { try vault.forEachValue { _, _ in } }
            try attempt { _ = try vault.parties(having: "13900138000") }
            try attempt { faults = try vault.faults().count }
        }
        return (codes, opened, faults)
    }

    @Test("a bit flipped in any byte of any row is a named error, a missing value or a fault, and never a trap or another value")
    func bits() throws {
        var tried = 0, silent: [String] = []
        for table in ["meta", "parties", "values", "nonces", "search", "pending"] {
            // What waits to be destroyed may be damaged: it is destroyed.
            let bench = try bench(pending: table == "pending")
            for row in try bench.rows(table) {
                for place in 0..<(row.key.count + row.value.count) {
                    var key = row.key, value = row.value
                    if place < key.count { key[place] ^= 0x01 } else { value[place - key.count] ^= 0x01 }
                    try bench.put(table, row.key, nil)
                    try bench.put(table, key, value)
                    let copy = try bench.rows(table)
                    let before = try store(bench)
                    let answer = try ask(bench)
                    if answer.codes.isEmpty && answer.opened == 4 && answer.faults == 0 {
                        silent.append("\(table) \(String(decoding: row.key, as: UTF8.self)) byte \(place)")
                    }
                    // What recovery destroyed on the word of the row is put back.
                    try restore(bench, before)
                    #expect(try bench.rows(table).count == copy.count)
                    try bench.put(table, key, nil)
                    try bench.put(table, row.key, row.value)
                    tried += 1
                }
            }
        }
        #expect(tried > 700, "\(tried)")
        #expect(silent.isEmpty, "\(silent)")
    }

    @Test("a row cut short at any place is a named error or a fault")
    func cuts() throws {
        for table in ["meta", "parties", "values", "nonces", "search", "pending"] {
            let bench = try bench(pending: table == "pending")
            for row in try bench.rows(table) {
                for count in 0..<row.value.count {
                    try bench.put(table, row.key, Array(row.value[..<count]))
                    let before = try store(bench)
                    let answer = try ask(bench)
                    #expect(
                        !answer.codes.isEmpty || answer.opened < 4 || answer.faults > 0, "\(table) cut to \(count)")
                    try restore(bench, before)
                }
                try bench.put(table, row.key, row.value)
            }
        }
    }

    @Test("a value moved to another party, commitment or ledger, and keys swapped, do not open: valueBroken")
    func moved() throws {
        let bench = try bench(), other = try VaultBench(master: bench.master, salt: 9)
        let values = try bench.rows("values")
        func check(_ what: String, _ table: String, _ key: [UInt8], _ row: [UInt8], _ expected: LedgerError.Code = .valueBroken)
            throws
        {
            let old = try bench.rows(table).first { $0.key == key }?.value
            try bench.put(table, key, row)
            let answer = try ask(bench)
            #expect(answer.codes.contains(expected), "\(what): \(answer)")
            try bench.put(table, key, old)
        }
        // Another commitment's row, of the same party and of the other.
        try check("same party", "values", values[0].key, values[1].value)
        try check("other party", "values", values[0].key, values[2].value)
        // Its own row under the other party's number.
        let parties = try bench.rows("parties")
        var swapped = parties
        swapped[0].value.replaceSubrange(9..<49, with: parties[1].value[9..<49])
        try check("wrapped key of another party", "parties", parties[0].key, swapped[0].value)
        // Its own row with the other's number: its values are not there, and two have one number.
        try bench.put("parties", parties[0].key, Array(parties[1].value[..<8]) + parties[0].value[8...])
        let numbered = try ask(bench)
        #expect(numbered.codes == [.storedRowBroken] && numbered.opened == 2 && numbered.faults > 0, "\(numbered)")
        try bench.put("parties", parties[0].key, parties[0].value)
        // The same party and commitment, sealed for another ledger's vault.
        do {
            let vault = try other.open()
            try other.append(vault, [personal("\"one\"", of: "p-1", key: "b")])
        }
        let foreign = try other.rows("values")[0]
        try check("another ledger's value", "values", values[0].key, foreign.value)
        // And the whole vault.
        #expect(try ask(bench).codes.isEmpty)
        let place = bench.path + "/vault"
        try FileManager.default.removeItem(atPath: place)
        try FileManager.default.copyItem(atPath: other.path + "/vault", toPath: place)
        #expect(code { _ = try bench.open() } == .vaultForeign)
    }

    @Test("another master key opens nothing, a file of another form, of others or of nothing is named")
    func masterKeys() throws {
        let bench = try bench()
        #expect(code { _ = try bench.open(master: .random()) } == .masterKeyWrong)
        let path = bench.folder.file("key")
        #expect(code { _ = try MasterKey.read(path) } == .masterKeyMissing)
        try bench.master.create(path)
        #expect(try MasterKey.read(path).id == bench.master.id)
        #expect(code { try bench.master.create(path) } == .outputExists)
        #expect((try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int) == 0o600)
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        #expect(code { _ = try MasterKey.read(path) } == .keyTooOpen)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        try #require(
            FileManager.default.createFile(atPath: path, contents: Data("ff\n".utf8), attributes: [.posixPermissions: 0o600]))
        #expect(code { _ = try MasterKey.read(path) } == .masterKeyMalformed)
    }

    @Test("a vault of a newer format, or whose file is none, is said to be")
    func formats() throws {
        let bench = try bench()
        let name = Array("vault".utf8)
        var row = try #require(try bench.rows("meta").first { $0.key == name }).value
        row[0] = 2
        try bench.put("meta", name, row)
        #expect(code { _ = try bench.open() } == .formatNewer)
        try bench.put("meta", name, nil)
        #expect(code { _ = try bench.open() } == .storedRowBroken)
        #expect(code { try Vault.create(bench.ledger, key: .random()) } == .vaultExists)
        try #require(FileManager.default.createFile(atPath: bench.store, contents: Data(repeating: 7, count: 40_000)))
        #expect(code { _ = try bench.open() } == .notAFormat)
    }

    private func store(_ bench: VaultBench) throws -> [UInt8] { contents(bench.store) }

    private func restore(_ bench: VaultBench, _ bytes: [UInt8]) throws {
        try #require(FileManager.default.createFile(atPath: bench.store, contents: Data(bytes)))
    }
}
