internal import HomeSale

/// One row for every deal: its risk score, what it is made of, and the entries that each known value came from.
public enum RiskModel: ThingModel {
    public static let name = "risk"
    public static let version: UInt32 = 4
    public static let kind = Thing.Kind.deal
    public static let members = ["deal", "level", "score", "coverageBp", "blocks", "groups", "factors", "unknown"]
    public static let indexed = ["level"]

    public static func rows(of told: ToldThing) throws -> [ViewRow] {
        let file = told.file
        guard file.deal.opened != nil else { return [] }
        let others = try told.othersOfHome()
        let score = RiskScore(
            RiskCase(
                file, corrected: told.corrected, listing: try told.listingOfDeal(), otherListings: others.listings,
                otherDeals: others.deals, signers: try file.deal.signers.map { try told.party($0) }))
        let known = score.factors.indices.filter { score.factors[$0].value.number != nil }
        let unknown = score.factors.indices.filter { score.factors[$0].value.number == nil }
        return [
            ViewRow { row in
                row.put("deal", file.id)
                row.put("level", score.level.rawValue)
                row.put("score", score.score)
                row.put("coverageBp", score.coverageBp)
                row.put("blocks", score.blocks)
                row.put("groups", objects: RiskGroup.allCases) { group, one in
                    one.put("group", group.rawValue)
                    one.put("points", score.points(of: group))
                }
                // Only what is known has a value: a 0 for the rest would read as good.
                row.put("factors", objects: known) { place, one in
                    one.put("entries", indexes: score.factors[place].value.entries)
                    one.put("id", score.factors[place].factor.id)
                    one.put("points", score.factors[place].points)
                    one.put("value", score.factors[place].value.number)
                    one.put("weight", score.factors[place].factor.weight)
                }
                row.put("unknown", objects: unknown) { place, one in
                    one.put("id", score.factors[place].factor.id)
                    one.put("points", score.factors[place].points)
                    one.put("weight", score.factors[place].factor.weight)
                }
            }
        ]
    }
}

extension DealState {
    /// Buyers and sellers as amended, and who acts for one of them; each once.
    var signers: [String] {
        let principals = Set((buyers + sellers).map { ByteName($0) })
        let agents = proxies.filter { $0.revoked == nil && principals.contains(ByteName($0.principal)) }.map(\.agent)
        var seen: Set<ByteName> = []
        return (buyers + sellers + agents).filter { seen.insert(ByteName($0)).inserted }
    }
}
