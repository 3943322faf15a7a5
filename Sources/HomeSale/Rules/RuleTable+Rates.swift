extension RuleTable {
    /// Benchmark rates.
    static let rateRows: [RuleRow] =
        lpr + [
            RuleRow(.lpr1y, from: "2025-05-20", 30_000, .ppm, .recalled, "LPR; unchanged to 2026-08-20"),
            // Second homes: at least.
            RuleRow(.fundRateFirstOver5y, from: "2022-10-01", until: "2024-05-17", 31_000, .ppm, .quoted, "DOMAIN 4"),
            RuleRow(.fundRateSecondOver5y, from: "2022-10-01", until: "2024-05-17", 35_750, .ppm, .quoted, "DOMAIN 4"),
            RuleRow(.fundRateFirstOver5y, from: "2024-05-18", until: "2025-05-07", 28_500, .ppm, .quoted, "DOMAIN 4"),
            RuleRow(.fundRateSecondOver5y, from: "2024-05-18", until: "2025-05-07", 33_250, .ppm, .quoted, "DOMAIN 4"),
            RuleRow(.fundRateFirstUpTo5y, from: "2024-05-18", until: "2025-05-07", 23_500, .ppm, .quoted, "DOMAIN 4"),
            RuleRow(.fundRateSecondUpTo5y, from: "2024-05-18", until: "2025-05-07", 27_750, .ppm, .quoted, "DOMAIN 4"),
            RuleRow(.fundRateFirstOver5y, from: "2025-05-08", 26_000, .ppm, .quoted, "DOMAIN 4"),
            RuleRow(.fundRateSecondOver5y, from: "2025-05-08", 30_750, .ppm, .recalled, "DOMAIN 4"),
            RuleRow(.fundRateFirstUpTo5y, from: "2025-05-08", 21_000, .ppm, .recalled, "DOMAIN 4"),
            RuleRow(.fundRateSecondUpTo5y, from: "2025-05-08", 25_250, .ppm, .recalled, "DOMAIN 4"),
        ]

    /// Each value holds until the day before the next one was published.
    private static let lpr: [RuleRow] = {
        let steps: [(from: String, ppm: Int64, mark: RuleMark)] = [
            ("2019-08-20", 48_500, .quoted), ("2019-11-20", 48_000, .recalled), ("2020-02-20", 47_500, .recalled),
            ("2020-04-20", 46_500, .quoted), ("2022-01-20", 46_000, .quoted), ("2022-05-20", 44_500, .recalled),
            ("2022-08-22", 43_000, .recalled), ("2023-06-20", 42_000, .recalled), ("2024-02-20", 39_500, .quoted),
            ("2024-07-22", 38_500, .recalled), ("2024-10-21", 36_000, .recalled), ("2025-05-20", 35_000, .quoted),
        ]
        return steps.indices.map { k in
            let next = k + 1 < steps.count ? CivilDate.date(steps[k + 1].from) : nil
            let source = next == nil ? "LPR; unchanged to 2026-08-20" : "LPR"
            return RuleRow(
                key: .lpr5y, from: .date(steps[k].from), until: next?.adding(days: -1), value: RuleValue(steps[k].ppm, .ppm),
                source: source, mark: steps[k].mark)
        }
    }()
}
