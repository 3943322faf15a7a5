internal import HomeSale

/// One row for every deal: what it says that a claim of the briefs could be held against, and the entries that say it.
///
/// The claims themselves are data of the program; ``ClaimFindings`` holds the rows against them.
public enum ClaimsModel: ThingModel {
    public static let name = "claims"
    public static let version: UInt32 = 1
    public static let kind = Thing.Kind.deal
    public static let members =
        ["deal", "city", "lenders", "soldMonth", "dueOn", "changedOn"] + ClaimMember.allCases.map(\.rawValue) + ["rests"]

    public static func rows(of told: ToldThing) throws -> [ViewRow] {
        guard let opened = told.file.deal.opened, let last = told.last else { return [] }
        let evidence = ClaimEvidence(
            RiskCase(told.file, corrected: told.corrected, listing: try told.listingOfDeal()),
            listingFacts: try told.factsOfListing(),
            isFirstOfListing: told.isFirstOfListing)
        let readings = evidence.readings.all.filter { $0.reading.value.magnitude <= most }
        let lenders = Set(told.file.legs.compactMap(\.loan.lender)).sorted()
        return [
            ViewRow { row in
                row.put("deal", told.thing.id)
                row.put("city", opened.cityCode.isEmpty ? nil : opened.cityCode)
                row.put("lenders", lenders)
                row.put("soldMonth", evidence.sold.map { String("\($0.on)".prefix(7)) })
                row.put("dueOn", evidence.owed?.dueOn)
                row.put("changedOn", CivilDate(atMilliseconds: last.timeMilliseconds))
                for (member, reading) in readings { row.put(member.rawValue, reading.value) }
                row.put("rests", objects: readings.filter { !$0.reading.entries.isEmpty }) { one, rest in
                    rest.put("entries", indexes: one.reading.entries)
                    rest.put("member", one.member.rawValue)
                }
            }
        ]
    }

    /// 2^53-1: JSON's whole numbers. A sum beyond it is of no deal there ever was. DESIGN.md section 2.
    private static let most: UInt64 = (1 << 53) - 1
}
