public import HomeSale

/// How high the risk of a deal is.
public enum RiskLevel: String, CaseIterable, Hashable, Sendable {
    case low, medium, high, critical
    /// A hard block is true, whatever the score.
    case blocked

    /// - Parameter score: 0…1000.
    init(score: Int64) {
        switch score {
        case ..<200: self = .low
        case ..<400: self = .medium
        case ..<600: self = .high
        default: self = .critical
        }
    }

    public var wording: Wording {
        switch self {
        case .low: Wording("low", "低")
        case .medium: Wording("medium", "中")
        case .high: Wording("high", "高")
        case .critical: Wording("critical", "极高")
        case .blocked: Wording("blocked", "须停办")
        }
    }
}

/// The values of one deal added up. Whole numbers only, so that every machine gets the same.
struct RiskScore: Hashable, Sendable {
    struct Factor: Hashable, Sendable {
        let factor: RiskFactor
        let value: RiskValue
        var points: Int64 { factor.points(value) }
    }

    /// By id.
    let factors: [Factor]

    /// - Parameter readings: by id; what is not there is unknown.
    init(_ readings: [String: RiskReading], of table: [RiskFactor] = RiskFactors.all) {
        factors = table.map { Factor(factor: $0, value: $0.value(of: readings[$0.id] ?? .unknown)) }
            .sorted { $0.factor.id < $1.factor.id }
    }

    /// By the rows of the table that count for the deal.
    init(_ deal: RiskCase, of table: [RiskFactor] = RiskFactors.all) {
        let context = deal.context
        self.init(deal.readings, of: table.filter { $0.scope.holds(of: context) })
    }

    /// What a group adds: the sum of its factors, at most its cap.
    func points(of group: RiskGroup) -> Int64 {
        min(group.cap, factors.reduce(0) { $1.factor.group == group ? $0 + $1.points : $0 })
    }

    var score: Int64 { RiskGroup.allCases.reduce(0) { $0 + points(of: $1) } }
    /// Hard blocks that are true.
    var blocks: [String] { factors.filter { $0.factor.blocks($0.value) }.map(\.factor.id) }
    var level: RiskLevel { blocks.isEmpty ? RiskLevel(score: score) : .blocked }

    /// The weight of what is known over that of everything, basis points, rounded down: a heavy factor that nobody can tell
    /// leaves a larger gap than a light one.
    var coverageBp: Int64 {
        let known = factors.reduce(0) { $1.value.number == nil ? $0 : $0 + $1.factor.weight }
        let all = factors.reduce(0) { $0 + $1.factor.weight }
        return all == 0 ? 0 : known * 10_000 / all
    }
}
