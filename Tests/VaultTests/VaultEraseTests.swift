import Foundation
import Ledger
import Proofs
import Storage
import TestSupport
import Testing

@testable import Vault

@Suite("Recovering, erasing and rotating a vault")
struct VaultEraseTests {
    @Test("what a process that died left marked is kept where the ledger holds its entry, and destroyed where not")
    func recovery() throws {
        let bench = try VaultBench()
        do {
            let vault = try bench.open()
            // Stored, and its mark left; never handed in; refused, and its mark left.
            for (key, isSent) in [("held", true), ("lost", false), ("refused", true)] {
                let extra = key == "refused" ? ",\"expect\":77" : ""
                let run = try bench.run([personal("\"13900138000\"", of: "p-\(key)", key: key, extra: extra)])
                try vault.seal(run)
                if isSent { try bench.writer.appendAndWait(run) }
            }
            #expect(try vault.contents() == VaultContents(live: 3, erased: 0, values: 3, pending: 3))
        }
        // Somebody who has it at the same time settles nothing.
        let vault = try bench.open()
        #expect(try vault.contents() == VaultContents(live: 3, erased: 0, values: 1, pending: 0))
        #expect(try text(vault.open(try bench.sealed(1)[0])) == "\"13900138000\"")
        #expect(try vault.parties(having: "13900138000") == ["p-held"])
        #expect(try vault.faults().isEmpty)
    }

    @Test("nobody recovers while another still has the vault open")
    func recoversAlone() throws {
        let bench = try VaultBench()
        let lock = try FileLockHolder(bench.path + "/vault/users.lock")
        do {
            let vault = try bench.open()
            try vault.seal(try bench.run([personal("1")]))
        }
        do {
            let vault = try bench.open()
            #expect(try vault.contents().pending == 1 && vault.contents().values == 1)
        }
        #expect(code { _ = try bench.open(.alone) } == .vaultInUse)
        lock.release()
        #expect(try bench.open().contents() == VaultContents(live: 1, erased: 0, values: 0, pending: 0))
    }

