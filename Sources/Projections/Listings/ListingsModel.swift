internal import HomeSale

/// One row for every listing: its state, its prices, and what it is in conflict with.
public enum ListingsModel: ThingModel {
    public static let name = "listings"
    public static let version: UInt32 = 2
    public static let kind = Thing.Kind.listing
    public static let members = [
        "listing", "phase", "unitCode", "areaCentiSqm", "agency", "priceFen", "prices", "draftedOn", "publishedOn", "endedOn",
        "mandateUntil", "verifiedUntil", "verification", "lockedFor", "soldTo", "conflicts", "last",
    ]
    public static let indexed = ["phase", "unitCode", "agency"]

    public static func rows(of told: ToldThing) throws -> [ViewRow] {
        let listing = told.listing
        guard let draft = listing.draft, let last = told.last else { return [] }
        let conflicts = try conflicts(of: told)
        return [
            ViewRow { row in
                row.put("listing", listing.id)
                row.put("phase", listing.phase.rawValue)
                row.put("unitCode", draft.unitCode)
                row.put("areaCentiSqm", draft.areaCentiSqm)
                row.put("agency", listing.agency)
                row.put("priceFen", listing.priceFen)
                row.put("prices", objects: listing.prices) { price, one in
                    one.put("fen", price.fen)
                    one.put("index", price.mark.index)
                    one.put("on", price.mark.on)
                    one.put("source", price.source.rawValue)
                }
                row.put("draftedOn", draft.mark.on)
                row.put("publishedOn", listing.publications.first?.mark.on)
                row.put("endedOn", listing.end?.on)
                row.put("mandateUntil", listing.entrustment?.to)
                row.put("verifiedUntil", listing.verification?.validUntil)
                row.put("verification", listing.verification?.code)
                row.put("lockedFor", listing.lock?.dealId)
                row.put("soldTo", listing.sale?.dealId)
                row.put("conflicts", objects: conflicts) { conflict, one in
                    one.put("kind", conflict.kind.rawValue)
                    one.put("with", conflict.with)
                }
                row.put("last", last.index)
            }
        ]
    }

    /// One home offered twice at a time, or sold twice.
    private static func conflicts(of told: ToldThing) throws -> [(kind: HomeConflict, with: String)] {
        let others = try told.others()
        var found: [(kind: HomeConflict, with: String)] = []
        if told.listing.isOnMarket {
            found += others.filter(\.isOnMarket).map { (.offeredTwice, "listing/\($0.id)") }
        }
        // Agreed with somebody, and not undone: of several such deals about one home only one can be kept.
        let sales = try told.rivalDeals().filter { file in
            file.registration.transferRecorded != nil || file.isLive && file.deal.acceptedOffer != nil
        }
        if sales.count > 1 { found += sales.map { (.soldTwice, "deal/\($0.id)") } }
        return found.sorted { ($0.kind.rawValue, $0.with) < ($1.kind.rawValue, $1.with) }
    }
}
