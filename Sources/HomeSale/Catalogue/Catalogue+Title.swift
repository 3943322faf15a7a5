extension EventFamily {
    /// What stands on the register, and whose consent the sale needs. DOMAIN.md sections 2.2, 2.4.
    static let title = EventFamily(
        Wording("Deal: title and consents", "交易：权属与同意"),
        [
            EventType(
                .titleChecked, on: [.deal], Wording("title checked", "权属核查"), by: Recorder.people(.broker) + Recorder.registry,
                effect: Wording("The register's state on that day is known to the deal.", "该日登记簿状态已为本交易所知。"),
                source: "民法典 216-218; 不动产登记暂行条例 27", checkMembers),
            EventType(
                .restrictionObserved, on: [.deal], Wording("restriction observed", "发现限制"),
                by: Recorder.anyRelay + Recorder.court + Recorder.statement(.registry),
                effect: Wording("The deal is suspended until the restriction is lifted.", "交易中止，直至限制解除。"),
                source: "查封规定 2020; 民诉法解释 485",
                restriction + [
                    PayloadMember("from", .date, "first day", "起始日"),
                    PayloadMember("until", .date, optional: true, "last day", "截止日"),
                    PayloadMember("rank", .count, optional: true, "1 is in force, 2 and more wait", "顺位：1 为生效，2 起为轮候"),
                ]),
            EventType(
                .restrictionLifted, on: [.deal], Wording("restriction lifted", "限制解除"),
                by: Recorder.anyRelay + Recorder.court + Recorder.statement(.registry),
                effect: Wording("This restriction no longer suspends the deal.", "该限制不再中止交易。"), source: "查封规定 2020",
                restriction + [
                    PayloadMember("from", .date, optional: true, "first day", "起始日"),
                    PayloadMember("until", .date, optional: true, "last day", "截止日"),
                    PayloadMember("rank", .count, optional: true, "1 is in force, 2 and more wait", "顺位：1 为生效，2 起为轮候"),
                ]),
            EventType(
                .coOwnerConsented, on: [.deal], Wording("co-owner consented", "共有人同意"), by: Recorder.people(.coOwner),
                effect: Wording("This co-owner agrees to the sale.", "该共有人同意出售。"), source: "民法典 301, 305; 城市房地产管理法 38(4)",
                [
                    PayloadMember("ownerId", .party, "co-owner", "共有人"),
                    PayloadMember(
                        "shareBp", .bp, optional: true, "share, basis points; none in joint ownership", "份额（万分之一）；共同共有不填"),
                    scope, PayloadMember.docDigest,
                ]),
            EventType(
                .spouseConsented, on: [.deal], Wording("spouse consented", "配偶同意"),
                by: Recorder.people(.coOwner) + Recorder.notary,
                effect: Wording("The spouse agrees to the sale of common property.", "配偶同意处分共同财产。"),
                source: "民法典 1062; 婚姻家庭编解释(一) 28",
                [PayloadMember("spouseId", .party, "spouse", "配偶"), scope, PayloadMember.docDigest]),
            EventType(
                .guardianAuthorised, on: [.deal], Wording("guardian authorised", "监护人授权"),
                by: Recorder.people(.guardian) + Recorder.notary,
                effect: Wording("The minor's home may be sold in the minor's interest.", "可为未成年人利益处分其房屋。"),
                source: "民法典 19-20, 35",
                [
                    PayloadMember("minorId", .party, "minor who owns", "未成年权利人"),
                    PayloadMember("guardianIds", .list(of: .party, least: 1), "guardians", "监护人"),
                    PayloadMember("bestInterestDigest", .digest, "digest of the written undertaking", "利益承诺书摘要"),
                ]),
            EventType(
                .proxyAuthorised, on: [.deal], Wording("proxy authorised", "委托授权"),
                by: Recorder.people(.buyer, .seller, .coOwner) + Recorder.notary,
                effect: Wording("The agent may do what the powers list, and no more.", "代理人可在授权范围内行事。"), source: "民法典 161-168",
                [
                    PayloadMember("principalId", .party, "who gives the powers", "委托人"),
                    PayloadMember("agentId", .party, "who gets them", "代理人"),
                    PayloadMember("powers", .list(of: .choice(powers), least: 1), "what the agent may do", "授权事项"),
                    PayloadMember("notarialNo", .number, optional: true, "number of the notarial deed", "公证书编号"),
                    PayloadMember("validUntil", .date, "last day", "截止日"),
                ]),
            EventType(
                .proxyRevoked, on: [.deal], Wording("proxy revoked", "撤销委托"),
                by: Recorder.people(.buyer, .seller, .coOwner) + Recorder.notary,
                effect: Wording("The agent may no longer act.", "代理权终止。"), source: "民法典 173",
                [
                    PayloadMember("principalId", .party, "who gave the powers", "委托人"),
                    PayloadMember("agentId", .party, "who had them", "代理人"),
                    PayloadMember(
                        "powers", .list(of: .choice(powers), least: 1), optional: true, "which; all if absent", "撤销的事项；缺省为全部"),
                    PayloadMember("notarialNo", .number, optional: true, "number of the notarial deed", "公证书编号"),
                ]),
            EventType(
                .tenantNotified, on: [.deal], Wording("tenant notified", "通知承租人"), by: Recorder.people(.seller),
                effect: Wording("The tenant has 15 days to use the priority right.", "承租人有十五日行使优先购买权。"), source: "民法典 726",
                [
                    tenantId, PayloadMember("noticeOn", .date, "day of the notice", "通知日"),
                    PayloadMember("termsDigest", .digest, "digest of the terms told", "告知条件的摘要"),
                ]),
            EventType(
                .tenantResponded, on: [.deal], Wording("tenant responded", "承租人答复"), by: Recorder.people(.tenant),
                effect: Wording("The priority right is waived or exercised.", "优先购买权已放弃或行使。"), source: "民法典 726, 728",
                [tenantId, PayloadMember("answer", .choice(["waive", "exercise"]), "answer", "答复")]),
            EventType(
                .authorityConsented, on: [.deal], Wording("authority consented", "主管部门准予上市"), by: Recorder.housing,
                effect: Wording("The restricted home may be sold.", "政策性住房可以上市交易。"), source: "practice: city rules",
                [
                    PayloadMember("kind", .choice(PayloadMember.restrictedKinds), "kind of restriction", "限制类型"),
                    PayloadMember("authority", .text, "authority", "主管部门"),
                    PayloadMember("docNo", .number, "number of the document", "文号"), PayloadMember.docDigest,
                    PayloadMember("validUntil", .date, optional: true, "last day", "截止日"),
                ]),
            EventType(
                .residenceConsented, on: [.deal], Wording("residence right accepted", "买方知悉居住权"), by: Recorder.people(.buyer),
                effect: Wording("The buyer takes the home with the right of residence on it.", "买方同意带居住权受让。"),
                source: "民法典 366-370",
                [
                    PayloadMember("holderId", .party, "who may live there", "居住权人"),
                    PayloadMember("until", .date, optional: true, "last day of the right", "居住权截止日"), PayloadMember.docDigest,
                ]),
        ])

    // Lists are required even where empty: what was not looked at must not read as clear.
    private static let checkMembers: [PayloadMember] = [
        PayloadMember("asOf", .date, "day of the register", "登记簿查询日"),
        PayloadMember(
            "source", .choice(["registry", "registryOnline", "housingAuthority", "certificate"]), "where it was read", "查询来源"),
        PayloadMember("mortgages", .list(of: .object(mortgage), least: 0), "mortgages", "抵押权"),
        PayloadMember("seizures", .list(of: .object(seizure), least: 0), "seizures", "查封"),
        PayloadMember("objections", .list(of: .object(objection), least: 0), "objection notes", "异议登记"),
        PayloadMember("preNotices", .list(of: .object(preNotice), least: 0), "pre-notices", "预告登记"),
        PayloadMember("residenceRights", .list(of: .object(residence), least: 0), "residence rights", "居住权"),
        PayloadMember("coOwnership", .object(ownership), "owners of record", "共有情况"),
        PayloadMember("restricted", .choice(["none"] + PayloadMember.restrictedKinds), "restricted housing", "政策性限制"),
        PayloadMember("certNo", .number, optional: true, "number of the certificate", "不动产权证号"),
        PayloadMember("unitCode", .unitCode, optional: true, "code of the real-estate unit", "不动产单元代码"),
        PayloadMember("areaCentiSqm", .centiSqm, optional: true, "registered area, hundredths of m²", "登记面积（百分之一平方米）"),
    ]

    private static let mortgage: [PayloadMember] = [
        PayloadMember("lenderId", .party, "mortgagee", "抵押权人"),
        PayloadMember("kind", .choice(["ordinary", "maximum"]), "ordinary or maximum mortgage", "一般或最高额"),
        PayloadMember("securedFen", .fen, "sum secured, fen", "被担保债权数额（分）"),
        PayloadMember("rank", .count, "rank, from 1", "顺位，自 1 起"),
        PayloadMember("proofNo", .number, optional: true, "number of the registration proof", "不动产登记证明号"),
        PayloadMember("transferBan", .flag, "a ban on transfer is registered", "是否登记禁止转让"),
    ]
    private static let seizure: [PayloadMember] = [
        PayloadMember("authority", .text, "court or authority", "查封机关"),
        PayloadMember("docNo", .number, "number of the document", "文号"),
        PayloadMember("from", .date, "first day", "起始日"),
        PayloadMember("until", .date, optional: true, "last day; none while it waits", "截止日；轮候时不填"),
        PayloadMember("rank", .count, "1 is in force, 2 and more wait", "顺位：1 为生效，2 起为轮候"),
    ]
    private static let objection: [PayloadMember] = [
        PayloadMember("claimantId", .party, "who objects", "异议人"),
        PayloadMember("on", .date, "day of the note", "登记日"),
    ]
    private static let preNotice: [PayloadMember] = [
        PayloadMember("holderId", .party, "whose claim it protects", "权利人"),
        PayloadMember("on", .date, "day of the note", "登记日"),
    ]
    private static let residence: [PayloadMember] = [
        PayloadMember("holderId", .party, "who may live there", "居住权人"),
        PayloadMember("until", .date, optional: true, "last day of the right", "截止日"),
    ]
    private static let ownership: [PayloadMember] = [
        PayloadMember("form", .choice(["sole", "joint", "shares"]), "form of ownership", "共有形式"),
        PayloadMember("owners", .list(of: .object(owner), least: 1), "owners", "权利人"),
    ]
    private static let owner: [PayloadMember] = [
        PayloadMember("partyId", .party, "owner", "权利人"),
        PayloadMember("shareBp", .bp, optional: true, "share, basis points; none in joint ownership", "份额（万分之一）；共同共有不填"),
    ]

    private static let restriction: [PayloadMember] = [
        PayloadMember("kind", .choice(restrictionKinds), "kind", "限制类型"),
        PayloadMember("authority", .text, "court or authority", "作出机关"),
        PayloadMember("docNo", .number, "number of the document", "文号"),
    ]
    private static let restrictionKinds = [
        "seizure", "waitingSeizure", "transferBan", "objection", "preNotice", "residenceRight", "resaleBan", "other",
    ]
    /// To sell and to receive the money are given apart; self-dealing and double agency need a consent of their own.
    private static let powers = [
        "sell", "receiveMoney", "buy", "payMoney", "signContract", "register", "tax", "payoff", "handover", "selfDealing",
        "doubleAgency",
    ]
    private static let scope = PayloadMember(
        "scope", .choice(["sale", "saleAndProceeds", "shareSale"]), "what is agreed to", "同意范围")
    private static let tenantId = PayloadMember("tenantId", .party, "tenant", "承租人")
}
