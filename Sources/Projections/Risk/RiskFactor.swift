public import HomeSale

/// One row of the table of risk factors: what it is called, which way it counts and how much. Data, not code.
///
/// A class, since every score of every deal points to all of them.
public final class RiskFactor: Sendable {
    public enum Direction: String, Hashable, Sendable {
        /// The higher the value, the higher the risk.
        case raises = "+"
        /// The higher the value, the lower the risk.
        case lowers = "-"
    }

    /// `T01`: the letter of its group and two digits.
    public let id: String
    public let title: Wording
    public let weight: Int64
    public let direction: Direction
    /// Stops the deal while it is true, whatever the score.
    public let isHardBlock: Bool
    /// How a measure becomes a value; empty where nothing in the log measures it yet.
    public let bands: RiskBands
    public let group: RiskGroup
    public let scope: RiskScope

    init(
        _ id: String, _ chinese: String, _ english: String, _ weight: Int64, direction: Direction = .raises,
        isHardBlock: Bool = false, _ bands: RiskBands = RiskBands(), in scope: RiskScope = .everywhere
    ) {
        (self.id, title, self.weight) = (id, Wording(english, chinese), weight)
        (self.direction, self.isHardBlock, self.bands, self.scope) = (direction, isHardBlock, bands, scope)
        guard let letter = id.first, let group = RiskGroup(rawValue: String(letter)) else {
            preconditionFailure("no group of \(id)")
        }
        self.group = group
    }

    /// The value that adds nothing: of a factor that does not apply.
    var harmlessValue: Int64 { direction == .raises ? 0 : RiskValue.most }

    /// The value of what was read in the log.
    func value(of reading: RiskReading) -> RiskValue {
        switch reading {
        case .unknown: .unknown
        case .doesNotApply: .known(harmlessValue, [])
        case .measured(let measure, let entries): .known(bands.value(of: measure), Self.rising(entries))
        }
    }
}

extension RiskFactor {
    /// Sorted, each once. Mostly there is one.
    fileprivate static func rising(_ entries: [UInt64]) -> [UInt64] {
        if zip(entries, entries.dropFirst()).allSatisfy({ $0 < $1 }) { return entries }
        var rising: [UInt64] = []
        for entry in entries.sorted() where rising.last != entry { rising.append(entry) }
        return rising
    }
}

/// From a measure, such as days or basis points, to a value from 0 to 1000: in steps, so that nobody argues about a day.
public struct RiskBands: Hashable, Sendable {
    public struct Band: Hashable, Sendable {
        /// The least measure in the band.
        public let from: Int64
        public let value: Int64
    }

    /// Rising; below the first the value is 0.
    public let bands: [Band]

    init(_ bands: (from: Int64, value: Int64)...) { self.bands = bands.map { Band(from: $0.from, value: $0.value) } }

    /// Of what is either so or not: the whole value from 1 on.
    static let isTrue = RiskBands((1, 1000))

    func value(of measure: Int64) -> Int64 { bands.last { $0.from <= measure }?.value ?? 0 }
}
