import TestSupport
import Testing

@testable import HomeSale

private func day(_ text: String) -> CivilDate { CivilDate(text)! }

private func fault<T>(_ body: () throws(CalculationFault) -> T) -> CalculationFault? {
    do throws(CalculationFault) {
        _ = try body()
        return nil
    } catch { return error }
}

/// 800,000.00 with 200,000.00 paid: the worked example of DOMAIN.md section 2.3.
private func example(_ kind: DepositKind = .earnest) throws -> DepositSettlement {
    try DepositSettlement(priceFen: 80_000_000, paidFen: 20_000_000, kind: kind, capBp: 2_000)
}

@Test("the worked example: cap 160,000.00, excess 40,000.00, the seller pays 360,000.00 in all")
func workedExample() throws {
    let deposit = try example()
    #expect(deposit.capFen == 16_000_000)
    #expect(deposit.earnestFen == 16_000_000)
    #expect(deposit.excessFen == 4_000_000)
    let seller = try deposit.outcome(.seller)
    #expect(seller.toBuyerFen == 36_000_000)
    #expect(seller.fromSellerFen == 16_000_000)
    #expect(seller.keptBySellerFen == 0)
    let buyer = try deposit.outcome(.buyer)
    #expect(buyer.toBuyerFen == 4_000_000)
    #expect(buyer.keptBySellerFen == 16_000_000)
    for breach in [Breach.both, .neither] {
        #expect(try deposit.outcome(breach).toBuyerFen == 20_000_000)
        #expect(try deposit.outcome(breach).penaltyFen == 0)
    }
}

@Test("at twenty percent all of it is a deposit, a fen more is a fen returned")
func twentyPercentEdge() throws {
    for (paidFen, earnestFen, excessFen) in [
        (15_999_999, 15_999_999, 0), (16_000_000, 16_000_000, 0), (16_000_001, 16_000_000, 1), (0, 0, 0),
    ] as [(Int64, Int64, Int64)] {
        let deposit = try DepositSettlement(priceFen: 80_000_000, paidFen: paidFen, capBp: 2_000)
        #expect(deposit.earnestFen == earnestFen)
        #expect(deposit.excessFen == excessFen)
        #expect(try deposit.outcome(.buyer).toBuyerFen == excessFen)
        #expect(try deposit.outcome(.seller).toBuyerFen == 2 * earnestFen + excessFen)
    }
    // The cap is rounded down: 20 % of 99 fen are 19.8.
    #expect(try DepositSettlement(priceFen: 99, paidFen: 99, capBp: 2_000).capFen == 19)
}

@Test("the cap is that of the day of the deposit agreement")
func capByDate() throws {
    let deposit = try DepositSettlement(priceFen: 80_000_000, paidFen: 20_000_000, asOf: day("2021-01-01"))
    #expect(deposit == (try example()))
    #expect(
        fault { () throws(CalculationFault) in
            try DepositSettlement(priceFen: 80_000_000, paidFen: 20_000_000, asOf: day("2020-12-31"))
        } == .noRule(.depositCap))
}

@Test("earnest, formation and rescissory deposits double or forfeit, a plain one is returned")
func kinds() throws {
    for kind in DepositKind.allCases {
        let isPlain = kind == .plain
        #expect(try example(kind).outcome(.buyer).toBuyerFen == (isPlain ? 20_000_000 : 4_000_000))
        #expect(try example(kind).outcome(.seller).toBuyerFen == (isPlain ? 20_000_000 : 36_000_000))
    }
}

@Test("with a part performed and accepted, the penalty is the share that was not")
func partPerformance() throws {
    let deposit = try example()
    #expect(try deposit.outcome(.seller, unperformedBp: 2_500).toBuyerFen == 24_000_000)
    #expect(try deposit.outcome(.buyer, unperformedBp: 2_500).toBuyerFen == 16_000_000)
    #expect(try deposit.outcome(.seller, unperformedBp: 0).toBuyerFen == 20_000_000)
    let odd = try DepositSettlement(priceFen: 100, paidFen: 5, capBp: 2_000)
    #expect(try odd.outcome(.buyer, unperformedBp: 5_000).penaltyFen == 3)
    #expect(try odd.outcome(.buyer, unperformedBp: 4_999).penaltyFen == 2)
    for share in [-1, 10_001] as [Int64] {
        #expect(fault { () throws(CalculationFault) in try deposit.outcome(.buyer, unperformedBp: share) } == .shareOutOfRange)
    }
}

@Test("no fen is lost or made, whatever happens", arguments: [1, 2, 3] as [UInt64])
func conservation(seed: UInt64) throws {
    var random = SeededRandom(seed)
    for _ in 0..<300 {
        let priceFen = Int64.random(in: 1...Amount.maximumFen, using: &random)
        let paidFen = Int64.random(in: 0...priceFen, using: &random)
        let deposit = try DepositSettlement(
            priceFen: priceFen, paidFen: paidFen, kind: DepositKind.allCases.randomElement(using: &random)!, capBp: 2_000)
        #expect(deposit.earnestFen + deposit.excessFen == paidFen)
        #expect(deposit.earnestFen <= priceFen / 5)
        for breach in Breach.allCases {
            let outcome = try deposit.outcome(breach, unperformedBp: Int64.random(in: 0...10_000, using: &random))
            #expect(outcome.toBuyerFen + outcome.keptBySellerFen == paidFen + outcome.fromSellerFen)
            #expect(outcome.toBuyerFen >= deposit.excessFen)
            #expect(outcome.penaltyFen >= 0 && outcome.penaltyFen <= deposit.earnestFen)
        }
    }
}

