extension EventFamily {
    /// The supervised account: postings only, and no fen is lost. DOMAIN.md section 3.3.
    static let escrow = EventFamily(
        Wording("Escrow", "资金监管"),
        [
            EventType(
                .escrowAgreed, on: [.escrow], Wording("escrow agreed", "签订监管协议"), by: Recorder.people(.escrowAgent),
                effect: Wording("What must come in, and when what goes out, is fixed.", "入账目标与划付条件已约定。"),
                source: "建住房〔2006〕321号; 建房〔2016〕168号",
                [
                    PayloadMember("escrowAgentId", .party, "who keeps the account", "监管机构"),
                    PayloadMember.cityCode,
                    PayloadMember("targetOwnFundsFen", .fen, "own funds that must come in, fen", "自有资金监管目标（分）"),
                    PayloadMember("includesDeposit", .flag, "the deposit counts towards it", "是否含定金"),
                    PayloadMember(
                        "releaseConditions", .list(of: .object(releaseCondition), least: 1), "who is paid when", "划付条件"),
                    PayloadMember("retainedTailFen", .fen, "kept until the handover, fen", "留存尾款（分）"),
                ]),
            EventType(
                .escrowOpened, on: [.escrow], Wording("account opened", "监管账户开立"), by: Recorder.people(.escrowAgent),
                effect: Wording("Money can come in.", "可以入账。"), source: "建住房〔2006〕321号",
                [
                    PayloadMember("accountToken", .identifier, "token of the account", "账户令牌"),
                    PayloadMember("openedOn", .date, "day it was opened", "开户日"),
                ]),
            EventType(
                .escrowDeposited, on: [.escrow], Wording("deposited", "入账"), by: postings,
                effect: Wording("The balance grows; the money stays its source's until released.", "余额增加，划付前仍归来源方。"),
                source: "建住房〔2006〕321号",
                [
                    PayloadMember.amountFen,
                    PayloadMember("sourceParty", .party, "whose money it is", "资金来源方"),
                    PayloadMember("legKind", .choice(PayloadMember.moneyParts), "part of the price", "款项种类"),
                    bankRef,
                ]),
            EventType(
                .escrowReleased, on: [.escrow], Wording("released", "划付"), by: postings,
                effect: Wording("The payee has the money; its conditions are named.", "款项划付收款方，并列明依据。"),
                source: "建房〔2016〕168号; 民法典 209, 214",
                [
                    PayloadMember.amountFen,
                    PayloadMember("payee", .party, "who is paid", "收款方"),
                    PayloadMember("payeeKind", .choice(["seller", "oldLender", "other"]), "as what", "收款方身份"),
                    PayloadMember("reason", .text, "for what", "事由"),
                    PayloadMember("conditions", .list(of: .entry, least: 0), "entries it rests on", "所依据的条目"),
                    PayloadMember("docNo", .number, optional: true, "number of a court's document", "法院文书号"),
                    PayloadMember.docDigestIfAny, bankRef,
                ]),
            EventType(
                .escrowRefunded, on: [.escrow], Wording("refunded", "退款"), by: postings,
                effect: Wording("The money is back with its source.", "款项退回来源方。"),
                source: "建住房〔2006〕321号; practice: unwinding a deal",
                [
                    PayloadMember.amountFen,
                    PayloadMember("toSource", .party, "source it goes back to", "退回的来源方"),
                    PayloadMember("reason", .text, "why", "事由"), bankRef,
                ]),
            EventType(
                .escrowFeeCharged, on: [.escrow], Wording("fee charged", "扣收费用"), by: postings,
                effect: Wording("The balance falls by the fee.", "余额按费用减少。"), source: "practice: escrow",
                [PayloadMember.amountFen, PayloadMember.reasonIfAny, bankRef]),
            EventType(
                .escrowInterestCredited, on: [.escrow], Wording("interest credited", "结息"), by: postings,
                effect: Wording("The balance grows by the interest.", "余额按利息增加。"), source: "practice: escrow",
                [PayloadMember.amountFen, bankRef]),
            EventType(
                .escrowHeld, on: [.escrow], Wording("held", "冻结资金"), by: Recorder.courtHold,
                effect: Wording("This part of the balance may not move.", "该部分余额不得划付。"),
                source: "民事诉讼法 103; practice: unwinding a deal", hold),
            EventType(
                .escrowUnheld, on: [.escrow], Wording("hold ended", "解除冻结"), by: Recorder.courtHold,
                effect: Wording("This part of the balance may move again.", "该部分余额恢复可用。"),
                source: "民事诉讼法 103; practice: unwinding a deal", hold),
            EventType(
                .escrowReconciled, on: [.escrow], Wording("reconciled", "对账"), by: postings + Recorder.system,
                effect: Wording("The ledger's balance was compared with the bank's.", "账本余额已与银行余额核对。"),
                source: "practice: escrow",
                [
                    PayloadMember("bankBalanceFen", .fen, "balance by the bank, fen", "银行余额（分）"),
                    PayloadMember("statementDigest", .digest, "digest of the statement", "对账单摘要"),
                ] + PayloadMember.automaticOptional),
            EventType(
                .escrowClosed, on: [.escrow], Wording("account closed", "监管账户销户"), by: Recorder.people(.escrowAgent),
                effect: Wording("No more money can come in.", "不再接受入账。"), source: "建住房〔2006〕321号",
                [PayloadMember("closedOn", .date, "day it was closed", "销户日")]),
        ])

    private static let postings = Recorder.statement(.escrowAgent)
    private static let bankRef = PayloadMember("bankRef", .number, optional: true, "the bank's reference", "银行流水号")

    private static let releaseCondition: [PayloadMember] = [
        PayloadMember("payee", .party, "who is paid: a party, `seller` or `oldLender`", "收款方：当事人、seller 或 oldLender"),
        PayloadMember(
            "conditions",
            .list(of: .choice(["transferRecorded", "mortgageRecorded", "handoverCompleted", "payoffDue"]), least: 1),
            "what must have happened", "须已发生的事实"),
    ]

    private static let hold: [PayloadMember] = [
        PayloadMember("scope", .choice(["all", "buyer", "seller", "lender"]), "whose interest is held", "冻结谁的权益"),
        PayloadMember.amountFen,
        PayloadMember("docNo", .number, "number of the document", "文号"),
        PayloadMember("party", .party, optional: true, "party whose interest it is", "被冻结当事人"),
        PayloadMember.docDigestIfAny,
    ]
}
