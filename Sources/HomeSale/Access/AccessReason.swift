/// Why a field may be had, or may not: one stable word per cause.
public enum AccessReason: String, CaseIterable, Hashable, Sendable {
    // Allowed.
    case byConsent, byLaw
    // Denied: the asker, where actors are registered.
    case roleNotHeld, tokenRefused
    // Denied: the question itself.
    case notInMatrix, partyUnknown, fieldUnknown, fieldElsewhere
    // Denied: the law does not cover this asker.
    case dealMissing, notOwnData
    // Denied: consents for the purpose, the furthest that any of them goes.
    case consentMissing, recipientNotNamed, fieldNotNamed, consentNotYet, consentExpired, consentWithdrawn, consentNotSeparate

    public var isAllowed: Bool { self == .byConsent || self == .byLaw }

    public var wording: Wording {
        switch self {
        case .byConsent: Wording("a live consent covers it", "有有效同意")
        case .byLaw: Wording("law covers it without consent", "法律规定无需同意")
        case .roleNotHeld: Wording("the asker does not hold the role", "查阅人不具有该角色")
        case .tokenRefused: Wording("the token does not cover it", "令牌不涵盖此次查阅")
        case .notInMatrix: Wording("no row of the matrix allows it", "权限矩阵未允许")
        case .partyUnknown: Wording("no such party is registered", "当事人未登记")
        case .fieldUnknown: Wording("no datum has this name", "没有此数据项")
        case .fieldElsewhere: Wording("the datum belongs to another resource", "数据项属于其他资源")
        case .dealMissing: Wording("asker and person take part in no common deal", "双方不在同一交易中")
        case .notOwnData: Wording("the data are somebody else's", "非本人信息")
        case .consentMissing: Wording("no consent was given for this purpose", "未就此目的给予同意")
        case .recipientNotNamed: Wording("the consent does not name the asker", "同意未列明该接收方")
        case .fieldNotNamed: Wording("the consent does not name the datum", "同意未列明该数据项")
        case .consentNotYet: Wording("the consent has not begun", "同意尚未生效")
        case .consentExpired: Wording("the consent has run out", "同意已到期")
        case .consentWithdrawn: Wording("the consent was withdrawn", "同意已撤回")
        case .consentNotSeparate: Wording("the consent was not given apart", "未取得单独同意")
        }
    }
}
