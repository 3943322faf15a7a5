extension RiskFactors {
    /// School district (学区). What a district publishes is no entry of the log: most of it stays unknown.
    static let school: [RiskFactor] = [
        RiskFactor("E01", "学区调整", "catchment changes before the planned use", 14),
        RiskFactor("E02", "学位占用", "school seat used within the city's lock", 14),
        RiskFactor("E03", "户口未迁", "seller's household registration still there", 10, .isTrue),
        RiskFactor("E04", "学区宣传", "school promises in the listing", 8),
        RiskFactor("E05", "入学预警", "warning of the district", 8),
        RiskFactor("E06", "学区条款缺失", "school clause is missing", 6, .isTrue),
    ]
}
