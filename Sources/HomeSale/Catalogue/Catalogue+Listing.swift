extension EventFamily {
    /// From the owner's mandate to the end of the offer to sell. DOMAIN.md section 3.1.
    static let listing = EventFamily(
        Wording("Listing", "房源"),
        [
            EventType(
                .listingDrafted, on: [.listing], Wording("listing drafted", "房源录入"), by: Recorder.people(.broker),
                effect: Wording("A listing exists; nothing is public.", "房源已建档，尚未公开。"), source: "practice: listings",
                [
                    PayloadMember.unitCode,
                    PayloadMember(
                        "areaCentiSqm", .centiSqm, "building area on the certificate, hundredths of m²", "证载建筑面积（百分之一平方米）"),
                    PayloadMember("fields", .open, optional: true, "further fields of the listing", "其他房源字段"),
                    PayloadMember("agencyId", .party, optional: true, "agency", "经纪机构"),
                    PayloadMember("ownerIds", .list(of: .party, least: 1), optional: true, "owners", "权利人"),
                ]),
            EventType(
                .entrustmentSigned, on: [.listing], Wording("entrustment signed", "委托协议签署"), by: Recorder.sellerSide,
                effect: Wording("The agency may have the home checked and offer it.", "机构可申请核验并对外挂牌。"),
                source: "民法典 961-963; practice: listings",
                [
                    PayloadMember("exclusive", .flag, "one agency only", "是否独家"),
                    PayloadMember("from", .date, "first day", "起始日"),
                    PayloadMember("to", .date, "last day", "截止日"),
                    PayloadMember("rateBp", .bp, "commission, basis points of the price", "佣金率（万分之一）"),
                    PayloadMember.docDigest,
                    PayloadMember("agencyId", .party, optional: true, "agency", "经纪机构"),
                    PayloadMember("priceFen", .fen, optional: true, "price the owner asks, fen", "委托价（分）"),
                ]),
            EventType(
                .listingVerificationRequested, on: [.listing], Wording("verification requested", "申请房源核验"),
                by: Recorder.people(.broker),
                effect: Wording("The housing authority is asked to check the home.", "已提请房管部门核验。"), source: "建房〔2016〕168号",
                [
                    PayloadMember("cityCode", .number, optional: true, "division code of the city", "城市行政区划代码"),
                    PayloadMember("requestNo", .number, optional: true, "number of the request", "申请编号"),
                ]),
            EventType(
                .listingVerified, on: [.listing], Wording("listing verified", "房源核验通过"), by: Recorder.housing,
                effect: Wording("The listing may be published until the code lapses.", "核验码有效期内可发布。"), source: "建房〔2016〕168号",
                [
                    PayloadMember("verificationCode", .number, "code that proves the check", "房源核验码"),
                    PayloadMember.cityCode,
                    PayloadMember("checkedAt", .instant, "instant of the check", "核验时刻"),
                    PayloadMember(
                        "restrictionState", .choice(["clear", "restricted", "unknown"]), "restrictions on the home", "限制状态"),
                    PayloadMember(
                        "reminderState", .choice(["clear", "flagged", "unknown"]), "reminders on the home", "提示状态"),
                    PayloadMember("validUntil", .date, "last day of the code", "核验码截止日"),
                ]),
            EventType(
                .listingRejected, on: [.listing], Wording("verification refused", "房源核验未通过"), by: Recorder.housing,
                effect: Wording("The listing may not be published.", "不得发布该房源。"), source: "建房〔2016〕168号",
                [
                    PayloadMember("ground", .text, "why the authority refused", "未通过原因"),
                    PayloadMember("requestNo", .number, optional: true, "number of the request", "申请编号"),
                ]),
            EventType(
                .listingPublished, on: [.listing], Wording("listing published", "房源发布"), by: Recorder.people(.broker),
                effect: Wording("The home is on offer at this price.", "房源按此价格公开挂牌。"),
                source: "建房〔2016〕168号; practice: true listings",
                [
                    PayloadMember("channel", .identifier, "where it is published", "发布渠道"),
                    PayloadMember("priceFen", .fen, "asking price in fen", "挂牌价（分）"),
                ]),
            EventType(
                .listingPriceChanged, schema: 2, on: [.listing], Wording("price changed", "调价"), by: priceChangers,
                effect: Wording("The asking price is the new one; the old one stays on record.", "挂牌价变更，原价留痕。"),
                source: "建房〔2016〕168号; practice: true listings",
                prices + [
                    PayloadMember("by", .choice(deciders), "who decided", "决定人"),
                    PayloadMember("reason", .text, "why", "调价原因"),
                    PayloadMember("consent", .entry, optional: true, "the owner's recorded consent", "业主同意的记录"),
                ]),
            EventType(
                .listingLocked, on: [.listing], Wording("listing locked", "房源锁定"), by: Recorder.system,
                effect: Wording("No other deal may be opened on the home.", "该房屋不得另行立案交易。"),
                source: "proposal: one home, one sale (民法典 577)",
                [
                    PayloadMember("dealId", .identifier, "deal that holds it", "占用的交易"),
                    PayloadMember("until", .date, "last day of the lock", "锁定截止日"),
                ] + PayloadMember.automatic),
            EventType(
                .listingUnlocked, on: [.listing], Wording("listing unlocked", "房源解锁"), by: Recorder.system,
                effect: Wording("The home may be sold to others again.", "房源恢复可售。"), source: "proposal: unwinding a deal",
                [PayloadMember("dealId", .identifier, optional: true, "deal that held it", "原占用的交易")] + PayloadMember.automatic),
            EventType(
                .listingWithdrawn, on: [.listing], Wording("listing withdrawn", "房源下架"), by: Recorder.people(.broker, .seller),
                effect: Wording("The home is no longer on offer.", "房源不再对外挂牌。"), source: "practice: listings",
                [PayloadMember("reason", .text, "why", "下架原因")]),
            EventType(
                .listingExpired, on: [.listing], Wording("listing expired", "房源到期"), by: Recorder.system,
                effect: Wording("The mandate ended; the home is no longer on offer.", "委托到期，房源下架。"),
                source: "practice: listings",
                PayloadMember.automatic),
            EventType(
                .listingSoldLinked, on: [.listing], Wording("listing sold", "房源成交关联"), by: Recorder.system,
                effect: Wording("The listing ends with this deal.", "房源随该交易成交终结。"), source: "practice: listings",
                [PayloadMember("dealId", .identifier, "deal that sold it", "成交的交易")] + PayloadMember.automatic),
            EventType(
                .listingConflictFound, on: [.listing], Wording("conflict found", "发现重复挂牌"), by: Recorder.system,
                effect: Wording("Another listing of the same home stands against this one.", "同一房屋另有挂牌，须先处理。"),
                source: "practice: exclusive agency",
                [PayloadMember("otherListingId", .identifier, "the other listing", "另一房源")] + PayloadMember.automatic),
        ])

    /// Rows of listing types in schemas that are no longer the newest.
    static let olderListing: [EventType] = [
        EventType(
            .listingPriceChanged, schema: 1, on: [.listing], Wording("price changed", "调价"), by: priceChangers,
            effect: Wording("The asking price is the new one; the old one stays on record.", "挂牌价变更，原价留痕。"),
            source: "建房〔2016〕168号; practice: true listings", prices)
    ]

    private static let priceChangers = Recorder.people(.seller, .broker)
    /// `unstated` is what old entries say that did not ask.
    private static let deciders = ["seller", "proxyAgent", "guardian", "broker", "unstated"]
    private static let prices: [PayloadMember] = [
        PayloadMember("oldFen", .fen, "asking price before, fen", "原挂牌价（分）"),
        PayloadMember("newFen", .fen, "asking price from now on, fen", "新挂牌价（分）"),
    ]
}
