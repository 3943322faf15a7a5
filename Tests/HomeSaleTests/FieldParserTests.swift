import Testing

@testable import HomeSale

private func slice(_ text: String) -> ArraySlice<UInt8> { Array("x\(text)".utf8).dropFirst() }

@Test(
    "decimals are exact, and what the unit cannot hold has no value",
    arguments: [
        ("98.8", 6, 98_800_000), ("0.1", 6, 100_000), ("11600", 6, 11_600_000_000), ("225.0", 6, 225_000_000),
        ("102,345", 2, 10_234_500),
        ("1,234,567.89", 2, 123_456_789), ("85.17", 2, 8_517), ("62.0", 2, 6_200), ("85.170000", 2, 8_517), ("0", 2, 0),
        ("007", 0, 7), ("3.0", 0, 3),
        ("9007199254740991", 0, 9_007_199_254_740_991), ("0.000001", 6, 1),
        ("85.123", 2, nil), ("0.0000001", 6, nil), ("9007199254740992", 0, nil), ("99999999999999999999999", 0, nil),
        ("90071992547409.92", 2, nil),
        ("", 2, nil), (".", 2, nil), (".5", 2, nil), ("5.", 2, nil), ("1.2.3", 2, nil), ("-1", 2, nil), ("+1", 2, nil),
        ("1e3", 2, nil), (" 1", 2, nil),
        ("12,34", 2, nil), ("1234,567", 2, nil), (",123", 2, nil), ("1,23", 2, nil), ("1,2345", 2, nil), ("1.000,000", 2, nil),
        ("１", 2, nil),
    ] as [(String, Int, Int64?)])
func decimals(text: String, exponent: Int, expected: Int64?) {
    #expect(exactDecimal(slice(text), exponent: exponent) == expected)
}

@Test("Chinese numerals up to 999, each in its own spelling")
func numerals() {
    let digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
    for value in 1...999 {
        let (hundreds, tens, units) = (value / 100, value / 10 % 10, value % 10)
        var text = hundreds > 0 ? digits[hundreds] + "百" : ""
        if tens > 0 {
            text += (tens == 1 && hundreds == 0 ? "" : digits[tens]) + "十"
        } else if hundreds > 0 && units > 0 {
            text += "零"
        }
        text += digits[units]
        #expect(chineseNumeral(slice(text)) == Int64(value))
    }
}

@Test(
    "other spellings of numerals",
    arguments: [
        ("两", 2), ("零", 0), ("两百", 200), ("一十八", 18), ("一百十五", 115), ("", nil), ("百", nil), ("两十", nil), ("十两", nil), ("一二", nil),
        ("十十", nil),
        ("一百四", nil), ("一百零十", nil), ("零一", nil), ("一百百", nil), ("四梯", nil), ("一百一十一一", nil), ("18", nil), ("二十零", nil),
    ] as [(String, Int64?)])
func otherNumerals(text: String, expected: Int64?) {
    #expect(chineseNumeral(slice(text)) == expected)
}

@Test(
    "orientations are bearings, and ambiguous text gives none",
    arguments: [
        ("南", [180]), ("南 北", [180, 0]), ("东 东南 南", [90, 135, 180]), ("东南", [135]), ("西北", [315]), ("南北", [180, 0]),
        ("南西", [180, 270]),
        ("北东", [0, 90]), ("东南北", []), ("南西北", []), ("东南西北", []), ("南 东南北", []),
        ("", nil), ("南南", nil), ("南  北", nil), ("南 ", nil), ("南向", nil), ("250.5平米", nil), ("None", nil),
    ] as [(String, [Int64]?)])
func orientations(text: String, expected: [Int64]?) {
    switch FieldParser.orientation.read(slice(text)) {
    case .value(.bearings(let bearings)): #expect(bearings == expected)
    case .ambiguous: #expect(expected == [])
    default: #expect(expected == nil)
    }
}

@Test(
    "dates are days that exist, in the four spellings of the sources",
    arguments: [
        ("2023-10-16", "2023-10-16"), ("2016/8/9", "2016-08-09"), ("2016.05.23", "2016-05-23"), ("20121221", "2012-12-21"),
        ("2024-02-29", "2024-02-29"),
        ("2028-03-15", "2028-03-15"), ("2023-02-29", nil), ("1900-02-29", nil), ("2023-13-01", nil), ("2023-00-10", nil),
        ("2023-1-", nil), ("2023/1-1", nil),
        ("2016/08/009", nil), ("2023-10-16T", nil), ("2012122", nil), ("0000-01-01", nil), ("暂无数据", nil), ("", nil),
    ] as [(String, String?)])
func dates(text: String, expected: String?) {
    #expect(CivilDate(parsing: slice(text))?.description == expected)
}

@Test(
    "years are what the source says, plausible or not",
    arguments: [("1900", 1900), ("2105", 2105), ("2003.0", 2003), ("0.0", nil), ("1.0", nil), ("2,003", nil), ("20051", nil)]
        as [(String, Int64?)])
func years(text: String, expected: Int64?) {
    #expect(FieldParser.year.read(slice(text)) == expected.map { .value(.integer($0)) })
}

@Test("no parser traps on random text", arguments: 0..<300 as Range<UInt64>)
func randomText(seed: UInt64) {
    var random = Seeded(state: seed)
    let words = ["一", "两", "十", "百", "零", "东", "南", " ", "0", "9", ".", ",", "-", "/", "年", "契", "底", "未知", "\u{0}"]
    let text = (0..<Int.random(in: 0...12, using: &random)).map { _ in words.randomElement(using: &random)! }.joined()
    for parser: FieldParser in [.decimal(exponent: 6), .decimal(exponent: 2), .count, .year, .date, .floorBand, .orientation] {
        _ = parser.read(slice(text))
    }
}
