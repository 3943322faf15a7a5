/// The table of risk factors. DOMAIN.md section 8.1: 61 rows; a row that changes raises the version of ``RiskModel``.
public enum RiskFactors {
    /// By group, then by id.
    public static let all: [RiskFactor] = [title, school, quality, credit, market, fraud, operational].flatMap { $0 }

    public static func named(_ id: String) -> RiskFactor? { byId[id] }

    private static let byId: [String: RiskFactor] = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
}
