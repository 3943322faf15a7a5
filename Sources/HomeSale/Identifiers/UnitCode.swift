/// A real-estate unit code (不动产单元代码): 28 characters that name a parcel and what stands on it. It has no check digit.
///
/// Source: GB/T 37346-2019.
public struct UnitCode: Hashable, Sendable, CustomStringConvertible {
    public enum Ownership: String, CaseIterable, Hashable, Sendable { case state = "G", collective = "J", undetermined = "Z" }

    /// What is fixed to the parcel.
    public enum Fixture: String, CaseIterable, Hashable, Sendable {
        case building = "F"
        case forest = "L"
        case other = "Q"
        case none = "W"
    }

    public let text: String
    /// Characters 1 to 6.
    public let county: AdminCode
    /// Character 13.
    public let ownership: Ownership
    /// Character 20.
    public let fixture: Fixture

    /// - Parameter text: `^\d{12}[GJZ][A-HSWXY]\d{5}[FLQW]\d{8}$`; nothing is trimmed.
    public init?(_ text: String) {
        let units = Array(text.utf8)
        guard units.count == 28, units[..<12].allSatisfy(isDigit), units[14..<19].allSatisfy(isDigit),
            units[20...].allSatisfy(isDigit), let county = AdminCode(Self.part(units, 0..<6)),
            let ownership = Ownership(rawValue: Self.part(units, 12..<13)),
            let fixture = Fixture(rawValue: Self.part(units, 19..<20))
        else { return nil }
        switch units[13] {
        case 0x41...0x48, 0x53, 0x57, 0x58, 0x59: break  // A...H S W X Y
        default: return nil
        }
        self.text = text
        (self.county, self.ownership, self.fixture) = (county, ownership, fixture)
    }

    /// As certificates print it: in groups, and in full-width letters where somebody typed them.
    public init?(printed text: String) {
        var plain = String.UnicodeScalarView()
        plain.append(contentsOf: withoutSpaces(text))
        self.init(String(plain))
    }

    /// A building with a serial. Only such a unit can be a home; whether it is one, the register says.
    public var isHome: Bool { fixture == .building && fixtureSerial != "00000000" }

    /// Characters 7 to 9.
    public var cadastralDistrict: String { part(6..<9) }
    /// Characters 10 to 12.
    public var cadastralSubdistrict: String { part(9..<12) }
    /// Character 14: B is a right on the surface, S one above, X one below.
    public var parcelKind: String { part(13..<14) }
    /// Characters 15 to 19.
    public var parcelSerial: String { part(14..<19) }
    /// Characters 21 to 28. Of a building, most often four for the building and four for the unit.
    public var fixtureSerial: String { part(20..<28) }

    public var description: String { text }

    private func part(_ range: Range<Int>) -> String { Self.part(Array(text.utf8), range) }

    private static func part(_ units: [UInt8], _ range: Range<Int>) -> String { String(decoding: units[range], as: UTF8.self) }
}
