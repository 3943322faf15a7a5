extension RiskFactors {
    /// Operations (操作).
    static let operational: [RiskFactor] = [
        // Days from what happened to its entry, the worst of the deal.
        RiskFactor("O01", "补录延迟", "recorded late", 16, RiskBands((4, 400), (8, 700), (31, 1000))),
        // Basis points of the entries that somebody recorded.
        RiskFactor(
            "O02", "声明类占比", "share of facts that are only declared", 20,
            RiskBands((1, 200), (2_500, 400), (5_000, 600), (7_500, 800), (10_000, 1000))),
        RiskFactor("O03", "字段缺失", "missing fields", 16),
        RiskFactor("O04", "逾期提醒", "missed reminders", 12, RiskBands((1, 500), (2, 750), (3, 1000))),
        RiskFactor("O05", "监管对账差", "escrow differs from the bank", 20, isHardBlock: true, .isTrue),
        // 1: a broker signed without naming a licence; 2: none signed.
        RiskFactor("O06", "经纪签署", "contract without a licensed broker's signature", 12, RiskBands((1, 500), (2, 1000))),
        RiskFactor("O07", "人工豁免", "rules that were overridden", 4),
    ]
}
