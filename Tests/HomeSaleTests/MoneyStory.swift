@testable import HomeSale

/// The deal of DOMAIN.md section 3.3, told step by step: 3,000,000.00 yuan, of which 900,000.00 are the buyer's own and
/// 2,100,000.00 a loan; the seller still owes 1,234,567.89 to another bank.
///
/// `record` puts a fact on record as it is; `take` judges it first by the guards of its stream, and by nothing else.
struct MoneyStory {
    let world = MemoryWorld()
    static let priceFen: Int64 = 300_000_000

    var file: DealFile { world.deal("X") }

    /// Opens the deal; `payMode` `cash` has no loan.
    init(payMode: String = "commercial") {
        record(
            "deal/X", .dealOpened,
            #"""
            {"listingId":"L","buyerIds":["buyer"],"sellerIds":["seller"],"payMode":"\#(payMode)","flags":[],
            "cityCode":"330200","unitCode":"330203001002GB00012F00010023"}
            """#)
    }

    @discardableResult
    func record(_ subject: String, _ name: EventName, _ json: String = "{}", on: String = "2026-09-10") -> Fact {
        world.record(subject, name, json, on: on)
    }

    func check(_ subject: String, _ name: EventName, _ json: String = "{}", on: String = "2026-09-10") throws {
        let step = world.next(subject, name, json, on: on)
        switch step.stream.kind {
        case .escrow: try EscrowGuards.check(step, file, world)
        case .loan: try LoanGuards.check(step, file, world)
        case .decoration: try DecorationGuards.check(step, file, world)
        default: break
        }
    }

    @discardableResult
    func take(_ subject: String, _ name: EventName, _ json: String = "{}", on: String = "2026-09-10") throws -> Fact {
        try check(subject, name, json, on: on)
        return record(subject, name, json, on: on)
    }

    // Chapters: each puts on record what the deal needs next.

    func file(contract priceFen: Int64 = priceFen) {
        record("deal/X", .contractSigned, #"{"priceFen":\#(priceFen),"unitCode":"U","areaCentiSqm":8900}"#)
        record("deal/X", .filingRecorded, #"{"filingNo":"F-1","priceFen":\#(priceFen),"filedOn":"2026-09-10"}"#)
    }

    static let agreement = #"""
        {"escrowAgentId":"agent","cityCode":"330200","targetOwnFundsFen":90000000,"includesDeposit":true,
        "retainedTailFen":5000000,"releaseConditions":[
        {"payee":"seller","conditions":["transferRecorded","mortgageRecorded"]},
        {"payee":"oldLender","conditions":["payoffDue"]}]}
        """#

    func openEscrow(_ agreement: String = agreement) throws {
        try take("deal/X/escrow", .escrowAgreed, agreement)
        try take("deal/X/escrow", .escrowOpened, #"{"accountToken":"acct-escrow","openedOn":"2026-09-10"}"#)
    }

    func deposit(_ amountFen: Int64, _ source: String, _ kind: String) throws {
        try take(
            "deal/X/escrow", .escrowDeposited, #"{"amountFen":\#(amountFen),"sourceParty":"\#(source)","legKind":"\#(kind)"}"#)
    }

    func depositOwnFunds() throws {
        try deposit(10_000_000, "buyer", "deposit")
        try deposit(80_000_000, "buyer", "ownFunds")
    }

    static func application(_ principalFen: Int64 = 210_000_000, _ more: String = "") -> String {
        #"""
        {"leg":"commercial","principalFen":\#(principalFen),"termMonths":360,"method":"equalInstalment","lenderId":"bank",
        "rateSpec":{"base":"lpr5y","spreadBp":-45},"homeCount":0,"dtiHousingBp":4000,"dtiAllBp":4500\#(more)}
        """#
    }

    /// From the application to the approval, without conditions unless some are named.
    func approveLoan(_ principalFen: Int64 = 210_000_000, conditions: String = "[]") throws {
        try take("deal/X/loan-1", .loanApplied, Self.application(principalFen))
        try take("deal/X/loan-1", .loanInterviewed, #"{"officerId":"o","mode":"onsite","at":"2026-09-10T02:00:00.000Z"}"#)
        try take("deal/X/loan-1", .loanAppraised, #"{"valueFen":310000000,"asOf":"2026-09-09","reportDigest":"d"}"#)
        try take(
            "deal/X/loan-1", .loanApproved,
            #"{"amountFen":\#(principalFen),"ratePpm":30500,"conditions":\#(conditions),"validUntil":"2026-12-31"}"#)
    }

    func signLoan(_ more: String = "") throws {
        try take("deal/X/loan-1", .loanCostDisclosed, #"{"aprPpm":31200,"items":[],"ackDigest":"d"}"#)
        try take(
            "deal/X/loan-1", .loanContractSigned,
            #"{"contractNo":"C-1","payeeAccountToken":"acct-escrow","docDigest":"d"\#(more)}"#)
    }

    func enter(_ kind: String) -> Fact { record("deal/X/registration", .registrationRecorded, #"{"kind":"\#(kind)","leg":1}"#) }

    static func instruction(_ amountFen: Int64 = 210_000_000, id: String = "I-1", account: String = "acct-escrow") -> String {
        #"""
        {"instructionId":"\#(id)","amountFen":\#(amountFen),"payeeAccountToken":"\#(account)","valueDate":"2026-09-10"}
        """#
    }

    func payOut(_ amountFen: Int64 = 210_000_000) throws {
        try take("deal/X/loan-1", .loanDisbursementInstructed, Self.instruction(amountFen))
        try take("deal/X/loan-1", .loanDisbursed, #"{"bankRef":"R-1","amountFen":\#(amountFen),"valueDate":"2026-09-10"}"#)
    }

    func quotePayoff() -> Fact {
        record(
            "deal/X", .payoffQuoted,
            #"{"lenderId":"oldBank","principalFen":123000000,"interestFen":456789,"feeFen":0,"validOn":"2026-09-20"}"#)
    }

    static func release(
        _ amountFen: Int64, _ payee: String, _ kind: String, _ conditions: [Fact] = [], _ more: String = ""
    ) -> String {
        let references = conditions.map { #""\#($0.reference)""# }.joined(separator: ",")
        return #"""
            {"amountFen":\#(amountFen),"payee":"\#(payee)","payeeKind":"\#(kind)","reason":"r","conditions":[\#(references)]\#(more)}
            """#
    }
}
