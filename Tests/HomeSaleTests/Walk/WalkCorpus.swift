@testable import HomeSale

/// What walks draw from: every plot, every step by its type, and every value a member ever had.
struct WalkCorpus: Sendable {
    let plots: [WalkPlot]
    /// Where each type of step stands: plot and step.
    private(set) var places: [EventName: [(plot: Int, step: Int)]] = [:]
    private(set) var names: [EventName] = []
    /// By type and path, lists by `[]`: what scenarios have put there.
    private(set) var vocabulary: [String: [JSONValue]] = [:]

    init(_ plots: [WalkPlot]) {
        self.plots = plots
        for (number, plot) in plots.enumerated() {
            for (place, step) in plot.steps.enumerated() {
                guard !step.isAutomatic, let draft = WalkDraft(step), draft.isWellFormed else { continue }
                places[draft.name, default: []].append((number, place))
                learn(draft.payload, "\(draft.name.rawValue)")
            }
        }
        names = places.keys.sorted { $0.rawValue < $1.rawValue }
    }

    private mutating func learn(_ value: JSONValue, _ path: String) {
        switch value {
        case .object(let members): for member in members { learn(member.value, "\(path).\(member.name)") }
        case .list(let elements): for element in elements { learn(element, "\(path)[]") }
        default: if vocabulary[path]?.contains(value) != true { vocabulary[path, default: []].append(value) }
        }
    }
}
