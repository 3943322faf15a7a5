internal import HomeSale
internal import Ledger

/// Which listings a home has, and which deals a listing has: what ties things to each other.
struct Market {
    private var listingsOfUnit: [String: [String]] = [:]
    private var unitOfListing: [String: String] = [:]
    private var dealsOfListing: [String: [String]] = [:]
    private var listingOfDeal: [String: String] = [:]
    /// Entries taken up: the log from 0 up to here.
    private(set) var position: UInt64 = 0

    /// Takes up what the entries below `size` drafted and opened.
    mutating func catchUp(_ log: LogReader, below size: UInt64) throws {
        for name in [EventName.listingDrafted, .dealOpened] {
            try log.forEachLine(ofType: name.rawValue, from: position) { index, line in
                guard index < size else { return false }
                if let fact = Fact(line: line) { note(fact) }
                return true
            }
        }
        position = max(position, size)
    }

    mutating func note(_ fact: Fact) {
        let id = fact.stream.id
        if fact.name == .listingDrafted, let unit = fact.payload.text("unitCode"), unitOfListing[id] == nil {
            unitOfListing[id] = unit
            listingsOfUnit[unit, default: []].append(id)
        }
        if fact.name == .dealOpened, let listing = fact.payload.text("listingId"), listingOfDeal[id] == nil {
            listingOfDeal[id] = listing
            dealsOfListing[listing, default: []].append(id)
        }
    }

    func listings(ofUnit unit: String) -> [String] { listingsOfUnit[unit] ?? [] }
    func deals(ofListing listing: String) -> [String] { dealsOfListing[listing] ?? [] }
    func listing(ofDeal deal: String) -> String? { listingOfDeal[deal] }

    /// Every listing of the home that a listing is about; itself alone where nobody said which home it is.
    func listings(ofHomeOf listing: String) -> [String] { unitOfListing[listing].map { listings(ofUnit: $0) } ?? [listing] }

    /// The things whose rows may change when `thing` does: a home's listings and deals tell of each other.
    func touched(by thing: Thing) -> [Thing] {
        let listing = thing.kind == .listing ? thing.id : thing.kind == .deal ? listingOfDeal[thing.id] : nil
        guard let listing else { return [thing] }
        let home = listings(ofHomeOf: listing)
        let things = home.map { Thing(.listing, $0) } + home.flatMap { deals(ofListing: $0) }.map { Thing(.deal, $0) }
        return [thing] + things.filter { $0 != thing }
    }
}
