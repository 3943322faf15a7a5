/// What the stream `deal/X` says. Facts only; the phase is derived from them and from the deal's other streams.
public struct DealState: Hashable, Sendable {
    public internal(set) var opened: Opening?
    public internal(set) var viewings = 0
    public internal(set) var offers: [Offer] = []
    public internal(set) var depositAgreed: DepositAgreement?
    public internal(set) var depositReceivedFen: Int64 = 0
    public internal(set) var depositReceived: Mark?
    public internal(set) var depositReturnedFen: Int64 = 0
    public internal(set) var depositForfeitedFen: Int64 = 0
    public internal(set) var reservation: Mark?
    public internal(set) var signContractBy: CivilDate?

    public internal(set) var title: TitleCheck?
    public internal(set) var restrictions: [Restriction] = []
    /// By owner, spouse or minor.
    public internal(set) var coOwnerConsents: [String: Mark] = [:]
    public internal(set) var spouseConsents: [String: Mark] = [:]
    public internal(set) var guardianAuthorisations: [String: Mark] = [:]
    public internal(set) var proxies: [Proxy] = []
    /// In the order of the first notice.
    public internal(set) var tenancies: [Tenancy] = []
    public internal(set) var authorityConsents: [AuthorityConsent] = []
    /// By holder of the right.
    public internal(set) var residenceConsents: [String: Mark] = [:]

    public internal(set) var signingScheduled: Mark?
    public internal(set) var signingAtMilliseconds: Int64?
    public internal(set) var reminders: [Reminder] = []
    public internal(set) var contract: Contract?
    public internal(set) var filing: Filing?
    /// By old lender, in the order of the first quote.
    public internal(set) var payoffs: [Payoff] = []
    public internal(set) var carryOver: CarryOver?

    public internal(set) var handover: Mark?
    public internal(set) var commissionAgreedFen: Int64 = 0
    public internal(set) var commissionAgreed: Mark?
    public internal(set) var commissionAccruedFen: Int64 = 0
    public internal(set) var commissionPaidFen: Int64 = 0
    public internal(set) var commissionRefundedFen: Int64 = 0

    public internal(set) var breaches: [AllegedBreach] = []
    /// The last notice.
    public internal(set) var rescission: RescissionNotice?
    /// Who gave notice that the parties agree.
    public internal(set) var rescissionAgreedBy: Set<Side> = []
    public internal(set) var rescissionEffective: Mark?
    public internal(set) var rescissionBasis: String?
    /// `buyer`, `seller`, `both` or `none`.
    public internal(set) var rescissionFault: String?
    public internal(set) var settlement: [SettlementItem] = []
    public internal(set) var settlementComputed: Mark?
    public internal(set) var settlementAcceptedBy: [String: Mark] = [:]
    public internal(set) var settlementSides: Set<Side> = []

    public internal(set) var closed: Mark?
    public internal(set) var cancelled: Mark?
    public internal(set) var expired: Mark?
    /// Entries that a later one corrects: `SUBJECT:r` to the correcting entry.
    public internal(set) var corrections: [String: Mark] = [:]

    public struct AllegedBreach: Hashable, Sendable {
        public let mark: Mark
        public let by: String
        public var cured: Mark?
    }

    public init() {}

    public var rescissionNoticed: Mark? { rescission?.mark }
    public var rescissionAgreed: Bool { rescissionAgreedBy.count == Side.allCases.count }
    /// A deposit was agreed on before there was a contract: one that is agreed on later stands in no earlier step's way.
    var depositBindsBeforeContract: Bool {
        guard let depositAgreed else { return false }
        return contract.map { depositAgreed.mark.index < $0.mark.index } ?? true
    }
    /// For which seller somebody accepts: the one named, the actor himself, or the only one there is.
    func acceptor(_ principal: String?, actor: String) -> String? {
        if let principal { return sellers.contains(principal) ? principal : nil }
        return sellers.contains(actor) ? actor : sellers.count == 1 ? sellers[0] : nil
    }
    /// What of the deposit is neither back nor forfeited.
    public var depositHeldFen: Int64 { depositReceivedFen.adding(-depositReturnedFen).adding(-depositForfeitedFen) }
    public var acceptedOffer: Offer? { offers.last { $0.status == .accepted } }
    public var liveRestrictions: [Restriction] { restrictions.filter { $0.lifted == nil } }
    public var buyers: [String] { opened?.buyers ?? [] }
    public var sellers: [String] { opened?.sellers ?? [] }
    public func has(_ flag: String) -> Bool { opened?.flags.contains(flag) ?? false }
    /// A proxy for `principal` that was not revoked.
    public func liveProxy(of principal: String) -> Proxy? { proxies.last { $0.principal == principal && $0.revoked == nil } }
    /// Whether a seller is represented by somebody with live powers to sell and, stated apart, to receive the money.
    public func sellersHaveProxy(on day: CivilDate) -> Bool {
        proxies.contains {
            sellers.contains($0.principal) && $0.isLive(on: day) && $0.powers.contains("sell")
                && $0.powers.contains("receiveMoney")
        }
    }
    /// Declared at the opening, or shown by the register.
    public var isRestrictedHousing: Bool { has("restrictedHousing") || title?.restrictedKind != nil }
    /// Whether an authority that day lets go what the register, or else the opening, calls restricted.
    public func isReleasedByAuthority(on day: CivilDate) -> Bool {
        authorityConsents.contains { consent in
            consent.validUntil.map { day <= $0 } ?? true && (title?.restrictedKind ?? consent.kind) == consent.kind
        }
    }
    /// Holders of a right of residence that outlasts a day and that the buyer has not taken note of.
    public func residentsUnaccepted(on day: CivilDate) -> [String] {
        let holders = title?.residenceRights.filter { $0.until.map { day <= $0 } ?? true }.map(\.holder) ?? []
        if holders.isEmpty && has("residenceRight") && residenceConsents.isEmpty { return [""] }
        return holders.filter { residenceConsents[$0] == nil }
    }
    /// Told of the sale, and neither waived nor silent for long enough; or wants the home himself.
    var tenantsUnresolved: [Tenancy] { tenancies.filter { $0.answer == nil || $0.answer == "exercise" } }
    public func tenancy(of tenant: String) -> Tenancy? { tenancies.first { $0.tenantId == tenant } }
    public func payoff(of lender: String) -> Payoff? { payoffs.first { $0.quote.lenderId == lender } }
    /// Both sides took the settlement, or a court made the end, or nobody owes anything: what it says is due.
    public var isSettlementAccepted: Bool {
        settlementComputed != nil
            && (settlement.isEmpty || settlementSides.count == Side.allCases.count
                || rescissionBasis == "judgment" && !settlementAcceptedBy.isEmpty)
    }
    /// A pre-notice in favour of anybody but the buyers. 民法典 221.
    public var hasForeignPreNotice: Bool { title?.preNoticeHolders.contains { !buyers.contains($0) } ?? false }
    /// What every old lender quoted last is paid, and none of the register's is without a quote.
    public var isPaidOff: Bool {
        !payoffs.isEmpty && payoffs.allSatisfy(\.isPaid) && (title?.lenders ?? []).allSatisfy { payoff(of: $0) != nil }
    }
    public var payoffPaidFen: Int64 { payoffs.reduce(0) { $0.adding($1.paidFen) } }
}
