import CanonicalJSON
import Foundation
import Proofs
import Storage
import TestSupport

@testable import Ledger

/// A ledger with administrators a, b, c, a policy, and actors in every state that a signature can meet. It is 2026-03-01.
final class GovernedLedger {
    static let origin = "test.example.cn/governed"
    static let policy = SigningPolicy(
        roles: ["administrator", "officer", "relay"],
        countersigned: [.init(type: "ext.contract", roles: ["buyer", "seller", "broker"])])

    let folder = TemporaryFolder()
    let world = ScriptedWorld()
    let logKey = SigningKey(seed: goldenSeed)
    let ledger: Ledger
    let writer: LogWriter
    let keys: [String: ActorPrivateKey]

    /// Roles, first and last day, algorithm. A name after a dash is a later key of the same actor.
    private static let actors: [(name: String, roles: [String], from: String, until: String?, algorithm: ActorAlgorithm)] = [
        ("c", ["administrator"], "2026-01-01", nil, .sm2), ("ended-admin", ["administrator"], "2026-01-01", nil, .ed25519),
        ("revoked-admin", ["administrator"], "2026-01-01", nil, .ed25519),
        ("old-admin", ["administrator"], "2026-01-01", "2026-02-28", .ed25519),
        ("next-admin", ["administrator"], "2026-03-02", nil, .ed25519),
        ("relay", ["relay"], "2026-03-01", "2026-03-01", .ed25519), ("relay2", ["relay"], "2026-01-01", nil, .sm2),
        ("officer", ["officer"], "2026-01-01", nil, .ed25519), ("next-officer", ["officer"], "2026-03-02", nil, .ed25519),
        ("old-officer", ["officer"], "2026-01-01", "2026-02-28", .ed25519), ("ended", ["relay"], "2026-01-01", nil, .ed25519),
        ("revoked", ["relay"], "2026-01-01", nil, .ed25519), ("rotated", ["relay"], "2026-01-01", nil, .ed25519),
        ("clerk", ["clerk"], "2026-01-01", nil, .ed25519), ("buyer", ["buyer"], "2026-01-01", nil, .ed25519),
        ("seller", ["seller"], "2026-01-01", nil, .sm2), ("broker", ["broker"], "2026-01-01", nil, .ed25519),
        ("old-broker", ["broker"], "2026-01-01", "2026-02-28", .ed25519),
        ("next-seller", ["seller"], "2026-03-02", nil, .ed25519),
        ("everything", ["broker", "buyer", "seller"], "2026-01-01", nil, .ed25519),
    ]

    init(origin: String = GovernedLedger.origin, keys: [String: ActorPrivateKey] = [:], isPopulated: Bool = true) throws {
        var made = keys
        for name in ["a", "b"] + Self.actors.map(\.name) + ["rotated-new", "stranger", "fresh"] where made[name] == nil {
            let isSM2 = Self.actors.first { $0.name == name }?.algorithm == .sm2
            made[name] = .generate(isSM2 ? .sm2 : .ed25519)
        }
        self.keys = made
        let founders = ["a", "b"].map { Founding.Administrator(name: $0, key: made[$0]!.publicKey) }
        _ = try Ledger.create(
            folder: folder.file("ledger"), origin: origin, key: logKey, founding: try Founding(founders, Self.policy),
            surroundings: world.surroundings)
        ledger = try Ledger(folder: folder.file("ledger"), forWriting: true)
        writer = try LogWriter(ledger, key: logKey, surroundings: world.surroundings)
        if isPopulated { try populate() }
    }

    deinit { writer.close() }

    private func populate() throws {
        var changes = Self.actors.map { one -> (String, ActorChange) in
            let grant = RoleGrant(roles: one.roles, fromDay: day(one.from), untilDay: one.until.map(day))
            return (one.name, .registered(keys[one.name]!.publicKey, grant))
        }
        changes += [
            ("ended-admin", .roleEnded(["administrator"])), ("ended", .roleEnded(["relay"])),
            ("revoked-admin", .keyRevoked(id("revoked-admin"), .left)), ("revoked", .keyRevoked(id("revoked"), .compromised)),
            ("rotated", .keyRotated(keys["rotated-new"]!.publicKey, replaces: id("rotated"))),
        ]
        for (actor, change) in changes {
            let outcome = try submit(signed(change, of: actor, by: ["a", "b"]), isSystem: true)
            guard case .stored = outcome else { throw LedgerError(.unexpected, ["\(actor): \(outcome)"]) }
        }
    }

