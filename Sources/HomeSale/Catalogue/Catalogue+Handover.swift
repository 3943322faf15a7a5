extension EventFamily {
    /// Keys, commission, and the end of a deal. DOMAIN.md section 2.2.
    static let handover = EventFamily(
        Wording("Deal: handover, commission, end", "交易：交房、佣金、结案"),
        [
            EventType(
                .handoverCompleted, on: [.deal], Wording("handover completed", "物业交割"), by: Recorder.bothSides,
                effect: Wording("The buyer has the home; what was retained can be paid.", "买方取得房屋占有，尾款可支付。"),
                source: "民法典 598, 604",
                [
                    PayloadMember("meters", .object(meters), "readings", "表数"),
                    PayloadMember("feesSettled", .flag, "fees are settled", "费用是否结清"),
                    PayloadMember("keys", .count, "keys handed over", "钥匙数"),
                    PayloadMember("inventoryDigest", .digest, "digest of the inventory", "交割清单摘要"),
                    PayloadMember(
                        "hukouStatus", .choice(["none", "movedOut", "pending", "unknown"]), "the seller's household registration",
                        "户口状态"),
                    PayloadMember(
                        "earlyByContract", .flag, optional: true, "before the transfer, as the contract allows", "依合同约定提前交房"),
                ]),
            EventType(
                .commissionAgreed, on: [.deal], Wording("commission agreed", "约定佣金"), by: commissionParties,
                effect: Wording("The fee is fixed; it is not due yet.", "佣金已约定，尚未到期。"), source: "民法典 961-963", commission()),
            EventType(
                .commissionAccrued, on: [.deal], Wording("commission due", "佣金到期"), by: commissionParties,
                effect: Wording("The fee is due.", "佣金到期应付。"), source: "民法典 963", commission()),
            EventType(
                .commissionPaid, on: [.deal], Wording("commission paid", "支付佣金"), by: commissionParties,
                effect: Wording("The fee is paid.", "佣金已付。"), source: "民法典 963", commission(isPayment: true)),
            EventType(
                .commissionRefunded, on: [.deal], Wording("commission refunded", "退还佣金"), by: commissionParties,
                effect: Wording("The fee is back with its payer.", "佣金已退还。"), source: "民法典 962", commission(isPayment: true)),
            EventType(
                .dealClosed, on: [.deal], Wording("deal closed", "结案"), by: Recorder.system,
                effect: Wording("Nothing more happens but corrections.", "除更正外不再有后续步骤。"), source: "proposal: phases of a deal",
                [PayloadMember("summaryHash", .digest, "digest of the deal's final state", "结案状态摘要")] + PayloadMember.automatic),
            EventType(
                .dealCancelled, on: [.deal], Wording("deal cancelled", "取消交易"), by: Recorder.people(.buyer, .seller, .broker),
                effect: Wording("The deal ends before a contract; the listing reopens.", "签约前终止，房源恢复。"),
                source: "practice: unwinding a deal",
                [PayloadMember("ground", .text, "ground", "事由")]),
            EventType(
                .dealExpired, on: [.deal], Wording("deal expired", "交易逾期失效"), by: Recorder.system,
                effect: Wording("The deal ends because nothing came of it in time.", "逾期未推进，交易终止。"),
                source: "practice: phases of a deal",
                PayloadMember.automatic),
            EventType(
                .dealCorrected, on: [.deal], Wording("correction", "更正"), by: correctors,
                effect: Wording("The named entry reads with these changes; it stays as it was.", "所指条目按更正内容理解，原条目保留。"),
                source: "个人信息保护法 46; proposal: steps of a deal",
                [
                    PayloadMember("entry", .entry, "entry that is corrected", "被更正的条目"),
                    PayloadMember("changes", .open, "members and their right values", "更正后的成员与取值"),
                    PayloadMember("reason", .text, "why", "更正原因"),
                    PayloadMember(
                        "confirmedBy", .party, optional: true, "second person, where money or parties change",
                        "复核人（涉及金额或当事人时）"),
                ]),
        ])

    private static let commissionParties = Recorder.people(.brokerageManager, .buyer, .seller)

    private static func commission(isPayment: Bool = false) -> [PayloadMember] {
        [
            PayloadMember("payer", .party, "who pays", "付佣方"),
            PayloadMember.amountFen,
            PayloadMember("rateBp", .bp, optional: isPayment, "rate, basis points of the basis", "佣金率（万分之一）"),
            PayloadMember("basis", .text, optional: isPayment, "what the rate is taken of", "计佣基数"),
        ]
    }

    /// Whoever may record a step of a deal may correct one; that it is the same role as before is for a rule to see.
    private static let correctors: [Recorder] = {
        let families = [dealOpening, title, contract, payoff, loan, escrow, tax, registration, breach, decoration]
        let rows = families.flatMap(\.types).flatMap(\.recorders) + bothSidesOfHandover
        return Role.allCases.compactMap { role in
            let attestations = rows.reduce(into: Set<Attestation>()) { if $1.role == role { $0.formUnion($1.attestations) } }
            return role == .system || attestations.isEmpty ? nil : Recorder(role, attestations)
        }
    }()

    private static let bothSidesOfHandover = Recorder.bothSides + commissionParties

    // Whole numbers, so the units are small ones.
    private static let meters: [PayloadMember] = [
        PayloadMember("waterLitres", .count, optional: true, "water, litres", "水（升）"),
        PayloadMember("electricityWattHours", .count, optional: true, "electricity, watt-hours", "电（瓦时）"),
        PayloadMember("gasLitres", .count, optional: true, "gas, litres", "燃气（升）"),
        PayloadMember("heatWattHours", .count, optional: true, "heat, watt-hours", "热（瓦时）"),
    ]
}
