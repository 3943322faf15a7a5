extension EventFamily {
    /// The seller's live mortgage: paid off, or carried over. DOMAIN.md sections 2.2, 2.4.
    static let payoff = EventFamily(
        Wording("Deal: the seller's old loan", "交易：原贷款"),
        [
            EventType(
                .payoffQuoted, on: [.deal], Wording("payoff quoted", "结清报价"), by: Recorder.oldLender,
                effect: Wording("What clears the old loan on that day is known.", "该日结清原贷款所需金额已知。"), source: "民法典 393, 406",
                [
                    PayloadMember.lenderId,
                    PayloadMember("principalFen", .fen, "principal, fen", "本金（分）"),
                    PayloadMember("interestFen", .fen, "interest, fen", "利息（分）"),
                    PayloadMember("feeFen", .fen, "fee, fen", "费用（分）"),
                    PayloadMember("validOn", .date, "day the quote is for", "报价适用日"),
                ]),
            EventType(
                .payoffExecuted, on: [.deal], Wording("payoff executed", "结清原贷款"), by: Recorder.oldLender,
                effect: Wording("The old loan is cleared; its mortgage can be discharged.", "原贷款清偿，可办理解押。"), source: "民法典 393",
                [
                    PayloadMember("paidFen", .fen, "sum paid, fen", "清偿金额（分）"),
                    PayloadMember("sourceAccount", .identifier, "token of the paying account", "付款账户令牌"),
                    PayloadMember.lenderIdIfAny,
                ]),
            EventType(
                .mortgageDischarged, on: [.registration], Wording("mortgage discharged", "解押（抵押注销）"), by: Recorder.registry,
                effect: Wording("The old mortgage is off the register.", "原抵押权已从登记簿注销。"), source: "民法典 393; 不动产登记暂行条例 14",
                [
                    PayloadMember("proofNo", .number, "number of the registration proof", "不动产登记证明号"),
                    PayloadMember("recordedOn", .date, "day of the entry", "注销登记日"),
                    PayloadMember.lenderIdIfAny,
                ]),
            EventType(
                .carryOverAgreed, on: [.deal], Wording("carry-over agreed", "约定带押过户"), by: Recorder.people(.lenderOfficer),
                effect: Wording("The home may be transferred before the old loan is paid off.", "可在清偿原贷款前过户。"),
                source: "民法典 406; 担保制度解释 43; 金规〔2026〕5号 20",
                [
                    PayloadMember("mode", .choice(["combined", "segmented", "amended"]), "mode", "模式"),
                    PayloadMember("oldLenderId", .party, "lender of record", "原抵押权人"),
                    PayloadMember("newLenderId", .party, "lender of the buyer", "新抵押权人"),
                    PayloadMember(
                        "order", .list(of: .choice(["transfer", "newMortgage", "payoff", "discharge"]), least: 1),
                        "order of the steps", "办理次序"),
                ]),
        ])
}
