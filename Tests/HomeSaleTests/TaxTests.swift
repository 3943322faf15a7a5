import TestSupport
import Testing

@testable import HomeSale

private func day(_ text: String) -> CivilDate { CivilDate(text)! }
private func held(_ text: String) -> HoldingPeriod { HoldingPeriod(startedOn: day(text)) }
private let shanghai = RuleScope.city(AdminCode("310115")!)

private func fault<T>(_ body: () throws(CalculationFault) -> T) -> CalculationFault? {
    do throws(CalculationFault) {
        _ = try body()
        return nil
    } catch { return error }
}

/// 3,000,000.00 for 89.00 m², the buyer's only home, on one day.
private func facts(_ on: String, holding: HoldingPeriod?) -> SaleFacts {
    SaleFacts(
        contractFen: 300_000_000, areaCentiSqm: 8_900, homeCount: .only, holding: holding, contractOn: day(on),
        transferOn: day(on))
}

// MARK: The worked examples of DOMAIN.md section 4

@Test("sold within two years in 2025")
func shortIn2025() throws {
    let sheet = try TaxSheet(facts("2025-06-01", holding: held("2024-06-02")))
    #expect(sheet.netPriceFen == 285_714_286)
    #expect(sheet.item(.vat).amountFen == 14_285_714)
    #expect(sheet.item(.vat).baseFen == 285_714_286)
    #expect(sheet.surtaxFen == 857_143)
}

@Test("the same in 2026")
func shortIn2026() throws {
    let sheet = try TaxSheet(facts("2026-06-01", holding: held("2024-06-02")))
    #expect(sheet.netPriceFen == 291_262_136)
    #expect(sheet.item(.vat).amountFen == 8_737_864)
    #expect(sheet.surtaxFen == 524_272)
    #expect(sheet.item(.deedTax).amountFen == 2_912_621)
    #expect(sheet.item(.incomeTax).amountFen == 2_912_621)
    #expect(sheet.totalFen(.buyer) == 2_912_621)
    #expect(sheet.totalFen(.seller) == 8_737_864 + 524_272 + 2_912_621)
    #expect(sheet.items.map(\.kind) == TaxKind.allCases)
}

@Test(
    "held two years and longer: no VAT, and deed tax by home and area",
    arguments: [
        (.only, 14_000, 3_000_000), (.only, 14_001, 4_500_000), (.second, 14_000, 3_000_000), (.second, 14_001, 6_000_000),
    ] as [(HomeCount, Int64, Int64)])
func longHeld(homeCount: HomeCount, areaCentiSqm: Int64, deedFen: Int64) throws {
    var sale = facts("2026-06-01", holding: held("2024-06-01"))
    (sale.homeCount, sale.areaCentiSqm) = (homeCount, areaCentiSqm)
    let sheet = try TaxSheet(sale)
    #expect(sheet.item(.vat).amountFen == 0)
    #expect(sheet.item(.vat).exemption == .heldLongEnough)
    #expect(sheet.surtaxFen == 0)
    #expect(sheet.netPriceFen == 300_000_000)
    #expect(sheet.item(.deedTax).amountFen == deedFen)
}

@Test("income tax on the gain: 587,000.00 make 117,400.00")
func gain() throws {
    var sale = facts("2026-06-01", holding: held("2020-01-01"))
    sale.incomeTax = .gain(originalValueFen: 220_000_000, costsFen: 3_300_000 + 18_000_000)
    let item = try TaxSheet(sale).item(.incomeTax)
    #expect(item.baseFen == 58_700_000)
    #expect(item.amountFen == 11_740_000)
    sale.incomeTax = .gain(originalValueFen: 290_000_000, costsFen: 20_000_000)
    #expect(try TaxSheet(sale).item(.incomeTax).amountFen == 0)
}

// MARK: VAT

