internal import HomeSale
internal import Projections

/// What a value of a state is called: words of closed lists in the reader's language, rates and areas with their unit.
enum ValueWords {
    /// `repaying` at `loan-1.phase` as `being repaid` or `还款中`; identifiers and dates as they are.
    ///
    /// - Parameter file: the deal it is about: a cash deal passes the loan's phases without a loan.
    static func text(_ value: StateField.Value?, at path: String, of file: DealFile? = nil) -> String {
        guard let value else { return "-" }
        switch value {
        case .text(""): return tr("none", "无")
        case .text(let raw) where path == "phase" && file != nil:
            return Phase(rawValue: raw).flatMap { file?.wording(of: $0) }.map { tr($0) } ?? raw
        case .text(let raw) where path.hasPrefix("escrow.term-"): return term(raw)
        case .text(let raw) where path == "deal.flags":
            return raw.split(separator: " ").map { variants[String($0)].map { tr($0) } ?? String($0) }.joined(
                separator: tr(", ", "、"))
        case .text(let raw): return wording(raw, at: path).map { tr($0) } ?? raw
        case .number(let number):
            if path.hasSuffix("Ppm") { return decimal(number, 10_000) + "%" }
            if path.hasSuffix("Bp") { return decimal(number, 100) + "%" }
            return path.hasSuffix("areaCentiSqm") ? decimal(number, 100) + " m²" : value.text
        default: return value.text
        }
    }

    /// The words of `raw` where the field's values come from a closed list; `nil` elsewhere.
    static func wording(_ raw: String, at path: String) -> Wording? {
        let parts = path.split(separator: ".")
        if parts.contains("condition") { return words[raw] }
        let leaf = parts.last.map(String.init) ?? path
        switch (parts.first.map(String.init) ?? path, leaf) {
        case ("phase", _): return Phase(rawValue: raw)?.wording
        case ("escrow", "phase"): return EscrowState.Phase(rawValue: raw)?.wording
        case ("listing", "phase"): return ListingState.Phase(rawValue: raw)?.wording
        case ("agenda", "kind"): return AgendaKind(rawValue: raw)?.wording
        case ("comparable", "kind"): return ComparableKind(rawValue: raw)?.wording
        case ("risk", "level"): return RiskLevel(rawValue: raw)?.wording
        case ("registration", "kind"): return registrationKinds[raw]
        case ("registration", "outcome"): return RegistrationState.Application.Outcome(rawValue: raw)?.wording
        case ("restriction", _): return restrictions[raw]
        case ("decoration", "phase"): return decorationPhases[raw]
        case ("reminder", _), ("decoration", "state"): return words[raw]
        case ("proxy", _): return raw == "revoked" ? words[raw] : nil
        case (_, "phase"): return LoanCase.Phase(rawValue: raw)?.wording
        case (_, "state"): return PreApproval.State(rawValue: raw)?.wording
        default: return closedLists.contains(leaf) ? words[raw] : nil
        }
    }

    /// `seller: transferRecorded mortgageRecorded`, an agreement on who is paid after what.
    private static func term(_ raw: String) -> String {
        let parts = raw.split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { return raw }
        let payee = words[String(parts[0])].map { tr($0) } ?? String(parts[0])
        let conditions = parts[1].split(separator: " ").map { FieldWords.word(String($0)) ?? String($0) }
        return payee + tr(" after ", "：") + conditions.joined(separator: tr(" and ", "、"))
    }

    /// `value / unit` without trailing zeros.
    static func decimal(_ value: Int64, _ unit: Int64) -> String {
        var digits = String(value.magnitude % UInt64(unit) + UInt64(unit)).dropFirst()
        while digits.last == "0" { digits.removeLast() }
        return (value < 0 ? "-" : "") + String(value.magnitude / UInt64(unit)) + (digits.isEmpty ? "" : "." + digits)
    }

    static let taxKinds: [String: Wording] = [
        "deedTax": Wording("deed tax", "契税"), "vat": Wording("VAT", "增值税"), "surtaxes": Wording("surtaxes", "附加税费"),
        "pit": Wording("income tax", "个人所得税"), "stamp": Wording("stamp duty", "印花税"), "landVat": Wording("land VAT", "土地增值税"),
    ]

    static let registrationKinds: [String: Wording] = [
        "transfer": Wording("transfer", "转移登记"), "mortgage": Wording("mortgage", "抵押登记"),
        "both": Wording("transfer and mortgage", "转移与抵押登记"), "carryOver": Wording("transfer with mortgage", "带押过户登记"),
        "discharge": Wording("discharge", "抵押注销登记"), "preNotice": Wording("pre-notice", "预告登记"),
    ]

    static let restrictions: [String: Wording] = [
        "seizure": Wording("seizure", "查封"), "waitingSeizure": Wording("waiting seizure", "轮候查封"),
        "transferBan": Wording("transfer ban", "禁止转让约定"), "objection": Wording("objection", "异议登记"),
        "preNotice": Wording("pre-notice", "预告登记"), "residenceRight": Wording("residence right", "居住权"),
        "resaleBan": Wording("resale ban", "限售"), "other": Wording("other", "其他"), "lifted": Wording("lifted", "已解除"),
    ]

