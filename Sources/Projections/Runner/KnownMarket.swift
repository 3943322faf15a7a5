internal import HomeSale
internal import Ledger

/// What ties things together, as far as one size of the log.
struct KnownMarket {
    private(set) var market = Market()
    /// Entries taken up: the log from 0 up to here.
    private(set) var position: UInt64 = 0

    /// Takes up what the entries below `size` drafted and opened.
    mutating func catchUp(_ log: LogReader, below size: UInt64) throws {
        for name in Market.types {
            try log.forEachLine(ofType: name.rawValue, from: position) { index, line in
                guard index < size else { return false }
                if let fact = Fact(line: line) { market.note(fact) }
                return true
            }
        }
        position = max(position, size)
    }

    static func below(_ size: UInt64, _ log: LogReader) throws -> Market {
        var known = KnownMarket()
        try known.catchUp(log, below: size)
        return known.market
    }
}

extension Market {
    /// The things whose rows may change when `thing` does: a home's listings and deals tell of each other.
    func touched(by thing: Thing) -> [Thing] {
        let listing = thing.kind == .listing ? thing.id : thing.kind == .deal ? listing(ofDeal: thing.id) : nil
        guard let listing else { return [thing] }
        let home = listings(ofHomeOf: listing)
        let things = home.map { Thing(.listing, $0) } + home.flatMap { deals(ofListing: $0) }.map { Thing(.deal, $0) }
        return [thing] + things.filter { $0 != thing }
    }
}
