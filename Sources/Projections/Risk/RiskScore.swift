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
struct RiskScore: Sendable {
    struct Factor: Sendable {
        let factor: RiskFactor
        let value: RiskValue
        let points: Int64
    }

    /// By id.
    let factors: [Factor]
    /// 0…1000.
    let score: Int64
    /// Hard blocks that are true.
    let blocks: [String]
    /// The weight of what is known over that of everything, basis points, rounded down: a heavy factor that nobody can tell
    /// leaves a larger gap than a light one.
    let coverageBp: Int64
    private let groups: [(group: RiskGroup, points: Int64)]

    /// - Parameters:
    ///   - readings: what is not among them is unknown.
    ///   - table: by id, so that the factors of a group stand together; one that is not is sorted first.
    init(_ readings: RiskReadings, of table: [RiskFactor] = RiskFactors.byId) {
        var factors: [Factor] = [], blocks: [String] = [], groups: [(group: RiskGroup, points: Int64)] = []
        var known: Int64 = 0, all: Int64 = 0
        let isById = zip(table, table.dropFirst()).allSatisfy { $0.id < $1.id }
        let table = isById ? table : table.sorted { $0.id < $1.id }
        let read = readings.all
        var next = 0
        factors.reserveCapacity(table.count)
        for factor in table {
            while next < read.count, read[next].id < factor.id { next += 1 }
            let isRead = next < read.count && read[next].id == factor.id
            let value = factor.value(of: isRead ? read[next].reading : .unknown), points = factor.points(value)
            factors.append(Factor(factor: factor, value: value, points: points))
            all += factor.weight
            if value.number != nil { known += factor.weight }
            if factor.blocks(value) { blocks.append(factor.id) }
            if groups.last?.group != factor.group { groups.append((factor.group, 0)) }
            groups[groups.count - 1].points = min(factor.group.cap, groups[groups.count - 1].points + points)
        }
        (self.factors, self.blocks, self.groups) = (factors, blocks, groups)
        score = groups.reduce(0) { $0 + $1.points }
        coverageBp = all == 0 ? 0 : known * 10_000 / all
    }

    /// By the rows of the table that count for the deal.
    init(_ deal: RiskCase, of table: [RiskFactor] = RiskFactors.byId) {
        let context = deal.context
        self.init(deal.readings, of: table.filter { $0.scope.holds(of: context) })
    }

    /// What a group adds: the sum of its factors, at most its cap.
    func points(of group: RiskGroup) -> Int64 { groups.first { $0.group == group }?.points ?? 0 }
    var level: RiskLevel { blocks.isEmpty ? RiskLevel(score: score) : .blocked }
}
