/// What the broker put on record when the listing was made.
public struct ListingDraft: Hashable, Sendable {
    public let mark: Mark
    /// 28 characters, GB/T 37346-2019.
    public let unitCode: String
    /// Hundredths of a square metre, as on the certificate.
    public let areaCentiSqm: Int64
    /// The agency, where the draft names it.
    public let agencyId: String?
    /// Who recorded it: stands for the agency where none is named.
    public let actor: String
    public let owners: [String]
}

/// The owner's written mandate to the agency. 民法典 961.
public struct Entrustment: Hashable, Sendable {
    public let mark: Mark
    public let isExclusive: Bool
    /// First and last day, both inside. `nil` where the entry holds no date: then the mandate never lives.
    public let from: CivilDate?
    public let to: CivilDate?
    /// Commission, basis points of the price.
    public let rateBp: Int64
    public let agencyId: String?

    public func isLive(on date: CivilDate) -> Bool {
        guard let from, let to else { return false }
        return from <= date && date <= to
    }

    /// Ended before `date`. A mandate that has not begun is not over.
    public func isOver(on date: CivilDate) -> Bool { to.map { $0 < date } ?? false }
}

/// What the housing authority answered. 建房〔2016〕168号.
public struct ListingVerification: Hashable, Sendable {
    public let mark: Mark
    public let code: String
    /// Last day of the code.
    public let validUntil: CivilDate?
    /// `clear`, `restricted` or `unknown`; nothing but `clear` lets a home be offered.
    public let restrictionState: String
    public let reminderState: String

    public var isClear: Bool { restrictionState == "clear" }
    public func isLive(on date: CivilDate) -> Bool { validUntil.map { date <= $0 } ?? false }
    public func isOver(on date: CivilDate) -> Bool { validUntil.map { $0 < date } ?? false }
}

/// One place where the home is offered.
public struct ListingPublication: Hashable, Sendable {
    public let mark: Mark
    public let channel: String
    public let priceFen: Int64
}

/// One price, never overwritten.
public struct ListingPrice: Hashable, Sendable {
    public enum Source: String, Hashable, Sendable { case entrusted, changed, published }

    public let mark: Mark
    public let fen: Int64
    public let source: Source
}

/// The home is kept for one deal.
public struct ListingLock: Hashable, Sendable {
    public let mark: Mark
    public let dealId: String
    /// Day by which it should be undone. The lock itself lasts until it is: a forgotten date must not sell a home twice.
    public let until: CivilDate?
}

/// The deal that sold the home.
public struct ListingSale: Hashable, Sendable {
    public let mark: Mark
    public let dealId: String
}

/// Another listing of the same home that stands against this one.
public struct ListingConflict: Hashable, Sendable {
    public let mark: Mark
    public let otherListingId: String
}
