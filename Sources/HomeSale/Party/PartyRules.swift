/// Rules of parties and their consent. DOMAIN.md sections 2.2, 5, 9.
enum PartyRules {
    static let registeredOnce = StepRule(
        "party.registeredOnce", [.partyRegistered], Wording("A party is registered once.", "当事人只登记一次。"),
        remedy: Wording("Use the party that is there, or another identifier.", "请使用已登记的当事人或另用标识。"), source: "反洗钱法 34, 42")
    static let idDiffers = StepRule(
        "party.idDiffers", [.partyRegistered, .consentGranted, .consentWithdrawn],
        Wording("The payload speaks of the party whose stream it stands on.", "内容中的当事人须与所在流一致。"),
        remedy: Wording("Correct partyId or the subject.", "请更正当事人标识或主题。"), source: "proposal: DOMAIN 2.1")
    static let notRegistered = StepRule(
        "party.notRegistered", [.partyIdentityVerified, .consentGranted, .consentWithdrawn],
        Wording("The party is registered.", "当事人须已登记。"), remedy: Wording("Record party.registered.", "请先登记当事人。"),
        source: "反洗钱法 34; 个人信息保护法 13")
    static let identityConsent = StepRule(
        "party.identityConsent", [.partyIdentityVerified],
        Wording("A consent for identity checks is live that day.", "核验当日须有有效的身份核验同意。"),
        remedy: Wording("Record consent.granted with purpose identity.", "请先登记身份核验同意。"), source: "个人信息保护法 13, 14, 29")
    static let identityCheck = StepRule(
        "party.identityCheck", [.partyIdentityVerified],
        Wording("The check of the identity number passed.", "证件号码校验须已通过。"),
        remedy: Wording("Register the party with a check that passed.", "请以校验通过的结果登记当事人。"),
        source: "反洗钱法 34; GB 11643-1999; GB 32100-2015")

    static let consentPeriod = StepRule(
        "consent.period", [.consentGranted],
        Wording("The consent has a first and a last day, in this order.", "同意须有起止日且起始不晚于截止。"),
        remedy: Wording("Correct the dates.", "请更正期限。"), source: "个人信息保护法 14, 19")
    static let consentSeparate = StepRule(
        "consent.separate", [.consentGranted],
        Wording("Sharing with a bank, and sensitive data, have a consent of their own.", "向银行提供或处理敏感信息须取得单独同意。"),
        remedy: Wording("Obtain it apart for this one purpose and set separateConsent.", "请就该单一目的单独取得并标明单独同意。"),
        source: "个人信息保护法 23, 28-29, 31")
    static let consentGuardian = StepRule(
        "consent.guardian", [.consentGranted],
        Wording("For a child under 14, and while the age is unknown, a guardian consents.", "不满十四周岁或年龄未知的，由监护人同意。"),
        remedy: Wording("Let the guardian record it, or register the party with age facts.", "请由监护人登记，或登记年龄事实。"),
        source: "个人信息保护法 31")
    static let consentNotLive = StepRule(
        "consent.notLive", [.consentWithdrawn], Wording("A consent for this purpose stands.", "该目的须有尚未终止的同意。"),
        remedy: Wording("Name the purpose, recipients and data of a consent that stands.", "请填写有效同意的目的、接收方与数据项。"),
        source: "个人信息保护法 15")

    static let all: [StepRule] = [
        registeredOnce, idDiffers, notRegistered, identityConsent, identityCheck, consentPeriod, consentSeparate,
        consentGuardian, consentNotLive,
    ]
}
