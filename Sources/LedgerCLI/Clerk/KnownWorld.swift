internal import HomeSale
internal import Ledger

/// The states that rules ask for, folded from what is known at a point: what ``LogWorld`` is for the end of the log.
///
/// Lives inside one call that lends a reader.
final class KnownWorld: World {
    private let log: LogReader
    private let point: KnownPoint
    private var files: [String: DealFile] = [:]
    private var market: Market?

    init(_ log: LogReader, at point: KnownPoint) {
        self.log = log
        self.point = point
    }

    func deal(_ id: String) throws -> DealFile {
        if let file = files[id] { return file }
        let file = DealFile(id: id, facts: try facts(of: .deal, id))
        files[id] = file
        return file
    }

    func listing(_ id: String) throws -> ListingState {
        var state = ListingState(id: id)
        for fact in try facts(of: .listing, id) { state.apply(fact) }
        return state
    }

    func party(_ id: String) throws -> PartyState {
        var state = PartyState(id: id)
        for fact in try facts(of: .party, id) { state.apply(fact) }
        return state
    }

    func facts(of kind: StreamKind, _ id: String) throws -> [Fact] { point.known(try log.facts(of: kind, id)) }

    func rules() throws -> RuleTable { try log.publishedRules(below: point.size).table }

    func listings(ofUnit unitCode: String) throws -> [String] { try knownMarket().listings(ofUnit: unitCode) }
    func deals(ofListing listing: String) throws -> [String] { try knownMarket().deals(ofListing: listing) }

    private func knownMarket() throws -> Market {
        if let market { return market }
        var found = Market()
        for name in Market.types {
            var facts: [Fact] = []
            try log.forEachLine(ofType: name.rawValue) { _, line in
                if let fact = Fact(line: line) { facts.append(fact) }
                return true
            }
            for fact in point.known(facts) { found.note(fact) }
        }
        market = found
        return found
    }
}
