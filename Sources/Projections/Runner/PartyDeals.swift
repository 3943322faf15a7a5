internal import HomeSale
internal import Ledger

/// Which deals a party is named in, as far as one size of the log: what is said of a party may change their rows.
///
/// Kept apart from ``Market`` and read only once an entry of a party is followed: most catching up never asks.
struct PartyDeals {
    /// Types of the facts that name who takes part.
    static let types: [EventName] = [.dealOpened, .contractAmended, .proxyAuthorised, .dealCorrected]
    /// Members that name one, at any depth: a correction may hold the changes of an amendment.
    private static let members: Set<String> = ["agentId", "buyerIds", "sellerIds"]

    /// More than there are is harmless: a deal told anew for nothing comes out the same.
    private var deals: [ByteName: [String]] = [:]
    /// Entries taken up: the log from 0 up to here.
    private(set) var position: UInt64 = 0

    func deals(of party: String) -> [String] { deals[ByteName(party)] ?? [] }

    /// Takes up the entries below `size`.
    mutating func catchUp(_ log: LogReader, below size: UInt64) throws {
        for name in Self.types {
            try log.forEachLine(ofType: name.rawValue, from: position) { index, line in
                guard index < size else { return false }
                if let fact = Fact(line: line) { note(fact) }
                return true
            }
        }
        position = max(position, size)
    }

    /// Takes up a fact of one of the types.
    mutating func note(_ fact: Fact) {
        guard fact.stream.isOfDeal else { return }
        note(JSONValue(canonical: fact.payload.bytes), isName: false, fact.stream.id)
    }

    private mutating func note(_ value: JSONValue, isName: Bool, _ deal: String) {
        switch value {
        case .text(let party) where isName:
            let party = ByteName(party)
            // Mostly a deal names a party several times in a row.
            if deals[party]?.last.map({ ByteName($0) == ByteName(deal) }) != true { deals[party, default: []].append(deal) }
        case .list(let elements): for element in elements { note(element, isName: isName, deal) }
        case .object(let members):
            for member in members { note(member.value, isName: Self.members.contains(member.name), deal) }
        default: break
        }
    }
}
