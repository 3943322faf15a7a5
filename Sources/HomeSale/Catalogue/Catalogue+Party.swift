extension EventFamily {
    /// Who takes part, what they allow, and what the house itself puts on record.
    static let party = EventFamily(
        Wording("Parties, consent, rules, evidence", "当事人、同意、规则、存证"),
        [
            EventType(
                .partyRegistered, on: [.party], Wording("party registered", "当事人登记"),
                by: Recorder.people(.broker) + Recorder.system,
                effect: Wording("The party can be named in other steps.", "该当事人可在其他步骤中被引用。"),
                source: "反洗钱法 34, 42; 个人信息保护法 6, 13",
                [
                    PayloadMember("partyId", .party, "identifier of the party", "当事人标识"),
                    PayloadMember("kind", .choice(["person", "org"]), "a person or an organisation", "自然人或组织"),
                    PayloadMember("idNumber", .personal, optional: true, "identity number, sealed", "证件号码（封存）"),
                    PayloadMember("birthDate", .personal, optional: true, "birth date, sealed", "出生日期（封存）"),
                    PayloadMember("uscc", .number, optional: true, "unified social credit code", "统一社会信用代码"),
                    PayloadMember("ageFacts", .object(ageFacts), optional: true, "age bands on a day", "某日的年龄段"),
                    PayloadMember("idCheck", .object(idCheck), optional: true, "check of the identity", "身份核验"),
                ]),
            EventType(
                .partyIdentityVerified, on: [.party], Wording("identity verified", "身份核验通过"),
                by: Recorder.people(.broker) + Recorder.system,
                effect: Wording("The party may sign and be a principal.", "该当事人可签署并作为委托人。"),
                source: "反洗钱法 34; practice: identifier checks",
                [
                    PayloadMember("method", .identifier, "how it was verified", "核验方式"),
                    PayloadMember(
                        "level", .choice(["direct", "relayed", "declared"]), "how far it can be trusted", "可信程度"),
                    PayloadMember("asOf", .date, "day of the check", "核验日"),
                ]),
            EventType(
                .consentGranted, on: [.consent], Wording("consent granted", "授权同意"), by: Recorder.persons,
                effect: Wording("Data may be used for this purpose until the consent ends.", "同意期内可为该目的处理数据。"),
                source: "个人信息保护法 13-15, 23, 28-31",
                [
                    PayloadMember("partyId", .party, "whose data", "数据主体"),
                    PayloadMember("purpose", .choice(purposes), "what the data may be used for", "处理目的"),
                    PayloadMember("recipients", .list(of: .party, least: 1), "who may receive them", "接收方"),
                    PayloadMember("fields", .list(of: .identifier, least: 1), "which data", "数据项"),
                    PayloadMember("from", .date, "first day", "起始日"),
                    PayloadMember("until", .date, "last day", "截止日"),
                    PayloadMember(
                        "separateConsent", .flag, optional: true, "given apart, as banks and sensitive data require", "单独同意"),
                ]),
            EventType(
                .consentWithdrawn, on: [.consent], Wording("consent withdrawn", "撤回同意"), by: Recorder.persons,
                effect: Wording("From now on the data may not be used for this purpose.", "自此不得再为该目的处理数据。"),
                source: "个人信息保护法 15, 47",
                [
                    PayloadMember("partyId", .party, "whose data", "数据主体"),
                    PayloadMember("purpose", .choice(purposes), "the purpose that ends", "终止的目的"),
                    PayloadMember(
                        "recipients", .list(of: .party, least: 1), optional: true, "whose receipt ends; all if absent",
                        "终止的接收方；缺省为全部"),
                    PayloadMember(
                        "fields", .list(of: .identifier, least: 1), optional: true, "which data; all if absent", "数据项；缺省为全部"),
                    PayloadMember("from", .date, optional: true, "first day of the consent", "原同意起始日"),
                    PayloadMember("until", .date, optional: true, "last day of the consent", "原同意截止日"),
                ]),
            EventType(
                .rulePublished, on: [.rule], Wording("rule published", "规则发布"), by: Recorder.people(.brokerageManager, .auditor),
                effect: Wording("Steps dated in its time are judged by this row.", "有效期内的步骤按此规则行判定。"),
                source: "proposal: dated rules, two-person approval", rule(value: true)),
            EventType(
                .ruleSuperseded, on: [.rule], Wording("rule superseded", "规则停用"),
                by: Recorder.people(.brokerageManager, .auditor),
                effect: Wording("The row no longer applies after its last day.", "截止日后不再适用该规则行。"),
                source: "proposal: dated rules, two-person approval", rule(value: false)),
            EventType(
                .evidenceAnchored, on: [.evidence], Wording("evidence anchored", "存证固化"), by: Recorder.system,
                effect: Wording("A third party can attest that the log had this root then.", "第三方可证明彼时日志根值。"),
                source: "在线诉讼规则 16-18; 电子签名法 4-6",
                [
                    PayloadMember("size", .count, "entries under the root", "根值所含条数"),
                    PayloadMember("root", .digest, "root of the log tree, SHA-256", "日志树根（SHA-256）"),
                    PayloadMember("rootSm3", .digest, optional: true, "root of the log tree, SM3", "日志树根（SM3）"),
                    PayloadMember("tsaTokenDigest", .digest, "digest of the timestamp token", "时间戳凭证摘要"),
                ]),
        ])

    /// Guards ask for a live consent by these words.
    private static let purposes = Purpose.consented.map(\.rawValue)

    // The birth date stays sealed; rules need only these, and they are dated.
    private static let ageFacts: [PayloadMember] = [
        PayloadMember("asOf", .date, "day on which they hold", "判定日"),
        PayloadMember("under8", .flag, "no capacity to act", "不满八周岁"),
        PayloadMember("under14", .flag, "consent by a guardian", "不满十四周岁"),
        PayloadMember("under18", .flag, "a minor", "不满十八周岁"),
        PayloadMember("ageBandYears", .count, "lower end of the five-year band", "五年年龄段下限"),
    ]

    private static let idCheck: [PayloadMember] = [
        PayloadMember("method", .identifier, "how it was checked", "核验方式"),
        PayloadMember("result", .choice(["passed", "failed", "unclear"]), "outcome", "核验结果"),
    ]

    private static func rule(value: Bool) -> [PayloadMember] {
        [
            PayloadMember("key", .identifier, "what the rule is about", "规则键"),
            PayloadMember("scope", .object(scope), "where it applies", "适用范围"),
            PayloadMember("from", .date, optional: !value, "first day", "生效日"),
            PayloadMember("until", .date, optional: value, "last day", "截止日"),
            PayloadMember("value", .open, optional: !value, "figures of the rule", "规则取值"),
            PayloadMember("sourceDocNo", .number, "number of the source document", "来源文号"),
            PayloadMember("digest", .digest, "digest of the row", "规则行摘要"),
            PayloadMember("approverIds", .list(of: .party, least: 2), "who approved, two at least", "审批人（至少两人）"),
        ]
    }

    private static let scope: [PayloadMember] = [
        PayloadMember("city", .number, optional: true, "division code; everywhere if absent", "行政区划代码；缺省为全国"),
        PayloadMember("product", .identifier, optional: true, "product; all if absent", "产品；缺省为全部"),
    ]
}
