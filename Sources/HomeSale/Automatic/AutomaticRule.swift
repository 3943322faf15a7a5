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
    public static let dealExpiry = AutomaticRule(
        "deal.expiry.v1", .dealExpired,
        Wording("A reservation without a contract in time, and without a deposit held, ends the deal.", "认购期限届满未签约且无在存定金，交易失效。"))
    public static let listingExpiry = AutomaticRule(
        "listing.expiry.v1", .listingExpired,
        Wording("A listing ends when its mandate or verification is over.", "委托或核验到期，房源失效。"))
    public static let listingLock = AutomaticRule(
        "listing.lock.v1", .listingLocked, Wording("An accepted offer keeps the home for its deal.", "接受要约后房源锁定于该交易。"))
    public static let listingUnlock = AutomaticRule(
        "listing.unlock.v1", .listingUnlocked, Wording("A deal that ended lets the home go.", "交易终止后房源解锁。"))
    public static let listingSold = AutomaticRule(
        "listing.sold.v1", .listingSoldLinked, Wording("The transfer ends the listing.", "过户后房源成交。"))
    public static let listingConflict = AutomaticRule(
        "listing.conflict.v1", .listingConflictFound,
        Wording("Another agency offers a home that one agency alone may offer.", "独家委托期内另一机构挂牌同一房屋。"))
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
    public static let conditionFailed = AutomaticRule(
        "loan.conditionFailed.v1", .loanConditionFailed,
        Wording("What met a condition of the approval holds no longer.", "满足放款条件的事实已不再成立。"))
    public static let rescission = AutomaticRule(
        "rescission.notice.v1", .rescissionEffective,
        Wording(
            "A notice that arrived, was not cured in time and is not disputed ends the contract; so do both sides together.",
            "解约通知到达、逾期未补救且无争议的，合同解除；双方一致的亦同。"))
    public static let depositSettlement = AutomaticRule(
        "settlement.deposit.v1", .settlementComputed,
        Wording(
            "Up to a fifth of the price a deposit binds, the rest goes back. 民法典 586, 587", "定金以房价百分之二十为限，超过部分返还。民法典 586、587"),
        keys: [.depositCap])
    public static let closing = AutomaticRule(
        "deal.closing.v1", .dealClosed,
        Wording("A deal that is handed over, settled and without dispute is closed.", "已交房、款项结清且无争议的交易结案。"))
    public static let preApprovalReminder = AutomaticRule(
        "reminder.preApproval.v1", .reminderDue,
        Wording("Three days before signing the result of the pre-approval should be there.", "签约前三日应有预审结论。"))
    public static let registrationReminder = AutomaticRule(
        "reminder.registration.v1", .reminderDue,
        Wording("48 hours before the transfer the registration should be under way.", "过户前四十八小时应已受理登记。"))
    public static let reminderSatisfied = AutomaticRule(
        "reminder.satisfied.v1", .reminderSatisfied, Wording("What a reminder waited for has come.", "提醒所待事项已发生。"))
    public static let reminderMissed = AutomaticRule(
        "reminder.missed.v1", .reminderMissed,
        Wording("The appointment came before what the reminder waited for.", "约定时刻已到，提醒所待事项仍未发生。"))

    public static let all = [
        offerExpiry, dealExpiry, listingExpiry, listingLock, listingUnlock, listingSold, listingConflict, tenantWaiver,
        approvalExpiry, disputeClock, conditionMet, conditionFailed, rescission, depositSettlement, closing,
        preApprovalReminder, registrationReminder, reminderSatisfied, reminderMissed,
    ]

    public static func rule(_ id: String) -> AutomaticRule? { all.first { $0.id == id } }

    /// Whether steps of this type are made by rules and by nothing else.
    public static func makes(_ name: EventName) -> Bool { made.contains(name) }
    private static let made = Set(all.map(\.name))
}
