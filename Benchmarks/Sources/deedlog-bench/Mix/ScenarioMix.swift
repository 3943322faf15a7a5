import HomeSale
import Ledger
import Storage

/// Every scenario there is, as drafts that can be repeated under fresh names.
///
/// What the program makes by itself in a run of a scenario is a draft like the others here. A scenario that comes out otherwise so
/// is left out, and named.
struct ScenarioMix {
    /// Of all scenarios, in the order of their instants.
    private(set) var steps: [MixStep] = []
    private(set) var scenarios: [(name: String, steps: [RehearsedStep])] = []
    private(set) var leftOut: [String] = []

    /// - Parameter root: the folder of the scenarios. `base/` holds beginnings of others and is not run by itself.
    init(_ root: String, _ folder: ScratchFolder) throws {
        for name in try Self.names(root, "") where !name.hasPrefix("base/") {
            let scenario = try ScenarioParser.parse(try Self.text("\(root)/\(name)"), file: name) { included in
                try Self.text("\(root)/\(included).scenario")
            }
            scenarios.append((name, try Rehearsal.steps(of: scenario.steps, folder)))
        }
        gather()
        let drafts = drafts(copies: 0..<1)
        let run = try folder.with("mix") { try appendMix(drafts, batch: 1000, isGuarded: true, to: $0 + "/ledger") }
        let wrong = Set(run.unexpected(drafts).map { drafts.steps[$0].scenario })
        leftOut = wrong.sorted().map { scenarios[$0].name }
        scenarios = scenarios.enumerated().filter { !wrong.contains($0.offset) }.map(\.element)
        gather()
    }

    private mutating func gather() {
        steps = []
        for (number, scenario) in scenarios.enumerated() {
            // What no parser takes never gets to a ledger.
            for step in scenario.steps where Self.isWellFormed(step) {
                steps.append(MixStep(step, of: scenario.steps, scenario: number))
            }
        }
        let order = steps.indices.sorted { (steps[$0].timeMilliseconds, $0) < (steps[$1].timeMilliseconds, $1) }
        steps = order.map { steps[$0] }
    }

    private static func isWellFormed(_ step: RehearsedStep) -> Bool {
        var parser = DraftParser(isSystem: step.isSystem)
        return (try? parser.parse(step.draft.span, into: DraftRun())) != nil
    }

    var description: [String] {
        let refused = steps.count { if case .refused = $0.outcome { true } else { false } }
        let stored = steps.count { $0.outcome == .stored }
        return [
            "mix of \(scenarios.count) scenarios, \(steps.count) steps a copy: \(stored) stored, \(refused) refused by a rule, "
                + "\(steps.count - stored - refused) not permitted, malformed, in conflict or repeated",
            leftOut.isEmpty
                ? "no scenario left out" : "left out: \(leftOut.joined(separator: " "))",
        ]
    }

    /// About `count` drafts: whole copies, one at least.
    func copies(_ count: Int) -> Int { max(1, (count + steps.count / 2) / steps.count) }

    func drafts(copies: Range<Int>) -> MixDrafts { MixDrafts(steps, scenarios: scenarios.count, copies: copies) }

    /// The steps that are to be stored, and nothing else: what a log looks like afterwards.
    func storedDrafts(copies: Range<Int>) -> MixDrafts {
        MixDrafts(steps.filter { $0.outcome == .stored }, scenarios: scenarios.count, copies: copies)
    }

    // MARK: Files

    private static func names(_ root: String, _ prefix: String) throws -> [String] {
        var found: [String] = []
        for name in try Files.names("\(root)/\(prefix)").sorted() where !name.hasPrefix(".") {
            if name.hasSuffix(".scenario") {
                found.append(prefix + name)
            } else if !name.contains(".") {
                found += try names(root, "\(prefix)\(name)/")
            }
        }
        return found
    }

    private static func text(_ path: String) throws -> String { String(decoding: try Files.read(path), as: UTF8.self) }
}
