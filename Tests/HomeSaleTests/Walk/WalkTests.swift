import Foundation
import TestSupport
import Testing

@testable import HomeSale

/// Steps that a test takes, and where one that broke begins: `DEEDLOG_WALK_SEED=7` walks seed 7 alone.
private let wantedSteps = ProcessInfo.processInfo.environment["DEEDLOG_WALK_STEPS"].flatMap { Int($0) } ?? 100_000
private let onlySeed = ProcessInfo.processInfo.environment["DEEDLOG_WALK_SEED"].flatMap { UInt64($0) }

@Suite("Random walks over the catalogue") struct WalkTests {
    @Test("whatever is accepted, no invariant breaks; every phase, overlay and rule comes by") func walks() async throws {
        let (plots, differences) = try WalkPlot.all()
        #expect(differences == [], "the walks' world judges as the ledger does")
        let corpus = WalkCorpus(plots)
        #expect(plots.count >= 132)
        if let onlySeed {
            #expect(try walk(onlySeed, corpus).broken == [])
            return
        }
        let tally = try await withThrowingTaskGroup(of: WalkTally.self) { group in
            let workers = 2
            for worker in 0..<workers {
                group.addTask {
                    var tally = WalkTally()
                    var seed = UInt64(worker)
                    while tally.steps < wantedSteps / workers {
                        tally = tally + (try walk(seed, corpus))
                        seed += UInt64(workers)
                    }
                    return tally
                }
            }
            return try await group.reduce(WalkTally(), +)
        }
        #expect(tally.broken.isEmpty, "\(tally.broken.count) broken\n\(tally.broken.prefix(40).joined(separator: "\n"))")
        #expect(tally.steps >= wantedSteps)
        #expect(tally.accepted * 10 >= tally.steps * 3, "\(tally.accepted) of \(tally.steps) accepted")
        #expect(tally.closed >= 100, "\(tally.closed) closed")
        #expect(Phase.allCases.filter { !tally.phases.contains($0) && $0 != .none } == [])
        #expect(Overlay.allCases.filter { !tally.overlays.contains($0) } == [])
        #expect(StepRules.all.map(\.id).filter { tally.rules[$0] == nil } == [], "rules that never refused")
        #expect(EventName.allCases.filter { !tally.types.contains($0) }.map(\.rawValue) == [], "types never accepted")
    }

    @Test("the same seed walks the same way") func repeats() throws {
        let corpus = WalkCorpus(try WalkPlot.all().plots)
        for seed in UInt64(0)..<5 {
            var first = Walk(seed: seed, corpus), second = Walk(seed: seed, corpus)
            try first.run()
            try second.run()
            #expect(first.world.facts.map(\.payload) == second.world.facts.map(\.payload))
            #expect(first.world.facts.map(\.reference) == second.world.facts.map(\.reference))
        }
    }

    private func walk(_ seed: UInt64, _ corpus: WalkCorpus) throws -> WalkTally {
        var walk = Walk(seed: seed, corpus)
        var tally = WalkTally(), invariants = WalkInvariants()
        let world = walk.world, plot = walk.plot.name
        func report(_ words: String) { tally.broken.append("seed \(seed), \(plot): \(words)") }
        world.witness = { step, answer, before, after in
            tally.note(answer, after)
            switch answer {
            case .refused: if before != after { report("\(step.name.rawValue): a refusal changed the state") }
            case .accepted(let fact):
                guard let before, let after else { return }
                let facts = { Correction.applied(to: world.facts(ofDeal: fact.stream.id)) }
                for words in invariants.check(fact, before, after, facts) { report(words) }
            }
        }
        try walk.run()
        for id in world.dealIDs where DealFile(id: id, facts: world.facts(ofDeal: id)) != world.deal(id) {
            report("\(id): folded anew it is another state")
        }
        world.witness = nil
        return tally
    }
}
