import HomeSale
import Ledger

/// What `deal show` does between its arguments and its output: a deal's facts out of the log, folded, and every part of the answer.
struct ShowBench {
    let mix: ScenarioMix
    let folder: ScratchFolder
    let options: Options
    let report: Report

    /// Deals are filled up to this many entries: the scenarios' own stop at 45.
    private static let wantedEntries = 60

    func run() throws {
        let perCopy = mix.steps.count { $0.outcome == .stored }
        let copies = max(1, options.entries / perCopy)
        try folder.with("show") { path in
            let deals = longDeals()
            let names = deals.flatMap { deal in (0..<copies).map { deal.name($0, mix) } }
            try appendStored(mix, copies: copies, to: path + "/ledger") { writer in
                for deal in deals { try fillUp(deal, copies, writer) }
            }
            let ledger = try Ledger(folder: path + "/ledger")
            report.heading("deal show, in process, among \(try ledger.head()?.size ?? 0) entries, µs")
            var sum = 0
            // Not timed: touches every page once.
            for name in names { sum &+= try show(name, ledger) }
            var random = SeededRandom(options.seed)
            var rounds: [[UInt64]] = []
            for _ in 0..<options.rounds {
                rounds.append(
                    try (0..<2000).map { _ in
                        let name = names[Int(random.next() % UInt64(names.count))]
                        let start = nanoseconds()
                        sum &+= try show(name, ledger)
                        return UInt64(nanoseconds() - start)
                    })
            }
            report.alone("deal show, p50", unit: "µs", rounds.map { percentile($0, 0.5) / 1000 }, atMost: 1000)
            report.alone("deal show, p99", unit: "µs", rounds.map { percentile($0, 0.99) / 1000 }, atMost: nil)
            let lengths = deals.map { String($0.entries) }.joined(separator: ", ")
            report.note(
                "  \(names.count) deals of \(lengths) entries, filled up with viewings to \(Self.wantedEntries); sum \(sum)")
        }
    }

    /// One deal of a scenario.
    private struct LongDeal {
        let scenario: Int
        let id: String
        let entries: Int

        func name(_ copy: Int, _ mix: ScenarioMix) -> String {
            Renaming([], copy * mix.scenarios.count + scenario).name(id)
        }
    }

    /// The eight deals whose number of entries is nearest to what is wanted.
    private func longDeals() -> [LongDeal] {
        var counts: [[String: Int]] = Array(repeating: [:], count: mix.scenarios.count)
        for step in mix.steps where step.outcome == .stored {
            if let stream = step.stream, stream.isOfDeal { counts[step.scenario][stream.id, default: 0] += 1 }
        }
        let deals = counts.indices.flatMap { scenario in
            counts[scenario].map { LongDeal(scenario: scenario, id: $0.key, entries: $0.value) }
        }
        func distance(_ deal: LongDeal) -> Int { abs(deal.entries - Self.wantedEntries) }
        return Array(deals.sorted { (distance($0), $0.scenario, $0.id) < (distance($1), $1.scenario, $1.id) }.prefix(8))
    }

    /// Viewings are what an active deal has any number of.
    private func fillUp(_ deal: LongDeal, _ copies: Int, _ writer: MixWriter) throws {
        let type = Catalogue.type(of: .viewingRecorded)
        let data = JSONValue(canonical: examplePayload(of: type, optional: false))
        var parser = DraftParser()
        for copy in 0..<copies where deal.entries < Self.wantedEntries {
            let run = DraftRun()
            for number in deal.entries..<Self.wantedEntries {
                let draft = JSONValue.object([
                    .init("actor", .text("b-1")), .init("data", data), .init("key", .text("viewing-\(number)")),
                    .init("role", .text("broker")), .init("subject", .text("deal/\(deal.name(copy, mix))")),
                    .init("type", .text(type.name.rawValue)),
                ])
                try parser.parse(draft.bytes.span, into: run)
                run.times.append(mix.steps[mix.steps.count - 1].timeMilliseconds)
            }
            try writer.append(run)
        }
    }

    /// - Returns: the length of the answer.
    private func show(_ id: String, _ ledger: Ledger) throws -> Int {
        let size = try ledger.head()?.size ?? 0
        let facts = try ledger.withReader { try $0.facts(ofDeal: id) }.filter { $0.index < size }
        let file = DealFile(id: id, facts: facts)
        let day = facts.last.map { CivilDate(atMilliseconds: $0.timeMilliseconds) }
        var text = "\(file.id) \(file.phase.rawValue) \(size)"
        for overlay in file.overlays { text += " \(overlay.rawValue)" }
        for field in file.fields { text += "\n\(field.path)=\(ExpectedField.text(field.value))" }
        for step in file.nextSteps { text += "\n\(step.name.rawValue) \(step.phase.rawValue)" }
        for blocker in day.map({ file.blockers(on: $0) }) ?? [] {
            text += "\n\(blocker.id): \(blocker.demand.english) \(blocker.detail)"
        }
        precondition(!facts.isEmpty, "no deal \(id)")
        return text.utf8.count
    }
}
