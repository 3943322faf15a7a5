internal import CanonicalJSON
internal import HomeSale

/// One row for every sale or offer that was seen in an imported source: what it cost, how large it is, where and when.
public enum ComparablesModel: ThingModel {
    public static let name = "comparables"
    public static let version: UInt32 = 2
    public static let kind = Thing.Kind.observed
    public static let members = [
        "subject", "source", "kind", "estate", "district", "on", "priceFen", "areaCentiSqm", "unitFenPerSqm", "revisions", "last",
    ]
    public static let indexed = ["source", "estate", "district"]

    /// Where sources keep the estate and the district, in this order: cells stay as the source wrote them.
    static let estateCells = ["CommunityID", "小区名称", "小区", "estate", "community"]
    static let districtCells = ["District", "区域", "区县", "district"]

    public static func rows(of told: ToldThing) throws -> [ViewRow] {
        guard let last = told.facts.last(where: { $0.name == .saleObserved || $0.name == .listingObserved }) else { return [] }
        let data = last.payload
        let raw = data.object("raw").map { JSONValue(canonical: $0.bytes) }
        func cell(_ names: [String]) -> JSONValue? {
            for name in names {
                if case .text(let text)? = raw?[name] { return .text(text) }
                if case .integer(let number)? = raw?[name] { return .text(String(number)) }
            }
            return nil
        }
        let priceFen = data.integer("priceFen"), area = data.integer("areaCentiSqm")
        let source = told.thing.id.split(separator: "/", maxSplits: 1).first.map(String.init) ?? ""
        return [
            ViewRow { row in
                row.put("subject", "observed/\(told.thing.id)")
                row.put("source", source)
                row.put("kind", (last.name == .saleObserved ? ComparableKind.sale : .listing).rawValue)
                row.put("estate", json: cell(estateCells))
                row.put("district", json: cell(districtCells))
                row.put("on", data.date("soldOn") ?? data.date("listedOn") ?? data.date("observedOn"))
                row.put("priceFen", priceFen)
                row.put("areaCentiSqm", area)
                row.put("unitFenPerSqm", unitPrice(data, priceFen, area))
                row.put("revisions", Int64(told.facts.count))
                row.put("last", last.index)
            }
        ]
    }

    /// As the source states it, or else price over area, rounded half up; fen per square metre.
    private static func unitPrice(_ data: Payload, _ priceFen: Int64?, _ areaCentiSqm: Int64?) -> Int64? {
        if let stated = data.integer("unitPriceFenPerSqm") { return stated }
        guard let priceFen, let areaCentiSqm, areaCentiSqm > 0, priceFen >= 0 else { return nil }
        let (product, overflow) = priceFen.multipliedReportingOverflow(by: 100)
        return overflow ? nil : (product + areaCentiSqm / 2) / areaCentiSqm
    }
}
