/// What a decision may ask of the log besides the step itself: other states, each folded up to now.
///
/// Unknown ids give empty states: nothing happened there yet.
public protocol World: AnyObject {
    func party(_ id: String) throws -> PartyState
    func listing(_ id: String) throws -> ListingState
    func deal(_ id: String) throws -> DealFile
    /// The same, lent for the time of `body`: a state of that size is not copied for every question.
    func withDeal(_ id: String, _ body: (DealFile) throws -> Void) throws
    /// The facts of a deal with all its streams, of a listing, or of a party with its consents, in the order of the log.
    func facts(of kind: StreamKind, _ id: String) throws -> [Fact]
    /// The program's rules with those that the log published.
    func rules() throws -> RuleTable
    /// Every listing drafted for a unit, in the order of the log.
    func listings(ofUnit unitCode: String) throws -> [String]
    /// Every deal opened on a listing, in the order of the log.
    func deals(ofListing listing: String) throws -> [String]
}

extension World {
    public func withDeal(_ id: String, _ body: (DealFile) throws -> Void) throws { try body(deal(id)) }
}
