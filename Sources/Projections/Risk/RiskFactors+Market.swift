extension RiskFactors {
    /// Market (市场). A row follows from its deal and its home alone, so figures of a district stay unknown.
    static let market: [RiskFactor] = [
        // From the lender's appraisal, either way, basis points.
        RiskFactor("M01", "偏离估值", "price off the appraisal", 22, RiskBands((500, 300), (1_000, 600), (2_000, 1000))),
        RiskFactor("M02", "区域指数下行", "falling prices in the district", 20),
        // Days from the first publication to the accepted offer.
        RiskFactor(
            "M03", "在售天数", "days on the market", 16,
            RiskBands((31, 200), (61, 400), (91, 600), (121, 800), (181, 1000))),
        RiskFactor("M04", "降价次数", "price cuts in 90 days", 14, RiskBands((1, 300), (2, 600), (3, 1000))),
        RiskFactor("M05", "去化周期", "months of supply", 16),
        // From the last sale of the home in this log, either way, basis points.
        RiskFactor(
            "M06", "较上次成交偏离", "price off the last sale of the home", 12, RiskBands((1_000, 300), (2_000, 600), (3_000, 1000))),
        RiskFactor("M07", "总价流动性", "few buyers at this price", 12),
        RiskFactor("M08", "政策窗口", "rules that change within 60 days", 8),
    ]
}
