extension EventFamily {
    /// A loan for decoration, after the handover and apart from the price. DOMAIN.md section 3.4.
    static let decoration = EventFamily(
        Wording("Decoration loan", "装修贷款"),
        [
            EventType(
                .decorationPlanned, on: [.decoration], Wording("decoration planned", "装修计划"),
                by: Recorder.people(.buyer, .contractor),
                effect: Wording("What the decoration costs, by part, is on record.", "装修各项预算已记录。"),
                source: "practice: decoration loans",
                [
                    PayloadMember("hardFen", .fen, "fixed works, fen", "硬装（分）"),
                    PayloadMember("softFen", .fen, "furnishing, fen", "软装（分）"),
                    PayloadMember("applianceFen", .fen, "appliances, fen", "家电（分）"),
                    PayloadMember("budgetFen", .fen, optional: true, "budget, fen", "总预算（分）"),
                    PayloadMember.contractorId, PayloadMember.docDigestIfAny,
                ]),
            EventType(
                .decorationLoanApplied, on: [.decoration], Wording("decoration loan applied for", "申请装修贷"),
                by: Recorder.people(.buyer),
                effect: Wording("The lender may decide.", "贷款人可审批。"), source: "金规〔2026〕5号 9; practice: decoration loans",
                [
                    PayloadMember("principalFen", .fen, "sum applied for, fen", "申请金额（分）"), PayloadMember.termMonths,
                    PayloadMember(
                        PayloadMember.method.name, PayloadMember.method.kind, optional: true, "way of repayment", "还款方式"),
                    PayloadMember.contractorId, PayloadMember.lenderIdIfAny,
                ]),
            EventType(
                .decorationLoanDecided, on: [.decoration], Wording("decoration loan decided", "装修贷审批"),
                by: Recorder.people(.lenderOfficer),
                effect: Wording("The loan may be signed, or is refused.", "可签约，或被拒绝。"), source: "practice: decoration loans",
                [
                    PayloadMember("result", .choice(["approved", "rejected"]), "result", "结论"),
                    PayloadMember("amountFen", .fen, optional: true, "sum, fen", "额度（分）"), PayloadMember.ratePpmIfAny,
                    PayloadMember.termMonthsIfAny, PayloadMember("validUntil", .date, optional: true, "last day", "有效期"),
                    EventFamily.reasons(least: 0),
                ]),
            EventType(
                .decorationLoanSigned, on: [.decoration], Wording("decoration loan signed", "装修贷签约"),
                by: Recorder.people(.lenderOfficer, .buyer),
                effect: Wording("Tranches may be released to the contractor.", "可分期向装修公司放款。"),
                source: "金规〔2026〕5号 9, 11; 民法典 667-668",
                [
                    PayloadMember("contractNo", .number, "number of the contract", "合同编号"), PayloadMember.docDigest,
                    PayloadMember("contractorId", .party, "decoration firm that is paid", "收款装修公司"),
                    PayloadMember(
                        PayloadMember.accountToken.name, .identifier, optional: true, "token of the payee's account", "收款账户令牌"),
                ]),
            EventType(
                .decorationTrancheReleased, on: [.decoration], Wording("tranche released", "分期放款"),
                by: Recorder.people(.lenderOfficer),
                effect: Wording("The contractor is paid for the progress made.", "按进度向装修公司付款。"),
                source: "practice: decoration loans",
                [
                    PayloadMember("no", .count, "number of the tranche, from 1", "期次，自 1 起"), PayloadMember.amountFen,
                    PayloadMember("progressBp", .bp, "progress, basis points", "进度（万分之一）"),
                    PayloadMember("payee", .party, optional: true, "who is paid", "收款方"),
                ]),
            EventType(
                .decorationAccepted, on: [.decoration], Wording("works accepted", "装修验收"), by: Recorder.people(.buyer),
                effect: Wording("The next tranche may follow.", "可放下一期款项。"), source: "民法典 780; practice: decoration loans",
                [
                    PayloadMember("no", .count, "tranche it is for, from 1", "对应期次，自 1 起"),
                    PayloadMember("progressBp", .bp, optional: true, "progress, basis points", "进度（万分之一）"),
                    PayloadMember.docDigestIfAny,
                ]),
            EventType(
                .decorationDisputed, on: [.decoration], Wording("works disputed", "装修争议"),
                by: Recorder.people(.buyer, .contractor),
                effect: Wording("No tranche is released until the works are accepted.", "验收前暂停放款。"),
                source: "民法典 781; practice: decoration loans",
                [
                    PayloadMember("no", .count, "tranche it is about, from 1", "对应期次，自 1 起"),
                    PayloadMember("reason", .text, "what is wrong", "争议事项"),
                ]),
            EventType(
                .decorationLoanRepaid, on: [.decoration], Wording("decoration loan repaid", "装修贷还款"),
                by: Recorder.people(.lenderOfficer),
                effect: Wording("The balance falls by the principal paid.", "余额按已还本金减少。"), source: "民法典 674-675",
                EventFamily.instalmentPaid),
            EventType(
                .decorationLoanSettled, on: [.decoration], Wording("decoration loan settled", "装修贷结清"),
                by: Recorder.people(.lenderOfficer),
                effect: Wording("Nothing is owed.", "债务结清。"), source: "practice: decoration loans",
                [PayloadMember("settledOn", .date, optional: true, "day of the last payment", "结清日")]),
        ])
}
