/// Members that several types share, so that one idea has one name and one form.
extension PayloadMember {
    /// Every payload may hold them. DOMAIN.md, envelope.
    public static let common: [PayloadMember] = [
        PayloadMember("evidence", .list(of: .object(evidence), least: 1), optional: true, "files behind the step", "证据材料"),
        PayloadMember("onBehalfOf", .party, optional: true, "party for whom it is recorded", "被代理的当事人"),
        PayloadMember("ruleSet", .digest, optional: true, "digest of the dated rules applied", "所用规则行的摘要"),
    ]

    // Files stay in the vault; md5 and sha1 are refused. DOMAIN.md section 9.
    private static let evidence: [PayloadMember] = [
        PayloadMember("alg", .choice(["sha256", "sm3"]), "digest algorithm", "摘要算法"),
        PayloadMember("bytes", .count, "size of the file in bytes", "文件字节数"),
        PayloadMember("digest", .digest, "digest of the file", "文件摘要"),
        PayloadMember("kind", .identifier, "what the file is", "材料种类"),
        PayloadMember("mediaType", .identifier, "media type, RFC 6838", "媒体类型"),
    ]

    /// What every step carries that the program derives by a rule: enough to derive it again.
    static let automatic: [PayloadMember] = [
        PayloadMember("asOf", .instant, "instant up to which the log was judged", "判定所依据的时刻"),
        PayloadMember("rule", .identifier, "rule that asked for the step", "触发的规则"),
        PayloadMember("ruleSet", .digest, "digest of the dated rules applied", "所用规则行的摘要"),
    ]

    /// The same, where an authority may record the step as well.
    static let automaticOptional = automatic.filter { $0.name != "ruleSet" }.map {
        PayloadMember($0.name, $0.kind, optional: true, $0.meaning.english, $0.meaning.chinese)
    }

    static let docDigest = PayloadMember("docDigest", .digest, "digest of the document", "文件摘要")
    static let docDigestIfAny = PayloadMember("docDigest", .digest, optional: true, "digest of the document", "文件摘要")
    static let amountFen = PayloadMember("amountFen", .fen, "amount in fen", "金额（分）")
    static let unitCode = PayloadMember("unitCode", .unitCode, "code of the real-estate unit", "不动产单元代码")
    static let cityCode = PayloadMember("cityCode", .number, "division code of the city, GB/T 2260", "城市行政区划代码")
    static let lenderId = PayloadMember("lenderId", .party, "lender", "贷款人")
    static let lenderIdIfAny = PayloadMember("lenderId", .party, optional: true, "lender", "贷款人")
    static let contractorId = PayloadMember("contractorId", .party, optional: true, "decoration firm", "装修公司")
    static let reasonIfAny = PayloadMember("reason", .text, optional: true, "reason", "原因")
    static let termMonths = PayloadMember("termMonths", .months, "term in months", "期限（月）")
    static let termMonthsIfAny = PayloadMember("termMonths", .months, optional: true, "term in months", "期限（月）")
    static let ratePpm = PayloadMember("ratePpm", .ppm, "annual rate, parts per million", "年利率（百万分之一）")
    static let ratePpmIfAny = PayloadMember("ratePpm", .ppm, optional: true, "annual rate, parts per million", "年利率（百万分之一）")
    static let accountToken = PayloadMember("payeeAccountToken", .identifier, "token of the payee's account", "收款账户令牌")

    /// What happens when the loan is refused. DOMAIN.md section 2.3.
    static let loanFallback = PayloadMember(
        "loanFallback", .choice(["cancelRefund", "buyerCash", "extendDays"]), optional: true,
        "what happens if the loan is refused", "贷款被拒时的约定")
    static let handoverBy = PayloadMember("handoverBy", .date, optional: true, "last day to hand over", "最迟交房日")
    static let hukouOutBy = PayloadMember(
        "hukouOutBy", .date, optional: true, "last day to move the household registration out", "最迟户口迁出日")
    static let taxBearer = PayloadMember(
        "taxBearer", .choice(["buyer", "seller", "each"]), optional: true, "who bears the taxes", "税费承担方")
    static let method = PayloadMember(
        "method", .choice(["equalInstalment", "equalPrincipal", "interestOnly"]), "way of repayment", "还款方式")

    static let payModes = ["cash", "commercial", "provident", "combined"]
    /// The words for parts of the price, in plans and postings alike.
    static let moneyParts = ["deposit", "ownFunds", "loan", "tail"]
    static let restrictedKinds = ["allocatedLand", "fangGai", "affordable", "sharedOwnership", "resaleBan"]
}
