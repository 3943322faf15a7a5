import Foundation
import TestSupport

@testable import HomeSale

/// One scenario as raw material for walks: its steps, and what every `SUBJECT:r` in them stood for.
struct WalkPlot: Sendable {
    let name: String
    let steps: [ScenarioStep]
    /// By the name that payloads give it: the type of the entry and, where the text states it, the step that made it.
    var entries: [String: (name: EventName, step: Int?)] = [:]
    /// In order of appearance.
    let deals: [String]

    private init(name: String, steps: [ScenarioStep]) {
        self.name = name
        self.steps = steps
        var deals: [String] = []
        for step in steps {
            guard let stream = StreamName(subject: step.subject), stream.isOfDeal, !deals.contains(stream.id) else { continue }
            deals.append(stream.id)
        }
        self.deals = deals
    }

    /// Every scenario of the repository, played once as written: the walks' world must judge as the ledger does.
    ///
    /// - Returns: the plots, and where a step became something else than its text says.
    static func all() throws -> (plots: [WalkPlot], differences: [String]) {
        let root = Fixtures.path("scenarios")
        let found = (FileManager.default.enumerator(atPath: root)?.allObjects as? [String] ?? [])
        var plots: [WalkPlot] = [], differences: [String] = []
        for name in found.filter({ $0.hasSuffix(".scenario") && !$0.hasPrefix("base/") }).sorted() {
            let text = Fixtures.text("scenarios/" + name)
            let scenario = try ScenarioParser.parse(text, file: name) { include in
                FileManager.default.contents(atPath: Fixtures.path("scenarios/\(include).scenario"))
                    .map { String(decoding: $0, as: UTF8.self) }
            }
            var plot = WalkPlot(name: name, steps: scenario.steps)
            differences += try plot.play()
            plots.append(plot)
        }
        return (plots, differences)
    }

    private mutating func play() throws -> [String] {
        let world = WalkWorld()
        var differences: [String] = []
        for (number, step) in steps.enumerated() {
            world.advance(to: step.timeMilliseconds)
            if step.isAutomatic {
                for fact in try world.tick() { entries[fact.reference] = (fact.name, nil) }
                continue
            }
            // Keys and expectations are the ledger's business, not the rules'.
            guard ![.conflict, .duplicate, .malformed].contains(step.outcome), let draft = WalkDraft(step),
                draft.isWellFormed
            else { continue }
            let found: ScenarioOutcome
            switch try world.take(draft) {
            case .accepted(let fact):
                entries[fact.reference] = (fact.name, number)
                found = .stored
            case .refused(let refusal):
                found = refusal.rule.id.hasPrefix("permission.") ? .notPermitted(refusal.rule.id) : .refused(refusal.rule.id)
            }
            if found != step.outcome { differences.append("\(step.place): \(step.outcome), walked: \(found)") }
        }
        return differences
    }
}

extension StreamName {
    var isOfDeal: Bool { [.deal, .escrow, .loan, .registration, .tax, .decoration, .dispute].contains(kind) }
}