    @Test("after an erasure nothing of the party opens, its name gets no key again, and the file holds none of its bytes")
    func erased() throws {
        let bench = try VaultBench()
        do {
            let vault = try bench.open()
            for number in 0..<300 {
                try bench.append(
                    vault,
                    [
                        personal("\"one \(number)\"", of: "p-1", key: "a\(number)"),
                        personal("\"1390013\(8000 + number)\"", of: "p-2", key: "b\(number)"),
                    ], atomic: true)
            }
        }
        let head = try bench.ledger.head()
        let rows = try bench.rows("values"), parties = try bench.rows("parties"), nonces = try bench.rows("nonces")
        let own = rows.filter { $0.key[7] == 0 }, search = try bench.rows("search")
        #expect(own.count == 300 && parties.count == 2 && search.count == 300)
        let wrapped = Array(parties[0].value[9..<49])
        func isIn(_ part: [UInt8], _ file: [UInt8]) -> Bool { Data(file).range(of: Data(part)) != nil }
        let before = contents(bench.store)
        #expect(isIn(wrapped, before) && own.allSatisfy { isIn($0.value, before) })
        let keyID: String
        do {
            let vault = try bench.open(.alone)
            keyID = try vault.erase("p-1")
            #expect(!vault.isCompactionDue)
        }
        let after = contents(bench.store)
        #expect(after.count < before.count)
        #expect(!isIn(wrapped, after))
        for row in own {
            // Neither whole nor as a tail that a page's gap kept: 8 bytes of ciphertext are enough to tell.
            #expect(!isIn(Array(row.value.suffix(8)), after) && !isIn(Array(row.value[..<12]), after))
            #expect(!isIn(Array(row.key.suffix(32)), after))
        }
        for row in rows where row.key[7] == 1 { #expect(isIn(row.value, after)) }
        #expect(nonces.filter { $0.key[7] == 0 }.allSatisfy { !isIn(Array($0.key.suffix(12)), after) })
        #expect(try bench.ledger.head() == head)
        do {
            let vault = try bench.open()
            #expect(try vault.contents() == VaultContents(live: 1, erased: 1, values: 300, pending: 0))
            #expect(try vault.faults().isEmpty && !vault.isCompactionDue)
            #expect(try vault.standing(of: "p-1") == .erased && vault.destroyedKey(of: "p-1") == keyID)
            #expect(try vault.standing(of: "p-2") == .live && vault.destroyedKey(of: "p-2") == nil)
            for index in [1, 2] as [UInt64] {
                let value = try bench.sealed(index)[0]
                #expect(try (vault.open(value) == .erased) == (value.party == "p-1"))
            }
            let refused = try bench.append(vault, [personal("1", of: "p-1", key: "new")])
            guard case .failed(let error) = refused[0] else { throw VaultTestFailure() }
            #expect(error.code == .partyErased)
        }
        // Again: nothing changes, also not the file.
        do { #expect(try bench.open(.alone).erase("p-1") == keyID) }
        #expect(contents(bench.store).count == after.count)
    }

    @Test("a party that the vault never met is erased too: nobody gets a key under its name")
    func unknownErased() throws {
        let bench = try VaultBench()
        do { #expect(try bench.open(.alone).erase("p-9").count == 16) }
        let vault = try bench.open()
        #expect(try vault.standing(of: "p-9") == .erased)
        guard case .failed(let error) = try bench.append(vault, [personal("1", of: "p-9")])[0] else { throw VaultTestFailure() }
        #expect(error.code == .partyErased)
    }

    @Test("values of one party that another's damaged rows hide are destroyed all the same")
    func erasesDamaged() throws {
        let bench = try VaultBench()
        do {
            let vault = try bench.open()
            try bench.append(
                vault, [personal("\"13900138000\"", of: "p-1", key: "a"), personal("\"13900138000\"", of: "p-2", key: "b")])
        }
        var row = try bench.rows("values")[0]
        row.value[20] ^= 1
        try bench.put("values", row.key, row.value)
        var party = try bench.rows("parties")[0]
        party.value[30] ^= 1
        try bench.put("parties", party.key, party.value)
        do { #expect(try bench.open(.alone).erase("p-1") == "0000000000000000") }
        #expect(try bench.rows("values").count == 1 && bench.rows("search").count == 1 && bench.rows("nonces").count == 1)
        let vault = try bench.open()
        #expect(try vault.faults().isEmpty && vault.parties(having: "13900138000") == ["p-2"])
    }

    @Test("under a new master key everything opens, the old one opens the old copy alone, and no old wrap is left in the file")
    func rotated() throws {
        let bench = try VaultBench(), fresh = MasterKey.random()
        do {
            let vault = try bench.open()
            try bench.append(vault, [personal("\"13900138000\"", of: "p-1", key: "a"), personal("2", of: "p-2", key: "b")])
        }
        do { _ = try bench.open(.alone).erase("p-2") }
        let old = contents(bench.store), parties = try bench.rows("parties"), values = try bench.rows("values")
        do {
            let vault = try bench.open(.alone)
            #expect(try vault.rotate(to: fresh) == 1)
            #expect(vault.masterKeyID == fresh.id && vault.previousMasterKeyID == bench.master.id)
        }
        let new = contents(bench.store)
        #expect(try bench.rows("values").elementsEqual(values) { $0.key == $1.key && $0.value == $1.value })
        #expect(Data(old).range(of: Data(parties[0].value[9..<49])) != nil)
        #expect(Data(new).range(of: Data(parties[0].value[9..<49])) == nil)
        #expect(code { _ = try bench.open() } == .masterKeyWrong)
        do {
            let vault = try bench.open(master: fresh)
            #expect(try text(vault.open(try bench.sealed(1)[0])) == "\"13900138000\"")
            #expect(try vault.open(try bench.sealed(2)[0]) == .erased)
            #expect(try vault.parties(having: "13900138000") == ["p-1"] && vault.faults().isEmpty)
            #expect(!vault.isCompactionDue && vault.masterKeyID == fresh.id)
        }
        // A backup from before: with the old key it opens, with the new one it does not.
        try #require(FileManager.default.createFile(atPath: bench.store, contents: Data(old)))
        #expect(code { _ = try bench.open(master: fresh) } == .masterKeyWrong)
        #expect(try text(bench.open().open(try bench.sealed(1)[0])) == "\"13900138000\"")
    }

    @Test("a compaction that was cut off is due until it is done, and what it left behind goes")
    func compactionDue() throws {
        let bench = try VaultBench()
        do {
            let vault = try bench.open()
            try bench.append(vault, [personal("1", of: "p-1", key: "a"), personal("2", of: "p-2", key: "b")])
        }
        do {
            let vault = try bench.open(.alone)
            try vault.environment.write { try vault.noteCompaction(&$0) }
        }
        try FileManager.default.createDirectory(atPath: bench.path + "/vault/compact", withIntermediateDirectories: false)
        try #require(FileManager.default.createFile(atPath: bench.path + "/vault/compact/data.mdb", contents: Data("rest".utf8)))
        do {
            let vault = try bench.open()
            #expect(vault.isCompactionDue)
            #expect(!FileManager.default.fileExists(atPath: bench.path + "/vault/compact"))
            #expect(try text(vault.open(try bench.sealed(1)[0])) == "1")
        }
        do {
            let vault = try bench.open(.alone)
            try vault.finishCompaction()
            #expect(!vault.isCompactionDue)
        }
        let vault = try bench.open()
        #expect(!vault.isCompactionDue)
        #expect(try vault.faults().isEmpty)
        #expect(try text(vault.open(try bench.sealed(2)[0])) == "2")
    }
}

/// Somebody else who has a vault open.
private final class FileLockHolder {
    private let lock: FileLock

    init(_ path: String) throws {
        lock = try FileLock(path: path)
        try lock.share(waitMilliseconds: 0)
    }

    func release() { lock.unlock() }
}
