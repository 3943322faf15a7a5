/// A typed member of an observation's `data`. Money is fen, area hundredths of a square metre.
///
/// In the order of canonical JSON.
public enum ObservedField: Int, CaseIterable, Hashable, Sendable {
    case areaCentiSqm, bathrooms, bedrooms, builtYear, floorBand, floorTotal, homesPerFloor, innerAreaCentiSqm
    case kitchens, lastSoldOn, lifts, listedOn, livingRooms, orientationAmbiguous, orientationDegrees
    case priceFen, soldOn, unitPriceFenPerSqm

    private static let names = allCases.map { String(describing: $0) }

    /// The member's name in `data`.
    public var name: String { Self.names[rawValue] }

    public init?(name: String) {
        guard let index = Self.names.firstIndex(of: name) else { return nil }
        self.init(rawValue: index)
    }
}

/// The typed members of one observation; those that are not there are `nil`.
public struct ObservedFields: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    private var values = [ObservedValue?](repeating: nil, count: ObservedField.allCases.count)

    public init(dictionaryLiteral elements: (ObservedField, ObservedValue)...) {
        for (field, value) in elements { self[field] = value }
    }

    public subscript(field: ObservedField) -> ObservedValue? {
        get { values[field.rawValue] }
        set { values[field.rawValue] = newValue }
    }
}

/// What a typed member holds.
public enum ObservedValue: Hashable, Sendable {
    case integer(Int64)
    /// Bearings in degrees clockwise from north, in the order of the text.
    case bearings([Int64])
    case band(FloorBand)
    case date(CivilDate)
    /// Written as `true`; a fact that does not hold is left out.
    case holds
}

/// The part of a building that a floor lies in; the sources do not give the floor itself.
public enum FloorBand: String, Hashable, Sendable {
    case bottom, low, middle, high, top

    /// Reads 底, 低, 中, 高 or 顶.
    init?(parsing text: ArraySlice<UInt8>) {
        switch String(decoding: text, as: UTF8.self) {
        case "底": self = .bottom
        case "低": self = .low
        case "中": self = .middle
        case "高": self = .high
        case "顶": self = .top
        default: return nil
        }
    }
}
