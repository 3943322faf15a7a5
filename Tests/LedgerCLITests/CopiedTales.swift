import Foundation
import HomeSale
import Ledger
import Proofs
import TestSupport

/// A draft and the instant to record it at.
struct ToldDraft {
    let timeMilliseconds: Int64
    let isSystem: Bool
    let text: [UInt8]
}

/// Scenarios told many times side by side, each time under other names: a log as long as a test wants, or with names as long as
/// the grammar has them. No rules judge it again.
struct CopiedTales {
    private struct Step {
        let timeMilliseconds: Int64
        let isSystem: Bool
        /// Texts, and at every odd place the number of a name between them.
        let pieces: [String]
        /// Of deals, listings, people and homes.
        let names: [String]
        let tale: Int
    }

    private var steps: [Step] = []
    private let tales: Int

    /// - Parameter key: what becomes of a key that people gave.
    init(_ tales: [String], _ tool: CommandLineTool, key: (String) -> String = { $0 }) throws {
        self.tales = tales.count
        for (number, tale) in tales.enumerated() {
            let folder = tool.file("tale-\(number)")
            let path = Fixtures.path("scenarios/\(tale).scenario")
            let made = tool.run(["scenario", "run", path, "--keep", folder])
            precondition(made.status == 0, made.errors)
            steps += try Self.steps(of: folder, number, key)
        }
        // A stable order: what a tale tells at one instant stays as it was.
        let order = steps.indices.sorted { (steps[$0].timeMilliseconds, $0) < (steps[$1].timeMilliseconds, $1) }
        steps = order.map { steps[$0] }
    }

    private static func steps(of folder: String, _ tale: Int, _ key: (String) -> String) throws -> [Step] {
        var facts: [(fact: Fact, line: String)] = []
        try Ledger(folder: folder).forEachEntry(LogQuery()) { _, line in
            guard let fact = Fact(line: line) else { return true }
            facts.append((fact, String(decoding: line.indices.map { line[$0] }, as: UTF8.self)))
            return true
        }
        var names: [String] = []
        for (fact, line) in facts {
            names.append(fact.stream.id)
            names += line.matches(of: #/[0-9]{12}GB[0-9]{5}F[0-9]{8}/#).map { String($0.output) }
        }
        // The longest first: one may be the beginning of another.
        names = Set(names).sorted { ($1.count, $0) < ($0.count, $1) }
        return try facts.map { fact, line in
            guard var members = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else {
                preconditionFailure("an entry is an object")
            }
            for name in ["cause", "id", "prevhash", "revision", "salt", "signature", "source", "specversion", "time"] {
                members[name] = nil
            }
            let isSystem = members["role"] as? String == "system"
            if !isSystem { members["key"] = (members["key"] as? String).map(key) }
            var text = String(decoding: try JSONSerialization.data(withJSONObject: members), as: UTF8.self)
                .replacing("\\/", with: "/")
            for (number, name) in names.enumerated() { text = text.replacing(name, with: "\u{1}\(number)\u{1}") }
            return Step(
                timeMilliseconds: fact.timeMilliseconds, isSystem: isSystem,
                pieces: text.split(separator: "\u{1}", omittingEmptySubsequences: false).map(String.init), names: names,
                tale: tale)
        }
    }

    /// The drafts of so many copies, in the order of their instants.
    ///
    /// - Parameter name: of a deal, listing or party in a copy; no two copies have a number, whichever tale they are of.
    func drafts(copies: Int, name: (String, Int) -> String = { "\($0)-\($1)" }) -> [ToldDraft] {
        steps.flatMap { step in
            (0..<copies).map { copy in
                let copy = copy * tales + step.tale
                let names = step.names.map { $0.contains("GB") ? Self.home($0, copy) : name($0, copy) }
                var text: [UInt8] = []
                for (place, piece) in step.pieces.enumerated() {
                    text += Int(piece).map { place % 2 == 1 ? names[$0] : piece }?.utf8 ?? piece.utf8
                }
                return ToldDraft(timeMilliseconds: step.timeMilliseconds, isSystem: step.isSystem, text: text)
            }
        }
    }

    /// Another parcel: each copy sells a home of its own.
    private static func home(_ code: String, _ copy: Int) -> String {
        let number = String(copy)
        return code.prefix(14) + String(repeating: "0", count: 5 - number.count) + number + code.suffix(9)
    }
}

/// Appends drafts to a ledger, which is made where there is none, in one commit and without rules.
func append(_ drafts: some Collection<ToldDraft>, to folder: String) throws {
    let key = SigningKey(seed: [UInt8](0..<32))
    var surroundings = Surroundings.system
    let start = drafts.first?.timeMilliseconds ?? 0
    surroundings.wallMilliseconds = { start }
    surroundings.monotonicMilliseconds = { start }
    if !exists(folder) {
        _ = try Ledger.create(folder: folder, origin: "test.example.cn/copied", key: key, surroundings: surroundings)
    }
    let writer = try LogWriter(try Ledger(folder: folder, forWriting: true), key: key, surroundings: surroundings)
    defer { writer.close() }
    let run = DraftRun()
    var people = DraftParser(), program = DraftParser(isSystem: true)
    for draft in drafts {
        if draft.isSystem { try program.parse(draft.text, into: run) } else { try people.parse(draft.text, into: run) }
        run.times.append(draft.timeMilliseconds)
    }
    try writer.appendAndWait(run)
    for outcome in run.outcomes {
        guard case .stored = outcome else { preconditionFailure("not stored: \(outcome)") }
    }
}
