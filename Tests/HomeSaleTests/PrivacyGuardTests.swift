import Testing

@testable import HomeSale

private func finding(_ text: String) -> PrivacyGuard.Finding? { PrivacyGuard.finding(in: Array(text.utf8)[...]) }

@Test(
    "numbers that may be a person's are found, alone and in prose",
    arguments: [
        ("13000000000", .phone), ("请电13000000000谢谢", .phone), ("tel:19999999999.", .phone), ("１３０００００００００", .phone),
        ("110101190001010014", .identityNumber), ("证110101190001010014，", .identityNumber),
        ("110101190001010022", .identityNumber), ("11010119000101009x", .identityNumber), ("11010119000101009X", .identityNumber),
        ("830000199001010012", .identityNumber), ("4111111111111111", .card), ("卡号6222020000000007。", .card),
        ("6228480000000000000", .card),
        ("3400000000000000", .card),
    ] as [(String, PrivacyGuard.Finding?)])
func found(text: String, expected: PrivacyGuard.Finding?) {
    #expect(finding(text) == expected)
}

@Test(
    "parts of a run, decimals, codes with a date in them and near misses are not",
    arguments: [
        // Phone: a part of a longer run, too short, 12, beside a decimal point.
        "130000000001", "013000000000", "1300000000", "12000000000", "13000000000.5", "0.13000000000", "130 0000 0000",
        // Identity number: check digit, month, 30 February, year 1899, no such province, longer run.
        "110101190001010015", "110101190013010014", "330203199002300014", "110101189912310012", "990101199001010019",
        "1101011900010100141",
        "11010119000101009X1",
        // Card: Luhn, first digit, length, date or division code and date.
        "4111111111111112", "7222020000000005", "411111111111111", "202310163302120004", "330212202310160004",
        "3302122023101600023",
        "622202202310160006",
        // What the sources are full of.
        "101000000002.0", "116.30000000000001", "0.41700000000000004", "1111000000001", "111100000005012",
        "https://bj.lianjia.com/chengjiao/100000000001.html",
        "", "满五唯一", "\u{FFFD}",
    ])
func notFound(text: String) {
    #expect(finding(text) == nil)
}

@Test("the check digit: of eleven, one fits")
func checkDigit() {
    let body = [1, 1, 0, 1, 0, 1, 1, 9, 0, 0, 0, 1, 0, 1, 0, 0, 1]
    #expect((0...10).filter { PrivacyGuard.isIdentityNumber(body + [$0]) } == [4])
    #expect(!PrivacyGuard.isIdentityNumber(body))
}
