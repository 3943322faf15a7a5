public import HomeSale

/// Where and when a row of the table of factors counts. DOMAIN.md section 8.1, last line: the table grows by rows.
///
/// A deal outside of it has no such factor: it adds no points and no weight, known or unknown, and so says nothing of coverage.
public struct RiskScope: Hashable, Sendable {
    /// By the code of the city; a county counts as its city. `nil`: everywhere, as in the next two.
    public var cities: Set<AdminCode>?
    /// Ways of payment: `cash`, `commercial`, `provident`, `combined`.
    public var products: Set<String>?
    public var phases: Set<Phase>?
    /// First and last day.
    public var from: CivilDate?
    public var until: CivilDate?

    public static let everywhere = RiskScope()

    public init(
        cities: Set<AdminCode>? = nil, products: Set<String>? = nil, phases: Set<Phase>? = nil, from: CivilDate? = nil,
        until: CivilDate? = nil
    ) {
        (self.cities, self.products, self.phases) = (cities.map { Set($0.map(\.city)) }, products, phases)
        (self.from, self.until) = (from, until)
    }

    /// Whether a deal is within. Of a city that nobody stated it may be: what is unknown is no way out.
    func holds(of deal: RiskContext) -> Bool {
        if let cities, let city = deal.city, !cities.contains(city.city) { return false }
        if let products, !products.contains(deal.product) { return false }
        if let phases, !phases.contains(deal.phase) { return false }
        return from.map { $0 <= deal.day } ?? true && until.map { deal.day <= $0 } ?? true
    }
}

/// What of a deal decides which rows of the table count.
struct RiskContext: Hashable, Sendable {
    /// `nil` where none was stated.
    let city: AdminCode?
    let product: String
    let phase: Phase
    /// The last day on which anything of the deal happened: a row follows from the log.
    let day: CivilDate
}

extension RiskCase {
    var context: RiskContext {
        RiskContext(
            city: deal.opened.flatMap { AdminCode($0.cityCode) }, product: deal.opened?.payMode ?? "", phase: file.phase,
            day: day)
    }
}
