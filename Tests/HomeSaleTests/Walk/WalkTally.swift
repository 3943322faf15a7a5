@testable import HomeSale

/// What walks came by, all together.
struct WalkTally: Sendable {
    var steps = 0
    var accepted = 0
    var closed = 0
    var rules: [String: Int] = [:]
    var phases: Set<Phase> = []
    var overlays: Set<Overlay> = []
    var types: Set<EventName> = []
    /// What broke, with the seed that shows it again.
    var broken: [String] = []

    mutating func note(_ answer: WalkWorld.Answer, _ after: DealFile?) {
        steps += 1
        switch answer {
        case .refused(let refusal): rules[refusal.rule.id, default: 0] += 1
        case .accepted(let fact):
            accepted += 1
            types.insert(fact.name)
            if fact.name == .dealClosed { closed += 1 }
            guard let after else { return }
            phases.insert(after.phase)
            overlays.formUnion(after.overlays)
        }
    }

    static func + (a: WalkTally, b: WalkTally) -> WalkTally {
        var sum = a
        sum.steps += b.steps
        sum.accepted += b.accepted
        sum.closed += b.closed
        sum.rules.merge(b.rules, uniquingKeysWith: +)
        sum.phases.formUnion(b.phases)
        sum.overlays.formUnion(b.overlays)
        sum.types.formUnion(b.types)
        sum.broken += b.broken
        return sum
    }
}
