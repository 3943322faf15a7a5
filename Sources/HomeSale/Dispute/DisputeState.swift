/// What the stream `deal/X/dispute-n` says: one dispute over a deal, with the holds placed in it. DOMAIN.md section 2.2.
public struct DisputeState: Hashable, Sendable {
    /// Something is held until the dispute is closed.
    public struct Hold: Hashable, Sendable {
        public let mark: Mark
        /// `deal`, `home`, `escrow`, `buyerFunds`, `sellerFunds`.
        public let scope: String
        public let caseNo: String?
        /// Fen; `nil` where the whole scope is held.
        public let amountFen: Int64?
        /// Last day as the document states it. The hold stands until somebody records its end: money does not move by itself.
        public let until: CivilDate?
        /// Placed by a court, or relayed with the digest of the court's document. Only such a hold suspends the deal.
        public let isCourt: Bool
    }

    public internal(set) var opened: Mark?
    /// When the opening was recorded, milliseconds since 1970: the clock of 72 h runs from here.
    public internal(set) var openedMilliseconds: Int64?
    /// `negotiation`, `mediation`, `arbitration`, `court`.
    public internal(set) var forum: String?
    public internal(set) var caseNo: String?
    public internal(set) var holds: [Hold] = []
    public internal(set) var overdue: Mark?
    public internal(set) var closed: Mark?
    public internal(set) var outcome: String?

    public init() {}

    /// Opened, and not closed.
    public var isOpen: Bool { opened != nil && closed == nil }
    /// A court or tribunal has spoken.
    public var isJudged: Bool { closed != nil && (outcome == "judgment" || outcome == "award") }
    public var liveHolds: [Hold] { closed == nil ? holds : [] }
    /// The entries that placed a court's hold which still stands.
    public var courtHolds: [Mark] { liveHolds.filter(\.isCourt).map(\.mark) }
    public var hasCourtHold: Bool { !courtHolds.isEmpty }

    /// Takes up a fact of the stream. Total.
    public mutating func apply(_ fact: Fact) {
        let data = fact.payload, mark = Mark(fact)
        switch fact.name {
        case .disputeOpened:
            (opened, openedMilliseconds) = (mark, fact.timeMilliseconds)
            (forum, caseNo) = (data.text("forum"), data.text("caseNo"))
        case .holdPlaced:
            holds.append(
                Hold(
                    mark: mark, scope: data.text("holdScope") ?? "deal", caseNo: data.text("caseNo"),
                    amountFen: data.integer("amountFen"), until: data.date("until"),
                    isCourt: Self.isCourtHold(fact.role, data)))
        case .disputeOverdue: overdue = mark
        case .disputeClosed: (closed, outcome) = (mark, data.text("outcome"))
        default: break
        }
    }

    /// Whether a hold is a court's: a party cannot suspend a deal by a digest of its own.
    static func isCourtHold(_ role: Role, _ data: Payload) -> Bool {
        switch role {
        case .court: true
        case .registryRelay, .escrowAgent: data.has("docDigest")
        default: false
        }
    }

    /// Every field of the state, in reading order.
    ///
    /// - Parameter number: of the dispute within its deal, from 1.
    public func fields(_ number: Int) -> [StateField] {
        let path = "dispute-\(number)"
        var fields: [StateField] = []
        if opened != nil || closed != nil { fields.append(StateField("\(path).open", isOpen)) }
        if let opened { fields.append(StateField("\(path).openedOn", opened.on)) }
        if let forum { fields.append(StateField("\(path).forum", forum)) }
        if let caseNo { fields.append(StateField("\(path).caseNo", caseNo)) }
        for (place, hold) in holds.enumerated() {
            let path = "\(path).hold.\(place + 1)"
            fields.append(StateField("\(path).scope", hold.scope))
            fields.append(StateField("\(path).byCourt", hold.isCourt))
            fields.append(StateField("\(path).live", closed == nil))
            if let amountFen = hold.amountFen { fields.append(StateField("\(path).amountFen", fen: amountFen)) }
            if let until = hold.until { fields.append(StateField("\(path).until", until)) }
        }
        if overdue != nil { fields.append(StateField("\(path).overdue", true)) }
        if let closed { fields.append(StateField("\(path).closedOn", closed.on)) }
        if let outcome { fields.append(StateField("\(path).outcome", outcome)) }
        return fields
    }
}
