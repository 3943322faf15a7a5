/// Everything recorded about one deal: its own stream and those that carry its name, folded in the order of the log.
public struct DealFile: Hashable, Sendable {
    public let id: String
    public internal(set) var deal = DealState()
    public internal(set) var escrow = EscrowState()
    /// By leg, from 1.
    public internal(set) var loans: [Int: LoanState] = [:]
    public internal(set) var registration = RegistrationState()
    public internal(set) var tax = TaxState()
    public internal(set) var decoration = DecorationState()
    /// By number, from 1.
    public internal(set) var disputes: [Int: DisputeState] = [:]

    /// Every entry of the deal by the name that payloads give it.
    public internal(set) var references = EntryReferences()

    /// When somebody last recorded something, milliseconds since 1970. What the program derived from it does not count: it
    /// follows from no later instant.
    public internal(set) var changedMilliseconds: Int64 = 0

    public init(id: String) { self.id = id }

    /// Takes up a fact of any of the deal's streams. Total: what was recorded is never refused.
    public mutating func apply(_ fact: Fact) {
        references.apply(fact)
        if fact.role != .system { changedMilliseconds = fact.timeMilliseconds }
        switch fact.stream.kind {
        case .deal: deal.apply(fact)
        case .escrow: escrow.apply(fact)
        case .loan: loans[fact.stream.number, default: LoanState()].apply(fact)
        case .registration: registration.apply(fact)
        case .tax: tax.apply(fact)
        case .decoration: decoration.apply(fact)
        case .dispute: disputes[fact.stream.number, default: DisputeState()].apply(fact)
        case .party, .consent, .rule, .evidence, .observed, .listing: break
        }
    }

    /// The loan legs in order.
    public var legs: [(number: Int, loan: LoanState)] {
        loans.sorted { $0.key < $1.key }.map { (number: $0.key, loan: $0.value) }
    }

    /// The loans that the way of payment needs, each leg from 1 on; none in cash. One that nobody applied for is empty.
    var neededLegs: [LoanState] { (0..<(deal.opened?.legCount ?? 0)).map { loans[$0 + 1] ?? LoanState() } }

    /// Held by a court or authority, or rescinded: what brings a deal on is refused.
    var isStopped: Bool { deal.rescissionEffective != nil || overlays.contains(.suspended) }

    /// Every field of the state, for show, diff and blame.
    public var fields: [StateField] {
        var fields = [StateField("phase", phase.rawValue)]
        fields += overlays.map { StateField("overlay.\($0.rawValue)", true) }
        fields += deal.fields + escrow.fields
        for (number, loan) in legs { fields += loan.fields(number) }
        fields += registration.fields + tax.fields + decoration.fields
        for (number, dispute) in disputes.sorted(by: { $0.key < $1.key }) { fields += dispute.fields(number) }
        return fields
    }
}
