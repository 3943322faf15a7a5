import TestSupport

@testable import HomeSale

/// One walk: a plot that chance interrupts. Steps come late, twice, changed, corrected, out of other plots, or not at all, the
/// clock jumps, and half-way another story may take over; whatever is accepted stands, and the walk goes on from there.
struct Walk {
    let corpus: WalkCorpus
    let plot: WalkPlot
    let world = WalkWorld()
    private var random: SeededRandom
    /// In 1,000: how often a step is not the plot's next.
    private let unrest: Int
    /// Steps that are still to come.
    private var waiting: [Waiting]
    /// The entry that each step became.
    private var became: [Place: String] = [:]

    private struct Place: Hashable {
        let plot: Int
        let step: Int
    }

    private struct Waiting {
        let place: Place
        var tries = 0
    }

    init(seed: UInt64, _ corpus: WalkCorpus) {
        self.corpus = corpus
        random = SeededRandom(seed)
        let number = Int.random(in: 0..<corpus.plots.count, using: &random)
        let plot = corpus.plots[number]
        self.plot = plot
        unrest = [10, 30, 60, 120, 300, 500].randomElement(using: &random) ?? 60
        waiting = plot.steps.indices.map { Waiting(place: Place(plot: number, step: $0)) }
    }

    mutating func run() throws {
        while !waiting.isEmpty { try move() }
        // What the plot left open: everybody tries this and that.
        for _ in 0..<Int.random(in: 0..<12, using: &random) { try stray() }
        try jump(days: 900)
    }

    private mutating func move() throws {
        guard Int.random(in: 0..<1000, using: &random) < unrest else { return try follow() }
        switch Int.random(in: 0..<40, using: &random) {
        case 0..<8: put(waiting.removeFirst())
        case 8..<11: waiting.removeFirst()
        case 11..<18: try follow(isChanged: true)
        case 18..<20: try again()
        case 20..<23: try correct()
        case 23..<26: try jump(days: 40)
        case 26: turn()
        default: try stray()
        }
    }

    /// The next step, as it is or with a slip of the pen.
    private mutating func follow(isChanged: Bool = false) throws {
        var next = waiting.removeFirst()
        let step = corpus.plots[next.place.plot].steps[next.place.step]
        world.advance(to: step.timeMilliseconds)
        if step.isAutomatic {
            _ = try world.tick()
            return
        }
        guard var draft = draft(next.place) else { return }
        if isChanged { WalkMutation.mutate(&draft, corpus, &random) }
        let fact = try take(draft)
        if let fact { became[next.place] = fact.reference }
        // Who is refused what the plot had accepted tries again later.
        guard fact == nil && step.outcome == .stored || isChanged, next.tries < 2 else { return }
        next.tries += 1
        put(next)
    }

    private mutating func put(_ next: Waiting) {
        waiting.insert(next, at: min(waiting.count, Int.random(in: 1...8, using: &random)))
    }

    /// A step that was taken before.
    private mutating func again() throws {
        let taken = became.keys.sorted { ($0.plot, $0.step) < ($1.plot, $1.step) }
        guard let place = taken.randomElement(using: &random), let draft = draft(place) else { return }
        world.advance(to: 0)
        _ = try take(draft)
    }

    private mutating func jump(days: Int64) throws {
        world.advance(to: world.nowMilliseconds + Int64.random(in: 1...days, using: &random) * 86_400_000)
        _ = try world.tick()
    }

    /// The rest of another plot takes the place of this one's, from anywhere on.
    private mutating func turn() {
        let number = Int.random(in: 0..<corpus.plots.count, using: &random)
        let count = corpus.plots[number].steps.count
        waiting = (Int.random(in: 0..<count, using: &random)..<count).map { Waiting(place: Place(plot: number, step: $0)) }
    }

    /// A step of any type, out of any plot, about a deal of this one.
    private mutating func stray() throws {
        guard let name = corpus.names.randomElement(using: &random),
            let place = corpus.places[name]?.randomElement(using: &random)
        else { return }
        world.advance(to: 0)
        guard var draft = draft(Place(plot: place.plot, step: place.step)) else { return }
        if Bool.random(using: &random) { WalkMutation.mutate(&draft, corpus, &random) }
        _ = try take(draft)
    }

    /// Corrects any entry of a deal, by whoever recorded it or somebody else.
    private mutating func correct() throws {
        guard let id = world.dealIDs.randomElement(using: &random),
            let fact = world.facts(ofDeal: id).randomElement(using: &random),
            var draft = WalkDraft(correcting: fact, &random, corpus)
        else { return }
        world.advance(to: 0)
        draft.occurred = CivilDate(atMilliseconds: world.nowMilliseconds)
        _ = try take(draft)
    }

    private mutating func take(_ draft: WalkDraft) throws -> Fact? {
        guard draft.isWellFormed, case .accepted(let fact) = try world.take(draft) else { return nil }
        return fact
    }

    // MARK: Names and dates

    /// A step of any plot as it would be taken here and now.
    private mutating func draft(_ place: Place) -> WalkDraft? {
        let from = corpus.plots[place.plot], step = from.steps[place.step]
        guard var draft = WalkDraft(step) else { return nil }
        var names: [String: String] = [:]
        if from.name != plot.name {
            for id in from.deals { names[id] = plot.deals.randomElement(using: &random) ?? id }
        }
        if draft.stream.isOfDeal, let id = names[draft.stream.id] {
            draft.stream = StreamName(draft.stream.kind, id, draft.stream.number)
        }
        let days = CivilDate(atMilliseconds: world.nowMilliseconds).dayNumber - step.date.dayNumber
        draft.payload = renamed(days == 0 ? draft.payload : WalkMutation.delayed(draft.payload, days), place.plot, names)
        draft.occurred = CivilDate(dayNumber: max(0, draft.occurred.dayNumber + days))
        return draft
    }

    /// A payload with the names of this walk: of its deals, and of the entries that `SUBJECT:r` meant where it came from.
    private func renamed(_ value: JSONValue, _ from: Int, _ names: [String: String]) -> JSONValue {
        switch value {
        case .object(let members): .object(members.map { .init($0.name, renamed($0.value, from, names)) })
        case .list(let elements): .list(elements.map { renamed($0, from, names) })
        case .text(let text): .text(names[text] ?? reference(text, from, names) ?? text)
        default: value
        }
    }

    private func reference(_ text: String, _ from: Int, _ names: [String: String]) -> String? {
        guard let entry = corpus.plots[from].entries[text] else { return nil }
        if let step = entry.step, let reference = became[Place(plot: from, step: step)] { return reference }
        guard let colon = text.lastIndex(of: ":"), let stream = StreamName(subject: String(text[..<colon])) else { return nil }
        let here = StreamName(stream.kind, names[stream.id] ?? stream.id, stream.number)
        return world.facts(ofDeal: here.id).last { $0.stream == here && $0.name == entry.name }?.reference
    }
}
