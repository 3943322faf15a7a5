/// The world as it was before an entry, for judging that entry again. One deal may be read as corrected since.
final class PastWorld: World {
    private let now: any World
    private let file: DealFile
    private let facts: [Fact]
    private let bound: UInt64

    /// - Parameters:
    ///   - facts: of the deal, below the bound.
    ///   - bound: entries from here on had not happened.
    init(_ now: any World, deal facts: [Fact], id: String, below bound: UInt64) {
        (self.now, self.facts, self.bound) = (now, facts, bound)
        file = facts.reduce(into: DealFile(id: id)) { $0.apply($1) }
    }

    func facts(of kind: StreamKind, _ id: String) throws -> [Fact] {
        if StreamName(kind, id).family == .deal && ByteName(id) == ByteName(file.id) { return facts }
        return try now.facts(of: kind, id).filter { $0.index < bound }
    }

    func deal(_ id: String) throws -> DealFile {
        ByteName(id) == ByteName(file.id) ? file : DealFile(id: id, facts: try facts(of: .deal, id))
    }

    func listing(_ id: String) throws -> ListingState {
        try facts(of: .listing, id).reduce(into: ListingState(id: id)) { $0.apply($1) }
    }

    func party(_ id: String) throws -> PartyState {
        try facts(of: .party, id).reduce(into: PartyState(id: id)) { $0.apply($1) }
    }

    // A row counts from its own first day on: when it was published is not asked.
    func rules() throws -> RuleTable { try now.rules() }

    // What was drafted or opened since is there with an empty state, which stands in nobody's way.
    func listings(ofUnit unitCode: String) throws -> [String] { try now.listings(ofUnit: unitCode) }
    func deals(ofListing listing: String) throws -> [String] { try now.deals(ofListing: listing) }
}
