import TestSupport
import Testing

@testable import HomeSale

private func schedule(
    _ principalFen: Int64, _ ratePpm: Int64, _ termMonths: Int, _ method: RepaymentMethod = .equalInstalment
) throws -> Schedule {
    Schedule(try LoanTerms(principalFen: principalFen, ratePpm: ratePpm, termMonths: termMonths, method: method))
}

private func fault<T>(_ body: () throws(CalculationFault) -> T) -> CalculationFault? {
    do throws(CalculationFault) {
        _ = try body()
        return nil
    } catch { return error }
}

private func row(_ no: Int, _ interestFen: Int64, _ principalFen: Int64, _ balanceFen: Int64) -> ScheduleRow {
    ScheduleRow(no: no, interestFen: interestFen, principalFen: principalFen, balanceFen: balanceFen)
}

// MARK: The table of DOMAIN.md section 6

@Test("the brief's loan: 480,000.00 at 3.95 % over 360 months")
func briefLoan() throws {
    let plan = try schedule(48_000_000, 39_500, 360)
    #expect(plan.levelFen == 227_778)
    #expect(plan.row(1) == row(1, 158_000, 69_778, 47_930_222))
    #expect(plan.row(2)?.interestFen == 157_770)
    #expect(plan.row(360) == row(360, 747, 226_942, 0))
    #expect(plan.row(360)?.paidFen == 227_689)
    #expect(plan.totals == ScheduleTotals(interestFen: 33_999_991, principalFen: 48_000_000))
    #expect(plan.rows.count == 360)
}

@Test("the same with equal principal")
func briefLoanEqualPrincipal() throws {
    let plan = try schedule(48_000_000, 39_500, 360, .equalPrincipal)
    #expect(plan.row(1)?.paidFen == 291_333)
    #expect(plan.row(2)?.paidFen == 290_894)
    #expect(plan.row(360) == row(360, 439, 133_453, 0))
    #expect(plan.row(360)?.paidFen == 133_892)
    #expect(plan.totals.interestFen == 28_519_069)
}

@Test(
    "level instalments of the table",
    arguments: [
        (48_000_000, 41_000, 360, 231_935), (48_000_000, 39_500, 480, 199_120), (100_000_000, 30_500, 360, 424_305),
        (120_000_000, 26_000, 360, 480_408), (80_000_000, 30_500, 360, 339_444), (12_000_000, 48_000, 36, 358_574),
    ] as [(Int64, Int64, Int, Int64)])
func levelInstalments(principalFen: Int64, ratePpm: Int64, termMonths: Int, expected: Int64) throws {
    let terms = try LoanTerms(principalFen: principalFen, ratePpm: ratePpm, termMonths: termMonths)
    #expect(Schedule(terms).levelFen == expected)
    #expect(terms.firstPaymentFen == expected)
}

@Test("a million at 3.05 %: last instalment and total interest")
func millionLoan() throws {
    let plan = try schedule(100_000_000, 30_500, 360)
    #expect(plan.row(360)?.paidFen == 424_547)
    #expect(plan.totals.interestFen == 52_750_042)
}

@Test("prepaying 100,000.00 after row 60: smaller instalments, or fewer")
func prepayment() throws {
    let plan = try schedule(48_000_000, 39_500, 360)
    #expect(try plan.balanceFen(afterRow: 60) == 43_379_643)
    #expect(try plan.remainder(afterRow: 60).totals.interestFen == 24_953_668)

    let reduced = try plan.prepaying(10_000_000, afterRow: 60, .reduce)
    #expect(reduced.levelFen == 175_270)
    #expect(reduced.rowCount == 300)
    #expect(reduced.firstNo == 61)
    #expect(reduced.totals == ScheduleTotals(interestFen: 19_201_254, principalFen: 33_379_643))

    let shortened = try plan.prepaying(10_000_000, afterRow: 60, .shorten)
    #expect(shortened.levelFen == 227_778)
    #expect(shortened.rowCount == 201)
    #expect(shortened.row(261)?.paidFen == 87_017)
    #expect(shortened.totals == ScheduleTotals(interestFen: 12_262_974, principalFen: 33_379_643))
}

