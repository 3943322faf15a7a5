import Foundation
import Ledger
import Proofs
import TestSupport
import Testing

@testable import Vault

@Suite("Sealing into a vault")
struct VaultSealTests {
    @Test("the log holds a commitment, the vault the value; a retry gives the same commitment, equal values elsewhere do not")
    func commitments() throws {
        let bench = try VaultBench(), vault = try bench.open()
        let draft = personal("\"a person\"")
        let first = try bench.append(vault, [draft])
        guard case .stored(let receipt) = first[0] else { throw VaultTestFailure() }
        let line = try #require(try bench.ledger.line(receipt.index))
        #expect(!String(decoding: line, as: UTF8.self).contains("a person"))
        let sealed = try bench.sealed(receipt.index)
        #expect(sealed.count == 1 && sealed[0].pointer == "/value")
        #expect(try text(vault.open(sealed[0])) == "\"a person\"")
        guard case .duplicate(receipt) = try bench.append(vault, [draft])[0] else { throw VaultTestFailure() }
        // Another key, another stream, another place, another party: another commitment for the same value.
        let nested = """
            {"subject":"ext/a","type":"ext.note","key":"k2","data":{"value":[{"$personal":{"party":"p-31","value":"a person"}}]}}
            """
        try bench.append(
            vault,
            [
                personal("\"a person\"", key: "k1"), personal("\"a person\"", subject: "ext/b"), nested,
                personal("\"a person\"", of: "p-32", key: "k3"),
            ])
        var all = Set(sealed.map(\.commitment))
        for index in 2..<6 as Range<UInt64> { all.formUnion(try bench.sealed(index).map(\.commitment)) }
        #expect(all.count == 5)
        #expect(try vault.contents() == VaultContents(live: 2, erased: 0, values: 5, pending: 0))
        #expect(try vault.faults().isEmpty)
        // The same key with another value is a conflict, and leaves nothing.
        guard case .failed(let error) = try bench.append(vault, [personal("\"another\"")])[0] else { throw VaultTestFailure() }
        #expect(error.code == .keyReused)
        #expect(try vault.contents().values == 5)
    }

