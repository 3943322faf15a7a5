/// The table of risk factors. DOMAIN.md section 8.1: 61 rows; what changes it raises the version of ``RiskModel``.
public enum RiskFactors {
    /// By group, then by id.
    public static let all: [RiskFactor] = [title, school, quality, credit, market, fraud, operational].flatMap { $0 }

    /// What a factor is called and which way it counts: all rows of one id agree in that. How much it weighs stands in each answer.
    public static func named(_ id: String) -> RiskFactor? { byId[id] }

    private static let byId: [String: RiskFactor] = Dictionary(all.map { ($0.id, $0) }) { first, _ in first }
}
