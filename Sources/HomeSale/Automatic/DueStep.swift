/// A step that nobody takes: it follows from the log and an instant alone. `deedlog tick` records it, `verify` recomputes it.
public struct DueStep: Hashable, Sendable {
    public let stream: StreamName
    public let name: EventName
    /// Canonical payload.
    public let data: [UInt8]
    /// `<rule>-<cause>`: making it twice adds nothing. DESIGN.md section 2, reserved names.
    public let key: String
    /// The entry it follows from.
    public let cause: UInt64
}

/// One rule that makes steps: its id and version, and what it looks at. Old versions stay, so that old steps can be judged.
public struct AutomaticRule: Hashable, Sendable {
    /// At most 48 bytes of `[a-z][A-Za-z0-9.]*`; ends in its version.
    public let id: String
    public let name: EventName
    public let meaning: Wording
    /// The dated rows it applies; empty where it applies none.
    public let keys: [RuleKey]

    init(_ id: String, _ name: EventName, _ meaning: Wording, keys: [RuleKey] = []) {
        self.id = id
        self.name = name
        self.meaning = meaning
        self.keys = keys
    }

    public static let offerExpiry = AutomaticRule(
        "offer.expiry.v1", .offerExpired, Wording("An open offer ends the day after its last day.", "要约于期限届满次日失效。"))
    public static let listingExpiry = AutomaticRule(
        "listing.expiry.v1", .listingExpired,
        Wording("A listing ends when its mandate or verification is over.", "委托或核验到期，房源失效。"))
    public static let listingLock = AutomaticRule(
        "listing.lock.v1", .listingLocked, Wording("An accepted offer keeps the home for its deal.", "接受要约后房源锁定于该交易。"))
    public static let listingUnlock = AutomaticRule(
        "listing.unlock.v1", .listingUnlocked, Wording("A deal that ended lets the home go.", "交易终止后房源解锁。"))
    public static let listingSold = AutomaticRule(
        "listing.sold.v1", .listingSoldLinked, Wording("The transfer ends the listing.", "过户后房源成交。"))
    public static let tenantWaiver = AutomaticRule(
        "tenant.waiver.v1", .tenantDeemedWaived,
        Wording("Fifteen days of silence are a waiver. 民法典 726", "通知后十五日未答复视为放弃。民法典 726"), keys: [.tenantWindow])
    public static let approvalExpiry = AutomaticRule(
        "approval.expiry.v1", .approvalExpired, Wording("An approval ends the day after its last day.", "审批于有效期届满次日失效。"))
    public static let disputeClock = AutomaticRule(
        "dispute.clock.v1", .disputeOverdue, Wording("A dispute should be closed within 72 hours.", "争议应于七十二小时内处理完毕。"))
    public static let conditionMet = AutomaticRule(
        "loan.condition.v1", .loanConditionMet, Wording("A condition of the approval is met by facts on record.", "放款条件已由登记事实满足。")
    )
    public static let closing = AutomaticRule(
        "deal.closing.v1", .dealClosed,
        Wording("A deal that is handed over, settled and without dispute is closed.", "已交房、款项结清且无争议的交易结案。"))
    public static let preApprovalReminder = AutomaticRule(
        "reminder.preApproval.v1", .reminderDue,
        Wording("Three days before signing the result of the pre-approval should be there.", "签约前三日应有预审结论。"))
    public static let registrationReminder = AutomaticRule(
        "reminder.registration.v1", .reminderDue,
        Wording("48 hours before the transfer the registration should be under way.", "过户前四十八小时应已受理登记。"))

    public static let all = [
        offerExpiry, listingExpiry, listingLock, listingUnlock, listingSold, tenantWaiver, approvalExpiry, disputeClock,
        conditionMet, closing, preApprovalReminder, registrationReminder,
    ]

    public static func rule(_ id: String) -> AutomaticRule? { all.first { $0.id == id } }
}