@Test("reset to 3.50 % after row 12")
func rateReset() throws {
    let plan = try schedule(48_000_000, 39_500, 360)
    #expect(try plan.balanceFen(afterRow: 12) == 47_147_336)
    let reset = try plan.resetting(ratePpm: 35_000, afterRow: 12)
    #expect(reset.levelFen == 215_855)
    #expect(reset.rowCount == 348)
    #expect(reset.lastNo == 360)
    #expect(reset.row(360)?.paidFen == 215_950)
}

@Test("provident and commercial side by side")
func combinedLoan() throws {
    let fund = try schedule(120_000_000, 26_000, 360)
    let bank = try schedule(80_000_000, 30_500, 360)
    let both = CombinedSchedule([fund, bank])
    #expect(both.firstPaymentFen == 819_852)
    #expect(fund.totals.interestFen == 52_946_676)
    #expect(bank.totals.interestFen == 42_200_037)
    #expect(both.totals == ScheduleTotals(interestFen: 95_146_713, principalFen: 200_000_000))
    let rows = both.rows
    #expect(rows.count == 360)
    #expect(rows.first?.paidFen == 819_852)
    #expect(rows.reduce(0) { $0 + $1.interestFen } == 95_146_713)
    #expect(rows.last?.balanceFen == 0)
}

@Test("a leg that ends earlier, or begins later, still counts with its balance")
func unevenLegs() throws {
    let long = try schedule(1_200, 0, 4), short = try schedule(1_000, 0, 2)
    let both = CombinedSchedule([long, short])
    #expect(both.rows == [row(1, 0, 800, 1_400), row(2, 0, 800, 600), row(3, 0, 300, 300), row(4, 0, 300, 0)])
    let later = try long.prepaying(300, afterRow: 2, .reduce)
    #expect(
        CombinedSchedule([later, short]).rows == [
            row(1, 0, 500, 800), row(2, 0, 500, 300), row(3, 0, 150, 150), row(4, 0, 150, 0),
        ])
    #expect(CombinedSchedule([later]).rows == later.rows)
    #expect(CombinedSchedule([try short.prepaying(1_000, afterRow: 0, .reduce)]).rows.isEmpty)
}

@Test("decoration loan, and interest only")
func decorationLoan() throws {
    let plan = try schedule(12_000_000, 48_000, 36)
    #expect(plan.row(36)?.paidFen == 358_580)
    #expect(plan.totals.interestFen == 908_670)
    let bullet = try schedule(10_000_000, 48_000, 12, .interestOnly)
    #expect(bullet.rows.dropLast().allSatisfy { $0.paidFen == 40_000 && $0.balanceFen == 10_000_000 })
    #expect(bullet.row(12) == row(12, 40_000, 10_000_000, 0))
}

@Test("what an income of 25,000.00 carries at 3.95 % over 360 months")
func debtCapacity() throws {
    let capFen = try Affordability.paymentCapFen(incomeFen: 2_500_000, housingLimitBp: 5_000, allLimitBp: 6_000)
    #expect(capFen == 1_250_000)
    #expect(try Affordability.presentValueFen(paymentFen: capFen, ratePpm: 39_500, termMonths: 360) == 263_414_523)
    // Rounded to the fen, 1.06 yuan more still costs 12,500.00.
    let largest = try Affordability.largestPrincipalFen(paymentFen: capFen, ratePpm: 39_500, termMonths: 360)
    #expect(largest == 263_414_629)
    #expect(try schedule(largest, 39_500, 360).levelFen == 1_250_000)
    #expect(try schedule(largest + 1, 39_500, 360).levelFen == 1_250_001)
}

// MARK: Exact rounding, against a slow model

/// A natural number as decimal digits, the lowest first: slow, and nothing like ``BigNatural``.
private struct SlowNatural {
    var digits: [Int]

