/// What the stream `listing/L` says. Facts only; the phase is derived from them. DOMAIN.md section 3.1.
public struct ListingState: Hashable, Sendable {
    /// Where a listing stands, in the order in which it gets there.
    public enum Phase: String, CaseIterable, Hashable, Sendable {
        case none, draft, entrusted, verifying, active, reserved, sold, withdrawn, expired, rejected

        public var wording: Wording {
            switch self {
            case .none: Wording("not drafted", "未录入")
            case .draft: Wording("draft", "草稿")
            case .entrusted: Wording("entrusted", "已委托")
            case .verifying: Wording("being verified", "核验中")
            case .active: Wording("active", "在售")
            case .reserved: Wording("reserved", "已锁定")
            case .sold: Wording("sold", "已成交")
            case .withdrawn: Wording("withdrawn", "已下架")
            case .expired: Wording("expired", "已到期")
            case .rejected: Wording("rejected", "核验未通过")
            }
        }
    }

    public internal(set) var id: String
    public internal(set) var draft: ListingDraft?
    public internal(set) var entrustment: Entrustment?
    public internal(set) var verificationRequested: Mark?
    public internal(set) var verification: ListingVerification?
    /// The authority refused, and nobody asked again since.
    public internal(set) var rejected: Mark?
    /// Every publication there ever was, in the order of the log.
    public internal(set) var publications: [ListingPublication] = []
    /// The first publication since the home last went off the market; `nil` while it is not on offer.
    public internal(set) var onOffer: Mark?
    /// Every price, in the order of the log. Only grows.
    public private(set) var prices: [ListingPrice] = []
    public internal(set) var lock: ListingLock?
    public internal(set) var withdrawn: Mark?
    /// The mandate or the code ran out, and neither was renewed since.
    public internal(set) var expired: Mark?
    public internal(set) var sale: ListingSale?
    public internal(set) var conflicts: [ListingConflict] = []
    /// The newest entry of the stream.
    public internal(set) var lastMark: Mark?

    /// When somebody last recorded something, milliseconds since 1970; derived steps do not count.
    public internal(set) var changedMilliseconds: Int64 = 0

    public init(id: String = "") { self.id = id }

    public var unitCode: String? { draft?.unitCode }
    public var areaCentiSqm: Int64? { draft?.areaCentiSqm }

    /// The agency that offers the home: as drafted, as entrusted, or else whoever drafted it.
    public var agency: String? { draft?.agencyId ?? entrustment?.agencyId ?? draft?.actor }

    /// The price now, fen: the newest of the history.
    public var priceFen: Int64? { prices.last?.fen }
    /// The newest price that the owner gave in writing, and where.
    public var ownerPrice: ListingPrice? { prices.last { $0.source != .published } }

    /// Sold or withdrawn: nothing more happens here.
    public var isOver: Bool { sale != nil || withdrawn != nil }
    /// What ended it.
    public var end: Mark? { sale?.mark ?? withdrawn }
    /// On offer or kept for a deal, and not at its end.
    public var isOnMarket: Bool { !isOver && (onOffer != nil || lock != nil) }
    /// The lock, while it can still keep others away.
    public var liveLock: ListingLock? { isOver ? nil : lock }

    /// On offer on that day: published, mandate and code live, nothing restricted, not kept for a deal.
    public func isActive(on date: CivilDate) -> Bool {
        guard phase == .active, let entrustment, let verification else { return false }
        return entrustment.isLive(on: date) && verification.isLive(on: date) && verification.isClear
    }

    /// The agency alone may offer the home on that day.
    public func isExclusive(on date: CivilDate) -> Bool {
        guard !isOver, let entrustment else { return false }
        return entrustment.isExclusive && entrustment.isLive(on: date)
    }

    /// The phase that the facts add up to. The end comes first, then what keeps the home from others, then what stops it.
    public var phase: Phase {
        if sale != nil { return .sold }
        if withdrawn != nil { return .withdrawn }
        if lock != nil { return .reserved }
        if expired != nil { return .expired }
        if rejected != nil { return .rejected }
        if onOffer != nil { return .active }
        if verificationRequested != nil || verification != nil { return .verifying }
        if entrustment != nil { return .entrusted }
        return draft == nil ? .none : .draft
    }

    /// Adds to the price history; there is no other way to change it.
    mutating func addPrice(_ fen: Int64, _ source: ListingPrice.Source, _ mark: Mark) {
        prices.append(ListingPrice(mark: mark, fen: fen, source: source))
    }
}
