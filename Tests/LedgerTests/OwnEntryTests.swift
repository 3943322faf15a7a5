import CanonicalJSON
import Foundation
import Proofs
import Storage
import TestSupport
import Testing

@testable import Ledger

private let origin = "test.example.cn/own"

extension TestLedger {
    /// Appends what only the program's own verbs may, without the checks that they make.
    @discardableResult
    func appendAsSystem(_ draft: String) throws -> UInt64 {
        let run = DraftRun()
        var parser = DraftParser(isSystem: true)
        try parser.parse(Array(draft.utf8), into: run)
        try writer.appendAndWait(run)
        guard case .stored(let receipt) = run.outcomes[0] else { throw LedgerError(.unexpected, ["\(run.outcomes[0])"]) }
        return receipt.index
    }
}

/// A ledger of one entry, whatever it says, with all rows and the head that follow from it.
private func ledger(_ folder: TemporaryFolder, entry0: String) throws -> Ledger {
    let path = folder.file("ledger"), key = SigningKey(seed: goldenSeed)
    try Files.createFolders(path)
    do {
        let environment = try Environment(path: path, access: .readWrite, mapBytes: 1 << 30, tables: 16)
        let tables = try LedgerTables(environment)
        let world = ScriptedWorld().surroundings
        var appender = Appender(
            origin: origin, key: key, clock: RecordingClock(world, isChecked: false), entropy: world.makeEntropy())
        let run = DraftRun()
        var parser = DraftParser(isSystem: true)
        try parser.parse(Array(entry0.utf8), into: run)
        try environment.write { transaction in
            try transaction.withCursors(tables.all) { cursors in _ = try appender.process([run], &cursors) }
        }
    }
    try Files.create(path + "/ledger.json", LedgerHeader(format: 1, origin: origin, isReplica: false).text)
    return try Ledger(folder: path)
}

@Suite("entries of the ledger's own, held against the format") struct OwnEntryTests {
    private static let system = #""role":"system","attestation":"derived""#
    private static let verifierKey = VerifierKey(name: origin, publicKey: SigningKey(seed: goldenSeed).publicKey).text

    private static func created(
        _ data: String, key: String = "created", actor: String = "operator", schema: Int = 1
    ) -> String {
        #"{"subject":"ledger","type":"ledger.created","key":"\#(key)","actor":"\#(actor)","schema":\#(schema),\#(system),"data":\#(data)}"#
    }

    private static func members(
        _ more: String = "", format: String = "1", hash: String = "sha256", name: String = origin, key: String = verifierKey
    ) -> String {
        #"{"format":\#(format),"hash":"\#(hash)","origin":"\#(name)","verifierKey":"\#(key)"\#(more)}"#
    }

    private static let old = #"{"origin":"old.example.cn/a","root":"\#(String(repeating: "0f", count: 32))","size":7}"#

