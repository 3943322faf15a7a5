/// The table of risk factors. DOMAIN.md section 8.1: 61 rows; what changes it raises the version of ``RiskModel``.
public enum RiskFactors {
    /// By group, then by id.
    public static let all: [RiskFactor] = [title, school, quality, credit, market, fraud, operational].flatMap { $0 }

    /// As every list of them shows them.
    public static let byId: [RiskFactor] = all.sorted { $0.id < $1.id }

    /// What a factor is called and which way it counts: all rows of one id agree in that. How much it weighs stands in each answer.
    public static func named(_ id: String) -> RiskFactor? { byId.first { $0.id == id } }
}
