/// Which listings a home has, and which deals a listing has: what ties things to each other. Kept up fact by fact.
public struct Market: Hashable, Sendable {
    private var listingsOfUnit: [ByteName: [String]] = [:]
    private var unitOfListing: [ByteName: String] = [:]
    private var dealsOfListing: [ByteName: [String]] = [:]
    private var listingOfDeal: [ByteName: String] = [:]

    /// Types of the facts that it is made of.
    public static let types: [EventName] = [.listingDrafted, .dealOpened]

    public init() {}

    /// Takes up a fact; one of another type changes nothing. Total: who says two things of one id is believed in both.
    public mutating func note(_ fact: Fact) {
        let id = fact.stream.id
        if fact.name == .listingDrafted, let unit = fact.payload.text("unitCode") {
            unitOfListing[ByteName(id)] = unit
            Self.put(id, in: &listingsOfUnit[ByteName(unit), default: []])
        }
        if fact.name == .dealOpened, let listing = fact.payload.text("listingId") {
            listingOfDeal[ByteName(id)] = listing
            Self.put(id, in: &dealsOfListing[ByteName(listing), default: []])
        }
    }

    private static func put(_ id: String, in list: inout [String]) {
        if !list.contains(where: { ByteName($0) == ByteName(id) }) { list.append(id) }
    }

    /// In the order in which they were drafted.
    public func listings(ofUnit unitCode: String) -> [String] { listingsOfUnit[ByteName(unitCode)] ?? [] }
    /// In the order in which they were opened.
    public func deals(ofListing listing: String) -> [String] { dealsOfListing[ByteName(listing)] ?? [] }
    public func listing(ofDeal deal: String) -> String? { listingOfDeal[ByteName(deal)] }

    /// Every listing of the home that a listing is about; itself alone where nobody said which home it is.
    public func listings(ofHomeOf listing: String) -> [String] {
        unitOfListing[ByteName(listing)].map { listings(ofUnit: $0) } ?? [listing]
    }
}