    @Test(
        "entry 0 says what it must and nothing else",
        arguments: [
            created(members(), key: "made"), created(members(), actor: "broker-1"), created(members(), schema: 2),
            created(members(#","x":1"#)), created(members(hash: "sha512")), created(members(name: "other.example.cn/x")),
            created(members(format: "2")), created(members(format: "true")), created(members(key: "x")),
            created(members(key: verifierKey.replacingOccurrences(of: "own", with: "two"))),
            created(#"{"format":1,"hash":"sha256","origin":"\#(origin)"}"#), created("{}"),
            created(members(#","continues":null"#)), created(members(#","continues":{}"#)),
            created(members(#","continues":\#(old.replacingOccurrences(of: "old.example.cn/a", with: origin))"#)),
            created(members(#","continues":\#(old.replacingOccurrences(of: ":7", with: ":0"))"#)),
            created(members(#","continues":\#(old.replacingOccurrences(of: ":7", with: ":-7"))"#)),
            created(members(#","continues":\#(old.replacingOccurrences(of: ":7", with: ":7,\"x\":1"))"#)),
            created(members(#","continues":\#(old.replacingOccurrences(of: "0f0f", with: "0F0f"))"#)),
            created(members(#","continues":\#(old.replacingOccurrences(of: "/a", with: "+a"))"#)),
        ])
    func entry0(draft: String) throws {
        let folder = TemporaryFolder()
        let report = try Verifier(try ledger(folder, entry0: draft)).run()
        #expect(
            report.firstFault?.kind == .ledgerCreated && report.firstFault?.index == 0, "\(String(describing: report.firstFault))"
        )
    }

    @Test("entry 0 as the format says it is sound, a successor's too", arguments: ["", #","continues":\#(old)"#])
    func soundEntry0(more: String) throws {
        let folder = TemporaryFolder()
        let made = try ledger(folder, entry0: Self.created(Self.members(more)))
        #expect(try Verifier(made).run().firstFault == nil)
        #expect(try made.continuation()?.size == (more.isEmpty ? nil : 7))
    }

    private static func refused(
        _ data: String, key: String = "deal.rule-k", subject: String = "refusal/ext/a", schema: Int = 1
    ) -> String {
        #"{"subject":"\#(subject)","type":"step.refused","key":"\#(key)","schema":\#(schema),\#(system),"data":\#(data)}"#
    }

    private static func refusal(
        key: String = "k", rests: String = #"["0","1"]"#, rule: String = "deal.rule", type: String = "ext.a", more: String = ""
    ) -> String {
        #"{"key":"\#(key)","rests":\#(rests),"rule":"\#(rule)","type":"\#(type)"\#(more)}"#
    }

    private static let longKey = String(repeating: "k", count: 120)
    private static let hashedKey: String = {
        var hasher = Hasher256()
        let units = Array(longKey.utf8)
        return "deal.rule-" + hasher.digest(of: units.span).hex
    }()

    @Test(
        "a refusal or a count of refusals that is not of its form is entry.payload",
        arguments: [
            refused(refusal(), key: "deal.rule-j"), refused(refusal(), schema: 2),
            refused(refusal().replacingOccurrences(of: "{", with: #"{"draft":"x","#)), refused(refusal(), subject: "refusal/ext"),
            refused(refusal(), subject: "refusal/ext/"), refused("{}"), refused(refusal(rests: #"["1","0"]"#)),
            refused(refusal(rests: #"["1","1"]"#)), refused(refusal(rests: #"["2"]"#)), refused(refusal(rests: #"["01"]"#)),
            refused(refusal(rests: #"[1]"#)), refused(refusal(rests: #"[""]"#)), refused(refusal(rests: #"{}"#)),
            refused(refusal(rests: #"["0",["1"]]"#)), refused(refusal(rule: "Deal.rule"), key: "Deal.rule-k"),
            refused(refusal(rule: String(repeating: "r", count: 49)), key: String(repeating: "r", count: 49) + "-k"),
            refused(refusal(rule: ""), key: "-k"), refused(refusal(key: ""), key: "deal.rule-"),
            refused(refusal(key: "a b"), key: "deal.rule-a"), refused(refusal(type: "ext")), refused(refusal(more: #","x":1"#)),
            refused(refusal(key: longKey), key: "deal.rule-" + String(repeating: "k", count: 118)),
            #"{"subject":"refusal/ext/a","type":"step.refusalsDropped",\#(system),"data":{"actor":"a","count":1}}"#,
            #"{"subject":"refusal/ledger","type":"step.refusalsDropped",\#(system),"data":{"actor":"a b","count":1}}"#,
            #"{"subject":"refusal/ledger","type":"step.refusalsDropped",\#(system),"data":{"actor":"a","count":-1}}"#,
            #"{"subject":"refusal/ledger","type":"step.refusalsDropped",\#(system),"data":{"actor":"a","count":2147483648}}"#,
            #"{"subject":"refusal/ledger","type":"step.refusalsDropped",\#(system),"data":{"actor":"a","count":1,"x":1}}"#,
            #"{"subject":"refusal/ledger","type":"step.refusalsDropped","schema":0,\#(system),"data":{"actor":"a","count":1}}"#,
            #"{"subject":"ledger","type":"ledger.clockChecked","key":"clockChecked-1",\#(system),"data":{"lastTime":"a","wallClock":"b"}}"#,
            #"{"subject":"ledger","type":"ledger.clockChecked","key":"clockChecked-2",\#(system),"data":{"lastTime":"a"}}"#,
            #"{"subject":"ledger","type":"ledger.sealed","key":"seal-1",\#(system),"data":{"root":"x","size":1,"streams":1}}"#,
            #"{"subject":"ledger","type":"ledger.sealed","key":"seal-1",\#(system),"data":{}}"#,
        ])
    func payload(draft: String) throws {
        let test = try TestLedger()
        try test.append([note("ext/a")])
        let index = try test.appendAsSystem(draft)
        let fault = try Verifier(test.ledger).run().firstFault
        #expect(fault?.kind == .entryPayload && fault?.index == index, "\(String(describing: fault))")
    }

    @Test(
        "what is of its form is sound",
        arguments: [
            refused(refusal()), refused(refusal(rests: "[]")),
            refused(
                refusal(more: "").replacingOccurrences(
                    of: "{", with: "{\"draft\":\"" + String(repeating: "0f", count: 32) + "\",")),
            refused(refusal(key: longKey), key: hashedKey), refused(refusal(key: "房\\\""), key: "deal.rule-房\\\""),
            refused(refusal(), subject: "refusal/ext/" + String(repeating: "x", count: 186)),
            #"{"subject":"refusal/ledger","type":"step.refusalsDropped",\#(system),"data":{"actor":"a","count":2147483647}}"#,
            #"{"subject":"ledger","type":"ledger.clockChecked","key":"clockChecked-2",\#(system),"data":{"lastTime":"a","wallClock":"b"}}"#,
            #"{"subject":"ext/a","type":"ext.a","data":{"a":[{"b":{"$sealed":{"commitment":"\#(String(repeating: "0", count: 64))","party":"p"}}}],"c":"$"}}"#,
        ])
    func sound(draft: String) throws {
        let test = try TestLedger()
        try test.append([note("ext/a")])
        try test.appendAsSystem(draft)
        #expect(try Verifier(test.ledger).run().firstFault == nil)
    }

    @Test(
        "a member of data that begins with $ is entry.reserved, but for a value sealed",
        arguments: [
            #"{"$x":1}"#, #"{"a":[1,{"b":{"$x":1}}]}"#, #"{"$":null}"#,
            #"{"$sealed":{"commitment":"x","party":"p"}}"#, #"{"$sealed":{"party":"p"}}"#,
            #"{"$sealed":{"commitment":"\#(String(repeating: "0", count: 64))","party":""}}"#,
            #"{"$sealed":{"commitment":"\#(String(repeating: "0", count: 64))","party":"p"},"a":1}"#,
            #"{"$sealed":{"commitment":"\#(String(repeating: "0", count: 64))","party":"p","q":1}}"#,
            #"{"$sealed":{"commitment":"\#(String(repeating: "A", count: 64))","party":"p"}}"#,
        ])
    func dollars(data: String) throws {
        let test = try TestLedger()
        try test.append([note("ext/a")])
        for draft in [
            #"{"subject":"ext/a","type":"ext.a","data":\#(data)}"#, #"{"subject":"ext/a","type":"ext.a","data":{"in":\#(data)}}"#,
        ] {
            let index = try test.appendAsSystem(draft)
            let fault = try Verifier(test.ledger).run().firstFault
            #expect(
                fault?.kind == .entryReserved && fault.map { $0.index == index || index == 3 } ?? false,
                "\(String(describing: fault))")
        }
    }

    private func note(_ subject: String) -> String { #"{"subject":"\#(subject)","type":"ext.note","data":{}}"# }
}