    func id(_ name: String) -> ActorKeyID { keys[name]!.publicKey.id }

    func day(_ text: String) -> Int32 {
        let units = Array(text.utf8)
        return CivilTime.parseDay(units.span, 0)!
    }

    /// A change of actors as its verb would make it, signed by some, of whom the first acts.
    func signed(_ change: ActorChange, of actor: String, by names: [String], key: String? = nil) throws -> String {
        var subject = "actor/" + actor
        var number = try ledger.withReader { try $0.count(of: subject) }
        if case .policySet = change { (subject, number) = ("ledger", UInt32(try ledger.actorRegistry().policies.count)) }
        let text = JSONWriter.object { writer in
            writer.member("actor", names.first ?? "a")
            writer.member("attestation", "derived")
            writer.member("data", json: change.data)
            writer.member("key", key ?? change.key(number))
            writer.member("role", "system")
            writer.member("schema", 1)
            writer.member("subject", subject)
            writer.member("type", change.type)
        }
        return try signed(String(decoding: text, as: UTF8.self), by: names, isSystem: true)
    }

    /// A draft completed for its place now, with signatures by some.
    func signed(_ draft: String, by names: [String], isSystem: Bool = false) throws -> String {
        let run = try parsed(draft, isSystem: isSystem)
        run.complete(
            0, source: ledger.origin, revision: try ledger.withReader { try $0.count(of: run.subject(0)) },
            day: day("2026-03-01")
        ) { SIMD16<UInt8>(repeating: 7) }
        guard let message = run.message(0) else { throw LedgerError(.unexpected) }
        for name in names { try run.add(signature: keys[name]!.signatureText(message), to: 0) }
        return String(decoding: run.text(of: 0), as: UTF8.self)
    }

    func parsed(_ draft: String, isSystem: Bool = false) throws -> DraftRun {
        let run = DraftRun()
        var parser = DraftParser(isSystem: isSystem)
        do { try parser.parse(Array(draft.utf8), into: run) } catch { throw LedgerError(.malformed, ["\(error)"]) }
        return run
    }

    func submit(_ draft: String, isSystem: Bool = false) throws -> DraftOutcome {
        let run: DraftRun
        do { run = try parsed(draft, isSystem: isSystem) } catch let error as LedgerError { return .failed(error) }
        try writer.appendAndWait(run)
        return run.outcomes[0]
    }

    var size: UInt64 { (try? ledger.head()?.size ?? 0) ?? 0 }

    func lines() throws -> [[UInt8]] {
        var lines: [[UInt8]] = []
        try ledger.forEachEntry(LogQuery()) { _, line in
            lines.append(Array(copying: line))
            return true
        }
        return lines
    }
}

/// A ledger of these lines, chained anew, with all rows and a head that its own key signs: what an operator could forge.
func forged(_ lines: [[UInt8]], _ folder: TemporaryFolder, origin: String = GovernedLedger.origin) throws -> Ledger {
    let path = folder.file("forged-\(UUID().uuidString)")
    try Files.createFolders(path)
    do {
        let environment = try Environment(path: path, access: .readWrite, mapBytes: 1 << 30, tables: 16)
        let tables = try LedgerTables(environment)
        let world = ScriptedWorld().surroundings
        var appender = Appender(
            origin: origin, key: SigningKey(seed: goldenSeed), clock: RecordingClock(world, isChecked: false),
            entropy: world.makeEntropy())
        try environment.write { transaction in
            try transaction.withCursors(tables.all) { cursors in
                var hasher = Hasher256(), previous = Digest.zero
                for line in lines {
                    var line = line
                    let place = try parseEntryLine(line.span).range(.prevhash)
                    line.replaceSubrange(place, with: Array(previous.hex.utf8))
                    previous = hasher.digest(of: line.span)
                    try appender.take(line.span, expected: previous, source: Array(origin.utf8), &cursors)
                }
                try appender.commitHead(&cursors)
            }
        }
    }
    try Files.create(path + "/ledger.json", LedgerHeader(format: 1, origin: origin, isReplica: false).text)
    return try Ledger(folder: path)
}
