import Proofs
import TestSupport
import Testing

@testable import Ledger

@Suite("changes of key in a log") struct KeyHistoryTests {
    private let first = SigningKey(seed: goldenSeed), second = SigningKey(seed: goldenSeed.reversed())
    private let third = SigningKey(seed: [UInt8](repeating: 7, count: 32))

    private func verifierKey(_ key: SigningKey, _ origin: String = "test.example.cn/one") -> VerifierKey {
        VerifierKey(name: origin, publicKey: key.publicKey)
    }

    private func draft(_ change: KeyChange, key: String? = nil, schema: Int = 1, data: String? = nil) -> String {
        let data = data ?? String(decoding: change.data, as: UTF8.self)
        return
            #"{"subject":"ledger","type":"ledger.keyChanged","key":"\#(key ?? change.key)","schema":\#(schema),"role":"system","attestation":"derived","data":\#(data)}"#
    }

    private func firstFault(_ drafts: [String]) throws -> VerifyFault? {
        let test = try TestLedger()
        for draft in drafts { try test.appendAsSystem(draft) }
        return try Verifier(test.ledger).run().firstFault
    }

    @Test("the golden vector of a key change is made and accepted, byte for byte") func golden() throws {
        let vector = GoldenVectors.shared.keyChange
        let from = try #require(VerifierKey(vector.from))
        let change = KeyChange(from: from, to: SigningKey(seed: try #require(bytes(hex: vector.toSeedHex))))
        #expect(change.from == vector.from && change.to == vector.to && base64Text(change.proof) == vector.proof)
        var history = KeyHistory(origin: from.name, created: from)
        #expect(history.take(change, at: 5) == nil && history.current.text == vector.to)
    }

    @Test("a change is in force from the size behind its own on; at its own both may sign a checkpoint") func sizes() throws {
        var history = KeyHistory(origin: "test.example.cn/one", created: verifierKey(first))
        #expect(history.take(KeyChange(from: verifierKey(first), to: second), at: 9) == nil)
        #expect(history.take(KeyChange(from: verifierKey(second), to: third), at: 20) == nil)
        let keys = [first, second, third].map { verifierKey($0) }
        for size in 0...30 as ClosedRange<UInt64> {
            #expect(history.key(atHead: size) == keys[size <= 10 ? 0 : size <= 21 ? 1 : 2])
            let wanted = size == 10 ? keys[0...1] : size == 21 ? keys[1...2] : [history.key(atHead: size)]
            #expect(Array(history.keys(atCheckpoint: size)) == Array(wanted))
        }
        #expect(history.signers(afterReleaseOf: 0) == keys.reversed())
        #expect(history.signers(afterReleaseOf: 9) == keys.reversed())
        #expect(history.signers(afterReleaseOf: 10) == [keys[2], keys[1]])
        #expect(history.signers(afterReleaseOf: 20) == [keys[2], keys[1]])
        #expect(history.signers(afterReleaseOf: 21) == [keys[2]])
    }

    @Test("a change that is forged, repeated, unproved, of another name or back to an old key is key.change") func flawed() throws
    {
        let change = KeyChange(from: verifierKey(first), to: second), back = KeyChange(from: verifierKey(second), to: first)
        let other = KeyChange(from: verifierKey(first, "other.example.cn/x"), to: second)
        func named(_ text: String) -> String { draft(change, data: text) }
        let data = String(decoding: change.data, as: UTF8.self)
        let wrongProof = base64Text(KeyChange(from: verifierKey(first), to: third).proof)
        let witness = VerifierKey(name: "test.example.cn/one", publicKey: third.publicKey, kind: .cosignature).text
        let cases: [[String]] = [
            [draft(KeyChange(from: verifierKey(third), to: second))],
            [draft(KeyChange(from: verifierKey(first), to: first))],
            [named(data.replacing(base64Text(change.proof), with: wrongProof))],
            [draft(change, key: other.key, data: data.replacing(change.to, with: other.to))],
            [draft(change, key: "k", data: data.replacing(change.to, with: "nobody"))],
            [
                draft(
                    change, key: "keyChanged-\(witness.split(separator: "+")[1])", data: data.replacing(change.to, with: witness))
            ],
        ]
        for drafts in cases {
            let fault = try firstFault(drafts)
            #expect(fault?.kind == .keyChange && fault?.index == UInt64(drafts.count), "\(String(describing: fault)): \(drafts)")
        }
        // The writer refuses to sign on behind a change; so these are taken by themselves.
        var history = KeyHistory(origin: "test.example.cn/one", created: verifierKey(first))
        #expect(history.take(change, at: 1) == nil)
        #expect(history.take(change, at: 2) != nil && history.take(back, at: 2) != nil && history.keys.count == 2)
    }

    @Test("a change of another form is entry.payload") func malformed() throws {
        let change = KeyChange(from: verifierKey(first), to: second)
        let data = String(decoding: change.data, as: UTF8.self)
        for one in [
            draft(change, schema: 2), draft(change, key: "keyChanged-00000000"), draft(change, data: "{}"),
            draft(change, data: data.replacing("}", with: #","x":1}"#)),
            draft(change, data: data.replacing(base64Text(change.proof), with: "x")),
            draft(change, data: data.replacing(base64Text(change.proof), with: base64Text(Array(change.proof.dropLast())))),
        ] {
            let fault = try firstFault([one])
            #expect(fault?.kind == .entryPayload && fault?.index == 1, "\(String(describing: fault)): \(one)")
        }
        #expect(try firstFault([draft(change)]) == nil)
    }
}