    init(_ value: Int64) { digits = String(value).utf8.reversed().map { Int($0) - 0x30 } }

    static func * (a: SlowNatural, b: SlowNatural) -> SlowNatural {
        var sums = [Int](repeating: 0, count: a.digits.count + b.digits.count + 1)
        for (i, x) in a.digits.enumerated() { for (j, y) in b.digits.enumerated() { sums[i + j] += x * y } }
        return SlowNatural(carrying: sums)
    }

    static func + (a: SlowNatural, b: SlowNatural) -> SlowNatural {
        var sums = [Int](repeating: 0, count: max(a.digits.count, b.digits.count) + 1)
        for (i, x) in a.digits.enumerated() { sums[i] += x }
        for (i, y) in b.digits.enumerated() { sums[i] += y }
        return SlowNatural(carrying: sums)
    }

    static func <= (a: SlowNatural, b: SlowNatural) -> Bool {
        if a.digits.count != b.digits.count { return a.digits.count < b.digits.count }
        return !b.digits.reversed().lexicographicallyPrecedes(a.digits.reversed())
    }

    private init(carrying sums: [Int]) {
        digits = sums
        for k in digits.indices.dropLast() {
            digits[k + 1] += digits[k] / 10
            digits[k] %= 10
        }
        while digits.count > 1, digits.last == 0 { digits.removeLast() }
    }
}

/// Whether `instalmentFen` is P·i·q ÷ (q − 1) rounded half-up, q = (1 + i)^n, by multiplying out:
/// 2·A − 1 ≤ 2·P·r·g ÷ (m·(g − m^n)) < 2·A + 1, with g = (m + r)^n and m = 12,000,000.
private func isHalfUp(_ instalmentFen: Int64, _ principalFen: Int64, _ ratePpm: Int64, _ termMonths: Int) -> Bool {
    let m = SlowNatural(12_000_000), g0 = SlowNatural(12_000_000 + ratePpm)
    var g = SlowNatural(1), h = SlowNatural(1)
    for _ in 0..<termMonths { (g, h) = (g * g0, h * m) }
    // 2·P·r·g + (2·A ± 1)·m·h compared with (2·A ± 1)·m·g, so that nothing is subtracted.
    let left = SlowNatural(2) * SlowNatural(principalFen) * SlowNatural(ratePpm) * g
    let low = SlowNatural(2 * instalmentFen - 1) * m, high = SlowNatural(2 * instalmentFen + 1) * m
    return low * g <= left + low * h && !(high * g <= left + high * h)
}

@Test(
    "level instalments are the exact fraction, half-up, by long multiplication in decimal", arguments: [1, 2, 3, 4] as [UInt64])
func exactInstalments(seed: UInt64) throws {
    var random = SeededRandom(seed)
    for _ in 0..<6 {
        let principalFen = Int64.random(in: 1_000...Amount.maximumFen, using: &random)
        let ratePpm = Int64.random(in: 1...200_000, using: &random)
        let termMonths = Int.random(in: 1...60, using: &random)
        let terms = try LoanTerms(principalFen: principalFen, ratePpm: ratePpm, termMonths: termMonths)
        #expect(isHalfUp(terms.firstPaymentFen, principalFen, ratePpm, termMonths), "\(terms)")
        #expect(!isHalfUp(terms.firstPaymentFen + 1, principalFen, ratePpm, termMonths), "\(terms)")
    }
}

@Test(
    "the longest loan too",
    arguments: [(48_000_000, 39_500), (10_000_000_000_000, 1_000_000), (999_999_999_999, 1)] as [(Int64, Int64)])
func exactLongest(principalFen: Int64, ratePpm: Int64) throws {
    let terms = try LoanTerms(principalFen: principalFen, ratePpm: ratePpm, termMonths: 480)
    #expect(isHalfUp(terms.firstPaymentFen, principalFen, ratePpm, 480))
}

