/// What the log says of one factor, before it is weighed.
enum RiskReading: Hashable, Sendable {
    /// A measure in the factor's own unit, and the entries that it came from.
    case measured(Int64, [UInt64])
    /// The deal has no such thing: of a loan, where the price is paid in cash. No entry says so but the way of payment.
    case doesNotApply
    /// The log cannot tell.
    case unknown
}

/// The value of a factor in one deal.
public enum RiskValue: Hashable, Sendable {
    /// 0…1000, and the entries that it came from, rising.
    case known(Int64, [UInt64])
    case unknown

    static let most: Int64 = 1000
    /// What an unknown value counts as: never as good as the best, and it lowers the coverage.
    static let ofUnknown: Int64 = 500

    public var number: Int64? { if case .known(let number, _) = self { number } else { nil } }
    public var entries: [UInt64] { if case .known(_, let entries) = self { entries } else { [] } }
}

extension RiskFactor {
    /// What the factor adds to its group: weight × value / 1000, or weight × (1000 − value) / 1000 where it lowers the risk.
    ///
    /// One division for each factor, rounded down. An unknown value counts as 500.
    public func points(_ value: RiskValue) -> Int64 {
        let number = min(max(value.number ?? RiskValue.ofUnknown, 0), RiskValue.most)
        return weight * (direction == .raises ? number : RiskValue.most - number) / RiskValue.most
    }

    /// Whether it stops the deal: a hard block at its full value. Unknown stops nothing, it only costs.
    public func blocks(_ value: RiskValue) -> Bool { isHardBlock && value.number == RiskValue.most }
}
