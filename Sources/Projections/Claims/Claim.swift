public import HomeSale

/// One figure that a brief quotes. None is believed: what the log says of it is worked out beside it. DOMAIN.md section 7.
public struct Claim: Hashable, Sendable {
    /// `A13.1`: the row of the inventory that quotes it, and its number there.
    public let id: String
    public let metric: Wording
    public let unit: ClaimUnit
    public let figure: ClaimFigure
    public let test: ClaimTest

    init(_ id: String, _ english: String, _ chinese: String, _ unit: ClaimUnit, _ figure: ClaimFigure, _ test: ClaimTest) {
        (self.id, metric, self.unit) = (id, Wording(english, chinese), unit)
        (self.figure, self.test) = (figure, test)
    }

    /// `A13`.
    public var source: String { String(id.prefix { $0 != "." }) }
}

/// What a log of deals has to do with a claim.
public enum ClaimTest: Hashable, Sendable {
    /// It measures the very thing.
    case measured(ClaimMeasure)
    /// It measures how things stand, which is not what is claimed, and why.
    case level(ClaimMeasure, ClaimGap)
    /// It has nothing to say, and why.
    case untold(ClaimGap)

    public var measure: ClaimMeasure? {
        switch self {
        case .measured(let measure), .level(let measure, _): measure
        case .untold: nil
        }
    }

    public var gap: ClaimGap? {
        switch self {
        case .level(_, let gap), .untold(let gap): gap
        case .measured: nil
        }
    }
}
