internal import HomeSale

/// What is counted of a month or a city.
struct SaleCount: Hashable, Sendable {
    static let members = ["entries", "dealsOpened", "contractsSigned", "transfersRecorded", "dealsClosed", "releasedFen"]

    var entries: Int64 = 0
    var dealsOpened: Int64 = 0
    var contractsSigned: Int64 = 0
    /// Entries of the register by which title moved.
    var transfersRecorded: Int64 = 0
    var dealsClosed: Int64 = 0
    /// Paid out of escrow to those it was for. Wide enough for any log; told up to the bound of what is printed.
    var releasedFen: Int128 = 0

    mutating func add(_ other: SaleCount) {
        entries += other.entries
        dealsOpened += other.dealsOpened
        contractsSigned += other.contractsSigned
        transfersRecorded += other.transfersRecorded
        dealsClosed += other.dealsClosed
        releasedFen += other.releasedFen
    }

    var members: [JSONValue.Member] {
        let values = [
            entries, dealsOpened, contractsSigned, transfersRecorded, dealsClosed, Int64(clamping: releasedFen),
        ]
        return zip(Self.members, values).map { .init($0, .integer($1)) }
    }
}