@Test("an instalment that is exactly half a fen is rounded up")
func ties() throws {
    // One month at 12 %: P·1.01, so 50 fen make 50.5.
    #expect(try LoanTerms(principalFen: 50, ratePpm: 120_000, termMonths: 1).firstPaymentFen == 51)
    #expect(try LoanTerms(principalFen: 49, ratePpm: 120_000, termMonths: 1).firstPaymentFen == 49)
    // One month at 100 %: P·13/12, so 6 fen make 6.5.
    #expect(try LoanTerms(principalFen: 6, ratePpm: 1_000_000, termMonths: 1).firstPaymentFen == 7)
    // Without interest: 3 fen over 2 months.
    #expect(try LoanTerms(principalFen: 3, ratePpm: 0, termMonths: 2).firstPaymentFen == 2)
    #expect(Amount.roundedHalfUp(1, times: 1, over: 2) == 1)
    #expect(Amount.roundedHalfUp(1, times: 1, over: 3) == 0)
    #expect(Amount.roundedHalfUp(.max, times: .max, over: .max) == .max)
    #expect(Amount.roundedDown(.max, times: 2, over: 3) == 6_148_914_691_236_517_204)
}

@Test("big numbers agree with the slow ones", arguments: [1, 2] as [UInt64])
func bigNaturals(seed: UInt64) {
    var random = SeededRandom(seed)
    for _ in 0..<50 {
        let quotient = random.next() >> UInt64.random(in: 2...60, using: &random)
        var divisor = BigNatural(random.next() | 1)
        for _ in 0..<Int.random(in: 0...8, using: &random) { divisor.multiply(by: random.next() | 1) }
        let product = divisor.times(quotient)
        #expect(product.quotient(by: divisor) == quotient)
        #expect(product.roundedQuotient(by: divisor) == quotient)
        var less = product
        if quotient > 0 {
            less.subtract(BigNatural(1))
            #expect(less < product)
            #expect(less.quotient(by: divisor) == quotient - 1)
        }
        var rest = product.times(3)
        rest.subtract(product)
        #expect(rest == product.times(2))
        rest.subtract(rest)
        #expect(rest == BigNatural(0))
    }
    #expect(BigNatural(3, toThe: 0) == BigNatural(1))
    #expect(BigNatural(2, toThe: 100).quotient(by: BigNatural(2, toThe: 50)) == 1 << 50)
    #expect(BigNatural(7).roundedQuotient(by: BigNatural(2)) == 4)
    #expect(BigNatural(7).roundedQuotient(by: BigNatural(3)) == 2)
    #expect(BigNatural(0).quotient(by: BigNatural(5)) == 0)
}

// MARK: What holds for every schedule

