import TestSupport
import Testing

@testable import HomeSale

/// `text` with the byte at `k` replaced.
private func replacing(_ text: String, _ k: Int, by byte: UInt8) -> String {
    var units = Array(text.utf8)
    units[k] = byte
    return String(decoding: units, as: UTF8.self)
}

private let digits = Array("0123456789".utf8)
private let creditLetters = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)

private func fault(_ text: String) -> CitizenID.Fault? {
    do throws(CitizenID.Fault) {
        _ = try CitizenID(text)
        return nil
    } catch { return error }
}

// MARK: Citizen id

@Test("a citizen id says birth date, sex and division, and is never printed")
func citizenParts() throws {
    let id = try CitizenID("11010519491231002X")
    #expect(id.birthDate == CivilDate("1949-12-31"))
    #expect(id.sex == .female)
    #expect(id.division == AdminCode("110105"))
    #expect(id.text == "11010519491231002X")
    var dumped = ""
    dump(id, to: &dumped)
    #expect(!"\(id) \(String(reflecting: id)) \(dumped)".contains("1010519491231"))
}

@Test("the citizen id of brief B is none: its check character would be 1")
func citizenOfTheBrief() throws {
    #expect(fault("110101199003078888") == .checkCharacter)
    let mended = try CitizenID("110101199003078881")
    #expect(mended.sex == .female)
}

@Test(
    "a citizen id of another form, division or date is named as such",
    arguments: [
        ("", .form), ("11010519491231002", .form), ("11010519491231002x", .form), ("11010519491231002XX", .form),
        ("X10105194912310021", .form), (" 11010519491231002X", .form), ("１1010519491231002X", .form),
        ("990105194912310028", .division), ("110105189912310029", .birthDate), ("110105194902300025", .birthDate),
        ("110105194913310029", .birthDate), ("110105190002290021", .birthDate),
    ] as [(String, CitizenID.Fault)])
func citizenFaults(text: String, expected: CitizenID.Fault) {
    #expect(fault(text) == expected)
}

@Test("no changed digit and no swapped pair of a citizen id goes through")
func citizenMutations() {
    for text in ["11010519491231002X", "110101199003078881", "11010119000101009X"] {
        let units = Array(text.utf8)
        for k in units.indices {
            for digit in digits + Array("X".utf8) where digit != units[k] {
                #expect(fault(replacing(text, k, by: digit)) != nil)
            }
            if k + 1 < units.count, units[k] != units[k + 1] {
                #expect(fault(replacing(replacing(text, k, by: units[k + 1]), k + 1, by: units[k])) != nil)
            }
        }
    }
}

