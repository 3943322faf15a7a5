/// What a brief says: one value or a range, perhaps with what it was before, or a change of something that it does not name.
public struct ClaimFigure: Hashable, Sendable {
    public enum Bound: String, Hashable, Sendable {
        case exactly, over, atLeast, under, atMost
    }

    public let bound: Bound
    /// One and the same number unless a range is quoted.
    public let range: ClosedRange<Int64>
    public let before: ClosedRange<Int64>?
    /// By how much something went up, or down where it is negative.
    public let isChange: Bool

    private init(
        _ range: ClosedRange<Int64>, _ bound: Bound = .exactly, before: ClosedRange<Int64>? = nil, isChange: Bool = false
    ) {
        (self.range, self.bound, self.before, self.isChange) = (range, bound, before, isChange)
    }

    static func exactly(_ value: Int64) -> Self { Self(value...value) }
    static func over(_ value: Int64) -> Self { Self(value...value, .over) }
    static func atLeast(_ value: Int64) -> Self { Self(value...value, .atLeast) }
    static func under(_ value: Int64) -> Self { Self(value...value, .under) }
    static func atMost(_ value: Int64) -> Self { Self(value...value, .atMost) }
    static func between(_ least: Int64, _ most: Int64) -> Self { Self(least...most) }
    static func from(_ before: Int64, to value: Int64) -> Self { Self(value...value, before: before...before) }
    static func fromRange(_ before: ClosedRange<Int64>, to range: ClosedRange<Int64>) -> Self { Self(range, before: before) }
    static func changed(_ by: Int64) -> Self { Self(by...by, isChange: true) }
    static func changedBetween(_ least: Int64, _ most: Int64) -> Self { Self(least...most, isChange: true) }

    /// Whether a measured value bears the figure out; `nil` where the two cannot be compared: one that is neither good nor bad
    /// against a single number would never be equal.
    func isMet(by value: ClaimValue, better: ClaimMeasure.Better) -> Bool? {
        if isChange { return nil }
        switch bound {
        case .over: return value.isAbove(range.upperBound)
        case .atLeast: return !value.isBelow(range.lowerBound)
        case .under: return value.isBelow(range.lowerBound)
        case .atMost: return !value.isAbove(range.upperBound)
        case .exactly:
            switch better {
            case .lower: return !value.isAbove(range.upperBound)
            case .higher: return !value.isBelow(range.lowerBound)
            case .neither where range.count == 1: return nil
            case .neither: return !value.isBelow(range.lowerBound) && !value.isAbove(range.upperBound)
            }
        }
    }
}

/// A measured value, exact: comparisons never see a rounded quotient.
public struct ClaimValue: Hashable, Sendable {
    let part: Int128
    /// Above 0.
    let whole: Int128

    init(_ part: Int128, over whole: Int128 = 1) { (self.part, self.whole) = (part, whole) }

    /// Half and more rounded up; at the bound of JSON's whole numbers where it is beyond.
    public var rounded: Int64 {
        let (double, divisor) = (2 * part + whole, 2 * whole)
        let quotient = double / divisor - (double % divisor < 0 ? 1 : 0)
        return Int64(min(max(quotient, -Self.most), Self.most))
    }

    func isAbove(_ value: Int64) -> Bool { part > Int128(value) * whole }
    func isBelow(_ value: Int64) -> Bool { part < Int128(value) * whole }

    /// 2^53-1: JSON's whole numbers. DESIGN.md section 2.
    private static let most: Int128 = (1 << 53) - 1
}
