extension RiskFactors {
    /// Quality of the home (质量). Inspections are no entries of the log yet.
    static let quality: [RiskFactor] = [
        RiskFactor("Q01", "房龄", "age of the building", 16),
        RiskFactor("Q02", "贷款到期房龄", "age of the building when the loan ends", 12),
        // Stated against registered area, parts per million, rounded up; at 3% a buyer may rescind.
        RiskFactor("Q03", "面积差异", "stated and registered area differ", 12, RiskBands((1, 300), (10_000, 600), (30_000, 1000))),
        RiskFactor("Q04", "检测缺陷", "defects found by inspection", 18),
        RiskFactor("Q05", "违建/拆改", "unlawful alterations", 12),
        RiskFactor("Q06", "非正常事件披露缺失", "no signed answer on adverse events", 12),
        RiskFactor("Q07", "渗漏/结构维修", "leaks and structural repairs", 10),
        RiskFactor("Q08", "状况说明书", "signed condition report", 8, direction: .lowers),
    ]
}
