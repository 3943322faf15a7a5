import Foundation
import HomeSale
import Ledger
import Proofs
import TestSupport
import Testing
import Vault

@testable import LedgerCLI

/// A ledger with the rules of the house and a vault, in which one value of p-1 is sealed.
private final class AccessBench {
    let folder = TemporaryFolder()
    let ledger: Ledger
    let writer: LogWriter
    private let master = MasterKey.random()
    var store: String { folder.file("ledger/vault/data.mdb") }
    var size: UInt64 { (try? ledger.head()?.size) ?? 0 }
    /// Where the value is.
    private(set) var index: UInt64 = 0

    init(_ field: PersonalField, _ steps: [String]) throws {
        let key = SigningKey(seed: [UInt8](0..<32)), path = folder.file("ledger")
        _ = try Ledger.create(folder: path, origin: "test.example.cn/access", key: key, surroundings: .system)
        ledger = try Ledger(folder: path, forWriting: true)
        var options = LogWriter.Options()
        options.makeRules = { HomeSaleJudge() }
        writer = try LogWriter(ledger, key: key, surroundings: .system, options: options)
        try Vault.create(ledger, key: master)
        let party = draft(
            "party/p-1", "party.registered",
            data:
                #"{"partyId":"p-1","kind":"person","ageFacts":{"asOf":"2026-01-01","under8":false,"under14":false,"under18":false,"ageBandYears":40}}"#,
            more: #","actor":"broker-1","role":"broker""#)
        let value = draft(
            "ext/value", "ext.note", key: "v", data: #"{"\#(field.rawValue)":\#(wrapped("p-1", "\"what nobody may see\""))}"#)
        try append([party] + steps + [value])
        index = size - 1
    }

    deinit { writer.close() }

    private func append(_ drafts: [String]) throws {
        let run = DraftRun(isAtomic: true), vault = try Vault(ledger, key: master, use: .sealing)
        var parser = DraftParser()
        for draft in drafts { try parser.parse(Array(draft.dropLast().utf8).span, into: run) }
        try vault.seal(run)
        try writer.appendAndWait(run)
        vault.settle(run, isKnown: true)
        try vault.flush()
        for outcome in run.outcomes { if case .failed(let error) = outcome { throw error } }
    }

    func ask(_ actor: String, _ role: Role, _ purpose: Purpose) throws -> [RevealedValue] {
        let desk = AccessDesk(
            ledger: ledger, asker: Asker(actor: actor, role: role, purpose: purpose), record: OwnEntryWriter(writer: writer))
        let vault = try Vault(ledger, key: master, use: .reading)
        return try Reveal(desk: desk, vault: vault, withOpenings: true).run([
            Reveal.Source(index: index, line: try ledger.line(index) ?? [])
        ])
    }
}

@Suite("questions that must be denied, tried") struct AccessAttemptTests {
    @Test("each is denied with its reason, on record, and nothing else is stored", arguments: AccessAttempt.all)
    func denied(attempt: AccessAttempt) throws {
        let bench = try AccessBench(attempt.field, attempt.steps)
        let size = bench.size, store = bytes(bench.store)
        let values = try bench.ask(attempt.actor, attempt.role, attempt.purpose)
        guard values.count == 1, case .denied(let reason) = values[0].sight else {
            Issue.record("\(attempt): \(values)")
            return
        }
        #expect(reason == attempt.reason)
        let refusal = #expect(throws: LedgerError.self) { try values.checkAllowed() }
        #expect(refusal?.code == .accessDenied && refusal?.code.exitStatus == 77)
        // The decision, and nothing beside it.
        #expect(bench.size == size + 1 && bytes(bench.store) == store)
        let entry = JSONObject(String(decoding: try bench.ledger.line(size) ?? [], as: UTF8.self)), data = entry.object("data")
        #expect(entry.text("type") == "access.decided" && entry.text("subject") == "access/p-1")
        #expect(entry.text("actor") == attempt.actor && data.text("role") == attempt.role.rawValue)
        #expect(data.flag("allowed") == false && data.text("reason") == attempt.reason.rawValue)
        #expect(data.text("purpose") == attempt.purpose.rawValue && data.texts("fields") == [attempt.field.rawValue])
        #expect(try Verifier(bench.ledger).run().firstFault == nil)
    }

    @Test("the same questions open the value where the consent lives", arguments: Grant.all) func allowed(grant: Grant) throws {
        let bench = try AccessBench(grant.field, [grant.given()])
        let values = try bench.ask(grant.actor, grant.role, grant.purpose)
        guard values.count == 1, case .shown = values[0].sight else {
            Issue.record("\(grant): \(values)")
            return
        }
    }

    @Test("each row of the matrix by consent is tried") func rows() {
        let rows = AccessMatrix.house.rows.filter { $0.cover == .consent }
        #expect(
            rows.allSatisfy { row in
                Grant.all.contains { $0.role == row.role && $0.field.resource == row.resource && $0.purpose == row.purpose }
            })
    }

    @Test("each is told once, and there are as many of each kind as docs/THREATS.md says") func counts() {
        #expect(Set(AccessAttempt.all.map { $0.kind + $0.description }).count == AccessAttempt.all.count)
        let counts = Dictionary(
            AccessAttempt.all.map { ($0.kind, 1) } + SignedAccessAttempt.all.map { ($0.kind, 1) }, uniquingKeysWith: +)
        #expect(counts == AttemptTable.column("LedgerCLITests"), "\(counts)")
    }
}
