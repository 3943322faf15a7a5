/// How the text in a template's hole becomes a typed value. The list is closed: a map names parsers, it brings none.
enum FieldParser: Hashable, Sendable {
    /// An exact decimal in units of 10^`exponent`: 万 in fen is 6, yuan 2, m² in hundredths 2.
    case decimal(exponent: Int)
    /// 0 to 9999, in digits or in Chinese numerals.
    case count
    /// Four digits. Whether the year is plausible is not asked: 1900 and 2105 are what the source says.
    case year
    case date
    case floorBand
    case orientation

    /// What a text stands for.
    enum Reading: Hashable {
        case value(ObservedValue)
        /// Well formed, and says that nothing is known.
        case unknown
        /// Well formed, and can be understood in more than one way.
        case ambiguous
    }

    /// The parser of `field` where the map gives `unit`, or `nil` where the two do not go together.
    init?(field: ObservedField, unit: String?) {
        switch (field, unit) {
        case (.priceFen, "wan"), (.unitPriceFenPerSqm, "wan"): self = .decimal(exponent: 6)
        case (.priceFen, "yuan"), (.unitPriceFenPerSqm, "yuan"): self = .decimal(exponent: 2)
        case (.areaCentiSqm, "sqm"), (.innerAreaCentiSqm, "sqm"): self = .decimal(exponent: 2)
        case (.bathrooms, nil), (.bedrooms, nil), (.floorTotal, nil), (.homesPerFloor, nil), (.kitchens, nil), (.lifts, nil),
            (.livingRooms, nil):
            self = .count
        case (.builtYear, nil): self = .year
        case (.lastSoldOn, nil), (.listedOn, nil), (.soldOn, nil): self = .date
        case (.floorBand, nil): self = .floorBand
        case (.orientationDegrees, nil): self = .orientation
        default: return nil
        }
    }

    /// Reads the whole of `text`, or `nil` where it is not well formed. At most 64 bytes are ever looked at.
    func read(_ text: ArraySlice<UInt8>) -> Reading? {
        guard !text.isEmpty, text.count <= 64 else { return nil }
        switch self {
        case .decimal(let exponent):
            return exactDecimal(text, exponent: exponent).map { .value(.integer($0)) }
        case .count:
            guard let value = exactDecimal(text, exponent: 0) ?? chineseNumeral(text), value <= 9999 else { return nil }
            return .value(.integer(value))
        case .year:
            guard let value = exactDecimal(text, exponent: 0), text.first != 0x30, !text.contains(0x2C),
                (1000...9999).contains(value)
            else { return nil }
            return .value(.integer(value))
        case .date:
            return CivilDate(parsing: text).map { .value(.date($0)) }
        case .floorBand:
            if let band = FloorBand(parsing: text) { return .value(.band(band)) }
            return String(decoding: text, as: UTF8.self) == "未知" ? .unknown : nil
        case .orientation:
            return readOrientation(text)
        }
    }
}
