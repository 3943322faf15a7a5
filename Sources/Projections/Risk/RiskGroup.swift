public import HomeSale

/// What kind of risk a factor tells of. The cap keeps one kind from drowning the others. DOMAIN.md section 8.1.
public enum RiskGroup: String, CaseIterable, Hashable, Sendable {
    case title = "T"
    case school = "E"
    case quality = "Q"
    case credit = "C"
    case market = "M"
    case fraud = "F"
    case operational = "O"

    /// The most points that the group adds to a score.
    public var cap: Int64 {
        switch self {
        case .title: 260
        case .school: 60
        case .quality: 100
        case .credit: 200
        case .market: 120
        case .fraud: 160
        case .operational: 100
        }
    }

    public var wording: Wording {
        switch self {
        case .title: Wording("title and mortgages", "抵押产权")
        case .school: Wording("school district", "学区")
        case .quality: Wording("quality of the home", "质量")
        case .credit: Wording("credit", "信用")
        case .market: Wording("market", "市场")
        case .fraud: Wording("fraud", "欺诈")
        case .operational: Wording("operations", "操作")
        }
    }
}