@Test("VAT and what is left always add up to the price", arguments: [1, 2, 3] as [UInt64])
func vatConserves(seed: UInt64) throws {
    var random = SeededRandom(seed)
    for _ in 0..<300 {
        let priceFen = Int64.random(in: 1...1_000_000_000, using: &random)
        for (on, rate) in [("2025-12-31", 50_000), ("2026-01-01", 30_000)] as [(String, Int64)] {
            let item = try ValueAddedTax.item(priceFen: priceFen, holding: nil, asOf: day(on))
            #expect(item.baseFen + item.amountFen == priceFen)
            #expect(item.ratePpm == rate)
            // Half-up by doubling: 2·p·r + d over 2·d, without a library in between.
            let divisor = 1_000_000 + rate
            #expect(item.amountFen == (2 * priceFen * rate + divisor) / (2 * divisor))
        }
    }
}

@Test(
    "two years are full on the same calendar day",
    arguments: [
        ("2024-06-02", "2026-06-01", false), ("2024-06-01", "2026-06-01", true), ("2024-02-29", "2026-02-27", false),
        ("2024-02-29", "2026-02-28", true), ("2026-06-01", "2026-06-01", false), ("2027-01-01", "2026-06-01", false),
    ])
func twoYears(start: String, sold: String, isExempt: Bool) throws {
    let item = try ValueAddedTax.item(priceFen: 300_000_000, holding: held(start), asOf: day(sold))
    #expect((item.exemption == .heldLongEnough) == isExempt)
    #expect((item.amountFen == 0) == isExempt)
}

@Test("the holding period starts with the earlier of two dates, and with neither it is not proven")
func holdingStarts() throws {
    #expect(HoldingPeriod(certificateOn: day("2020-03-01"), deedTaxOn: day("2020-02-01")) == held("2020-02-01"))
    #expect(HoldingPeriod(certificateOn: day("2020-03-01"), deedTaxOn: nil) == held("2020-03-01"))
    #expect(HoldingPeriod(certificateOn: nil, deedTaxOn: day("2020-02-01")) == held("2020-02-01"))
    #expect(HoldingPeriod(certificateOn: nil, deedTaxOn: nil) == nil)
    #expect(try ValueAddedTax.item(priceFen: 300_000_000, holding: nil, asOf: day("2026-06-01")).amountFen == 8_737_864)
}

@Test("in the four cities before December 2024, the margin on a home that is not ordinary")
func margin() throws {
    func item(_ on: String, ordinary: Bool?, original: Int64?, _ scope: RuleScope) throws -> TaxItem {
        try ValueAddedTax.item(
            priceFen: 300_000_000, holding: held("2015-01-01"), isOrdinaryHome: ordinary, originalPriceFen: original,
            asOf: day(on), scope: scope)
    }
    let taxed = try item("2024-11-30", ordinary: false, original: 195_000_000, shanghai)
    #expect(taxed.amountFen == 5_000_000)
    #expect(taxed.baseFen == 100_000_000)
    // Unknown is never favourable: not ordinary, and no cost.
    #expect(try item("2024-11-30", ordinary: nil, original: 195_000_000, shanghai).amountFen == 5_000_000)
    #expect(try item("2024-11-30", ordinary: false, original: nil, shanghai).amountFen == 14_285_714)
    #expect(try item("2024-11-30", ordinary: false, original: 400_000_000, shanghai).amountFen == 0)
    #expect(try item("2024-11-30", ordinary: true, original: nil, shanghai).exemption == .heldLongEnough)
    #expect(try item("2024-12-01", ordinary: false, original: nil, shanghai).exemption == .heldLongEnough)
    #expect(try item("2024-11-30", ordinary: false, original: nil, .national).exemption == .heldLongEnough)
    // Deed tax and income tax are on the price without that VAT.
    var sale = facts("2024-11-30", holding: held("2015-01-01"))
    (sale.scope, sale.incomeTax) = (shanghai, .gain(originalValueFen: 195_000_000, costsFen: 0))
    let sheet = try TaxSheet(sale)
    #expect(sheet.netPriceFen == 295_000_000)
    #expect(sheet.item(.incomeTax).baseFen == 100_000_000)
    #expect(sheet.item(.deedTax).baseFen == 295_000_000)
}

// MARK: Surtaxes

@Test(
    "surtaxes by place, halved to the end of 2027",
    arguments: [
        (.urban, "2027-12-31", [350_000, 150_000, 100_000]), (.town, "2027-12-31", [250_000, 150_000, 100_000]),
        (.other, "2027-12-31", [50_000, 150_000, 100_000]), (.urban, "2028-01-01", [700_000, 300_000, 200_000]),
    ] as [(TaxPlace, String, [Int64])])
