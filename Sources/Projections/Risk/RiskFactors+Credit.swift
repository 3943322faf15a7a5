extension RiskFactors {
    /// Credit (信用). Incomes and credit reports stay with the lender: the log has the ratios that came of them.
    static let credit: [RiskFactor] = [
        // Basis points; over 40, 50, 60%.
        RiskFactor("C01", "总负债率", "all debt service over income", 32, RiskBands((4_001, 400), (5_001, 700), (6_001, 1000))),
        // Over 30, 40, 50%.
        RiskFactor("C02", "房贷收入比", "mortgage payment over income", 24, RiskBands((3_001, 400), (4_001, 700), (5_001, 1000))),
        // Over 60, 70, 80%.
        RiskFactor("C03", "贷款成数", "loan to value", 26, RiskBands((6_001, 400), (7_001, 700), (8_001, 1000))),
        RiskFactor("C04", "征信评分", "credit score", 24, direction: .lowers),
        RiskFactor("C05", "逾期", "overdue instalments in 24 months", 24),
        // The part of the target that did not come in, basis points.
        RiskFactor(
            "C06", "首付来源", "unproven part of own funds", 22,
            RiskBands((1, 200), (2_001, 400), (4_001, 600), (6_001, 800), (8_001, 1000))),
        RiskFactor("C07", "收入证明", "proof of income", 14),
        RiskFactor("C08", "从业稳定", "months in employment", 12),
        RiskFactor("C09", "到期年龄", "borrower's age when the loan ends", 12),
        RiskFactor("C10", "征信查询", "credit enquiries in 3 months", 10),
    ]
}