// MARK: Deposit or penalty

@Test("the deposit or the penalty, never both")
func depositOrPenalty() throws {
    let deposit = try example()
    let kept = try deposit.claim(.buyer, .deposit)
    #expect(kept.awardFen == 16_000_000)
    #expect(kept.toBuyerFen == 4_000_000)
    let penalty = try deposit.claim(.buyer, .penalty(agreedFen: 10_000_000, capBp: 13_000))
    #expect(penalty.awardFen == 10_000_000)
    #expect(penalty.toBuyerFen == 10_000_000)
    #expect(try deposit.claim(.seller, .penalty(agreedFen: 10_000_000, capBp: 13_000)).toBuyerFen == 30_000_000)
    #expect(try deposit.claim(.seller, .deposit).toBuyerFen == 36_000_000)
    // A penalty over what was paid leaves the buyer owing.
    #expect(try deposit.claim(.buyer, .penalty(agreedFen: 25_000_000, capBp: 13_000)).toBuyerFen == -5_000_000)
    for breach in [Breach.both, .neither] {
        for remedy in [Remedy.deposit, .penalty(agreedFen: 10_000_000, capBp: 13_000)] {
            let claim = try deposit.claim(breach, remedy, lossFen: 1_000_000)
            #expect(claim.awardFen == 0)
            #expect(claim.uncoveredLossFen == 0)
            #expect(claim.toBuyerFen == 20_000_000)
        }
    }
}

@Test(
    "a penalty is cut at 130 % of the loss, to the fen",
    arguments: [
        (13_000_000, 10_000_000, 13_000_000, 0), (13_000_001, 10_000_000, 13_000_000, 1),
        (5_000_000, 10_000_000, 5_000_000, 5_000_000),
        (100, 1, 1, 0), (100, 0, 0, 0),
    ] as [(Int64, Int64, Int64, Int64)])
func penaltyCut(agreedFen: Int64, lossFen: Int64, awardFen: Int64, difference: Int64) throws {
    let claim = try example().claim(.buyer, .penalty(agreedFen: agreedFen, capBp: 13_000), lossFen: lossFen)
    #expect(claim.awardFen == awardFen)
    #expect(claim.cutFen == agreedFen - awardFen)
    #expect(claim.uncoveredLossFen == max(0, lossFen - awardFen))
    #expect(claim.toBuyerFen == 20_000_000 - awardFen)
}

@Test("a loss over the deposit may be claimed besides, and a loss that nobody proved cuts nothing")
func furtherLoss() throws {
    let deposit = try example()
    #expect(try deposit.claim(.buyer, .deposit, lossFen: 20_000_000).uncoveredLossFen == 4_000_000)
    #expect(try deposit.claim(.buyer, .deposit, lossFen: 16_000_000).uncoveredLossFen == 0)
    #expect(try deposit.claim(.buyer, .deposit, lossFen: 1).awardFen == 16_000_000)
    #expect(try deposit.claim(.buyer, .penalty(agreedFen: 70_000_000, capBp: 13_000)).awardFen == 70_000_000)
    #expect(try deposit.claim(.buyer, .deposit, unperformedBp: 5_000).awardFen == 8_000_000)
}

@Test("amounts and shares out of bounds are refused")
func settlementBounds() throws {
    let deposit = try example()
    for (priceFen, paidFen) in [(0, 0), (-1, 0), (100, -1), (Amount.maximumFen + 1, 0), (100, Amount.maximumFen + 1)]
        as [(Int64, Int64)]
    {
        #expect(
            fault { () throws(CalculationFault) in try DepositSettlement(priceFen: priceFen, paidFen: paidFen, capBp: 2_000) }
                == .amountOutOfRange)
    }
    #expect(
        fault { () throws(CalculationFault) in try DepositSettlement(priceFen: 1, paidFen: 0, capBp: 10_001) } == .shareOutOfRange
    )
    #expect(fault { () throws(CalculationFault) in try deposit.claim(.buyer, .deposit, lossFen: -1) } == .amountOutOfRange)
    #expect(
        fault { () throws(CalculationFault) in try deposit.claim(.buyer, .penalty(agreedFen: -1, capBp: 13_000)) }
            == .amountOutOfRange)
    #expect(
        fault { () throws(CalculationFault) in try deposit.claim(.buyer, .penalty(agreedFen: 1, capBp: 9_999)) }
            == .shareOutOfRange)
    // A down payment above the price is possible and all beyond the cap comes back.
    #expect(try DepositSettlement(priceFen: 100, paidFen: 500, capBp: 2_000).outcome(.buyer).toBuyerFen == 480)
}
