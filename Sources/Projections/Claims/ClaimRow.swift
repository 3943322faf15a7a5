internal import HomeSale

/// One row of ``ClaimsModel``, read once for every measure.
struct ClaimRow: Sendable {
    private(set) var deal = ""
    private(set) var numbers: [ClaimMember: Int64] = [:]
    /// The day of the deal's last entry, and the first on which an instalment falls due that is not paid.
    private(set) var changedOn: CivilDate?
    private(set) var dueOn: CivilDate?
    /// The first of the month.
    private(set) var soldMonth: CivilDate?
    private(set) var city: [String] = []
    private(set) var lenders: [String] = []
    /// Entries by member, as they stand in the row.
    private(set) var rests: JSONValue?

    init(_ row: JSONValue) {
        guard case .object(let members) = row else { return }
        for member in members {
            switch (member.name, member.value) {
            case (let name, .integer(let number)): if let member = ClaimMember(rawValue: name) { numbers[member] = number }
            case ("deal", .text(let text)): deal = text
            case ("changedOn", .text(let text)): changedOn = CivilDate(text)
            case ("dueOn", .text(let text)): dueOn = CivilDate(text)
            case ("soldMonth", .text(let text)): soldMonth = CivilDate(text + "-01")
            case ("city", .text(let text)): city = [text]
            case ("lenders", .list(let names)):
                lenders = names.compactMap { if case .text(let text) = $0 { text } else { nil } }
            case ("rests", let entries): rests = entries
            default: break
            }
        }
    }
}
