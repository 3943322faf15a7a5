public import HomeSale

/// Why a log of deals cannot tell whether a claim holds.
public enum ClaimGap: String, CaseIterable, Hashable, Sendable {
    case widerMarket, outsideLog, operatorBooks, otherProject, noTimeBefore, noStores, notRecorded, privateValue, example
    case productTerms, formula, plan, software, unstated

    public var wording: Wording {
        switch self {
        case .widerMarket: Wording("of a whole market: the log holds its own deals only", "属整个市场的数据，日志仅含自身登记的交易")
        case .outsideLog: Wording("what was never recorded cannot be counted here", "未登记的事项无从在此计数")
        case .operatorBooks:
            Wording("money, staff, users or traffic of an operator: no step of a deal tells", "属经营方的收支、人员、用户或流量，交易步骤不予记载")
        case .otherProject: Wording("of a project elsewhere: its deals are not in this log", "属其他项目，其交易不在本日志")
        case .noTimeBefore: Wording("a change against a time before the log", "与日志之前的时期相比的变化，日志无从得知")
        case .noStores: Wording("the log knows agencies and deals, no stores", "日志只载机构与交易，不载门店")
        case .notRecorded: Wording("no step of the catalogue records it", "目录中没有记载此事的步骤")
        case .privateValue: Wording("people's own data are never in the log", "属个人数据，日志从不载明")
        case .example: Wording("a made-up example, no fact of a deal", "系虚构示例，并非交易事实")
        case .productTerms: Wording("what a firm offers: the log holds what deals agreed", "属机构的产品条件，日志只载各笔交易的约定")
        case .formula: Wording("a constant of a formula or rule, no outcome", "系公式或规则中的常数，并非结果")
        case .plan: Wording("about the project or the brief itself: no step of a deal tells", "关于项目或文稿本身，交易步骤不予记载")
        case .software: Wording("a property of a program, not of deals", "属程序的性质，并非交易的性质")
        case .unstated: Wording("the figure stands without what it is of", "仅有数字，未说明所指")
        }
    }
}