    private static let variants: [String: Wording] = [
        "carryOver": Wording("carry-over", "带押过户"), "redemption": Wording("redemption", "赎楼"),
        "proxySeller": Wording("seller by proxy", "卖方代理"), "coOwned": Wording("co-owned", "共有"),
        "spouse": Wording("spouse", "配偶"), "minorOwner": Wording("minor owner", "未成年权利人"), "leased": Wording("leased", "出租"),
        "fiveYearsOnly": Wording("only home of five years", "满五唯一"), "residenceRight": Wording("residence right", "居住权"),
        "restrictedHousing": Wording("restricted housing", "政策性住房"), "courtAuction": Wording("court auction", "司法拍卖"),
        "gift": Wording("gift", "赠与"), "inheritance": Wording("inheritance", "继承"),
    ]

    private static let decorationPhases: [String: Wording] = [
        "none": Wording("none", "无"), "quoted": Wording("quoted", "已报价"), "applied": Wording("applied for", "已申请"),
        "approved": Wording("approved", "已批准"), "rejected": Wording("rejected", "未批准"), "signed": Wording("signed", "已签约"),
        "tranche1": Wording("first tranche paid", "已付首期"), "progress": Wording("works in progress", "施工中"),
        "completed": Wording("completed", "已完工"), "repaying": Wording("being repaid", "还款中"),
        "settled": Wording("settled", "已结清"),
    ]

    static let forums: [String: Wording] = [
        "negotiation": Wording("negotiation", "协商"), "mediation": Wording("mediation", "调解"),
        "arbitration": Wording("arbitration", "仲裁"), "court": Wording("court", "诉讼"),
    ]

    /// Fields whose values come from a closed list; elsewhere the same letters may be somebody's identifier.
    private static let closedLists: Set<String> = [
        "payMode", "status", "kind", "ownership", "answer", "mode", "by", "ground", "basis", "leg", "method", "forum", "scope",
        "outcome", "restrictionState", "reminderState",
    ]

    private static let words: [String: Wording] = forums.merging([
        "cash": Wording("cash", "全款"), "commercial": Wording("commercial loan", "商业贷款"),
        "provident": Wording("provident fund loan", "公积金贷款"), "combined": Wording("combined", "组合"),
        "open": Wording("open", "待定"), "accepted": Wording("accepted", "已接受"), "rejected": Wording("rejected", "已拒绝"),
        "withdrawn": Wording("withdrawn", "已撤回"), "expired": Wording("expired", "已失效"), "met": Wording("met", "已满足"),
        "failed": Wording("failed", "未满足"), "due": Wording("due", "待办"), "missed": Wording("missed", "逾期未办"),
        "satisfied": Wording("done", "已办"), "earnest": Wording("earnest money", "违约定金"),
        "formation": Wording("for entering a contract", "立约定金"), "rescissory": Wording("rescissory deposit", "解约定金"),
        "plain": Wording("plain payment", "订金"), "sole": Wording("sole", "单独所有"),
        "joint": Wording("joint", "共同共有"), "shares": Wording("by shares", "按份共有"), "waive": Wording("waives", "放弃"),
        "exercise": Wording("exercises", "行使"),
        "deemedWaive": Wording("deemed to waive", "视为放弃"), "revoked": Wording("revoked", "已撤销"),
        "released": Wording("released", "已发放"), "disputed": Wording("disputed", "有争议"), "segmented": Wording("segmented", "分段"),
        "amended": Wording("amended", "变更"),
        "equalInstalment": Wording("equal instalments", "等额本息"), "equalPrincipal": Wording("equal principal", "等额本金"),
        "interestOnly": Wording("interest only", "先息后本"), "buyer": Wording("buyer", "买方"), "seller": Wording("seller", "卖方"),
        "oldLender": Wording("old lender", "原贷款人"),
        "agreed": Wording("agreed", "协商一致"), "breach": Wording("breach", "违约"), "loanRefused": Wording("loan refused", "贷款被拒"),
        "forceMajeure": Wording("force majeure", "不可抗力"), "rescissoryDeposit": Wording("rescissory deposit", "解约定金"),
        "seizure": Wording("seizure", "查封"), "other": Wording("other", "其他"), "agreement": Wording("agreement", "协议"),
        "notice": Wording("notice", "通知"), "judgment": Wording("judgment", "判决"), "settled": Wording("settled", "和解"),
        "award": Wording("award", "裁决"), "dismissed": Wording("dismissed", "驳回"), "clear": Wording("clear", "无"),
        "restricted": Wording("restricted", "受限"), "flagged": Wording("flagged", "有提示"), "unknown": Wording("unknown", "不明"),
        "all": Wording("all", "全部"), "deal": Wording("deal", "交易"), "home": Wording("home", "房屋"),
        "escrow": Wording("escrow", "监管资金"), "buyerFunds": Wording("buyer's money", "买方资金"),
        "sellerFunds": Wording("seller's money", "卖方资金"),
    ]) { first, _ in first }
}
