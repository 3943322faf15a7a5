import CanonicalJSON
import Foundation
import Testing

@testable import HomeSale

private struct Expected: Sendable {
    let name: String
    let rows: Int, duplicates: Int, twice: Int
    let rejected: [Int: RowRejection.Code]
}

private let expected = [
    Expected(name: "ningbo-lianjia-2023", rows: 16, duplicates: 1, twice: 1, rejected: [18: .columnCount]),
    Expected(name: "beijing-lianjia-sold-2016", rows: 7, duplicates: 0, twice: 0, rejected: [9: .columnCount]),
    Expected(name: "shanghai-lianjia-2022", rows: 11, duplicates: 1, twice: 1, rejected: [11: .notUTF8]),
    Expected(name: "shanghai-lianjia-2022.huangpu", rows: 5, duplicates: 1, twice: 0, rejected: [:]),
    Expected(
        name: "hangzhou-shanghai-sold-2016", rows: 12, duplicates: 1, twice: 0,
        rejected: [7: .unexpectedValue, 8: .unexpectedValue, 12: .notJSON, 13: .notJSON]),
    Expected(
        name: "beijing-listings-2018-2021.lianjia-2018", rows: 9, duplicates: 1, twice: 0,
        rejected: [7: .cellUnreadable, 10: .cellUnreadable]),
    Expected(name: "beijing-listings-2018-2021.lianjia-2021", rows: 11, duplicates: 1, twice: 1, rejected: [4: .headerRepeated]),
    Expected(
        name: "beijing-lianjia-sold-2010-2018-sample", rows: 7, duplicates: 0, twice: 0,
        rejected: [4: .cellMissing, 7: .cellMissing]),
]

private func fixture(_ map: ObservationMap) throws -> [UInt8] {
    let url = packageFolder.appendingPathComponent("fixtures/observed/\(map.id).\(map.format.rawValue)")
    return try readSource(url, map.encoding)
}

@Test("every fixture gives the counts of its page", arguments: expected)
private func counts(expected: Expected) throws {
    let map = try readMap(expected.name)
    var rejected: [Int: RowRejection.Code] = [:]
    let found = try tally(map, try fixture(map)) { reading in
        if case .rejected(let rejection) = reading { rejected[rejection.line] = rejection.code }
    }
    #expect(found.rows == expected.rows)
    #expect(found.duplicates == expected.duplicates)
    #expect(found.twice == expected.twice)
    #expect(rejected == expected.rejected)
    #expect(found.accepted == expected.rows - expected.rejected.count)
}

@Test("data of every fixture row is canonical JSON, whatever the chunks", arguments: expected)
private func canonical(expected: Expected) throws {
    let map = try readMap(expected.name)
    let bytes = try fixture(map)
    var rows: [[UInt8]] = []
    let whole = try tally(map, bytes) { reading in
        guard case .observation(let observation) = reading else { return }
        rows.append(observation.data)
        let end = try? canonicalValueEnd(observation.data.span, 0, depth: 2)
        #expect(end == observation.data.count)
    }
    var again: [[UInt8]] = []
    let pieces = try tally(map, bytes, chunkBytes: 1) { reading in
        if case .observation(let observation) = reading { again.append(observation.data) }
    }
    #expect(pieces == whole)
    #expect(again == rows)
}

/// The typed fields of the row on `line`.
private func fields(_ name: String, line: Int) throws -> ObservedFields {
    let map = try readMap(name)
    var found: ObservedFields = [:]
    _ = try tally(map, try fixture(map)) { reading in
        if case .observation(let observation) = reading, observation.line == line { found = observation.fields }
    }
    return found
}

@Test("a listing of each kind is typed as its page says")
func typed() throws {
    #expect(
        try fields("ningbo-lianjia-2023", line: 2) == [
            .priceFen: .integer(98_800_000), .unitPriceFenPerSqm: .integer(1_160_000), .areaCentiSqm: .integer(8_517),
            .innerAreaCentiSqm: .integer(7_002), .floorBand: .band(.high), .floorTotal: .integer(18), .bedrooms: .integer(2),
            .livingRooms: .integer(2), .kitchens: .integer(1), .bathrooms: .integer(1), .orientationDegrees: .bearings([180, 0]),
            .lifts: .integer(2), .homesPerFloor: .integer(4), .listedOn: .date(CivilDate("2023-10-16")!),
            .lastSoldOn: .date(CivilDate("2018-06-18")!),
        ])
    #expect(try fields("ningbo-lianjia-2023", line: 10)[.lifts] == .integer(18))
    #expect(try fields("ningbo-lianjia-2023", line: 12)[.homesPerFloor] == .integer(145))
    #expect(try fields("beijing-lianjia-sold-2016", line: 5)[.floorBand] == nil)
    #expect(try fields("beijing-lianjia-sold-2016", line: 5)[.floorTotal] == .integer(26))
    #expect(
        try fields("shanghai-lianjia-2022", line: 3) == [
            .priceFen: .integer(508_000_000), .unitPriceFenPerSqm: .integer(5_011_300), .areaCentiSqm: .integer(10_137),
            .floorBand: .band(.high), .floorTotal: .integer(29), .bedrooms: .integer(3), .livingRooms: .integer(2),
            .orientationDegrees: .bearings([180]),
        ])
    let ambiguous = try fields("beijing-listings-2018-2021.lianjia-2018", line: 4)
    #expect(ambiguous[.orientationDegrees] == nil)
    #expect(ambiguous[.orientationAmbiguous] == .holds)
    #expect(try fields("hangzhou-shanghai-sold-2016", line: 4)[.areaCentiSqm] == .integer(5_200))
    #expect(try fields("beijing-lianjia-sold-2010-2018-sample", line: 6)[.builtYear] == nil)
}
