import TestSupport
import Testing

@testable import HomeSale

private func day(_ text: String) -> CivilDate { CivilDate(text)! }

private let table = RuleTable.national

private func fault<T>(_ body: () throws(RuleFault) -> T) -> RuleFault? {
    do throws(RuleFault) {
        _ = try body()
        return nil
    } catch { return error }
}

// MARK: Days

@Test("every row holds on its first and last day, and on neither day beside them")
func everyRowsEdges() {
    #expect(table.allRows.count > 100)
    for row in table.allRows {
        #expect(table.row(row.key, asOf: row.from, scope: row.scope) == row)
        if let eve = row.from.adding(days: -1) { #expect(table.row(row.key, asOf: eve, scope: row.scope) != row) }
        if let until = row.until {
            #expect(table.row(row.key, asOf: until, scope: row.scope) == row)
            #expect(table.row(row.key, asOf: until.adding(days: 1)!, scope: row.scope) != row)
        } else {
            #expect(table.row(row.key, asOf: .last, scope: row.scope) == row)
        }
    }
}

@Test(
    "values of DOMAIN.md section 4 on the day a row begins and the day before",
    arguments: [
        (.depositCap, "2020-12-31", nil), (.depositCap, "2021-01-01", 2_000), (.penaltyCap, "2023-12-04", nil),
        (.penaltyCap, "2023-12-05", 13_000),
        (.downPaymentFirst, "2023-08-30", nil), (.downPaymentFirst, "2023-08-31", 2_000),
        (.downPaymentFirst, "2024-05-16", 2_000),
        (.downPaymentFirst, "2024-05-17", 1_500), (.downPaymentFirst, "2024-09-23", 1_500),
        (.downPaymentFirst, "2024-09-24", 1_500),
        (.downPaymentSecond, "2023-08-30", nil), (.downPaymentSecond, "2023-08-31", 3_000),
        (.downPaymentSecond, "2024-05-16", 3_000), (.downPaymentSecond, "2024-05-17", 2_500),
        (.downPaymentSecond, "2024-09-23", 2_500), (.downPaymentSecond, "2024-09-24", 1_500),
        (.dtiHousing, "2004-09-01", nil), (.dtiHousing, "2004-09-02", 5_000), (.dtiHousing, "2026-11-01", 5_000),
        (.dtiAll, "2004-09-01", nil), (.dtiAll, "2004-09-02", 5_500), (.dtiAll, "2026-08-27", 5_500),
        (.dtiAll, "2026-08-28", 6_000),
        (.termMax, "2000-01-01", 360), (.termMax, "2026-08-27", 360), (.termMax, "2026-08-28", 480),
        (.interestOnlyMax, "2026-08-27", nil), (.interestOnlyMax, "2026-08-28", 12),
        (.subsidyRate, "2026-09-30", nil), (.subsidyRate, "2026-10-01", 10_000), (.subsidyRate, "2027-09-30", 10_000),
        (.subsidyRate, "2027-10-01", nil), (.subsidyYears, "2026-10-01", 5), (.subsidyAreaMax, "2026-10-01", 12_000),
        (.subsidyPriceMax, "2026-10-01", 150_000_000), (.subsidyLoanMax, "2026-10-01", 100_000_000),
    ] as [(RuleKey, String, Int64?)])
func lendingValues(key: RuleKey, asOf: String, expected: Int64?) {
    #expect(table.number(key, asOf: day(asOf)) == expected)
}

@Test("the five-year LPR, each step on its day and the day before")
func lprSteps() {
    let steps: [(String, Int64)] = [
        ("2019-08-20", 48_500), ("2019-11-20", 48_000), ("2020-02-20", 47_500), ("2020-04-20", 46_500), ("2022-01-20", 46_000),
        ("2022-05-20", 44_500), ("2022-08-22", 43_000), ("2023-06-20", 42_000), ("2024-02-20", 39_500), ("2024-07-22", 38_500),
        ("2024-10-21", 36_000), ("2025-05-20", 35_000),
    ]
    var before: Int64?
    for (from, ppm) in steps {
        #expect(table.number(.lpr5y, asOf: day(from).adding(days: -1)!) == before)
        #expect(table.number(.lpr5y, asOf: day(from)) == ppm)
        before = ppm
    }
    #expect(table.number(.lpr5y, asOf: day("2026-08-20")) == 35_000)
    #expect(table.number(.lpr1y, asOf: day("2025-05-19")) == nil)
    #expect(table.number(.lpr1y, asOf: day("2025-05-20")) == 30_000)
    #expect(table.rows(of: .lpr5y).count == steps.count)
}

@Test(
    "provident rates by home and term",
    arguments: [
        ("2022-09-30", nil, nil, nil, nil), ("2022-10-01", 31_000, 35_750, nil, nil), ("2024-05-17", 31_000, 35_750, nil, nil),
        ("2024-05-18", 28_500, 33_250, 23_500, 27_750), ("2025-05-07", 28_500, 33_250, 23_500, 27_750),
        ("2025-05-08", 26_000, 30_750, 21_000, 25_250),
    ] as [(String, Int64?, Int64?, Int64?, Int64?)])
func fundRates(asOf: String, first: Int64?, second: Int64?, firstShort: Int64?, secondShort: Int64?) {
    #expect(table.number(.fundRate(.first, termMonths: 61), asOf: day(asOf)) == first)
    #expect(table.number(.fundRate(.second, termMonths: 360), asOf: day(asOf)) == second)
    #expect(table.number(.fundRate(.first, termMonths: 60), asOf: day(asOf)) == firstShort)
    #expect(table.number(.fundRate(.second, termMonths: 1), asOf: day(asOf)) == secondShort)
}

@Test(
    "tax values on the day a row begins, the day before, and its last day",
    arguments: [
        (.deedTaxAreaLimit, "2016-02-21", nil), (.deedTaxAreaLimit, "2016-02-22", 9_000),
        (.deedTaxAreaLimit, "2024-11-30", 9_000),
        (.deedTaxAreaLimit, "2024-12-01", 14_000), (.deedTaxOnlySmall, "2024-11-30", 10_000),
        (.deedTaxOnlyLarge, "2024-11-30", 15_000), (.deedTaxSecondSmall, "2024-11-30", 10_000),
        (.deedTaxSecondLarge, "2024-11-30", 20_000), (.deedTaxOnlySmall, "2024-12-01", 10_000),
        (.deedTaxOnlyLarge, "2024-12-01", 15_000), (.deedTaxSecondSmall, "2024-12-01", 10_000),
        (.deedTaxSecondLarge, "2024-12-01", 20_000), (.deedTaxStatutoryMin, "2021-08-31", nil),
        (.deedTaxStatutoryMin, "2021-09-01", 30_000), (.deedTaxStatutoryMax, "2021-09-01", 50_000),
        (.deedTaxOther, "2026-01-01", nil),
        (.vatHome, "2016-04-30", nil), (.vatHome, "2016-05-01", 50_000), (.vatHome, "2024-11-30", 50_000),
        (.vatHome, "2024-12-01", 50_000), (.vatHome, "2025-12-31", 50_000), (.vatHome, "2026-01-01", 30_000),
        (.vatHomeExemptYears, "2016-05-01", 2), (.vatHomeExemptYears, "2026-01-01", 2), (.vatHomeMargin, "2024-11-30", nil),
        (.surtaxUrban, "2021-08-31", nil), (.surtaxUrban, "2021-09-01", 70_000), (.surtaxTown, "2021-09-01", 50_000),
        (.surtaxOther, "2021-09-01", 10_000), (.surtaxEducation, "2021-09-01", 30_000),
        (.surtaxLocalEducation, "2021-09-01", 20_000), (.surtaxShare, "2027-12-31", 5_000), (.surtaxShare, "2028-01-01", 10_000),
        (.pitGain, "2018-12-31", nil), (.pitGain, "2019-01-01", 200_000), (.pitAssessed, "2019-01-01", 10_000),
        (.pitAssessedMin, "2019-01-01", 10_000), (.pitAssessedMax, "2019-01-01", 30_000), (.pitExemptYears, "1993-12-31", nil),
        (.pitExemptYears, "1994-01-01", 5), (.pitRefundYears, "2022-09-30", nil), (.pitRefundYears, "2022-10-01", 1),
        (.pitRefundYears, "2027-12-31", 1), (.pitRefundYears, "2028-01-01", nil), (.stamp, "2008-10-31", nil),
        (.stamp, "2008-11-01", 0), (.landVat, "2008-11-01", 0), (.registrationFee, "2016-12-01", 8_000),
        (.registrationFeeExtra, "2016-12-01", 1_000), (.commissionShare, "2021-01-01", 5_000),
    ] as [(RuleKey, String, Int64?)])
func taxValues(key: RuleKey, asOf: String, expected: Int64?) {
    #expect(table.number(key, asOf: day(asOf)) == expected)
}

@Test(
    "windows, keeping and duties",
    arguments: [
        (.registrationTime, "2015-02-28", nil, .workingDays), (.registrationTime, "2015-03-01", 30, .workingDays),
        (.registrationTimeUsual, "2015-03-01", 5, .workingDays), (.preNoticeWindow, "2020-12-31", nil, .days),
        (.preNoticeWindow, "2021-01-01", 90, .days), (.objectionWindow, "2021-01-01", 15, .days),
        (.tenantWindow, "2021-01-01", 15, .days), (.ratificationWindow, "2021-01-01", 30, .days),
        (.rescissionWindow, "2021-01-01", 1, .years), (.limitationWindow, "2021-01-01", 3, .years),
        (.seizureWindow, "2021-01-01", 3, .years), (.amlYears, "2024-12-31", nil, .years), (.amlYears, "2025-01-01", 10, .years),
        (.commerceKeepYears, "2026-01-01", 3, .years), (.impactReportKeepYears, "2026-01-01", 3, .years),
        (.networkLogKeepMonths, "2026-01-01", 6, .months), (.brokerageKeepYears, "2026-01-01", 5, .years),
        (.rateFloorRemoved, "2024-05-16", nil, .flag), (.rateFloorRemoved, "2024-05-17", 1, .flag),
        (.repricingNegotiable, "2024-10-31", nil, .flag), (.repricingNegotiable, "2024-11-01", 1, .flag),
        (.repricingReplaceable, "2026-08-26", nil, .flag), (.repricingReplaceable, "2026-08-27", 1, .flag),
        (.costDisclosure, "2026-07-31", nil, .flag), (.costDisclosure, "2026-08-01", 1, .flag),
        (.financialMarketing, "2026-09-29", nil, .flag), (.financialMarketing, "2026-09-30", 1, .flag),
        (.loanPayee, "2026-08-26", nil, .flag), (.loanPayee, "2026-08-27", 1, .flag), (.fundRegulation, "2026-09-19", nil, .flag),
        (.fundRegulation, "2026-09-20", 1, .flag),
    ] as [(RuleKey, String, Int64?, RuleValue.Unit)])
func windowValues(key: RuleKey, asOf: String, expected: Int64?, unit: RuleValue.Unit) {
    #expect(table.row(key, asOf: day(asOf))?.value == expected.map { RuleValue($0, unit) })
}

// MARK: Scopes

@Test("a city asks itself, then the four cities if it is one, then the country")
func scopes() throws {
    let shanghai = RuleScope.city(try #require(AdminCode("310115")))
    let ningbo = RuleScope.city(try #require(AdminCode("330203")))
    #expect(shanghai.rawValue == "city/310000")
    #expect(ningbo.rawValue == "city/330200")
    for text in ["110108", "310000", "440106", "440305"] { #expect(RuleScope.city(AdminCode(text)!).wider == .fourCities) }
    for text in ["330203", "440600", "500103"] { #expect(RuleScope.city(AdminCode(text)!).wider == .national) }
    #expect(RuleScope.fourCities.wider == .national)
    #expect(RuleScope.national.wider == nil)
    for key in [RuleKey.deedTaxSecondSmall, .deedTaxSecondLarge] {
        #expect(table.number(key, asOf: day("2016-02-22"), scope: shanghai) == 30_000)
        #expect(table.number(key, asOf: day("2024-11-30"), scope: shanghai) == 30_000)
        #expect(table.number(key, asOf: day("2016-02-21"), scope: shanghai) == nil)
    }
    #expect(table.number(.deedTaxSecondLarge, asOf: day("2024-12-01"), scope: shanghai) == 20_000)
    #expect(table.number(.deedTaxSecondLarge, asOf: day("2024-11-30"), scope: ningbo) == 20_000)
    #expect(table.number(.vatHomeMargin, asOf: day("2024-11-30"), scope: shanghai) == 50_000)
    #expect(table.number(.vatHomeMargin, asOf: day("2024-12-01"), scope: shanghai) == nil)
    #expect(table.number(.vatHomeMargin, asOf: day("2016-04-30"), scope: shanghai) == nil)
    #expect(table.number(.vatHomeMargin, asOf: day("2024-11-30"), scope: ningbo) == nil)
}

@Test("down payments of unrestricted cities are known only to who asks for such a city")
func unrestricted() {
    let scope = RuleScope.unrestrictedCities
    #expect(table.number(.downPaymentFirst, asOf: day("2016-02-01"), scope: scope) == nil)
    #expect(table.number(.downPaymentFirst, asOf: day("2016-02-02"), scope: scope) == 2_500)
    #expect(table.number(.downPaymentFirst, asOf: day("2023-08-30"), scope: scope) == 2_500)
    #expect(table.number(.downPaymentFirstFloor, asOf: day("2023-08-30"), scope: scope) == 2_000)
    #expect(table.number(.downPaymentSecond, asOf: day("2023-08-30"), scope: scope) == 3_000)
    #expect(table.number(.downPaymentFirst, asOf: day("2023-08-31"), scope: scope) == 2_000)
    #expect(table.number(.downPaymentFirstFloor, asOf: day("2023-08-31"), scope: scope) == nil)
}

@Test("the brief's limits are its lender's, and nobody else's")
func lenderLimits() {
    let expected: [(RuleKey, Int64)] = [
        (.lenderLtv, 7_000), (.lenderDti, 5_000), (.lenderLoanMax, 500_000_000), (.lenderRate, 50_000),
    ]
    for (key, number) in expected {
        let row = table.row(key, asOf: day("2026-11-01"), scope: .briefLender)
        #expect(row?.value.number == number)
        #expect(row?.mark == .decided)
        #expect(table.row(key, asOf: day("2026-11-01")) == nil)
    }
}

@Test("a loan may be what is not down payment")
func loanToValue() {
    #expect(table.loanToValueMax(.first, asOf: day("2023-08-30")) == nil)
    #expect(table.loanToValueMax(.first, asOf: day("2023-08-31"))?.limitBp == 8_000)
    #expect(table.loanToValueMax(.second, asOf: day("2024-05-17"))?.limitBp == 7_500)
    #expect(table.loanToValueMax(.second, asOf: day("2024-09-24"))?.limitBp == 8_500)
    #expect(table.loanToValueMax(.first, asOf: day("2024-09-24"))?.row.key == .downPaymentFirst)
}

// MARK: Tables

private func row(_ from: String, _ until: String?, _ number: Int64 = 1, _ unit: RuleValue.Unit = .bp) -> RuleRow {
    RuleRow(
        key: RuleKey(rawValue: "test.rule"), from: day(from), until: until.map(day), value: RuleValue(number, unit),
        source: "“测试”",
        mark: .decided)
}

@Test("rows that overlap, end before they begin or count otherwise do not go together")
func rowFaults() {
    let key = RuleKey(rawValue: "test.rule")
    #expect(
        fault { () throws(RuleFault) in try RuleTable([row("2020-01-01", "2019-12-31")]) }
            == .endsBeforeItBegins(key, day("2020-01-01")))
    #expect(fault { () throws(RuleFault) in try RuleTable([row("2020-01-01", "2020-01-01")]) } == nil)
    let first = row("2020-01-01", "2020-12-31")
    for (from, until, isFault) in [
        ("2020-12-31", nil, true), ("2021-01-01", nil, false), ("2019-01-01", "2019-12-31", false),
        ("2019-01-01", "2020-01-01", true), ("2019-01-01", nil, true), ("2020-05-01", "2020-05-02", true),
    ] as [(String, String?, Bool)] {
        let expected = isFault ? RuleFault.overlap(key, day(from)) : nil
        #expect(fault { () throws(RuleFault) in try RuleTable([first, row(from, until)]) } == expected)
    }
    #expect(
        fault { () throws(RuleFault) in try RuleTable([row("2020-01-01", nil), row("2021-01-01", nil)]) }
            == .overlap(key, day("2021-01-01")))
    #expect(
        fault { () throws(RuleFault) in try RuleTable([first, row("2021-01-01", nil, 1, .ppm)]) }
            == .unitDiffers(key, day("2021-01-01")))
}

@Test("publishing a row ends the open one the day before, and leaves the old table as it was")
func publishing() throws {
    let key = RuleKey(rawValue: "test.rule")
    let old = try RuleTable([row("2020-01-01", nil, 1)])
    let new = try old.publishing(row("2026-05-01", nil, 2))
    #expect(new.number(key, asOf: day("2026-04-30")) == 1)
    #expect(new.number(key, asOf: day("2026-05-01")) == 2)
    #expect(old.number(key, asOf: day("2026-05-01")) == 1)
    #expect(new.rows(of: key).map(\.until) == [day("2026-04-30"), nil])
    #expect(fault { () throws(RuleFault) in try new.publishing(row("2026-05-01", nil, 3)) } == .overlap(key, day("2026-05-01")))
    #expect(fault { () throws(RuleFault) in try new.publishing(row("2019-12-01", nil, 3)) } == .overlap(key, day("2019-12-01")))
    #expect(try new.publishing(row("2019-12-01", "2019-12-31", 3)).number(key, asOf: day("2019-12-05")) == 3)
    // A city's own row goes before the country's, and ends nothing.
    let city = RuleScope.city(AdminCode("330200")!)
    let local = RuleRow(
        key: key, scope: city, from: day("2026-01-01"), value: RuleValue(9, .bp), source: "市", mark: .quoted)
    let both = try new.publishing(local)
    #expect(both.number(key, asOf: day("2026-06-01"), scope: city) == 9)
    #expect(both.number(key, asOf: day("2025-12-31"), scope: city) == 1)
    #expect(both.number(key, asOf: day("2026-06-01")) == 2)
}

@Test("a row's canonical bytes, and a digest that anyone can recompute")
func digests() {
    let open = row("2020-01-01", nil, 12)
    #expect(
        String(decoding: open.canonicalBytes, as: UTF8.self)
            == #"{"from":"2020-01-01","key":"test.rule","mark":"D","scope":"national","source":"“测试”","unit":"bp","value":12}"#)
    let closed = row("2019-01-01", "2019-12-31", 7)
    #expect(
        String(decoding: closed.canonicalBytes, as: UTF8.self)
            == #"{"from":"2019-01-01","key":"test.rule","mark":"D","scope":"national","source":"“测试”","unit":"bp","until":"2019-12-31","value":7}"#
    )
    #expect(RuleTable.digest(of: []).hex == "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945")
    #expect(RuleTable.digest(of: [open, closed]) == RuleTable.digest(of: [closed, open, closed]))
    #expect(RuleTable.digest(of: [open]) != RuleTable.digest(of: [closed]))
}

@Test("digests by key: all rows of it, or the one in force")
func digestsByKey() {
    #expect(table.digest(of: [.dtiAll]) == RuleTable.digest(of: table.rows(of: .dtiAll)))
    #expect(table.digest(of: [.dtiAll, .dtiHousing]) == table.digest(of: [.dtiHousing, .dtiAll, .dtiHousing]))
    #expect(table.digest(of: [.dtiAll]) != table.digest(of: [.dtiHousing]))
    let before = table.digest(of: [.dtiAll, .termMax], asOf: day("2026-08-27"))
    let after = table.digest(of: [.dtiAll, .termMax], asOf: day("2026-08-28"))
    #expect(before != after)
    #expect(before == table.digest(of: [.termMax, .dtiAll], asOf: day("2010-01-01")))
    #expect(table.digest == RuleTable.digest(of: table.allRows.reversed()))
    #expect(table.digest(of: [.deedTaxOther]) == RuleTable.digest(of: []))
}

@Test("every canonical row reads back as one, and keys and sources are well formed")
func rowsAreWellFormed() {
    for row in table.allRows {
        #expect(row.key.rawValue.utf8.allSatisfy { isDigit($0) || ($0 | 0x20) &- 0x61 < 26 || $0 == 0x2E })
        #expect(!row.source.isEmpty)
        let units = Set(table.rows(of: row.key).map(\.value.unit))
        #expect(units.count == 1)
    }
}

// MARK: Dates

@Test(
    "months and years are added by the calendar, and end with the month where the day is missing",
    arguments: [
        ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"), ("2026-03-31", -1, "2026-02-28"), ("2026-11-15", 2, "2027-01-15"),
        ("2026-01-15", -1, "2025-12-15"), ("2026-05-31", 1, "2026-06-30"), ("2026-05-05", 0, "2026-05-05"),
        ("9999-12-31", 1, nil), ("0001-01-01", -1, nil), ("0001-12-31", -11, "0001-01-31"),
    ] as [(String, Int, String?)])
func addingMonths(from: String, months: Int, expected: String?) {
    #expect(day(from).adding(months: months) == expected.map(day))
}

@Test("days are added and counted back, over leap years and to the ends of the calendar")
func addingDays() {
    #expect(day("2024-02-28").adding(days: 2) == day("2024-03-01"))
    #expect(day("2026-02-28").adding(days: 1) == day("2026-03-01"))
    #expect(day("2026-01-01").adding(days: -1) == day("2025-12-31"))
    #expect(day("2026-03-01").adding(days: 15) == day("2026-03-16"))
    #expect(day("9999-12-31").adding(days: 1) == nil)
    #expect(day("0001-01-01").adding(days: -1) == nil)
    #expect(day("0001-01-01").adding(years: .max) == nil)
    #expect(day("2026-01-01").days(to: day("2027-01-01")) == 365)
    #expect(day("2026-01-01").days(to: day("2025-12-31")) == -1)
    var random = SeededRandom(7)
    for _ in 0..<500 {
        let start = CivilDate(dayNumber: Int32.random(in: -700_000...2_900_000, using: &random))
        let step = Int.random(in: -10_000...10_000, using: &random)
        guard let end = start.adding(days: step) else { continue }
        #expect(start.days(to: end) == step)
        let months = start.fullMonths(to: end)
        guard step >= 0 else {
            #expect(months == 0)
            continue
        }
        #expect(start.adding(months: months)! <= end)
        if let next = start.adding(months: months + 1) { #expect(next > end) }
    }
}

@Test("full years are reached on the same day of the year")
func fullYears() {
    #expect(day("1990-05-20").fullYears(to: day("2008-05-19")) == 17)
    #expect(day("1990-05-20").fullYears(to: day("2008-05-20")) == 18)
    #expect(day("2008-02-29").fullYears(to: day("2026-02-27")) == 17)
    #expect(day("2008-02-29").fullYears(to: day("2026-02-28")) == 18)
    #expect(day("2026-01-01").fullYears(to: day("2025-01-01")) == 0)
}
