/// Rules of title, consents and powers. DOMAIN.md sections 2.2, 2.4.
enum TitleRules {
    static let ownerUnknown = StepRule(
        "title.ownerUnknown", [.coOwnerConsented], Wording("The title check lists this owner.", "产权查询列明该共有人。"),
        remedy: Wording("Record title.checked with all owners first.", "请先登记列明全部权利人的产权查询。"), source: "民法典 216, 301")
    static let restrictionUnknown = StepRule(
        "restriction.unknown", [.restrictionLifted], Wording("The restriction was observed and is live.", "该限制须已登记且尚未解除。"),
        remedy: Wording("State the document number of a live restriction.", "请填写尚未解除的文号。"), source: "民事诉讼法解释 485")
    static let spouseUndeclared = StepRule(
        "spouse.undeclared", [.spouseConsented], Wording("The deal says that a spouse is concerned.", "交易须声明涉及配偶。"),
        remedy: Wording("Open the deal with the flag spouse.", "立案时请注明 spouse。"), source: "民法典 1062")
    static let wardNotMinor = StepRule(
        "guardian.wardNotMinor", [.guardianAuthorised],
        Wording("The ward is known to be under 18.", "被监护人须已查明未满十八周岁。"),
        remedy: Wording("Record ageFacts of the ward; unknown is not minor.", "请登记其年龄事实；未知不作未成年认定。"), source: "民法典 17, 19, 35")
    static let proxyUnverified = StepRule(
        "proxy.unverified", [.proxyAuthorised], Wording("The identity of both was verified.", "委托人与受托人身份须均已核验。"),
        remedy: Wording("Record party.identityVerified for both.", "请先登记双方身份核验。"), source: "民法典 165")
    static let proxyUnknown = StepRule(
        "proxy.unknown", [.proxyRevoked], Wording("Powers were given and not revoked.", "委托须存在且未撤销。"),
        remedy: Wording("Name a principal with live powers.", "请填写委托有效的委托人。"), source: "民法典 173")
    static let notLeased = StepRule(
        "tenant.notLeased", [.tenantNotified], Wording("The deal says that the home is let.", "交易须声明房屋已出租。"),
        remedy: Wording("Open the deal with the flag leased.", "立案时请注明 leased。"), source: "民法典 726")
    static let tenantNotNotified = StepRule(
        "tenant.notNotified", [.tenantResponded, .tenantDeemedWaived], Wording("The tenant was notified.", "须已通知承租人。"),
        remedy: Wording("Record tenant.notified.", "请先登记通知承租人。"), source: "民法典 726")
    static let seizureTooLong = StepRule(
        "restriction.seizureTooLong", [.restrictionObserved],
        Wording("A home is seized for three years at most; a renewal is another document.", "不动产查封期限不超过三年，续行查封另行登记。"),
        remedy: Wording("Correct the last day, or record the renewal apart.", "请更正截止日，或另行登记续封。"),
        source: "民事诉讼法解释 485")
    static let tenantAnswered = StepRule(
        "tenant.answered", [.tenantResponded, .tenantDeemedWaived], Wording("The tenant has not answered yet.", "承租人尚未答复。"),
        remedy: Wording("Notify again if the terms changed.", "条件变更时请重新通知。"), source: "民法典 726")
    static let tenantWindowOpen = StepRule(
        "tenant.windowOpen", [.tenantDeemedWaived], Wording("Fifteen days have passed without an answer.", "通知后已满十五日未答复。"),
        remedy: Wording("Wait until the sixteenth day.", "请待第十六日。"), source: "民法典 726")

    static let all = [
        ownerUnknown, restrictionUnknown, spouseUndeclared, wardNotMinor, proxyUnverified, proxyUnknown, notLeased,
        tenantNotNotified, seizureTooLong, tenantAnswered, tenantWindowOpen,
    ]
}
