import Testing

@testable import HomeSale

private func fields(_ template: String, _ text: String) throws -> [ObservedField: FieldParser.Reading]? {
    try CellTemplate(template).match(Array(text.utf8)[...]).map {
        Dictionary(uniqueKeysWithValues: $0.readings.map { ($0.field, $0.reading) })
    }
}

@Test("a packed cell is taken apart, with and without its year")
func packed() throws {
    let full =
        "{floorBand}楼层 (共{floorTotal}层) | {builtYear}年建 | {bedrooms}室{livingRooms}厅 | {areaCentiSqm:sqm}平米 | {orientationDegrees}"
    let found = try fields(full, "低楼层 (共24层) | 2002年建 | 3室2厅 | 171.25平米 | 南 北")
    #expect(found?[.floorBand] == .value(.band(.low)))
    #expect(found?[.builtYear] == .value(.integer(2002)))
    #expect(found?[.areaCentiSqm] == .value(.integer(17_125)))
    #expect(found?[.orientationDegrees] == .value(.bearings([180, 0])))
    #expect(try fields(full, "高楼层 (共27层) 1室1厅 | 55.5平米 | 南") == nil)
}

@Test("the skipped text may hold what follows it; the fields decide where it ends")
func skipping() throws {
    let template = "{} {bedrooms}室{livingRooms}厅 {areaCentiSqm:sqm}平米"
    #expect(try fields(template, "样板 二期 3室 1室2厅 65平米")?[.bedrooms] == .value(.integer(1)))
    #expect(try fields(template, "样板 二期") == nil)
    let url = try CellTemplate("https://bj.lianjia.com/chengjiao/{}.html")
    let skipped = url.match(Array("https://bj.lianjia.com/chengjiao/10.html.html".utf8)[...])?.skipped
    #expect(skipped.map { String(decoding: $0, as: UTF8.self) } == "10.html")
    #expect(url.match(Array("https://bj.lianjia.com/chengjiao/.html".utf8)[...]) == nil)
}

@Test(
    "a text that is no template says why",
    arguments: [
        "", "万", "{", "}", "a}{}", "{}{priceFen:yuan}", "{} {}", "{price}", "{priceFen}", "{priceFen:sqm}", "{bedrooms:yuan}",
        "{orientationAmbiguous}",
    ])
func noTemplate(text: String) {
    #expect(throws: TemplateFault.self) { try CellTemplate(text) }
}

@Test("a hostile cell costs no more than the square of its length")
func hostileCell() throws {
    let template = "{} {bedrooms}室{livingRooms}厅 {areaCentiSqm:sqm}平米"
    #expect(try fields(template, String(repeating: "1 1室1厅 ", count: 350)) == nil)
    #expect(try fields(template, String(repeating: "x", count: 1 << 20)) == nil)
}
