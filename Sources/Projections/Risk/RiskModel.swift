internal import HomeSale

/// One row for every deal: its risk score, what it is made of, and the entries that each known value came from.
public enum RiskModel: ReadModel {
    public static let name = "risk"
    public static let version: UInt32 = 2
    public static let kind = Thing.Kind.deal
    public static let members = ["deal", "level", "score", "coverageBp", "blocks", "groups", "factors"]

    public static func rows(of told: ToldThing) throws -> [ViewRow] {
        let file = told.file
        guard file.deal.opened != nil else { return [] }
        let others = try told.othersOfHome()
        let score = RiskScore(
            RiskCase(
                file, facts: told.facts, listing: try told.listingOfDeal(), otherListings: others.listings,
                otherDeals: others.deals, signers: try file.deal.signers.map { try told.party($0) }))
        return [
            ViewRow { row in
                row.put("deal", file.id)
                row.put("level", score.level.rawValue)
                row.put("score", score.score)
                row.put("coverageBp", score.coverageBp)
                row.put("blocks", score.blocks)
                row.put("groups", list: RiskGroup.allCases.map { group($0, score) })
                row.put("factors", list: score.factors.map(factor))
            }
        ]
    }

    private static func group(_ group: RiskGroup, _ score: RiskScore) -> JSONValue {
        .object([
            .init("cap", .integer(group.cap)), .init("group", .text(group.rawValue)),
            .init("points", .integer(score.points(of: group))),
        ])
    }

    /// `value` is left out where it is unknown: a 0 would read as good.
    private static func factor(_ factor: RiskScore.Factor) -> JSONValue {
        var one = JSONValue.object([
            .init("entries", .list(factor.value.entries.map { .integer(Int64($0)) })), .init("id", .text(factor.factor.id)),
            .init("points", .integer(factor.points)), .init("weight", .integer(factor.factor.weight)),
        ])
        if let number = factor.value.number { one.set("value", .integer(number)) }
        return one
    }
}

extension DealState {
    /// Buyers and sellers as amended, and who acts for one of them; each once.
    var signers: [String] {
        let principals = Set(buyers + sellers)
        let agents = proxies.filter { $0.revoked == nil && principals.contains($0.principal) }.map(\.agent)
        var seen: Set<String> = []
        return (buyers + sellers + agents).filter { seen.insert($0).inserted }
    }
}