    @Test("drafts that are refused, not judged, malformed in their batch or rehearsed leave no value")
    func unheld() throws {
        let bench = try VaultBench(), vault = try bench.open()
        // Refused: a revision that is not there.
        let refused = try bench.append(vault, [personal("1", extra: ",\"expect\":7")])
        guard case .failed = refused[0] else { throw VaultTestFailure() }
        #expect(try vault.contents().values == 0)
        // A batch in which one fails takes the others' values with it.
        let batch = try bench.append(
            vault, [personal("1", key: "a"), personal("2", key: "b", extra: ",\"expect\":7")], atomic: true)
        #expect(batch.allSatisfy { if case .stored = $0 { false } else { true } })
        #expect(try vault.contents().values == 0)
        // Not judged at all.
        let run = try bench.run([personal("1", key: "c")])
        try vault.seal(run)
        #expect(try vault.contents() == VaultContents(live: 1, erased: 0, values: 1, pending: 1))
        vault.settle(run, isKnown: true)
        try vault.flush()
        #expect(try vault.contents() == VaultContents(live: 1, erased: 0, values: 0, pending: 0))
        // Without a key there is nothing to commit for.
        let keyless = try bench.run([#"{"subject":"ext/a","type":"ext.note","data":{"v":{"$personal":{"party":"p","value":1}}}}"#]
        )
        try vault.seal(keyless)
        try bench.writer.appendAndWait(keyless)
        guard case .failed(let error) = keyless.outcomes[0] else { throw VaultTestFailure() }
        #expect(error.code == .personalWithoutKey)
        // A rehearsal leaves no value, no mark and no key.
        let dry = try bench.run([personal("1", of: "p-99", key: "d")])
        dry.isDryRun = true
        try vault.seal(dry)
        try bench.writer.appendAndWait(dry)
        vault.settle(dry, isKnown: true)
        #expect(try vault.standing(of: "p-99") == .unknown)
        #expect(try vault.contents() == VaultContents(live: 1, erased: 0, values: 0, pending: 0))
        #expect(try bench.ledger.head()?.size == 1)
        // After all that the same drafts go in.
        try bench.append(vault, [personal("1"), personal("1", key: "c"), personal("1", of: "p-99", key: "d")])
        #expect(try vault.contents().values == 3)
        #expect(try vault.faults().isEmpty)
    }

    @Test("a refused retry of what the log holds destroys nothing, and search still finds what stays")
    func kept() throws {
        let bench = try VaultBench(), vault = try bench.open()
        let phone = "\"13900138000\""
        try bench.append(vault, [personal(phone, key: "a")])
        // The same text for the same party in a draft that is refused.
        try bench.append(vault, [personal(phone, key: "b", extra: ",\"expect\":9")])
        #expect(try vault.parties(having: "139-0013-8000") == ["p-31"])
        // A portion that was never judged, with the very value that stands.
        let run = try bench.run([personal(phone, key: "a")])
        try vault.seal(run)
        vault.settle(run, isKnown: true)
        try vault.flush()
        #expect(try text(vault.open(try bench.sealed(1)[0])) == phone)
        #expect(try vault.parties(having: "13900138000") == ["p-31"])
        // Names, short numbers and dates are not indexed.
        try bench.append(
            vault, [personal("\"a name\"", key: "c"), personal("\"1990-01-01\"", key: "d"), personal("5", key: "e")])
        #expect(try bench.ledger.head()?.size == 5)
        #expect(try vault.parties(having: "a name").isEmpty && vault.parties(having: "1990-01-01").isEmpty)
        #expect(try vault.faults().isEmpty)
    }

    @Test("a value is found from its entry's commit on, while its mark still stands, and never without an entry")
    func foundWhileMarked() throws {
        let bench = try VaultBench(), vault = try bench.open()
        func portion(_ drafts: [String], isAppended: Bool) throws -> DraftRun {
            let run = try bench.run(drafts)
            try vault.seal(run)
            if isAppended { try bench.writer.appendAndWait(run) }
            return run
        }
        let phones = (0..<5).map { "1390013800\($0)" }
        let held = try portion([personal("\"\(phones[0])\"", key: "a")], isAppended: true)
        let waiting = try portion([personal("\"\(phones[1])\"", of: "p-32", key: "b")], isAppended: false)
        func found(_ phone: Int) throws -> [String] { try vault.parties(having: Array(phones[phone].utf8)) }
        #expect(try found(0) == ["p-31"] && found(1) == [])
        vault.settle(held, isKnown: true)
        let more = try portion([personal("\"\(phones[2])\"", key: "c")], isAppended: true)
        vault.settle(more, isKnown: true)
        // Two marks that wait, and one whose fate is not known.
        #expect(try vault.contents() == VaultContents(live: 2, erased: 0, values: 3, pending: 3))
        #expect(try found(0) == ["p-31"] && found(2) == ["p-31"] && vault.faults().isEmpty)
        // A refused draft's value does not wait.
        let refused = try portion([personal("\"\(phones[3])\"", key: "d", extra: ",\"expect\":9")], isAppended: true)
        vault.settle(refused, isKnown: true)
        let next = try portion([personal("\"\(phones[4])\"", key: "e")], isAppended: true)
        #expect(try vault.contents() == VaultContents(live: 2, erased: 0, values: 4, pending: 2))
        vault.settle(waiting, isKnown: true)
        vault.settle(next, isKnown: true)
        try vault.flush()
        #expect(try vault.contents() == VaultContents(live: 2, erased: 0, values: 3, pending: 0))
        #expect(try found(0) == ["p-31"] && found(1) == [] && found(2) == ["p-31"] && found(3) == [] && found(4) == ["p-31"])
        #expect(try vault.faults().isEmpty)
    }

    @Test("marks do not wait without end: after 256 portions they go with the next")
    func marksGo() throws {
        let bench = try VaultBench(), vault = try bench.open()
        for number in 0..<257 {
            let run = try bench.run([personal("\"\(13_900_138_000 + number)\"", of: "p-\(number % 3)", key: "k\(number)")])
            try vault.seal(run)
            try bench.writer.appendAndWait(run)
            vault.settle(run, isKnown: true)
        }
        #expect(try vault.contents() == VaultContents(live: 3, erased: 0, values: 257, pending: 1))
        #expect(try vault.parties(having: Array("13900138000".utf8)) == ["p-0"])
        #expect(try vault.parties(having: Array("13900138256".utf8)) == ["p-1"])
        #expect(try vault.faults().isEmpty)
    }

    @Test("a nonce that comes twice under one key stores nothing; under another party's key it may come")
    func nonceReused() throws {
        let bench = try VaultBench()
        let nonce = [UInt8](repeating: 5, count: 12)
        do {
            let vault = try bench.open(nonces: GivenNonces([nonce]))
            try bench.append(vault, [personal("1", key: "a")])
            let run = try bench.run([personal("1", of: "p-32", key: "b"), personal("2", key: "c")])
            #expect(code { try vault.seal(run) } == .nonceReused)
            #expect(run.sealed == nil)
            #expect(try vault.contents() == VaultContents(live: 1, erased: 0, values: 1, pending: 0))
            try bench.append(vault, [personal("1", of: "p-32", key: "b")])
            #expect(try vault.contents().values == 2)
            // The nonce of a value that was destroyed stays taken.
            let refused = try bench.run([personal("3", of: "p-33", key: "d")])
            try vault.seal(refused)
            vault.settle(refused, isKnown: true)
            try vault.flush()
            let later = try bench.run([personal("4", of: "p-33", key: "e")])
            #expect(code { try vault.seal(later) } == .nonceReused)
        }
        // Also where the vault was closed since.
        let again = try bench.open(nonces: GivenNonces([nonce]))
        let run = try bench.run([personal("9", key: "z")])
        #expect(code { try again.seal(run) } == .nonceReused)
    }

    @Test("a value of any kind comes back as it was, also one of 60,000 bytes")
    func values() throws {
        let bench = try VaultBench(), vault = try bench.open()
        let values = [
            "true", "null", "-9007199254740991", "\"\"", "[]", "{\"a\":[1,{\"b\":null}]}", "\"张三 🏠 \\n\\u0001\"",
            "\"\(String(repeating: "x", count: 60_000))\"",
        ]
        try bench.append(vault, values.enumerated().map { personal($1, key: "v\($0)") })
        for (number, value) in values.enumerated() {
            let sealed = try #require(try bench.sealed(UInt64(number + 1)).first)
            #expect(try text(vault.open(sealed)) == value)
        }
        #expect(try vault.faults().isEmpty)
    }

    @Test("two processes seal at once: every entry's value opens, nothing is left over")
    func together() async throws {
        let bench = try VaultBench()
        // Two users of one vault need two folders of one process: the store is opened once a process. So one of them is a child.
        let path = bench.path, secret = bench.master.secret.hexLine()
        let keyPath = bench.folder.file("master")
        try #require(
            FileManager.default.createFile(atPath: keyPath, contents: Data(secret), attributes: [.posixPermissions: 0o600]))
        let vault = try bench.open()
        async let other: Void = sealElsewhere(path, keyPath)
        for number in 0..<60 {
            // Every third is refused; each names a party that the other names too.
            let extra = number % 3 == 0 ? ",\"expect\":9999" : ""
            try bench.append(vault, [personal("\"ours \(number)\"", of: "p-\(number % 5)", key: "o\(number)", extra: extra)])
        }
        await other
        let size = try #require(try bench.ledger.head()?.size)
        #expect(size == 1 + 60 + 40)
        var opened = 0
        for index in 1..<size {
            for value in try bench.sealed(index) {
                if text(try vault.open(value)) != nil { opened += 1 }
            }
        }
        #expect(opened == 100)
        #expect(try vault.contents() == VaultContents(live: 7, erased: 0, values: 100, pending: 0))
        #expect(try vault.faults().isEmpty)
    }
}

/// Sixty entries of another process.
private func sealElsewhere(_ path: String, _ keyPath: String) async {
    await #expect(processExitsWith: .success) { [path = path as String, keyPath = keyPath as String] in
        let ledger = try Ledger(folder: path, forWriting: true)
        let vault = try Vault(ledger, key: .read(keyPath), use: .sealing)
        let writer = try LogWriter(ledger, key: SigningKey(seed: [UInt8](0..<32)), surroundings: .system)
        defer { writer.close() }
        for number in 0..<60 {
            let run = DraftRun()
            var parser = DraftParser()
            try parser.parse(
                Array(personal("\"theirs \(number)\"", of: "p-\(number % 7)", key: "t\(number)").utf8).span, into: run)
            try vault.seal(run)
            try writer.appendAndWait(run)
            vault.settle(run, isKnown: true)
        }
        try vault.flush()
    }
}

struct VaultTestFailure: Error {}