@Test("principal is conserved, balances fall, and rows agree with the exact interest", arguments: 1...40 as ClosedRange<UInt64>)
func schedulesHold(seed: UInt64) throws {
    var random = SeededRandom(seed)
    let method = RepaymentMethod.allCases.randomElement(using: &random)!
    let termMonths = Int.random(in: 1...(method == .interestOnly ? 12 : 480), using: &random)
    let magnitude = Int.random(in: 0...12, using: &random)
    let principalFen = Int64.random(in: 1...9, using: &random) * (0..<magnitude).reduce(1) { x, _ in x * 10 }
    let ratePpm = [0, 1, 21_000, 39_500, 240_000, 1_000_000].randomElement(using: &random)!
    let plan = try schedule(principalFen, Int64(ratePpm), termMonths, method)
    var balanceFen = principalFen
    var count = 0
    for row in plan {
        count += 1
        #expect(row.no == count)
        #expect(row.interestFen == (2 * balanceFen * Int64(ratePpm) / 12_000_000 + 1) / 2)
        #expect(row.principalFen >= 0)
        balanceFen -= row.principalFen
        #expect(row.balanceFen == balanceFen)
        #expect(balanceFen >= 0)
        if count < termMonths, balanceFen > 0, method == .equalInstalment { #expect(row.paidFen == plan.levelFen) }
    }
    #expect(count == termMonths)
    #expect(balanceFen == 0)
    #expect(plan.totals.principalFen == principalFen)
    #expect(plan.firstPaymentFen == plan.rows[0].paidFen)
    let terms = try LoanTerms(principalFen: principalFen, ratePpm: Int64(ratePpm), termMonths: termMonths, method: method)
    if method != .interestOnly || termMonths > 1 { #expect(terms.firstPaymentFen == plan.firstPaymentFen) }
}

@Test("any run of changes conserves the principal", arguments: 1...40 as ClosedRange<UInt64>)
func changesHold(seed: UInt64) throws {
    var random = SeededRandom(seed)
    let method: RepaymentMethod = seed % 3 == 0 ? .equalPrincipal : .equalInstalment
    let principalFen = Int64.random(in: 1_000_000...1_000_000_000, using: &random)
    var plan = try schedule(principalFen, 39_500, 240, method)
    var repaidFen: Int64 = 0
    for _ in 0..<5 where plan.rowCount > 1 {
        let no = Int.random(in: (plan.firstNo - 1)...(plan.lastNo - 1), using: &random)
        repaidFen += plan.prefix(no - plan.firstNo + 1).reduce(0) { $0 + $1.principalFen }
        let balanceFen = try plan.balanceFen(afterRow: no)
        let before = try plan.remainder(afterRow: no)
        #expect(before.rows == Array(plan.dropFirst(no - plan.firstNo + 1)))
        switch Int.random(in: 0...3, using: &random) {
        case 0:
            plan = try plan.resetting(ratePpm: Int64.random(in: 0...80_000, using: &random), afterRow: no)
        case 1 where plan.lastNo < 480:
            plan = try plan.extending(byMonths: 480 - plan.lastNo, afterRow: no)
            #expect(plan.lastNo == 480)
        case let mode:
            let amountFen = Int64.random(in: 1...balanceFen, using: &random)
            let changed = try plan.prepaying(amountFen, afterRow: no, mode == 2 ? .shorten : .reduce)
            #expect(changed.rowCount <= before.rowCount)
            #expect(changed.totals.interestFen <= before.totals.interestFen + Int64(before.rowCount))
            if mode == 2, changed.rowCount > 0, changed.rowCount < before.rowCount {
                #expect(changed.levelFen == before.levelFen)
                // The row before the last could not have paid it all.
                let needed = try changed.balanceFen(afterRow: changed.lastNo - 1)
                #expect(changed.rows.last!.principalFen == needed)
                #expect(changed.rows.allSatisfy { method == .equalPrincipal || $0.paidFen <= changed.levelFen })
            }
            plan = changed
            repaidFen += amountFen
        }
        #expect(plan.firstNo == no + 1)
        #expect(plan.totals.principalFen == principalFen - repaidFen)
    }
}

@Test("prepaying all of it leaves no rows")
func prepaidWhole() throws {
    let plan = try schedule(48_000_000, 39_500, 360)
    for mode in PrepaymentMode.allCases {
        let rest = try plan.prepaying(43_379_643, afterRow: 60, mode)
        #expect(rest.rows.isEmpty)
        #expect(rest.totals == ScheduleTotals())
        #expect(rest.firstPaymentFen == 0)
        #expect(rest.lastNo == 60)
        #expect(fault { () throws(CalculationFault) in try rest.remainder(afterRow: 60) } == .rowOutOfRange)
    }
    #expect(fault { () throws(CalculationFault) in try plan.prepaying(43_379_644, afterRow: 60, .reduce) } == .amountOutOfRange)
    #expect(fault { () throws(CalculationFault) in try plan.prepaying(0, afterRow: 60, .reduce) } == .amountOutOfRange)
}

@Test("with equal principal, a prepayment shortens by whole parts")
func prepaidEqualPrincipal() throws {
    let plan = try schedule(12_000_000, 36_000, 120, .equalPrincipal)
    #expect(plan.levelFen == 100_000)
    let shortened = try plan.prepaying(2_050_000, afterRow: 20, .shorten)
    #expect(shortened.rowCount == 80)
    #expect(shortened.rows.last?.principalFen == 50_000)
    let reduced = try plan.prepaying(2_000_000, afterRow: 20, .reduce)
    #expect(reduced.rowCount == 100)
    #expect(reduced.levelFen == 80_000)
}

@Test("without interest the instalment is the principal over the months")
func zeroRate() throws {
    let plan = try schedule(1_000_000, 0, 7)
    #expect(plan.rows.map(\.principalFen) == [142_857, 142_857, 142_857, 142_857, 142_857, 142_857, 142_858])
    #expect(plan.totals.interestFen == 0)
    #expect(try Affordability.presentValueFen(paymentFen: 142_857, ratePpm: 0, termMonths: 7) == 999_999)
    #expect(try Affordability.largestPrincipalFen(paymentFen: 142_857, ratePpm: 0, termMonths: 7) == 1_000_002)
}

@Test("a loan too small for its term is paid early or at the end, never below zero")
func tinyLoans() throws {
    #expect(
        try schedule(200, 0, 360).rows.map(\.principalFen) == Array(repeating: 1, count: 200) + Array(repeating: 0, count: 160))
    #expect(try schedule(100, 0, 360, .equalPrincipal).rows.last == row(360, 0, 100, 0))
    #expect(try schedule(200, 0, 360, .equalPrincipal).totals.principalFen == 200)
}

// MARK: Affordability

@Test("the largest principal is the last that fits, for each method", arguments: 1...30 as ClosedRange<UInt64>)
func largestPrincipals(seed: UInt64) throws {
    var random = SeededRandom(seed)
    let method = RepaymentMethod.allCases.randomElement(using: &random)!
    let termMonths = Int.random(in: 1...(method == .interestOnly ? 12 : 480), using: &random)
    let ratePpm = Int64.random(in: 0...300_000, using: &random)
    let paymentFen = Int64.random(in: 1...5_000_000, using: &random)
    let largest = try Affordability.largestPrincipalFen(
        paymentFen: paymentFen, ratePpm: ratePpm, termMonths: termMonths, method: method)
    func payment(_ principalFen: Int64) throws -> Int64 {
        try LoanTerms(principalFen: principalFen, ratePpm: ratePpm, termMonths: termMonths, method: method).firstPaymentFen
    }
    if largest > 0 { #expect(try payment(largest) <= paymentFen) }
    if largest < Amount.maximumFen { #expect(try payment(largest + 1) > paymentFen) }
    if method == .equalInstalment {
        let worth = try Affordability.presentValueFen(paymentFen: paymentFen, ratePpm: ratePpm, termMonths: termMonths)
        #expect(worth <= largest)
        #expect(largest - worth <= Int64(termMonths))
    }
}

@Test("answers about what can be borrowed stop at the largest amount, and at nothing")
func affordabilityBounds() throws {
    #expect(try Affordability.presentValueFen(paymentFen: Amount.maximumFen, ratePpm: 0, termMonths: 480) == Amount.maximumFen)
    #expect(try Affordability.presentValueFen(paymentFen: 0, ratePpm: 39_500, termMonths: 480) == 0)
    for method in RepaymentMethod.allCases {
        #expect(
            try Affordability.largestPrincipalFen(paymentFen: Amount.maximumFen, ratePpm: 0, termMonths: 12, method: method)
                == Amount.maximumFen)
    }
    #expect(try Affordability.largestPrincipalFen(paymentFen: 0, ratePpm: 120_000, termMonths: 1) == 0)
}

@Test("the payment cap is the tighter of both ratios, debts counted, at least nothing")
func paymentCaps() throws {
    func cap(_ income: Int64, _ housing: Int64, _ debt: Int64) throws -> Int64 {
        try Affordability.paymentCapFen(
            incomeFen: income, otherHousingFen: housing, otherDebtFen: debt, housingLimitBp: 5_000, allLimitBp: 6_000)
    }
    #expect(try cap(2_500_000, 0, 100_000) == 1_250_000)
    #expect(try cap(2_500_000, 0, 250_000) == 1_250_000)
    #expect(try cap(2_500_000, 0, 250_001) == 1_249_999)
    #expect(try cap(2_500_000, 300_000, 300_000) == 950_000)
    #expect(try cap(2_500_000, 0, 9_000_000) == 0)
    #expect(try cap(0, 0, 0) == 0)
    #expect(try cap(3, 0, 0) == 1)
    #expect(Amount.isWithin(1_250_000, of: 2_500_000, limitBp: 5_000))
    #expect(!Amount.isWithin(1_250_001, of: 2_500_000, limitBp: 5_000))
    #expect(Amount.isWithin(.max, of: .max, limitBp: 10_000))
    #expect(try Affordability.collateralCapFen(priceFen: 80_000_001, appraisalFen: 90_000_000, limitBp: 8_500) == 68_000_000)
    #expect(try Affordability.collateralCapFen(priceFen: 80_000_000, appraisalFen: 70_000_000, limitBp: 8_500) == 59_500_000)
}

// MARK: Bounds

@Test("terms out of bounds are named")
func termBounds() throws {
    func terms(
        _ principalFen: Int64, _ ratePpm: Int64, _ termMonths: Int, _ method: RepaymentMethod = .equalInstalment
    ) -> CalculationFault? {
        fault { () throws(CalculationFault) in
            try LoanTerms(principalFen: principalFen, ratePpm: ratePpm, termMonths: termMonths, method: method)
        }
    }
    #expect(terms(0, 0, 1) == .amountOutOfRange)
    #expect(terms(-1, 0, 1) == .amountOutOfRange)
    #expect(terms(Amount.maximumFen + 1, 0, 1) == .amountOutOfRange)
    #expect(terms(Amount.maximumFen, 1_000_000, 480) == nil)
    #expect(terms(1, -1, 1) == .rateOutOfRange)
    #expect(terms(1, 1_000_001, 1) == .rateOutOfRange)
    #expect(terms(1, 0, 0) == .termOutOfRange)
    #expect(terms(1, 0, 481) == .termOutOfRange)
    #expect(terms(1, 0, 12, .interestOnly) == nil)
    #expect(terms(1, 0, 13, .interestOnly) == .interestOnlyTooLong)
    let plan = try schedule(100, 0, 10)
    for no in [-1, 11] {
        #expect(fault { () throws(CalculationFault) in try plan.balanceFen(afterRow: no) } == .rowOutOfRange)
        #expect(plan.row(no) == nil)
    }
    #expect(plan.row(0) == nil)
    #expect(try plan.balanceFen(afterRow: 0) == 100)
    #expect(fault { () throws(CalculationFault) in try plan.remainder(afterRow: 10) } == .rowOutOfRange)
    #expect(fault { () throws(CalculationFault) in try plan.extending(byMonths: 471, afterRow: 5) } == .termOutOfRange)
    #expect(fault { () throws(CalculationFault) in try plan.resetting(ratePpm: -1, afterRow: 5) } == .rateOutOfRange)
}

@Test("the largest schedule stays within what the ledger's JSON can say")
func largestSchedule() throws {
    for method in [RepaymentMethod.equalInstalment, .equalPrincipal] {
        #expect(try schedule(Amount.maximumFen, 1_000_000, 480, method).totals.paidFen <= 9_007_199_254_740_991)
    }
}

@Test("interest of a broken period counts days over 360, or as the contract says")
func brokenPeriods() {
    // 480,000.00 at 3.95 %: 52.6666... a day.
    #expect(Interest.daysFen(48_000_000, ratePpm: 39_500, days: 1) == 5_267)
    #expect(Interest.daysFen(48_000_000, ratePpm: 39_500, days: 30) == 158_000)
    #expect(Interest.daysFen(48_000_000, ratePpm: 39_500, days: 365, yearDays: 365) == 1_896_000)
    #expect(Interest.daysFen(48_000_000, ratePpm: 39_500, days: 0) == 0)
}
