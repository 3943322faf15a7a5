internal import HomeSale

/// One row for every deal: how far it is, who takes part, what comes next and what is in the way.
public enum DealsModel: ThingModel {
    public static let name = "deals"
    public static let version: UInt32 = 2
    public static let kind = Thing.Kind.deal
    public static let members = [
        "deal", "phase", "overlays", "listing", "unitCode", "city", "payMode", "flags", "buyers", "sellers", "lenders",
        "priceFen", "openedOn", "changedOn", "next", "blockers", "balanceFen", "isOver", "entries", "last",
    ]
    public static let indexed = ["phase", "overlays", "listing", "city", "buyers", "sellers", "lenders"]

    public static func rows(of told: ToldThing) throws -> [ViewRow] {
        let file = told.file, deal = file.deal
        guard let opened = deal.opened, let last = told.last, let day = told.day else { return [] }
        // What runs out by itself after that day stands in the agenda.
        let blockers = file.blockers(on: day)
        let lenders = Set(file.legs.compactMap(\.loan.lender)).sorted()
        return [
            ViewRow { row in
                row.put("deal", file.id)
                row.put("phase", file.phase.rawValue)
                row.put("overlays", file.overlays.map(\.rawValue))
                row.put("listing", opened.listingId)
                row.put("unitCode", opened.unitCode)
                row.put("city", opened.cityCode)
                row.put("payMode", opened.payMode)
                row.put("flags", opened.flags.sorted())
                row.put("buyers", opened.buyers)
                row.put("sellers", opened.sellers)
                row.put("lenders", lenders)
                row.put("priceFen", file.agreedPriceFen)
                row.put("openedOn", opened.mark.on)
                row.put("changedOn", CivilDate(atMilliseconds: file.changedMilliseconds))
                row.put("next", file.nextSteps.map(\.name.rawValue))
                row.put("blockers", blockers.map(\.id))
                row.put("balanceFen", file.escrow.balanceFen)
                row.put("isOver", file.isOver)
                row.put("entries", Int64(told.facts.count))
                row.put("last", last.index)
            }
        ]
    }
}

extension DealFile {
    /// The price of the contract, or else of the accepted offer.
    var agreedPriceFen: Int64? { deal.contract?.priceFen ?? deal.acceptedOffer?.priceFen }
}
