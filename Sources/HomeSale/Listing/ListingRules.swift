/// Rules of the offer to sell. DOMAIN.md section 3.1.
enum ListingRules {
    static let unitCode = StepRule(
        "listing.unitCode", [.listingDrafted],
        Wording("The unit code has the form of the standard and names a home.", "不动产单元代码须符合标准格式且为房屋单元。"),
        remedy: Wording("Copy the 28 characters from the certificate.", "请按权属证书填写 28 位代码。"), source: "GB/T 37346-2019")
    static let draftedOnce = StepRule(
        "listing.draftedOnce", [.listingDrafted], Wording("A listing is drafted once.", "房源只能录入一次。"),
        remedy: Wording("Use a new listing identifier.", "请使用新的房源编号。"), source: "proposal: DOMAIN 3.1")
    static let notDrafted = StepRule(
        "listing.notDrafted", afterDraft, Wording("The listing is drafted.", "房源须已录入。"),
        remedy: Wording("Record listing.drafted.", "请先登记房源录入。"), source: "proposal: DOMAIN 3.1")
    static let over = StepRule(
        "listing.over", [.listingDrafted] + afterDraft.filter { $0 != .listingConflictFound },
        Wording("The listing is neither sold nor withdrawn.", "房源未成交且未下架。"),
        remedy: Wording("Draft a new listing of the home.", "请另行录入新房源。"), source: "practice: DOMAIN 3.1")

    static let entrustmentPeriod = StepRule(
        "listing.entrustmentPeriod", [.entrustmentSigned],
        Wording("The mandate has a first and a last day, in this order.", "委托期限须有起止日且起始不晚于截止。"),
        remedy: Wording("Correct the dates.", "请更正委托期限。"), source: "民法典 470, 961")
    static let entrustmentAgency = StepRule(
        "listing.entrustmentAgency", [.entrustmentSigned],
        Wording("The mandate is given to the agency that drafted the listing.", "受托机构须与房源录入机构一致。"),
        remedy: Wording("Draft a listing for the entrusted agency.", "请由受托机构另行录入房源。"), source: "民法典 919, 961")

    static let publishUnentrusted = StepRule(
        "listing.publishUnentrusted", [.listingPublished], Wording("The owner's mandate is live that day.", "发布当日委托须有效。"),
        remedy: Wording("Record entrustment.signed for the day.", "请登记有效的委托协议。"), source: "民法典 961; 建房〔2016〕168号")
    static let publishUnverified = StepRule(
        "listing.publishUnverified", [.listingPublished],
        Wording("The authority has verified the listing, and its code is valid that day.", "房源须已通过核验且核验码在有效期内。"),
        remedy: Wording("Have the listing verified.", "请先办理房源核验。"), source: "建房〔2016〕168号")
    static let publishRestricted = StepRule(
        "listing.publishRestricted", [.listingPublished],
        Wording("The verification says that nothing restricts the home.", "核验结果须显示无限制。"),
        remedy: Wording("Have the restriction lifted and verify again.", "请解除限制后重新核验。"),
        source: "城市房地产管理法 38; 建房〔2016〕168号")
    static let publishPrice = StepRule(
        "listing.publishPrice", [.listingPublished],
        Wording("The price is the owner's newest in writing.", "挂牌价须与业主最新书面报价一致。"),
        remedy: Wording("Publish that price, or record the owner's new one.", "请按该价发布，或先登记业主调价。"), source: "建房〔2016〕168号")
    static let publishTwice = StepRule(
        "listing.publishTwice", [.listingPublished],
        Wording("The agency has no other listing of this home on the market.", "同一机构同一房屋只能有一条在售房源。"),
        remedy: Wording("Withdraw the other listing.", "请先下架另一房源。"), source: "建房〔2016〕168号; practice: DOMAIN 3.1")
    static let publishExclusive = StepRule(
        "listing.publishExclusive", [.listingPublished],
        Wording("No other agency holds an exclusive mandate that day.", "当日无其他机构的独家委托。"),
        remedy: Wording("Wait for its end, or have the owner end it.", "请待独家委托期满或由业主解除。"),
        source: "practice: exclusive agency, DOMAIN 3.1; 民法典 933")

