extension EventFamily {
    /// The contract of sale and its filing. DOMAIN.md section 2.2.
    static let contract = EventFamily(
        Wording("Deal: contract and filing", "交易：合同与备案"),
        [
            EventType(
                .signingScheduled, on: [.deal], Wording("signing scheduled", "约定签约时间"), by: Recorder.people(.broker),
                effect: Wording("Reminders count back from this instant.", "提醒按此时刻倒推。"), source: "practice: reminders",
                appointment),
            EventType(
                .contractSigned, on: [.deal], Wording("contract signed", "买卖合同签订"),
                by: Recorder.bothSides + Recorder.people(.broker),
                effect: Wording("Both sides are bound; the contract can be filed.", "合同成立，可办理网签备案。"),
                source: "民法典 483, 490, 502; 城市房地产管理法 41",
                [
                    PayloadMember("priceFen", .fen, "price in fen", "价款（分）"),
                    PayloadMember.unitCode,
                    PayloadMember("areaCentiSqm", .centiSqm, "area sold, hundredths of m²", "建筑面积（百分之一平方米）"),
                    plan(optional: false),
                    PayloadMember("penalties", .object(penalties), optional: true, "agreed damages", "违约责任"),
                    PayloadMember.loanFallback,
                    PayloadMember.docDigest,
                    PayloadMember("signatures", .list(of: .object(signature), least: 1), "who signed", "签署"),
                    PayloadMember("contractNo", .number, optional: true, "number of the contract", "合同编号"),
                    PayloadMember.handoverBy, PayloadMember.hukouOutBy, PayloadMember.taxBearer,
                    PayloadMember(
                        "earlyHandover", .flag, optional: true, "handover before the transfer is allowed", "是否允许过户前交房"),
                    PayloadMember("schoolClause", .flag, optional: true, "a clause on the school seat", "是否约定学位条款"),
                ]),
            EventType(
                .contractAmended, on: [.deal], Wording("contract amended", "合同变更"), by: Recorder.bothSides,
                effect: Wording(
                    "The changed terms hold; a new price or party must be filed again.", "变更后的条款生效；价款或当事人变更须重新备案。"),
                source: "民法典 543-544",
                [PayloadMember("changes", .object(changes), "what is changed, and to what", "变更内容"), PayloadMember.docDigest]),
            EventType(
                .filingRecorded, on: [.deal], Wording("contract filed", "网签备案"),
                by: Recorder.housing + Recorder.receipt(.broker),
                effect: Wording("Loan, escrow and taxes can go on from the filed price.", "可按备案价款办理贷款、监管与纳税。"),
                source: "城市房地产管理法 35; 金规〔2026〕5号 15(3)",
                [
                    PayloadMember("filingNo", .number, "number of the filing", "备案号"),
                    PayloadMember("filedOn", .date, "day of the filing", "备案日"),
                    PayloadMember("priceFen", .fen, "filed price in fen", "备案价款（分）"),
                ]),
            EventType(
                .filingRevoked, on: [.deal], Wording("filing revoked", "撤销网签"), by: Recorder.housing,
                effect: Wording("The contract is no longer filed; the home may be sold again.", "备案撤销，房屋可再行出售。"),
                source: "practice: city rules",
                [
                    PayloadMember("filingNo", .number, "number of the filing", "备案号"),
                    PayloadMember("ground", .choice(["agreed", "judgment", "loanFail"]), "ground", "撤销事由"),
                    PayloadMember.docDigest,
                ]),
        ])

    static let appointment: [PayloadMember] = [
        PayloadMember("at", .instant, "when", "约定时刻"),
        PayloadMember("place", .text, optional: true, "where", "地点"),
    ]

    private static func plan(optional: Bool) -> PayloadMember {
        PayloadMember(
            "plan", .list(of: .object(instalment), least: 1), optional: optional, "parts of the price, which add up to it",
            "付款计划，合计等于价款")
    }

    private static let instalment: [PayloadMember] = [
        PayloadMember("kind", .choice(PayloadMember.moneyParts), "part of the price", "款项种类"),
        PayloadMember.amountFen,
        PayloadMember("dueRule", .object(dueRule), "when it is due", "付款期限"),
    ]
    /// A day, or some days after a step of the deal.
    private static let dueRule: [PayloadMember] = [
        PayloadMember("by", .date, optional: true, "last day", "最迟日"),
        PayloadMember("after", .choice(milestones), optional: true, "step after which it is due", "触发步骤"),
        PayloadMember("days", .count, optional: true, "days after the step", "触发后天数"),
    ]
    private static let milestones = [
        "offerAccepted", "contractSigned", "filingRecorded", "loanApproved", "taxPaid", "registrationSubmitted",
        "transferRecorded", "mortgageRecorded", "handoverCompleted", "hukouMovedOut",
    ]
    private static let penalties: [PayloadMember] = [
        PayloadMember("breachFen", .fen, optional: true, "sum for a breach, fen", "违约金（分）"),
        PayloadMember("breachBp", .bp, optional: true, "share of the price for a breach", "违约金占价款比例（万分之一）"),
        PayloadMember("lateDailyBp", .bp, optional: true, "share of the late sum, per day", "逾期每日比例（万分之一）"),
        PayloadMember("lateDailyFen", .fen, optional: true, "sum for each day late, fen", "逾期每日金额（分）"),
        PayloadMember("hukouLateDailyFen", .fen, optional: true, "for each day the registration stays, fen", "户口逾期每日金额（分）"),
    ]
    private static let signature: [PayloadMember] = [
        PayloadMember("partyId", .party, "who signed", "签署人"),
        PayloadMember("role", .choice(signers), "as what", "签署身份"),
        PayloadMember("licenceNo", .number, optional: true, "licence of the broker", "经纪人登记证号"),
        PayloadMember("docDigest", .digest, optional: true, "digest of the signed copy", "签署件摘要"),
    ]
    /// Two assistants may stand for one broker where the city allows it.
    private static let signers = ["buyer", "seller", "coOwner", "guardian", "proxyAgent", "broker", "assistantBroker"]
    private static let changes: [PayloadMember] = [
        PayloadMember("priceFen", .fen, optional: true, "price in fen", "价款（分）"),
        plan(optional: true),
        PayloadMember("buyerIds", .list(of: .party, least: 1), optional: true, "buyers", "买方"),
        PayloadMember("sellerIds", .list(of: .party, least: 1), optional: true, "sellers", "卖方"),
        PayloadMember(
            "payMode", .choice(PayloadMember.payModes), optional: true, "how the price is paid: cash after a refused loan",
            "付款方式：如贷款被拒后改为全款"),
        PayloadMember("penalties", .object(penalties), optional: true, "agreed damages", "违约责任"),
        PayloadMember.loanFallback, PayloadMember.handoverBy, PayloadMember.hukouOutBy, PayloadMember.taxBearer,
        PayloadMember("earlyHandover", .flag, optional: true, "handover before the transfer is allowed", "是否允许过户前交房"),
        PayloadMember("clauses", .list(of: .text, least: 1), optional: true, "further clauses, by number", "其他条款（条款号）"),
    ]
}