@Test("of all check characters one fits, whatever the number", arguments: [1, 2, 3] as [UInt64])
func citizenCheckCharacters(seed: UInt64) {
    var random = SeededRandom(seed)
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    for _ in 0..<200 {
        let year = Int.random(in: 1900...2099, using: &random), month = Int.random(in: 1...12, using: &random)
        let day = Int.random(in: 1...28, using: &random), order = Int.random(in: 0...999, using: &random)
        let number = [330203, year * 10_000 + month * 100 + day, 1000 + order].map { String($0) }
        let body = number[0] + number[1] + number[2].dropFirst()
        let sum = zip(body.utf8, weights).reduce(0) { $0 + Int($1.0 - 0x30) * $1.1 }
        let check = Array("10X98765432")[sum % 11]
        for candidate in "0123456789X" { #expect((fault(body + String(candidate)) == nil) == (candidate == check)) }
    }
}

// MARK: Credit code

@Test(
    "credit codes: their parts, and the organisation code inside",
    arguments: [("91350100M000100Y43", "350100", "M000100Y4"), ("911101066976941872", "110106", "697694187")])
func creditParts(text: String, division: String, organisation: String) throws {
    let code = try #require(CreditCode(text))
    #expect(code.check == .valid)
    #expect(code.division == AdminCode(division))
    #expect(code.organisationCode == organisation)
    #expect(OrganisationCode.check(organisation) == .valid)
    #expect(CreditCode.check(text) == .valid)
}

@Test("no other character anywhere in a credit code goes through, and what the alphabet lacks is the wrong form")
func creditMutations() {
    for text in ["91350100M000100Y43", "911101066976941872"] {
        let units = Array(text.utf8)
        for k in units.indices {
            for letter in creditLetters where letter != units[k] {
                let isForm = !(2..<8).contains(k) || digits.contains(letter)
                #expect(CreditCode.check(replacing(text, k, by: letter)) == (isForm ? .wrongCheck : .wrongForm))
            }
            for letter in "IOSVZabcxyz -".utf8 { #expect(CreditCode.check(replacing(text, k, by: letter)) == .wrongForm) }
        }
    }
    for text in ["", "91350100M000100Y4", "91350100M000100Y433", "９1350100M000100Y43"] {
        #expect(CreditCode.check(text) == .wrongForm)
    }
}

@Test("a credit code whose outer check holds warns where the organisation code inside does not")
func creditInnerCheck() throws {
    // For each other ninth character, one tenth leaves the outer sum as it is.
    let text = "91350100M000100Y43"
    var found = 0
    for first in creditLetters {
        for second in creditLetters {
            let changed = replacing(replacing(text, 8, by: first), 9, by: second)
            guard changed != text, let code = CreditCode(changed), outerHolds(changed) else { continue }
            found += 1
            #expect((code.check == .valid) == (OrganisationCode.check(code.organisationCode) == .valid))
        }
    }
    #expect(found == 30)
}

/// The outer check by the table of weights.
private func outerHolds(_ text: String) -> Bool {
    let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
    let values = text.utf8.map { unit in creditLetters.firstIndex(of: unit)! }
    return values[17] == (31 - zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } % 31) % 31
}

@Test("no changed digit of an organisation code goes through, and ten is X")
func organisationCodes() {
    for text in ["M000100Y4", "697694187"] {
        let units = Array(text.utf8)
        for k in units.indices where digits.contains(units[k]) {
            for digit in digits where digit != units[k] {
                #expect(OrganisationCode.check(replacing(text, k, by: digit)) == .wrongCheck)
            }
        }
    }
    // 3·4 = 12, 12 mod 11 = 1, 11 - 1 = 10.
    #expect(OrganisationCode.check("40000000X") == .valid)
    #expect(OrganisationCode.check("000000000") == .valid)
    for text in ["", "M000100Y", "M000100Y-4", "m000100Y4", "M000100YA"] { #expect(OrganisationCode.check(text) == .wrongForm) }
}

// MARK: Unit code

@Test("a unit code falls into its parts, printed or plain")
func unitParts() throws {
    let code = try #require(UnitCode(printed: "110105 001002 GB00012 F00010023"))
    #expect(code == UnitCode("110105001002GB00012F00010023"))
    #expect(code == UnitCode(printed: "１１０１０５　００１００２ＧＢ０００１２Ｆ０００１００２３"))
    #expect("\(code)" == "110105001002GB00012F00010023")
    #expect(code.county == AdminCode("110105"))
    #expect(
        [code.cadastralDistrict, code.cadastralSubdistrict, code.parcelKind, code.parcelSerial, code.fixtureSerial]
            == ["001", "002", "B", "00012", "00010023"])
    #expect(code.ownership == .state)
    #expect(code.fixture == .building)
    #expect(code.isHome)
}

@Test(
    "only a building with a serial can be a home",
    arguments: [("F00000001", true), ("F00000000", false), ("W00000000", false), ("L00010001", false), ("Q00010001", false)])
func unitIsHome(fixture: String, isHome: Bool) throws {
    #expect(try #require(UnitCode("110105001002GB00012\(fixture)")).isHome == isHome)
}

@Test("at each place of a unit code just the characters of its pattern are taken")
func unitMutations() {
    let text = "110105001002GB00012F00010023"
    for k in 0..<28 {
        for byte in UInt8(0x20)...0x7E {
            let isAllowed =
                switch k {
                case 12: "GJZ".utf8.contains(byte)
                case 13: "ABCDEFGHSWXY".utf8.contains(byte)
                case 19: "FLQW".utf8.contains(byte)
                default: digits.contains(byte)
                }
            #expect((UnitCode(replacing(text, k, by: byte)) != nil) == isAllowed)
        }
    }
    #expect(UnitCode(String(text.dropLast())) == nil)
    #expect(UnitCode(text + "0") == nil)
    #expect(UnitCode("") == nil)
    #expect(UnitCode("110105 001002 GB00012 F00010023") == nil)
}

// MARK: Certificate number

@Test(
    "certificate numbers in their normal form, whatever the width of brackets and spaces",
    arguments: [
        ("京(2024)朝阳区不动产权第0000000号", "京(2024)朝阳区不动产权第0000000号", .certificate, 2024, "0000000"),
        ("浙（2023）宁波市（不动产权第0123456号", nil, .certificate, nil, ""),
        ("浙（2023）宁波市 不动产权 第 0123456 号", "浙(2023)宁波市不动产权第0123456号", .certificate, 2023, "0123456"),
        ("　沪（２０２１）浦字不动产权第０１２３４５号", "沪(2021)浦字不动产权第012345号", .certificate, 2021, "012345"),
        ("粤(2019)不动产权第1234号", "粤(2019)不动产权第1234号", .certificate, 2019, "1234"),
        ("琼(1999)一二三四五六七八九十甲乙不动产权第123456789012号", "琼(1999)一二三四五六七八九十甲乙不动产权第123456789012号", .certificate, 1999, "123456789012"),
        ("京(2024)朝不动产证明第0000123号", "京(2024)朝不动产证明第0000123号", .proof, 2024, "0000123"),
        ("京房权证朝私字第 123456 号", "京房权证朝私字第123456号", .legacy, nil, "123456"),
        ("X京房权证海字第０２３１２３号", "X京房权证海字第023123号", .legacy, nil, "023123"),
        ("甬房权证江东字第20120012345", "甬房权证江东字第20120012345", .legacy, nil, "20120012345"),
    ] as [(String, String?, CertificateNumber.Kind, Int?, String)])
func certificates(text: String, normal: String?, kind: CertificateNumber.Kind, year: Int?, serial: String) {
    let number = CertificateNumber(text)
    #expect(number?.text == normal)
    guard let number else { return }
    #expect(number.kind == kind)
    #expect(number.year == year)
    #expect(number.serial == serial)
    #expect(number.isSample == (serial == "0000000"))
    #expect(CertificateNumber(number.text) == number)
}

@Test(
    "what only looks like a certificate number is none",
    arguments: [
        "", "京", "京(2024)", "京(2024)朝阳区不动产权第号", "京(2024)朝阳区不动产权第123号", "京(2024)朝阳区不动产权第1234567890123号",
        "京(2024)朝阳区不动产权第0000001", "京(2024)朝阳区不动产权第0000001号a", "京(2124)朝阳区不动产权第0000001号", "京(1824)朝阳区不动产权第0000001号",
        "京(24)朝阳区不动产权第0000001号", "京2024朝阳区不动产权第0000001号", "北(2024)朝阳区不动产权第0000001号", "京[2024]朝阳区不动产权第0000001号",
        "京(2024)朝阳a区不动产权第0000001号", "京(2024)朝阳区不动产第0000001号", "京(2024)一二三四五六七八九十甲乙丙不动产权第0000001号", "房权证", "京房权证朝字第号",
        "京房权证朝字第12a号", "京房产证朝字第123456号", "京房权证朝字第123456号!",
    ])
func notCertificates(text: String) {
    #expect(CertificateNumber(text) == nil)
}

// MARK: Cards, phones, divisions

@Test(
    "bank cards by form and by Luhn",
    arguments: [
        ("6222021234567890123", .wrongCheck), ("6222021234567890128", .valid), ("4111111111111111", .valid),
        ("411111111111111", .wrongForm), ("62220212345678901280", .wrongForm), ("6222 0212 3456 7890", .wrongForm),
        ("６222021234567890128", .wrongForm), ("", .wrongForm),
    ] as [(String, IdentifierCheck)])
func cards(text: String, expected: IdentifierCheck) {
    #expect(BankCard.check(text) == expected)
}

@Test("no changed digit of a card goes through")
func cardMutations() {
    let text = "6222021234567890128"
    let units = Array(text.utf8)
    for k in units.indices {
        for digit in digits where digit != units[k] { #expect(BankCard.check(replacing(text, k, by: digit)) == .wrongCheck) }
    }
}

@Test("mobile numbers by their pattern, and never printed")
func mobiles() throws {
    let number = try #require(MobileNumber("13800138000"))
    #expect(number.text == "13800138000")
    var dumped = ""
    dump(number, to: &dumped)
    #expect(!"\(number) \(String(reflecting: number)) \(dumped)".contains("138"))
    for second in 0...9 { #expect((MobileNumber("1\(second)800138000") != nil) == (second >= 3)) }
    for text in ["", "1380013800", "138001380000", "23800138000", "+8613800138000", "138 0013 8000", "1380013800a"] {
        #expect(MobileNumber(text) == nil)
    }
}

@Test(
    "division codes: how far down they go, and the city above",
    arguments: [
        ("110101", .county, 11, "110000"), ("110105", .county, 11, "110000"), ("330203", .county, 33, "330200"),
        ("330200", .city, 33, "330200"), ("310000", .province, 31, "310000"), ("500112", .county, 50, "500000"),
        ("010101", .county, 1, "010100"),
    ] as [(String, AdminCode.Level, Int, String)])
func divisions(text: String, level: AdminCode.Level, province: Int, city: String) throws {
    let code = try #require(AdminCode(text))
    #expect(code.level == level)
    #expect(code.province == province)
    #expect(code.description == text)
    #expect(code.city.description == city)
    for other in ["", "11010", "1101011", "11010a", "+11010", "１10101"] { #expect(AdminCode(other) == nil) }
}
