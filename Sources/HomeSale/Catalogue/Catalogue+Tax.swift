extension EventFamily {
    /// Taxes of the deal. DOMAIN.md section 2.2.
    static let tax = EventFamily(
        Wording("Tax", "税费"),
        [
            EventType(
                .taxAssessed, on: [.tax], Wording("tax assessed", "核定税款"), by: Recorder.taxBureau + Recorder.system,
                effect: Wording("The tax is due, or exempt; an estimate clears nothing.", "税款应缴或免征；估算不作完税依据。"),
                source: "契税法 1-10; 增值税法 28; 个人所得税法 2-6",
                [
                    kind, PayloadMember("payer", .party, "taxpayer", "纳税人"),
                    PayloadMember("baseFen", .fen, "taxable base, fen", "计税依据（分）"),
                    PayloadMember("ratePpm", .ppm, "rate, parts per million", "税率（百万分之一）"),
                    PayloadMember.amountFen,
                    PayloadMember("exemption", .identifier, optional: true, "ground of exemption", "免征依据"),
                    PayloadMember("ruleVersion", .identifier, "version of the rule", "规则版本"),
                    PayloadMember("asOf", .date, "date that picks the rule", "适用规则日期"),
                    PayloadMember("estimate", .flag, optional: true, "computed, not decided", "是否为估算"),
                ]),
            EventType(
                .taxPaid, on: [.tax], Wording("tax paid", "缴纳税款"), by: Recorder.taxBureau,
                effect: Wording("This tax no longer stands in the way of the transfer.", "该税款不再妨碍过户。"), source: "契税法 10-11",
                voucher),
            EventType(
                .taxRefunded, on: [.tax], Wording("tax refunded", "退还税款"), by: Recorder.taxBureau,
                effect: Wording("The tax is back with its payer.", "税款已退还纳税人。"), source: "契税法 12", voucher),
        ])

    private static let kind = PayloadMember(
        "kind", .choice(["deedTax", "vat", "surtaxes", "pit", "stamp", "landVat"]), "which tax", "税种")

    private static let voucher: [PayloadMember] = [
        kind, PayloadMember("voucherNo", .number, "number of the voucher", "完税凭证号"), PayloadMember.amountFen,
        PayloadMember("on", .date, "day of payment", "缴退日"),
        PayloadMember("payer", .party, optional: true, "taxpayer, where several owe this tax", "纳税人（同税种多人时填写）"),
    ]
}
