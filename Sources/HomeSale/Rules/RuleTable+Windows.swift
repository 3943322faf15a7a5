extension RuleTable {
    /// Periods that run, and how long records are kept.
    static let windowRows: [RuleRow] = [
        RuleRow(.registrationTime, from: "2015-03-01", 30, .workingDays, .read, "不动产登记暂行条例"),
        RuleRow(.registrationTimeUsual, from: "2015-03-01", 5, .workingDays, .recalled, "DOMAIN 4: practice"),
        RuleRow(.preNoticeWindow, from: "2021-01-01", 90, .days, .read, "民法典 221"),
        RuleRow(.objectionWindow, from: "2021-01-01", 15, .days, .read, "民法典 220"),
        RuleRow(.tenantWindow, from: "2021-01-01", 15, .days, .read, "民法典 726"),
        RuleRow(.ratificationWindow, from: "2021-01-01", 30, .days, .read, "民法典 145, 171"),
        RuleRow(.rescissionWindow, from: "2021-01-01", 1, .years, .read, "民法典 564"),
        RuleRow(.limitationWindow, from: "2021-01-01", 3, .years, .read, "民法典 188"),
        RuleRow(.seizureWindow, from: nil, 3, .years, .read, "民诉法解释 485"),
        RuleRow(.amlYears, from: "2025-01-01", 10, .years, .read, "反洗钱法 34, 42, 64"),
        RuleRow(.commerceKeepYears, from: nil, 3, .years, .read, "电子商务法"),
        RuleRow(.impactReportKeepYears, from: nil, 3, .years, .read, "个人信息保护法 56"),
        RuleRow(.networkLogKeepMonths, from: nil, 6, .months, .read, "网络安全法"),
        RuleRow(.brokerageKeepYears, from: nil, 5, .years, .recalled, "DOMAIN 4"),
    ]

    /// Duties and freedoms that begin on a day and have no number.
    static let dutyRows: [RuleRow] = [
        RuleRow(.rateFloorRemoved, from: "2024-05-17", 1, .flag, .quoted, "DOMAIN 4"),
        RuleRow(.repricingNegotiable, from: "2024-11-01", 1, .flag, .recalled, "DOMAIN 4"),
        RuleRow(.repricingReplaceable, from: "2026-08-27", 1, .flag, .read, "银发〔2026〕171号"),
        RuleRow(.costDisclosure, from: "2026-08-01", 1, .flag, .quoted, "金规〔2026〕2号"),
        RuleRow(.financialMarketing, from: "2026-09-30", 1, .flag, .quoted, "DOMAIN 4"),
        RuleRow(.loanPayee, from: "2026-08-27", 1, .flag, .read, "金规〔2026〕5号 11, 22"),
        RuleRow(.fundRegulation, from: "2026-09-20", 1, .flag, .quoted, "住房公积金管理条例"),
    ]
}
