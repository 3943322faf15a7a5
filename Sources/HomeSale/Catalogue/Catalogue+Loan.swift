extension EventFamily {
    /// One leg of the loan, from an indicative answer to the last instalment. DOMAIN.md section 3.2.
    static let loan = EventFamily(
        Wording("Loan", "贷款"),
        preApproval + [
            EventType(
                .loanApplied, on: [.loan], Wording("loan applied for", "申请贷款"), by: Recorder.people(.buyer),
                effect: Wording("The lender may interview and appraise.", "贷款人可面谈并评估。"), source: "金规〔2026〕5号 10, 15",
                [
                    PayloadMember("leg", .choice(["commercial", "provident"]), "kind of loan", "贷款种类"),
                    PayloadMember("principalFen", .fen, "sum applied for, fen", "申请金额（分）"),
                    PayloadMember.termMonths, PayloadMember.method,
                    PayloadMember("rateSpec", .object(rateSpec), "how the rate is set", "利率约定"),
                    PayloadMember.lenderIdIfAny,
                    PayloadMember(
                        "homeCount", .count, optional: true, "homes the household has", "家庭住房套数"),
                ] + ratios),
            EventType(
                .loanInterviewed, on: [.loan], Wording("interview held", "面谈"), by: Recorder.people(.lenderOfficer),
                effect: Wording("The lender has met the borrower, as it must before it decides.", "贷款人已面谈借款人。"),
                source: "金规〔2026〕5号 17-18",
                [
                    PayloadMember("officerId", .party, "who met the borrower", "面谈人"),
                    PayloadMember("mode", .choice(["onsite", "video"]), "on site or by video", "方式"),
                    PayloadMember("at", .instant, "when", "面谈时刻"),
                ]),
            EventType(
                .loanAppraised, on: [.loan], Wording("home appraised", "评估"), by: Recorder.people(.appraiser),
                effect: Wording("The collateral is worth the lower of price and appraisal.", "抵押物价值取成交价与评估价较低者。"),
                source: "金规〔2026〕5号 19",
                [
                    PayloadMember("valueFen", .fen, "value, fen", "评估价值（分）"),
                    PayloadMember("asOf", .date, "day of the value", "价值时点"),
                    PayloadMember("reportDigest", .digest, "digest of the report", "评估报告摘要"),
                ]),
            EventType(
                .loanApproved, on: [.loan], Wording("loan approved", "贷款审批通过"), by: Recorder.lenders,
                effect: Wording("The lender lends this sum once its conditions are met.", "条件满足后贷款人按此金额放款。"),
                source: "金规〔2026〕5号 10-19",
                [
                    PayloadMember.amountFen, PayloadMember.ratePpm,
                    PayloadMember("conditions", .list(of: .identifier, least: 0), "codes of the conditions", "前提条件代码"),
                    PayloadMember("validUntil", .date, "last day", "审批有效期"),
                    PayloadMember.termMonthsIfAny, PayloadMember.lenderIdIfAny,
                ] + ratios),
            EventType(
                .loanDeclined, on: [.loan], Wording("loan declined", "贷款被拒"), by: Recorder.lenders,
                effect: Wording("The contract's fallback decides what happens.", "按合同约定的贷款被拒条款处理。"),
                source: "金规〔2026〕5号 10-19; practice: unwinding a deal",
                [reasons(least: 1)]),
            EventType(
                .loanCostDisclosed, on: [.loan], Wording("cost disclosed", "综合融资成本告知"),
                by: Recorder.people(.lenderOfficer, .buyer),
                effect: Wording("The borrower has seen what the loan costs in all.", "借款人已知悉综合融资成本。"), source: "金规〔2026〕2号",
                [
                    PayloadMember("aprPpm", .ppm, "all-in cost a year, parts per million", "综合融资成本年化（百万分之一）"),
                    PayloadMember("items", .list(of: .object(costItem), least: 0), "what it consists of", "构成项目"),
                    PayloadMember("ackDigest", .digest, "digest of the acknowledgement", "确认书摘要"),
                ]),
            EventType(
                .loanContractSigned, on: [.loan], Wording("loan contract signed", "借款合同签订"),
                by: Recorder.people(.lenderOfficer, .buyer),
                effect: Wording("The account in the contract is the only one that may be paid.", "只能向合同约定账户付款。"),
                source: "金规〔2026〕5号 11, 22; 民法典 667-668",
                [
                    PayloadMember("contractNo", .number, "number of the contract", "合同编号"),
                    PayloadMember.accountToken, PayloadMember.docDigest,
                    PayloadMember(
                        "guarantorId", .party, optional: true, "who guarantees until the mortgage is entered", "阶段性担保人"),
                    PayloadMember("guaranteeDigest", .digest, optional: true, "digest of the guarantee", "担保文件摘要"),
                ]),
            EventType(
                .loanConditionMet, on: [.loan], Wording("condition met", "放款条件满足"), by: Recorder.system,
                effect: Wording("One condition fewer stands before the money.", "放款前提减少一项。"), source: "金规〔2026〕5号 11, 22",
                condition + PayloadMember.automatic),
            EventType(
                .loanConditionFailed, on: [.loan], Wording("condition failed", "放款条件不满足"), by: Recorder.system,
                effect: Wording("The money may not be instructed.", "不得发起放款。"), source: "金规〔2026〕5号 11, 22",
                condition + PayloadMember.automatic),
            EventType(
                .loanDisbursementInstructed, on: [.loan], Wording("payout instructed", "放款指令"),
                by: Recorder.people(.lenderOfficer),
                effect: Wording("The lender is to pay this once; the same number never pays twice.", "按指令放款一次，同号不重复支付。"),
                source: "金规〔2026〕5号 11, 22",
                [
                    PayloadMember("instructionId", .identifier, "number of the instruction", "指令编号"),
                    PayloadMember.amountFen, PayloadMember.accountToken, valueDate,
                ]),
            EventType(
                .loanDisbursed, on: [.loan], Wording("loan paid out", "放款"), by: Recorder.statement(.lenderOfficer),
                effect: Wording("The money left the lender; repayment begins.", "款项已由贷款人划出，开始还款。"), source: "金规〔2026〕5号 11, 22",
                [PayloadMember("bankRef", .number, "the bank's reference", "银行流水号"), PayloadMember.amountFen, valueDate]),
            EventType(
                .loanReversed, on: [.loan], Wording("payout reversed", "放款冲回"), by: Recorder.statement(.lenderOfficer),
                effect: Wording("The money is back with the lender.", "款项退回贷款人。"), source: "practice: unwinding a deal",
                [
                    PayloadMember("reason", .text, "why", "原因"),
                    PayloadMember("amountFen", .fen, optional: true, "amount, fen; all if absent", "金额（分）；缺省为全部"),
                    PayloadMember("bankRef", .number, optional: true, "the bank's reference", "银行流水号"),
                ]),
        ] + repayment)

    private static let preApproval: [EventType] = [
        EventType(
            .preApprovalStarted, on: [.loan], Wording("pre-approval started", "发起预审"), by: Recorder.people(.buyer, .broker),
            effect: Wording("The lender may be asked what it would lend.", "可向贷款人询问可贷额度。"), source: "practice: home loans",
            [
                PayloadMember("loanFen", .fen, "sum wanted, fen", "意向金额（分）"), PayloadMember.termMonths,
                PayloadMember("purpose", .identifier, "what for", "用途"),
            ]),
        EventType(
            .preApprovalDataReceived, on: [.loan], Wording("data received", "收到预审资料"),
            by: Recorder.people(.buyer, .broker, .lenderOfficer, .fundCenterOfficer),
            effect: Wording("One item less is outstanding.", "待补资料减少一项。"), source: "practice: home loans; 个人信息保护法 23, 29",
            [
                PayloadMember("field", .identifier, "which item", "资料项"),
                PayloadMember("digest", .digest, "digest of the document", "资料摘要"),
            ]),
        EventType(
            .preApprovalIncomplete, on: [.loan], Wording("data missing", "资料不全"), by: Recorder.lenders + Recorder.system,
            effect: Wording("The lender waits for the items named.", "等待补齐所列资料。"), source: "practice: home loans",
            [PayloadMember("missing", .list(of: .identifier, least: 1), "what is missing", "缺少的资料项")]
                + PayloadMember.automaticOptional),
        EventType(
            .preApprovalBankAnswered, on: [.loan], Wording("lender answered", "银行反馈"), by: Recorder.lenders,
            effect: Wording("What the lender would lend is known; nobody is bound.", "可贷条件已知，不具约束力。"),
            source: "practice: home loans",
            [
                PayloadMember("maxFen", .fen, "most it would lend, fen; 0 refuses", "可贷上限（分），0 为拒绝"), PayloadMember.ratePpm,
                PayloadMember("dtiBp", .bp, "debt service to income; 10000 and above as 10000", "负债收入比（万分之一），超过按 10000"),
            ]),
        EventType(
            .preApprovalDecided, on: [.loan], Wording("pre-approval decided", "预审结论"), by: Recorder.lenders + Recorder.system,
            effect: Wording("The indicative answer stands until it lapses.", "预审结论在有效期内可供参考。"),
            source: "practice: home loans; 个人信息保护法 24",
            [
                PayloadMember("result", .choice(["approved", "rejected", "manualReview"]), "result", "结论"),
                PayloadMember("amountFen", .fen, optional: true, "sum, fen", "额度（分）"), PayloadMember.ratePpmIfAny,
                PayloadMember("validUntil", .date, optional: true, "last day", "有效期"), reasons(least: 0),
            ] + PayloadMember.automaticOptional),
        EventType(
            .preApprovalWithdrawn, on: [.loan], Wording("pre-approval withdrawn", "撤回预审"), by: Recorder.people(.buyer),
            effect: Wording("The lender stops; its answer no longer counts.", "预审终止，结论作废。"), source: "practice: home loans",
            [PayloadMember.reasonIfAny]),
    ]

    private static let repayment: [EventType] = [
        EventType(
            .loanRateReset, on: [.loan], Wording("rate reset", "利率调整"), by: Recorder.lenders,
            effect: Wording("Interest runs at this rate from that day on.", "自该日起按新利率计息。"),
            source: "practice: LPR repricing",
            [PayloadMember.ratePpm, PayloadMember("from", .date, "first day", "起始日")]),
        EventType(
            .loanInstalmentPaid, on: [.loan], Wording("instalment paid", "还款"), by: Recorder.lenders,
            effect: Wording("The balance falls by the principal paid.", "余额按已还本金减少。"), source: "民法典 674-675",
            EventFamily.instalmentPaid),
        EventType(
            .loanPrepaid, on: [.loan], Wording("prepaid", "提前还款"), by: Recorder.lenders,
            effect: Wording("The term shrinks, or the instalment.", "期限缩短或月供减少。"), source: "民法典 677",
            [PayloadMember.amountFen, PayloadMember("mode", .choice(["shorten", "reduce"]), "what shrinks", "方式")]),
        EventType(
            .loanExtended, on: [.loan], Wording("term extended", "展期"), by: Recorder.lenders,
            effect: Wording("The loan runs longer by these months.", "贷款期限延长。"), source: "金规〔2026〕5号 26",
            [PayloadMember("months", .months, "months added", "展期月数")]),
        EventType(
            .loanSettled, on: [.loan], Wording("loan settled", "贷款结清"), by: Recorder.lenders,
            effect: Wording("Nothing is owed; the mortgage can be discharged.", "债务结清，可办理解押。"), source: "民法典 393",
            [PayloadMember("settledOn", .date, optional: true, "day of the last payment", "结清日")]),
    ]

    static let instalmentPaid: [PayloadMember] = [
        PayloadMember("no", .count, "number of the instalment, from 1", "期次，自 1 起"),
        PayloadMember("principalFen", .fen, "principal, fen", "本金（分）"),
        PayloadMember("interestFen", .fen, "interest, fen", "利息（分）"),
    ]

    private static let rateSpec: [PayloadMember] = [
        PayloadMember("base", .choice(["lpr5y", "fund", "fixed"]), "what the rate follows", "利率基准"),
        PayloadMember("spreadBp", .signedBp, "spread over it, basis points", "加点（万分之一）"),
        PayloadMember("repriceMonths", .months, optional: true, "months between repricings; none if fixed", "重定价周期（月）；固定利率不填"),
        PayloadMember("ratePpm", .ppm, optional: true, "rate if fixed, parts per million", "固定利率（百万分之一）"),
    ]

    // Incomes stay with the lender: rules need only what came of them.
    private static let ratios: [PayloadMember] = [
        PayloadMember("dtiHousingBp", .bp, optional: true, "mortgage payment to income", "月房贷支出与收入比（万分之一）"),
        PayloadMember("dtiAllBp", .bp, optional: true, "all debt service to income", "月所有债务支出与收入比（万分之一）"),
    ]

    private static let costItem: [PayloadMember] = [
        PayloadMember("kind", .identifier, "what it is", "项目"), PayloadMember.amountFen,
    ]

    private static let condition: [PayloadMember] = [
        PayloadMember("code", .identifier, "code in the approval", "条件代码"),
        PayloadMember("facts", .list(of: .entry, least: 0), "entries it rests on", "所依据的条目"),
    ]

    static let valueDate = PayloadMember("valueDate", .date, "day the money moves", "起息日")

    static func reasons(least: Int) -> PayloadMember {
        PayloadMember("reasons", .list(of: .text, least: least), optional: least == 0, "reasons", "理由")
    }
}
