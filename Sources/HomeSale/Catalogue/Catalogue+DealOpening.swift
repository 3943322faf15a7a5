extension EventFamily {
    /// From the opening of a deal to a price and a deposit. DOMAIN.md sections 2.2 to 2.4.
    static let dealOpening = EventFamily(
        Wording("Deal: opening, offer, deposit", "交易：立案、报价、定金"),
        [
            EventType(
                .dealOpened, on: [.deal], Wording("deal opened", "交易立案"), by: Recorder.people(.broker),
                effect: Wording("A deal exists between these parties on this home.", "双方就该房屋的交易已立案。"),
                source: "practice: phases and variants of a deal",
                [
                    PayloadMember("listingId", .identifier, "listing it comes from", "房源"),
                    PayloadMember("buyerIds", .list(of: .party, least: 1), "buyers", "买方"),
                    PayloadMember("sellerIds", .list(of: .party, least: 1), "sellers: every owner who sells", "卖方（全部出卖人）"),
                    PayloadMember(
                        "payMode", .choice(PayloadMember.payModes), "how the price is paid", "付款方式"),
                    PayloadMember("flags", .list(of: .choice(variants), least: 0), "variants that apply", "适用的交易变体"),
                    PayloadMember.cityCode,
                    PayloadMember.unitCode,
                ]),
            EventType(
                .viewingRecorded, on: [.deal, .listing], Wording("viewing", "带看"), by: Recorder.people(.broker),
                effect: Wording("A visit counts towards conversion; nothing else changes.", "计入带看统计，不影响交易状态。"),
                source: "practice: steps of a deal",
                [
                    PayloadMember("clientId", .party, "who came", "看房人"),
                    PayloadMember("agentId", .party, "who showed the home", "带看人"),
                    PayloadMember("at", .instant, "when", "带看时刻"),
                    PayloadMember("kind", .choice(["onsite", "vr"]), "on site or by VR", "实地或 VR"),
                    PayloadMember("minutes", .minutes, "how long, minutes", "时长（分钟）"),
                ]),
            EventType(
                .offerMade, on: [.deal], Wording("offer made", "出价"), by: Recorder.buyerSide,
                effect: Wording("The sellers may accept until the offer lapses.", "有效期内卖方可以承诺。"), source: "民法典 472",
                [
                    PayloadMember(
                        "offerId", .identifier, optional: true, "name of the offer; its entry if absent", "要约编号；缺省为该条目"),
                    PayloadMember("priceFen", .fen, "price in fen", "价款（分）"),
                    PayloadMember("depositFen", .fen, "deposit in fen", "定金（分）"),
                    PayloadMember("validUntil", .date, "last day to accept", "承诺期限"),
                    PayloadMember("terms", .object(terms), optional: true, "further terms", "其他条件"),
                ]),
            EventType(
                .offerAccepted, on: [.deal], Wording("offer accepted", "接受出价"), by: Recorder.sellerSide,
                effect: Wording("Price and terms are agreed.", "价格与条件达成一致。"), source: "民法典 479, 483", [offerId]),
            EventType(
                .offerRejected, on: [.deal], Wording("offer rejected", "拒绝出价"), by: Recorder.sellerSide,
                effect: Wording("The offer has no more effect.", "要约失效。"), source: "民法典 478",
                [offerId, PayloadMember.reasonIfAny]),
            EventType(
                .offerWithdrawn, on: [.deal], Wording("offer withdrawn", "撤回出价"), by: Recorder.buyerSide,
                effect: Wording("The offer has no more effect.", "要约失效。"), source: "民法典 475-477",
                [offerId, PayloadMember.reasonIfAny]),
            EventType(
                .offerExpired, on: [.deal], Wording("offer expired", "出价过期"), by: Recorder.system,
                effect: Wording("The offer was not accepted in time.", "逾期未承诺，要约失效。"), source: "民法典 478",
                [offerId] + PayloadMember.automatic),
            EventType(
                .depositAgreed, on: [.deal], Wording("deposit agreed", "约定定金"), by: Recorder.bothSides,
                effect: Wording("A deposit is due; only what is paid binds.", "定金约定待交付，以实际交付为准。"),
                source: "民法典 586-587; 合同编通则解释 67",
                [
                    PayloadMember.amountFen,
                    PayloadMember(
                        "kind", .choice(["earnest", "formation", "rescissory", "plain"]), "what the deposit secures", "定金性质"),
                    PayloadMember("payTo", .choice(["escrow", "seller"]), "where it is paid", "收取方"),
                    PayloadMember("dueBy", .date, "last day to pay", "交付期限"),
                ]),
            EventType(
                .depositReceived, on: [.deal], Wording("deposit received", "收到定金"), by: Recorder.people(.escrowAgent, .seller),
                effect: Wording("The amount paid replaces the one agreed.", "以实际交付数额为准。"), source: "民法典 586",
                [
                    PayloadMember.amountFen,
                    PayloadMember("channel", .identifier, "way of payment", "支付渠道"),
                    PayloadMember("accountToken", .identifier, "token of the account", "账户令牌"),
                    PayloadMember("receiptDigest", .digest, "digest of the receipt", "收据摘要"),
                ]),
            EventType(
                .depositReturned, on: [.deal], Wording("deposit returned", "返还定金"), by: Recorder.people(.escrowAgent, .seller),
                effect: Wording("The amount is back with its payer.", "款项退回付款方。"), source: "民法典 587; practice: unwinding a deal",
                [PayloadMember.amountFen, PayloadMember("to", .party, "who got it", "收款方"), PayloadMember.reasonIfAny]),
            EventType(
                .depositForfeited, on: [.deal], Wording("deposit forfeited", "没收定金"),
                by: Recorder.people(.escrowAgent, .seller),
                effect: Wording("The amount stays with the party that kept its word.", "款项归守约方。"),
                source: "民法典 587; 合同编通则解释 67-68",
                [PayloadMember.amountFen, PayloadMember("to", .party, "who keeps it", "归属方"), PayloadMember.reasonIfAny]),
            EventType(
                .reservationSigned, on: [.deal], Wording("reservation signed", "签订认购书"), by: Recorder.bothSides,
                effect: Wording("Both sides owe each other the contract; the home is locked.", "双方负有签约义务，房源锁定。"),
                source: "民法典 495",
                [
                    PayloadMember.docDigest,
                    PayloadMember("signContractBy", .date, "last day to sign the contract", "签约期限"),
                    PayloadMember("lockUntil", .date, "last day of the lock", "锁定截止日"),
                ]),
        ])

    /// The last three are out of scope: a rule refuses them, so that the refusal names the reason.
    private static let variants = [
        "carryOver", "redemption", "proxySeller", "coOwned", "spouse", "minorOwner", "leased", "fiveYearsOnly", "residenceRight",
        "restrictedHousing", "courtAuction", "gift", "inheritance",
    ]

    private static let terms: [PayloadMember] = [
        PayloadMember.loanFallback, PayloadMember.handoverBy, PayloadMember.hukouOutBy, PayloadMember.taxBearer,
    ]

    private static let offerId = PayloadMember("offerId", .identifier, "the offer", "要约编号")
}
