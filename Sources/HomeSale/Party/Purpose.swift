/// What personal data may be wanted for. A closed list: consents name the first nine, laws the others.
public enum Purpose: String, CaseIterable, Hashable, Sendable {
    // By consent alone. 个人信息保护法 13(1)(1), 14.
    case identity, viewing, titleCheck, bankSharing, creditReport, marketing, location, clientTags, decoration
    // Without it, because a law says so.
    /// To conclude or perform the contract that the person is a party to. 个人信息保护法 13(1)(2).
    case contract
    /// Customer due diligence and its records. 反洗钱法 34, 42; 个人信息保护法 13(1)(3).
    case aml
    /// Tax, filing and registration, as statutes ask for them. 个人信息保护法 13(1)(3).
    case filing
    /// Checks that the house keeps the rules. 个人信息保护法 54.
    case audit
    /// A copy, a correction or an erasure that the person asked for. 个人信息保护法 44-47, 50.
    case subjectRequest

    /// Whether a consent can name it.
    public var asksConsent: Bool {
        switch self {
        case .identity, .viewing, .titleCheck, .bankSharing, .creditReport, .marketing, .location, .clientTags, .decoration: true
        case .contract, .aml, .filing, .audit, .subjectRequest: false
        }
    }

    /// Those that a consent can name.
    public static let consented = allCases.filter(\.asksConsent)

    public var wording: Wording {
        switch self {
        case .identity: Wording("check of identity", "身份核验")
        case .viewing: Wording("viewing of homes", "看房")
        case .titleCheck: Wording("check of title", "产权核查")
        case .bankSharing: Wording("sharing with a bank", "向银行提供")
        case .creditReport: Wording("credit report", "征信查询")
        case .marketing: Wording("marketing", "营销推送")
        case .location: Wording("whereabouts", "位置信息")
        case .clientTags: Wording("client tags", "客户标签")
        case .decoration: Wording("decoration", "装修")
        case .contract: Wording("the person's own contract", "订立或履行本人合同")
        case .aml: Wording("anti-money-laundering duty", "反洗钱义务")
        case .filing: Wording("tax, filing and registration", "税务、备案与登记")
        case .audit: Wording("audit", "合规审计")
        case .subjectRequest: Wording("the person's own request", "本人请求")
        }
    }
}