    static let priceOld = StepRule(
        "listing.priceOld", [.listingPriceChanged], Wording("The old price is the current one.", "原价须为当前价格。"),
        remedy: Wording("Look at the listing and state its price.", "请核对当前价格后填写。"), source: "建房〔2016〕168号")
    static let priceSame = StepRule(
        "listing.priceSame", [.listingPriceChanged], Wording("The new price differs from the old.", "新价须与原价不同。"),
        remedy: Wording("Leave the step out.", "无需登记。"), source: "proposal: DOMAIN 3.1")
    static let priceUnsigned = StepRule(
        "listing.priceUnsigned", [.listingPriceChanged],
        Wording("The owner records the change, or decided it and the consent is on record.", "调价由业主登记，或由业主决定并引用同意记录。"),
        remedy: Wording(
            "Let the seller record it, or name the decider in `by` and the entry in `consent`.", "请由卖方登记，或填写决定人并引用同意记录。"),
        source: "建房〔2016〕168号; 民法典 919, 922")

    static let lockDeal = StepRule(
        "listing.lockDeal", [.listingLocked], Wording("A deal that is open on this listing locks it.", "锁定须由本房源的在办交易发起。"),
        remedy: Wording("Record deal.opened on this listing.", "请先就本房源立案。"), source: "proposal: one home, one sale (民法典 577)")
    static let lockTaken = StepRule(
        "listing.lockTaken", [.listingLocked],
        Wording("No other deal has locked the home, at any agency.", "同一房屋未被其他交易锁定（含其他机构）。"),
        remedy: Wording("Unlock the other listing first, or end this deal.", "请先解除另一锁定或终止本交易。"),
        source: "proposal: one home, one sale (民法典 577); 商品房买卖解释 6, 7 by analogy")
    static let unlockOther = StepRule(
        "listing.unlockOther", [.listingUnlocked], Wording("The deal that locked the listing unlocks it.", "解锁须对应原锁定交易。"),
        remedy: Wording("Name the deal that holds the lock.", "请填写持有锁定的交易。"), source: "proposal: DOMAIN 2.3")
    static let withdrawLocked = StepRule(
        "listing.withdrawLocked", [.listingWithdrawn], Wording("No deal has locked the listing.", "房源未被交易锁定。"),
        remedy: Wording("End the deal and unlock the listing.", "请先终结交易并解锁。"), source: "民法典 495, 509; proposal: DOMAIN 2.3")
    static let expireEarly = StepRule(
        "listing.expireEarly", [.listingExpired],
        Wording("The mandate or the code ran out before that day, and that is not on record yet.", "委托或核验码已于该日前到期，且尚未登记到期。"),
        remedy: Wording("Wait for the day after the last.", "请待截止日次日。"), source: "practice: DOMAIN 3.1; 民法典 934")
    static let soldUntransferred = StepRule(
        "listing.soldUntransferred", [.listingSoldLinked],
        Wording("The deal was opened on this listing, and its transfer is in the register.", "该交易须就本房源立案且已登簿过户。"),
        remedy: Wording("Record the transfer of that deal.", "请先登记该交易的转移登记。"), source: "民法典 209, 214")
    static let conflictOther = StepRule(
        "listing.conflictOther", [.listingConflictFound],
        Wording("The other listing is another one of the same home.", "冲突房源须为同一房屋的另一房源。"),
        remedy: Wording("Name a listing with this unit code.", "请填写同一单元代码的房源。"), source: "practice: exclusive agency, DOMAIN 3.1")

    static let all: [StepRule] = [
        unitCode, draftedOnce, notDrafted, over, entrustmentPeriod, entrustmentAgency, publishUnentrusted, publishUnverified,
        publishRestricted, publishPrice, publishTwice, publishExclusive, priceOld, priceSame, priceUnsigned, lockDeal, lockTaken,
        unlockOther, withdrawLocked, expireEarly, soldUntransferred, conflictOther,
    ]

    private static let afterDraft: [EventName] = [
        .entrustmentSigned, .listingVerificationRequested, .listingVerified, .listingRejected, .listingPublished,
        .listingPriceChanged, .listingLocked, .listingUnlocked, .listingWithdrawn, .listingExpired, .listingSoldLinked,
        .listingConflictFound,
    ]
}