func surtaxes(place: TaxPlace, on: String, expected: [Int64]) throws {
    let items = try Surtaxes.items(vatFen: 10_000_000, place: place, asOf: day(on))
    #expect(items.map(\.amountFen) == expected)
    #expect(items.map(\.kind) == [.cityConstruction, .educationSurcharge, .localEducationSurcharge])
    #expect(items.allSatisfy { $0.payer == .seller })
    #expect(try Surtaxes.items(vatFen: 0, place: place, asOf: day(on)).allSatisfy { $0.amountFen == 0 })
}

@Test("each surtax is rounded by itself")
func surtaxRounding() throws {
    // 14,285,714 fen at 3.5 %, 1.5 % and 1 %.
    #expect(
        try Surtaxes.items(vatFen: 14_285_714, place: .urban, asOf: day("2025-06-01")).map(\.amountFen) == [
            500_000, 214_286, 142_857,
        ])
    #expect(
        fault { () throws(CalculationFault) in try Surtaxes.items(vatFen: 1, place: .urban, asOf: day("2021-08-31")) }
            == .noRule(.surtaxShare))
}

// MARK: Deed tax

@Test(
    "deed tax before and after December 2024, in the four cities and elsewhere",
    arguments: [
        ("2024-11-30", .only, 9_000, false, 10_000), ("2024-11-30", .only, 9_001, false, 15_000),
        ("2024-11-30", .second, 9_000, false, 10_000), ("2024-11-30", .second, 9_001, false, 20_000),
        ("2024-11-30", .only, 9_000, true, 10_000), ("2024-11-30", .only, 9_001, true, 15_000),
        ("2024-11-30", .second, 9_000, true, 30_000), ("2024-11-30", .second, 9_001, true, 30_000),
        ("2024-12-01", .only, 14_000, true, 10_000), ("2024-12-01", .only, 14_001, true, 15_000),
        ("2024-12-01", .second, 14_000, true, 10_000), ("2024-12-01", .second, 14_001, true, 20_000),
        ("2024-12-01", .second, 14_001, false, 20_000),
    ] as [(String, HomeCount, Int64, Bool, Int64)])
func deedTax(on: String, homeCount: HomeCount, areaCentiSqm: Int64, isShanghai: Bool, ratePpm: Int64) throws {
    let item = try DeedTax.item(
        baseFen: 100_000_000, areaCentiSqm: areaCentiSqm, homeCount: homeCount, asOf: day(on),
        scope: isShanghai ? shanghai : .national)
    #expect(item.ratePpm == ratePpm)
    #expect(item.amountFen == 100 * ratePpm)
    #expect(item.payer == .buyer)
}

@Test("a third home's rate is unknown until its province or city says it")
func thirdHome() throws {
    func item(_ rules: RuleTable) throws(CalculationFault) -> TaxItem {
        try DeedTax.item(
            baseFen: 100_000_000, areaCentiSqm: 8_900, homeCount: .other, asOf: day("2026-06-01"), scope: shanghai, rules: rules)
    }
    #expect(fault { () throws(CalculationFault) in try item(.national) } == .noRule(.deedTaxOther))
    let row = RuleRow(
        key: .deedTaxOther, scope: shanghai, from: day("2021-09-01"), value: RuleValue(30_000, .ppm), source: "test",
        mark: .decided)
    #expect(try item(RuleTable.national.publishing(row)).amountFen == 3_000_000)
}

@Test("the contract's day picks the deed tax, the transfer's the seller's taxes")
func twoDays() throws {
    var sale = facts("2025-12-31", holding: nil)
    sale.transferOn = day("2026-01-01")
    #expect(try TaxSheet(sale).item(.vat).ratePpm == 30_000)
    sale.areaCentiSqm = 12_000
    sale.contractOn = day("2024-11-30")
    #expect(try TaxSheet(sale).item(.deedTax).ratePpm == 15_000)
    sale.contractOn = day("2024-12-01")
    #expect(try TaxSheet(sale).item(.deedTax).ratePpm == 10_000)
}

