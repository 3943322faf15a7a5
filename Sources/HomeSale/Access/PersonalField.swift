/// One datum of a person, by the name that consents and requests use for it. A closed table.
public enum PersonalField: String, CaseIterable, Hashable, Sendable {
    case name, idNumber, birthDate, maritalStatus
    case phone, email, address
    case income, debts, assets, employment
    /// The number of a bank card or account.
    case account
    case creditReport, creditScore
    case clientTags, viewings
    case location
    case decorationBudget, decorationWishes
    case remark
    case accesses

    public var resource: PersonalResource {
        switch self {
        case .name, .idNumber, .birthDate, .maritalStatus: .identity
        case .phone, .email, .address: .contact
        case .income, .debts, .assets, .employment, .account: .finance
        case .creditReport, .creditScore: .credit
        case .clientTags, .viewings: .preference
        case .location: .location
        case .decorationBudget, .decorationWishes: .decoration
        case .remark: .remark
        case .accesses: .accessLog
        }
    }

    /// The field that a sealed member of a payload belongs to, by the member's name: of names that are none, ``remark``.
    ///
    /// What is unknown is masked whole and falls to the few who may read remarks.
    public init(member name: String) { self = PersonalField(rawValue: name) ?? .remark }

    /// Whether law calls it sensitive, so that its consent must be given apart. 个人信息保护法 28, 29.
    public var isSensitive: Bool { PartyGuards.sensitiveFields.contains(rawValue) }

    public var wording: Wording {
        switch self {
        case .name: Wording("name", "姓名")
        case .idNumber: Wording("identity number", "证件号码")
        case .birthDate: Wording("birth date", "出生日期")
        case .maritalStatus: Wording("marital status", "婚姻状况")
        case .phone: Wording("phone", "电话")
        case .email: Wording("e-mail", "电子邮箱")
        case .address: Wording("address", "住址")
        case .income: Wording("income", "收入")
        case .debts: Wording("debts", "负债")
        case .assets: Wording("assets", "资产")
        case .employment: Wording("employment", "就业")
        case .account: Wording("card or account", "银行卡或账户")
        case .creditReport: Wording("credit report", "征信报告")
        case .creditScore: Wording("credit score", "征信评分")
        case .clientTags: Wording("client tags", "客户标签")
        case .viewings: Wording("viewings", "看房记录")
        case .location: Wording("whereabouts", "位置")
        case .decorationBudget: Wording("decoration budget", "装修预算")
        case .decorationWishes: Wording("decoration wishes", "装修需求")
        case .remark: Wording("remark", "备注")
        case .accesses: Wording("accesses", "查阅记录")
        }
    }
}
