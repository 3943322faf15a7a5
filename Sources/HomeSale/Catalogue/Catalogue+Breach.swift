extension EventFamily {
    /// When it goes wrong: breach, rescission, settlement, dispute. DOMAIN.md sections 2.2, 2.3.
    static let breach = EventFamily(
        Wording("Breach, rescission, dispute", "违约、解约、争议"),
        [
            EventType(
                .breachAlleged, on: [.deal], Wording("breach alleged", "主张违约"), by: Recorder.people(.buyer, .seller),
                effect: Wording("A ground for rescission is on record.", "解约事由已记录。"), source: "民法典 563, 577", breachMembers),
            EventType(
                .breachCured, on: [.deal], Wording("breach cured", "违约已补救"), by: Recorder.people(.buyer, .seller),
                effect: Wording("This breach is no ground any more.", "该违约不再构成事由。"), source: "民法典 563, 582", breachMembers),
            EventType(
                .rescissionNoticed, on: [.deal], Wording("rescission noticed", "通知解约"), by: Recorder.bothSides,
                effect: Wording("The deal is being rescinded; the money is frozen.", "进入解约程序，资金冻结。"), source: "民法典 562-565",
                [
                    PayloadMember("ground", .choice(grounds), "ground", "解约事由"),
                    PayloadMember("deliveredOn", .date, "day the notice arrived", "通知到达日"),
                    PayloadMember("cureUntil", .date, optional: true, "last day to perform", "履行宽限期限"),
                ]),
            EventType(
                .rescissionEffective, on: [.deal], Wording("rescission effective", "合同解除"),
                by: Recorder.system + Recorder.court,
                effect: Wording("The contract ended; what was paid must be settled.", "合同解除，须结算已付款项。"), source: "民法典 565-566",
                [
                    PayloadMember("effectiveOn", .date, "day it took effect", "解除日"),
                    PayloadMember("basis", .choice(["agreement", "notice", "judgment"]), "basis", "依据"),
                    PayloadMember(
                        "fault", .choice(["buyer", "seller", "both", "none"]), optional: true, "who is at fault", "过错方"),
                    PayloadMember("docNo", .number, optional: true, "number of the document", "文号"),
                    PayloadMember.docDigestIfAny,
                ] + PayloadMember.automaticOptional),
            EventType(
                .settlementComputed, on: [.deal], Wording("settlement computed", "结算单"), by: Recorder.system,
                effect: Wording("Who owes whom how much is proposed.", "列明各方应付应退金额。"),
                source: "民法典 566, 585-588; 合同编通则解释 65, 67-68",
                [items] + PayloadMember.automatic),
            EventType(
                .settlementAccepted, on: [.deal], Wording("settlement accepted", "接受结算"), by: Recorder.bothSides,
                effect: Wording("This party agrees to the settlement.", "该方同意结算。"), source: "民法典 562, 566",
                [
                    PayloadMember(
                        items.name, items.kind, optional: true, "the items accepted, as they were computed", "所接受的结算项，与结算单一致"),
                    PayloadMember("by", .party, optional: true, "who accepts; the actor if absent", "接受方；缺省为记录人"),
                    PayloadMember("settlement", .entry, optional: true, "the settlement accepted", "所接受的结算"),
                ]),
            EventType(
                .disputeOpened, on: [.dispute], Wording("dispute opened", "提出争议"),
                by: Recorder.people(.buyer, .seller) + Recorder.court,
                effect: Wording("The deal cannot be closed while the dispute is open.", "争议未结不得结案。"),
                source: "practice: steps of a deal",
                [
                    PayloadMember("forum", .choice(forums), "where it is heard", "争议解决途径"),
                    PayloadMember("caseNo", .number, optional: true, "number of the case", "案号"),
                    PayloadMember("holdScope", .choice(holdScopes), optional: true, "what should be held", "请求冻结范围"),
                    PayloadMember.reasonIfAny,
                ]),
            EventType(
                .holdPlaced, on: [.dispute], Wording("hold placed", "冻结"),
                by: Recorder.people(.buyer, .seller) + Recorder.courtHold,
                effect: Wording("A court's hold suspends the deal.", "法院冻结使交易中止。"), source: "民事诉讼法 103; 查封规定 2020",
                [
                    PayloadMember("forum", .choice(forums), optional: true, "where it is heard", "争议解决途径"),
                    PayloadMember("caseNo", .number, "number of the case", "案号"),
                    PayloadMember("holdScope", .choice(holdScopes), "what is held", "冻结范围"),
                    PayloadMember("amountFen", .fen, optional: true, "amount held, fen", "冻结金额（分）"),
                    PayloadMember.docDigestIfAny,
                    PayloadMember("until", .date, optional: true, "last day", "截止日"),
                ]),
            EventType(
                .disputeClosed, on: [.dispute], Wording("dispute closed", "争议终结"),
                by: Recorder.people(.buyer, .seller) + Recorder.court,
                effect: Wording("The dispute and its holds no longer stand in the way.", "争议及其冻结不再妨碍交易。"),
                source: "practice: steps of a deal",
                [
                    PayloadMember(
                        "outcome", .choice(["settled", "withdrawn", "judgment", "award", "dismissed"]), "outcome", "结果"),
                    PayloadMember("forum", .choice(forums), optional: true, "where it was heard", "争议解决途径"),
                    PayloadMember("caseNo", .number, optional: true, "number of the case", "案号"),
                    PayloadMember.docDigestIfAny,
                ]),
        ])

    private static let breachMembers: [PayloadMember] = [
        PayloadMember("by", .party, "party said to be in breach", "被主张违约方"),
        PayloadMember("clause", .text, "clause", "条款"),
        PayloadMember("facts", .list(of: .entry, least: 0), "entries it rests on", "所依据的条目"),
        PayloadMember("cureUntil", .date, optional: true, "last day to perform", "补救期限"),
    ]

    private static let items = PayloadMember(
        "items",
        .list(
            of: .object([
                PayloadMember("from", .party, "who pays", "付款方"),
                PayloadMember("to", .party, "who receives", "收款方"),
                PayloadMember("reason", .identifier, "for what", "事由"),
                PayloadMember.amountFen,
            ]), least: 0), "who owes whom how much", "结算项")

    private static let grounds = [
        "agreed", "breach", "loanRefused", "forceMajeure", "rescissoryDeposit", "seizure", "other",
    ]
    private static let forums = ["negotiation", "mediation", "arbitration", "court"]
    private static let holdScopes = ["deal", "home", "escrow", "buyerFunds", "sellerFunds"]
}