// MARK: Income tax, stamp, the sheet

@Test("income tax falls away with five years and the only home, and with both alone")
func fiveYearsOnly() throws {
    for (start, isOnly, isExempt) in [
        ("2021-06-01", true, true), ("2021-06-02", true, false), ("2021-06-01", false, false),
    ] {
        var sale = facts("2026-06-01", holding: held(start))
        sale.isOnlyHome = isOnly
        let item = try TaxSheet(sale).item(.incomeTax)
        #expect((item.exemption == .onlyHomeOfFiveYears) == isExempt)
        #expect(item.amountFen == (isExempt ? 0 : 3_000_000))
    }
    var sale = facts("2026-06-01", holding: nil)
    sale.isOnlyHome = true
    #expect(try TaxSheet(sale).item(.incomeTax).exemption == nil)
}

@Test("an assessed rate is one to three percent")
func assessedRates() throws {
    for (ratePpm, isAllowed) in [(9_999, false), (10_000, true), (30_000, true), (30_001, false)] as [(Int64, Bool)] {
        var sale = facts("2026-06-01", holding: held("2020-01-01"))
        sale.incomeTax = .assessed(ratePpm: ratePpm)
        let found = fault { () throws(CalculationFault) in try TaxSheet(sale) }
        #expect(found == (isAllowed ? nil : .rateOutOfRange))
        if isAllowed { #expect(try TaxSheet(sale).item(.incomeTax).amountFen == 300 * ratePpm) }
    }
}

@Test("homes of individuals pay no stamp tax and no land VAT")
func stampIsExempt() throws {
    let sheet = try TaxSheet(facts("2026-06-01", holding: nil))
    for kind in [TaxKind.stampSeller, .stampBuyer, .landVat] {
        #expect(sheet.item(kind).amountFen == 0)
        #expect(sheet.item(kind).exemption == .homeOfIndividual)
    }
    #expect(sheet.item(.stampBuyer).payer == .buyer)
    #expect(sheet.item(.stampSeller).payer == .seller)
}

@Test("the taxable price is the higher of contract and valuation")
func taxablePrice() throws {
    var sale = facts("2026-06-01", holding: held("2020-01-01"))
    sale.assessedFen = 299_999_999
    #expect(try TaxSheet(sale).taxablePriceFen == 300_000_000)
    sale.assessedFen = 320_000_000
    #expect(try TaxSheet(sale).taxablePriceFen == 320_000_000)
    #expect(try TaxSheet(sale).item(.deedTax).amountFen == 3_200_000)
}

@Test("a sheet names the rules it rests on, so another day's rules give another digest")
func ruleSets() throws {
    let sheet = try TaxSheet(facts("2026-06-01", holding: nil))
    #expect(sheet.ruleSet == (try TaxSheet(facts("2026-06-02", holding: nil))).ruleSet)
    #expect(sheet.ruleSet != (try TaxSheet(facts("2025-06-01", holding: nil))).ruleSet)
    #expect(sheet.items.allSatisfy { !$0.rows.isEmpty })
    for row in sheet.items.flatMap(\.rows) { #expect(row.isInForce(on: day("2026-06-01"))) }
}

@Test("amounts out of bounds are refused, and the largest one is taxed without overflow")
func taxBounds() throws {
    var sale = facts("2026-06-01", holding: nil)
    for amountFen in [0, -1, Amount.maximumFen + 1] {
        sale.contractFen = amountFen
        #expect(fault { () throws(CalculationFault) in try TaxSheet(sale) } == .amountOutOfRange)
    }
    sale.contractFen = Amount.maximumFen
    let sheet = try TaxSheet(sale)
    #expect(sheet.item(.vat).amountFen + sheet.netPriceFen == Amount.maximumFen)
    sale.contractFen = 1
    #expect(try TaxSheet(sale).item(.vat).amountFen == 0)
    sale.areaCentiSqm = 0
    #expect(fault { () throws(CalculationFault) in try TaxSheet(sale) } == .amountOutOfRange)
    #expect(
        fault { () throws(CalculationFault) in try TaxSheet(facts("2016-04-30", holding: nil)) } == .noRule(.vatHome))
}
