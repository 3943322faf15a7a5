extension RuleTable {
    /// Contract and lending limits.
    static let lendingRows: [RuleRow] = [
        RuleRow(.depositCap, from: "2021-01-01", 2_000, .bp, .read, "民法典 586"),
        RuleRow(.penaltyCap, from: "2023-12-05", 13_000, .bp, .read, "合同编通则解释 65"),
        // Restricted cities set their own in those years, so there is no nationwide row before 2023-08-31.
        RuleRow(
            .downPaymentFirst, in: .unrestrictedCities, from: "2016-02-02", until: "2023-08-30", 2_500, .bp, .recalled,
            "银发〔2016〕26号"),
        RuleRow(
            .downPaymentFirstFloor, in: .unrestrictedCities, from: "2016-02-02", until: "2023-08-30", 2_000, .bp, .recalled,
            "银发〔2016〕26号"),
        RuleRow(
            .downPaymentSecond, in: .unrestrictedCities, from: "2016-02-02", until: "2023-08-30", 3_000, .bp, .recalled,
            "银发〔2016〕26号"),
        RuleRow(.downPaymentFirst, from: "2023-08-31", until: "2024-05-16", 2_000, .bp, .quoted, "DOMAIN 4"),
        RuleRow(.downPaymentSecond, from: "2023-08-31", until: "2024-05-16", 3_000, .bp, .quoted, "DOMAIN 4"),
        RuleRow(.downPaymentFirst, from: "2024-05-17", until: "2024-09-23", 1_500, .bp, .quoted, "DOMAIN 4"),
        RuleRow(.downPaymentSecond, from: "2024-05-17", until: "2024-09-23", 2_500, .bp, .quoted, "DOMAIN 4"),
        RuleRow(.downPaymentFirst, from: "2024-09-24", 1_500, .bp, .quoted, "DOMAIN 4"),
        RuleRow(.downPaymentSecond, from: "2024-09-24", 1_500, .bp, .quoted, "DOMAIN 4"),
        RuleRow(.dtiHousing, from: "2004-09-02", 5_000, .bp, .quoted, "金规〔2026〕5号 10"),
        RuleRow(.dtiAll, from: "2004-09-02", until: "2026-08-27", 5_500, .bp, .quoted, "DOMAIN 4"),
        RuleRow(.dtiAll, from: "2026-08-28", 6_000, .bp, .read, "金规〔2026〕5号 10"),
        RuleRow(.termMax, from: nil, until: "2026-08-27", 360, .months, .quoted, "DOMAIN 4"),
        RuleRow(.termMax, from: "2026-08-28", 480, .months, .read, "金规〔2026〕5号"),
        RuleRow(.interestOnlyMax, from: "2026-08-28", 12, .months, .read, "金规〔2026〕5号 14"),
        RuleRow(.subsidyRate, from: "2026-10-01", until: "2027-09-30", 10_000, .ppm, .quoted, "DOMAIN 4; end date uncertain"),
        RuleRow(.subsidyYears, from: "2026-10-01", until: "2027-09-30", 5, .years, .quoted, "DOMAIN 4; end date uncertain"),
        RuleRow(
            .subsidyAreaMax, from: "2026-10-01", until: "2027-09-30", 12_000, .centiSqm, .quoted, "DOMAIN 4; end date uncertain"),
        RuleRow(
            .subsidyPriceMax, from: "2026-10-01", until: "2027-09-30", 150_000_000, .fen, .quoted, "DOMAIN 4; end date uncertain"),
        RuleRow(
            .subsidyLoanMax, from: "2026-10-01", until: "2027-09-30", 100_000_000, .fen, .quoted, "DOMAIN 4; end date uncertain"),
    ]

    /// The limits that brief B names: its lender's policy, which law may be looser or tighter than.
    static let lenderRows: [RuleRow] = [
        RuleRow(.lenderLtv, in: .briefLender, from: nil, 7_000, .bp, .decided, "Brief B"),
        RuleRow(.lenderDti, in: .briefLender, from: nil, 5_000, .bp, .decided, "Brief B"),
        RuleRow(.lenderLoanMax, in: .briefLender, from: nil, 500_000_000, .fen, .decided, "Brief B"),
        RuleRow(.lenderRate, in: .briefLender, from: nil, 50_000, .ppm, .decided, "Brief B"),
    ]
}
