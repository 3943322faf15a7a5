import Foundation
@testable import Ledger
import Proofs
import TestSupport
import Testing

@testable import Vault

/// `fixtures/golden/vault.json`, made by scripts/vault-vectors out of docs/FORMAT.md alone.
private struct Vectors: Decodable {
    struct Value: Decodable {
        let subject, key, pointer, value, info, opening, commitment, bound, nonce, rowKey, row, nonceKey: String
        let searchKey: String?
    }

    let origin, entryZero, master, masterId, header, party, partyRow, erasedRow, partyKeyId, pendingRow: String
    let refusedDraft, refusedCode: String
    let values: [Value]
}

private func hex(_ text: String) -> [UInt8] { bytes(hex: text) ?? [] }

@Suite("Bytes of a vault")
struct VaultVectorTests {
    private let vectors = Fixtures.decode(Vectors.self, Fixtures.bytes("golden/vault.json"))

    /// A vault with the fixture's keys in place of its own.
    private func bench() throws -> VaultBench {
        let units = Array(vectors.master.utf8)
        let bench = try VaultBench(origin: vectors.origin, master: MasterKey(text: units, from: "fixture"))
        try bench.put("meta", Array("vault".utf8), hex(vectors.header))
        try bench.put("parties", Array(vectors.party.utf8), hex(vectors.partyRow))
        return bench
    }

    /// The fixture's values in two drafts, as they stand in it.
    private var drafts: [String] {
        func wrapped(_ number: Int) -> String {
            "{\"$personal\":{\"party\":\"\(vectors.party)\",\"value\":\(vectors.values[number].value)}}"
        }
        return [
            """
            {"subject":"party/p-31","type":"ext.note","key":"reg-31","data":{"idNumber":\(wrapped(0)),"contacts":[{"a/b~c":\(wrapped(1))}]}}
            """,
            """
            {"subject":"ext/a","type":"ext.note","key":"kéy","data":{"name":\(wrapped(2)),"note":\(wrapped(3))}}
            """,
        ]
    }

    /// Members are sealed in their order: `contacts` comes before `idNumber`.
    private var order: [Int] { [1, 0, 2, 3] }

    @Test("key, wraps, openings, commitments, rows and marks are those that another implementation computes")
    func rows() throws {
        let bench = try bench()
        #expect(try bench.ledger.line(0).map { String(decoding: $0, as: UTF8.self) } == vectors.entryZero)
        #expect(bench.master.id == vectors.masterId)
        do {
            let vault = try bench.open(nonces: GivenNonces(order.map { hex(vectors.values[$0].nonce) }))
            let run = try bench.run(drafts)
            try vault.seal(run)
        }
        let values = try bench.rows("values")
        #expect(
            Dictionary(uniqueKeysWithValues: values.map { (hexText($0.key), hexText($0.value)) })
                == Dictionary(uniqueKeysWithValues: vectors.values.map { ($0.rowKey, $0.row) }))
        #expect(try bench.rows("nonces").map { hexText($0.key) } == vectors.values.map(\.nonceKey).sorted())
        #expect(try bench.rows("search").isEmpty)
        let pending = try bench.rows("pending")
        #expect(pending.count == 1 && pending[0].key == [0, 0, 0, 0, 0, 0, 0, 0])
        #expect(hexText(pending[0].value) == vectors.pendingRow)
    }

    @Test("a mark is that of the other implementation, byte for byte")
    func mark() throws {
        let bench = try bench()
        let vault = try bench.open(.alone)
        let mark = hex(vectors.pendingRow), content = Array(mark.dropLast(PendingDraft.proofBytes))
        #expect(vault.pendingRow(0, content) == mark)
        let drafts = try #require(PendingDraft.drafts(ofContent: content))
        #expect(
            drafts.map { $0.values.map(\.commitment.hex) } == [[1, 0], [2, 3]].map { $0.map { vectors.values[$0].commitment } })
        #expect(drafts.map { String(decoding: $0.key, as: UTF8.self) } == ["reg-31", "kéy"])
        let draft = Array(vectors.refusedDraft.utf8)
        #expect(vault.codeOfRefused(draft).hex == vectors.refusedCode)
    }

    @Test("what is committed to opens with the opening alone, and the log holds it at the fixture's places")
    func openings() throws {
        let bench = try bench()
        let vault = try bench.open(nonces: GivenNonces(order.map { hex(vectors.values[$0].nonce) }))
        let outcomes = try bench.append(vault, drafts)
        #expect(outcomes.allSatisfy { if case .stored = $0 { true } else { false } })
        let found = try bench.sealed(1) + bench.sealed(2)
        #expect(found.map(\.pointer) == order.map { vectors.values[$0].pointer })
        var hash = KeyedHash()
        for (value, number) in zip(found, order) {
            let vector = vectors.values[number]
            #expect(value.commitment.hex == vector.commitment && value.party == vectors.party)
            #expect(String(decoding: value.info, as: UTF8.self) == vector.info)
            guard case .value(let bytes, let opening) = try vault.open(value) else {
                Issue.record("\(vector.pointer) does not open")
                continue
            }
            #expect(String(decoding: bytes, as: UTF8.self) == vector.value && opening.hex == vector.opening)
            let key = opening.array
            #expect(hash.code(key.span, bytes.span).hex == vector.commitment)
        }
    }

    @Test("what finds a value is the other implementation's, also where a process died before it was in")
    func search() throws {
        for diesEarly in [false, true] {
            let bench = try bench()
            do {
                let vault = try bench.open()
                if diesEarly {
                    let run = try bench.run(drafts)
                    try vault.seal(run)
                    try bench.writer.appendAndWait(run)
                } else {
                    try bench.append(vault, drafts)
                }
            }
            #expect(try bench.rows("search").isEmpty == diesEarly)
            _ = try bench.open()
            let search = try bench.rows("search")
            #expect(search.map { hexText($0.key) } == vectors.values.compactMap(\.searchKey).sorted())
            #expect(search.allSatisfy { $0.value.isEmpty })
        }
    }

    @Test("a row of the other implementation opens, and an erased party's row is the fixture's")
    func foreignRows() throws {
        let bench = try bench()
        for value in vectors.values {
            try bench.put("values", hex(value.rowKey), hex(value.row))
            try bench.put("nonces", hex(value.nonceKey), [])
            if let key = value.searchKey { try bench.put("search", hex(key), []) }
        }
        do {
            let vault = try bench.open()
            #expect(try vault.faults().isEmpty)
            for value in vectors.values {
                let sealed = SealedValue(
                    party: vectors.party, commitment: Digest(hex: value.commitment)!, pointer: value.pointer,
                    info: Array(value.info.utf8))
                #expect(try text(vault.open(sealed)) == value.value)
            }
            #expect(try vault.parties(having: "13900138000") == [vectors.party])
            #expect(try vault.parties(having: "11010519491231002x") == [vectors.party])
            #expect(try vault.parties(having: "11010519491231003X").isEmpty)
        }
        do { #expect(try bench.open(.alone).erase(vectors.party) == vectors.partyKeyId) }
        let parties = try bench.rows("parties")
        #expect(parties.count == 1 && hexText(parties[0].value) == vectors.erasedRow)
        for table in ["values", "nonces", "search", "pending"] { #expect(try bench.rows(table).isEmpty) }
    }
}
