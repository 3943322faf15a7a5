import HomeSale
import Ledger

/// The lines of a log in memory, and which of them are about one thing: a deal, a listing or a party.
struct FoldedLog {
    private enum Kind { case deal, listing, party }

    private struct Thing: Hashable {
        let kind: Kind
        let id: String
    }

    private var text: [UInt8] = []
    private var ends = [0]
    /// Each thing with its lines in the order of the log.
    private var lines: [(thing: Thing, numbers: [Int])] = []

    init(_ ledger: Ledger) throws {
        var places: [Thing: Int] = [:]
        try ledger.forEachEntry(LogQuery()) { _, line in
            guard let fact = Fact(line: line), let thing = Self.thing(fact.stream) else { return true }
            let place = places[thing, default: lines.count]
            if place == lines.count {
                places[thing] = place
                lines.append((thing, []))
            }
            lines[place].numbers.append(ends.count - 1)
            for k in 0..<line.count { text.append(line[k]) }
            ends.append(text.count)
            return true
        }
    }

    private static func thing(_ stream: StreamName) -> Thing? {
        switch stream.kind {
        case .rule, .evidence, .observed: nil
        case .listing: Thing(kind: .listing, id: stream.id)
        case .party, .consent: Thing(kind: .party, id: stream.id)
        default: Thing(kind: .deal, id: stream.id)
        }
    }

    var count: Int { ends.count - 1 }
    var bytes: Int { text.count }
    var things: Int { lines.count }

    /// Folds everything out of its lines.
    ///
    /// - Returns: a sum over the states, so that no work is skipped.
    func fold() -> Int64 {
        var sum: Int64 = 0
        for (thing, numbers) in lines {
            sum &+= fold(thing, numbers.count) { Fact(line: text.span.extracting(ends[numbers[$0]]..<ends[numbers[$0] + 1])) }
        }
        return sum
    }

    /// The facts of each thing.
    func facts() -> [[Fact]] {
        lines.map { _, numbers in numbers.compactMap { Fact(line: text.span.extracting(ends[$0]..<ends[$0 + 1])) } }
    }

    /// Makes a fact of each line, and drops it.
    func read() -> Int64 {
        var sum: Int64 = 0
        for (_, numbers) in lines {
            for number in numbers {
                if let fact = Fact(line: text.span.extracting(ends[number]..<ends[number + 1])) { sum &+= fact.timeMilliseconds }
            }
        }
        return sum
    }

    /// Folds facts that were read before.
    func fold(_ facts: [[Fact]]) -> Int64 {
        var sum: Int64 = 0
        for (place, own) in facts.enumerated() { sum &+= fold(lines[place].thing, own.count) { own[$0] } }
        return sum
    }

    @inline(__always)
    private func fold(_ thing: Thing, _ count: Int, _ fact: (Int) -> Fact?) -> Int64 {
        switch thing.kind {
        case .deal:
            var file = DealFile(id: thing.id)
            for number in 0..<count { if let fact = fact(number) { file.apply(fact) } }
            return file.changedMilliseconds &+ file.escrow.balanceFen
        case .listing:
            var state = ListingState(id: thing.id)
            for number in 0..<count { if let fact = fact(number) { state.apply(fact) } }
            return state.changedMilliseconds
        case .party:
            var state = PartyState(id: thing.id)
            for number in 0..<count { if let fact = fact(number) { state.apply(fact) } }
            return Int64(state.consents.count)
        }
    }
}
