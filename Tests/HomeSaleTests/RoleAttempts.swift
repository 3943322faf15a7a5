import Foundation
import Ledger
import Proofs
import TestSupport
import Testing

@testable import HomeSale

/// A step of the catalogue by somebody whose role may not record it.
struct RoleAttempt: Sendable, CustomStringConvertible {
    let name: EventName
    let role: Role
    let attestation: Attestation
    /// The rule that refuses it.
    let answer: String

    var description: String { "\(name.rawValue) by \(role.rawValue), \(attestation.rawValue)" }

    /// For every type: a role that may record other types only, and the first of its own roles with an attestation that is not its.
    static let all: [RoleAttempt] = EventName.allCases.flatMap { name -> [RoleAttempt] in
        let type = Catalogue.type(of: name), people = Role.allCases.filter { $0 != .system }
        var attempts: [RoleAttempt] = []
        if let stranger = people.first(where: { role in !type.recorders.contains { $0.role == role } }) {
            attempts.append(RoleAttempt(name: name, role: stranger, attestation: .declared, answer: "permission.role"))
        }
        if let own = type.recorders.first(where: { $0.role != .system }),
            let other = [Attestation.direct, .relayed, .declared].first(where: { !own.attestations.contains($0) })
        {
            attempts.append(RoleAttempt(name: name, role: own.role, attestation: other, answer: "permission.attestation"))
        }
        return attempts
    }
}

@Suite("roles that may not record a step, through the writer") struct RoleAttemptTests {
    @Test("each is refused by its rule and on record, and nothing else is stored") func refused() throws {
        let folder = TemporaryFolder(), path = folder.file("ledger"), key = SigningKey(seed: [UInt8](0..<32))
        _ = try Ledger.create(folder: path, origin: "test.example.cn/roles", key: key, surroundings: .system)
        let ledger = try Ledger(folder: path, forWriting: true)
        var options = LogWriter.Options()
        options.makeRules = { HomeSaleJudge() }
        let writer = try LogWriter(ledger, key: key, surroundings: .system, options: options)
        defer { writer.close() }
        var size = try #require(try ledger.head()?.size)
        for (number, attempt) in RoleAttempt.all.enumerated() {
            let type = Catalogue.type(of: attempt.name), actor = "actor-\(number)"
            let data = String(decoding: examplePayload(of: type, optional: false), as: UTF8.self)
            let subject = StreamName(type.streams[0], "X-1", 1).subject
            let draft = """
                {"subject":"\(subject)","type":"\(attempt.name.rawValue)","schema":\(type.schema),"key":"k-\(number)","actor":"\(actor)","role":"\(attempt.role.rawValue)","attestation":"\(attempt.attestation.rawValue)","data":\(data)}
                """
            let run = DraftRun()
            var parser = DraftParser()
            try parser.parse(Array(draft.utf8).span, into: run)
            try writer.appendAndWait(run)
            guard case .failed(let error) = run.outcomes[0] else {
                Issue.record("\(attempt): \(run.outcomes[0])")
                continue
            }
            #expect(error.code == .notPermitted && error.code.exitStatus == 77, "\(attempt): \(error)")
            #expect(error.refusal?.rule == attempt.answer && error.refusal?.recorded == size, "\(attempt): \(error)")
            let line = String(decoding: try #require(try ledger.line(size)), as: UTF8.self)
            #expect(line.hasPrefix(#"{"actor":"\#(actor)","#) && line.contains(#""rule":"\#(attempt.answer)""#), "\(line)")
            #expect(line.contains(#""type":"step.refused""#) && line.contains(#""subject":"refusal/\#(subject)""#), "\(line)")
            size += 1
            #expect(try ledger.head()?.size == size)
        }
        #expect(try Verifier(ledger).run().firstFault == nil)
    }

    @Test("there are as many as docs/THREATS.md says") func counts() {
        #expect(Set(RoleAttempt.all.map(\.description)).count == RoleAttempt.all.count)
        #expect(["wrong role": RoleAttempt.all.count] == AttemptTable.column("HomeSaleTests"), "\(RoleAttempt.all.count)")
    }
}
