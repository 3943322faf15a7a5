internal import CanonicalJSON

/// What `deal.opened` fixed.
public struct Opening: Hashable, Sendable {
    public let mark: Mark
    public let listingId: String
    public let unitCode: String
    public let cityCode: String
    /// As amended, like the sellers and the way of payment.
    public internal(set) var buyers: [String]
    public internal(set) var sellers: [String]
    public internal(set) var payMode: String
    public let flags: Set<String>

    /// Whether a loan pays part of the price.
    public var isFinanced: Bool { payMode != "cash" }
    /// How many loan legs there must be.
    public var legCount: Int { payMode == "combined" ? 2 : isFinanced ? 1 : 0 }
    public var parties: Set<String> { Set(buyers + sellers) }
}

/// One offer for the home.
public struct Offer: Hashable, Sendable {
    public enum Status: String, Hashable, Sendable { case open, accepted, rejected, withdrawn, expired }

    public let id: String
    public let mark: Mark
    public let priceFen: Int64
    public let depositFen: Int64
    public let validUntil: CivilDate?
    /// What happens if the loan is refused: `cancelRefund`, `buyerCash`, `extendDays`.
    public let loanFallback: String?
    public var status = Status.open
    /// Of several sellers, who accepted so far.
    public var acceptedBy: Set<String> = []
    public var decided: Mark?
}

/// What was agreed to be paid to bind the parties; the excess over the cap has no earnest effect. 民法典 586.
public struct DepositAgreement: Hashable, Sendable {
    public let mark: Mark
    public let amountFen: Int64
    public let kind: String
    public let payTo: String
    public let dueBy: CivilDate?
}

/// A look at the register: what it said, and when. 民法典 216.
public struct TitleCheck: Hashable, Sendable {
    public let mark: Mark
    public let asOf: CivilDate
    /// Owners of record.
    public let owners: [String]
    /// `sole`, `joint` or `shares`.
    public let ownership: String
    public let lenders: [String]
    public let hasTransferBan: Bool
    public let seizureCount: Int
    public let residenceRights: [ResidenceRight]
    public let hasObjection: Bool
    /// Whose claims pre-notices protect.
    public let preNoticeHolders: [String]
    /// The kind of policy housing that an authority must let go; `nil` where it is none.
    public let restrictedKind: String?

    /// Somebody may live there. 民法典 366.
    public struct ResidenceRight: Hashable, Sendable {
        public let holder: String
        /// Last day; `nil` is for life.
        public let until: CivilDate?
    }
}

/// The authority lets restricted housing go.
public struct AuthorityConsent: Hashable, Sendable {
    public let mark: Mark
    public let kind: String
    public let validUntil: CivilDate?
}

/// One tenant of a let home: what he was told, and what he said. 民法典 726.
public struct Tenancy: Hashable, Sendable {
    public let tenantId: String
    public var notice: Mark
    public var noticeOn: CivilDate
    /// `waive`, `exercise` or `deemedWaive`.
    public var answer: String?
    public var answered: Mark?
}

/// A seizure or ban on the home, live until lifted. 民事诉讼法解释 485.
public struct Restriction: Hashable, Sendable {
    public let mark: Mark
    public let docNo: String
    public let kind: String
    public var lifted: Mark?
}

/// Powers given to somebody to sell. 民法典 165.
public struct Proxy: Hashable, Sendable {
    public let mark: Mark
    public let principal: String
    public let agent: String
    public let powers: [String]
    /// Last day; `nil` where none was stated.
    public let validUntil: CivilDate?
    public var revoked: Mark?

    public func isLive(on day: CivilDate) -> Bool { revoked == nil && validUntil.map { day <= $0 } ?? true }
}

/// The signed contract of sale.
public struct Contract: Hashable, Sendable {
    public var mark: Mark
    public var priceFen: Int64
    public let unitCode: String
    public let areaCentiSqm: Int64
    public let loanFallback: String?
    /// The price or a party changed after filing: it must be filed again.
    public var needsRefiling = false
    public var amended: Mark?
}

/// The filing of the contract. 城市房地产管理法 35, 45.
public struct Filing: Hashable, Sendable {
    public let mark: Mark
    public let number: String
    public let priceFen: Int64
    public let filedOn: CivilDate?
    public var revoked: Mark?
    public var isRevoked: Bool { revoked != nil }
}

/// The way out of one old mortgage.
public struct Payoff: Hashable, Sendable {
    public internal(set) var quote: PayoffQuote
    public internal(set) var paidFen: Int64 = 0
    public internal(set) var executed: Mark?

    /// What was paid since the quote stands for.
    public var paidSinceQuoteFen: Int64 { paidFen.adding(-quote.paidBeforeFen) }
    public var isPaid: Bool { executed != nil && paidSinceQuoteFen >= quote.totalFen }
}

/// What the seller still owes on the home.
public struct PayoffQuote: Hashable, Sendable {
    public let mark: Mark
    public let lenderId: String
    public let totalFen: Int64
    public let validOn: CivilDate?
    /// What had been paid when it was given: a quote is about the rest.
    public let paidBeforeFen: Int64
}

/// The old mortgage moves with the home instead of being paid off before. 民法典 406; 金规〔2026〕5号 20.
public struct CarryOver: Hashable, Sendable {
    public let mark: Mark
    public let mode: String
    public let oldLenderId: String
    public let newLenderId: String
}

/// One line of a settlement after rescission.
public struct SettlementItem: Hashable, Sendable {
    public let from: String
    public let to: String
    public let reason: String
    public let amountFen: Int64

    /// Canonical.
    var json: [UInt8] {
        JSONWriter.object { writer in
            writer.member("amountFen", amountFen)
            writer.member("from", from)
            writer.member("reason", reason)
            writer.member("to", to)
        }
    }

    /// The items of a settlement's payload.
    static func list(_ data: Payload) -> [SettlementItem] {
        data.objects("items").map {
            SettlementItem(
                from: $0.text("from") ?? "", to: $0.text("to") ?? "", reason: $0.text("reason") ?? "",
                amountFen: $0.integer("amountFen") ?? 0)
        }
    }
}
