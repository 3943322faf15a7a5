import Foundation
import Testing

@testable import HomeSale

private let leg = "deal/X/loan-1"

@Suite("Pre-approval")
struct PreApprovalTests {
    private static let start = #"{"loanFen":40000000,"termMonths":360,"purpose":"home"}"#

    /// Started, with every document that a lender needs.
    private func collected() throws -> MoneyStory {
        let story = MoneyStory()
        try story.take(leg, .preApprovalStarted, Self.start)
        for field in PreApproval.requiredFields {
            try story.take(leg, .preApprovalDataReceived, #"{"field":"\#(field)","digest":"d"}"#)
        }
        return story
    }

    private func answer(_ story: MoneyStory, maxFen: Int64) throws {
        try story.take(leg, .preApprovalBankAnswered, #"{"maxFen":\#(maxFen),"ratePpm":39500,"dtiBp":3500}"#)
    }

    private func state(_ story: MoneyStory) -> PreApproval.State? { story.file.loans[1]?.preApproval?.state }

    @Test("what is incomplete stays, names what is missing, and resumes")
    func incomplete() throws {
        let story = MoneyStory()
        expectRefused("preApproval.notRunning") {
            try story.take(leg, .preApprovalDataReceived, #"{"field":"idCard","digest":"d"}"#)
        }
        try story.take(leg, .preApprovalStarted, Self.start)
        #expect(state(story) == .initial)
        try story.take(leg, .preApprovalDataReceived, #"{"field":"idCard","digest":"d"}"#)
        try story.take(leg, .preApprovalIncomplete, #"{"missing":["taxRecord"]}"#)
        #expect(state(story) == .collecting)
        let refusal = expectRefused("preApproval.dataIncomplete") { try answer(story, maxFen: 1) }
        #expect(refusal?.missing == ["taxRecord", "incomeProof", "creditReport", "propertyInfo", "employmentInfo"])
        for field in ["taxRecord"] + PreApproval.requiredFields {
            try story.take(leg, .preApprovalDataReceived, #"{"field":"\#(field)","digest":"d"}"#)
        }
        #expect(state(story) == .verifying)
        try answer(story, maxFen: 1)
        #expect(state(story) == .deciding)
    }

    @Test("a second start waits for the first, and keeps it")
    func startedTwice() throws {
        let story = try collected()
        expectRefused("preApproval.running") { try story.take(leg, .preApprovalStarted, Self.start) }
        try answer(story, maxFen: 50_000_000)
        try story.take(
            leg, .preApprovalDecided,
            #"{"result":"approved","amountFen":40000000,"ratePpm":39500,"validUntil":"2026-10-10"}"#)
        try story.take(leg, .preApprovalStarted, Self.start)
        #expect(story.file.loans[1]?.earlierPreApprovals.map(\.state) == [.superseded])
        try story.take(leg, .preApprovalWithdrawn)
        #expect(state(story) == .withdrawn)
    }

    @Test("an approval is at most what was asked for and what the lender offers, for at most 30 days")
    func amount() throws {
        let story = try collected()
        func decide(_ amountFen: Int64, _ until: String = "2026-10-10") throws {
            try story.check(
                leg, .preApprovalDecided,
                #"{"result":"approved","amountFen":\#(amountFen),"ratePpm":39500,"validUntil":"\#(until)"}"#)
        }
        expectRefused("preApproval.notAnswered") { try decide(1) }
        try answer(story, maxFen: 30_000_000)
        expectRefused("preApproval.amountTooHigh") { try decide(30_000_001) }
        expectRefused("preApproval.amountTooHigh") { try decide(0) }
        expectRefused("preApproval.validity") { try decide(30_000_000, "2026-10-11") }
        expectRefused("preApproval.validity") { try decide(30_000_000, "2026-09-09") }
        try decide(30_000_000)
        try answer(story, maxFen: 50_000_000)
        expectRefused("preApproval.amountTooHigh") { try decide(40_000_001) }
        try decide(40_000_000)
    }

    @Test("an outright refusal is a rejection with reasons, never a review")
    func refused() throws {
        let story = try collected()
        try answer(story, maxFen: 0)
        for result in ["approved", "manualReview"] {
            expectRefused("preApproval.refusedByBank") {
                try story.take(leg, .preApprovalDecided, #"{"result":"\#(result)","amountFen":1}"#)
            }
        }
        expectRefused("preApproval.reasonless") { try story.take(leg, .preApprovalDecided, #"{"result":"rejected"}"#) }
        try story.take(leg, .preApprovalDecided, #"{"result":"rejected","reasons":["income"]}"#)
        #expect(state(story) == .rejected)
    }

    @Test("a manual review ends, and an approval lapses")
    func review() throws {
        let story = try collected()
        try answer(story, maxFen: 50_000_000)
        try story.take(leg, .preApprovalDecided, #"{"result":"manualReview"}"#)
        #expect(state(story) == .manualReview)
        expectRefused("preApproval.reviewedTwice") {
            try story.take(leg, .preApprovalDecided, #"{"result":"manualReview"}"#)
        }
        try story.take(
            leg, .preApprovalDecided,
            #"{"result":"approved","amountFen":40000000,"ratePpm":39500,"validUntil":"2026-10-10"}"#)
        #expect(state(story) == .approved)
        expectRefused("loan.expiryNotDue") { try story.take(leg, .approvalExpired, on: "2026-10-10") }
        try story.take(leg, .approvalExpired, on: "2026-10-11")
        #expect(state(story) == .expired)
        expectRefused("preApproval.notRunning") { try story.take(leg, .preApprovalWithdrawn) }
    }

    @Test("once a loan is applied for, no pre-approval begins")
    func afterApplication() throws {
        let story = MoneyStory()
        story.file()
        try story.take(leg, .loanApplied, MoneyStory.application())
        expectRefused("preApproval.afterApplication") { try story.take(leg, .preApprovalStarted, Self.start) }
    }
}

@Suite("Loan: application, limits, approval, contract")
struct LoanApprovalTests {
    private func filed(payMode: String = "commercial") -> MoneyStory {
        let story = MoneyStory(payMode: payMode)
        story.file()
        return story
    }

    @Test("a loan is applied for once the contract is filed, and while the filing stands")
    func filing() throws {
        let story = MoneyStory()
        let refusal = expectRefused("loan.beforeFiling") { try story.take(leg, .loanApplied, MoneyStory.application()) }
        #expect(refusal?.missing == ["filing.recorded"])
        story.file()
        story.record("deal/X", .filingRevoked, #"{"filingNo":"F-1","ground":"agreed","docDigest":"d"}"#)
        expectRefused("loan.beforeFiling") { try story.take(leg, .loanApplied, MoneyStory.application()) }
        story.record("deal/X", .filingRecorded, #"{"filingNo":"F-2","priceFen":300000000,"filedOn":"2026-09-10"}"#)
        try story.take(leg, .loanApplied, MoneyStory.application())
        expectRefused("loan.appliedTwice") { try story.take(leg, .loanApplied, MoneyStory.application()) }
    }

    @Test("85 % of the price is the most since 2024-09-24, to the fen")
    func loanToValue() throws {
        let story = filed()
        try story.check(leg, .loanApplied, MoneyStory.application(255_000_000))
        expectRefused("loan.loanToValue") { try story.check(leg, .loanApplied, MoneyStory.application(255_000_001)) }
        // The day before, a first home took 15 % down and a second one 25 %.
        let second = MoneyStory.application(255_000_000).replacingHomeCount(1)
        expectRefused("loan.loanToValue") { try story.check(leg, .loanApplied, second, on: "2024-09-23") }
        let unknown = MoneyStory.application(255_000_000).replacingHomeCount(nil)
        expectRefused("loan.loanToValue") { try story.check(leg, .loanApplied, unknown, on: "2024-09-23") }
        expectRefused("loan.ruleUnknown") {
            try story.check(leg, .loanApplied, MoneyStory.application(1), on: "2010-01-01")
        }
    }

    @Test("two legs share one home")
    func combined() throws {
        let story = filed(payMode: "combined")
        func provident(_ principalFen: Int64) -> String {
            MoneyStory.application(principalFen).replacingOccurrences(of: "commercial", with: "provident")
        }
        try story.take(leg, .loanApplied, MoneyStory.application(200_000_000))
        expectRefused("loan.legUnfit") { try story.check("deal/X/loan-2", .loanApplied, MoneyStory.application(1)) }
        try story.check("deal/X/loan-2", .loanApplied, provident(55_000_000))
        expectRefused("loan.loanToValue") {
            try story.check("deal/X/loan-2", .loanApplied, provident(55_000_001))
        }
        story.record(leg, .loanDeclined, #"{"reasons":["r"]}"#)
        try story.check("deal/X/loan-2", .loanApplied, provident(55_000_001))
    }

    @Test("the term is at most 30 years, 40 from 2026-08-28", arguments: [("2026-08-27", 360), ("2026-08-28", 480)])
    func term(day: String, months: Int) throws {
        let story = filed()
        func application(_ months: Int) -> String {
            #"{"leg":"commercial","principalFen":1000,"termMonths":\#(months),"method":"equalInstalment"}"#
        }
        try story.check(leg, .loanApplied, application(months), on: day)
        for wrong in [0, months + 1] {
            expectRefused("loan.termTooLong") { try story.check(leg, .loanApplied, application(wrong), on: day) }
        }
    }

    @Test("interest only runs for a year at most")
    func interestOnly() throws {
        let story = filed()
        func application(_ months: Int) -> String {
            #"{"leg":"commercial","principalFen":1000,"termMonths":\#(months),"method":"interestOnly"}"#
        }
        try story.check(leg, .loanApplied, application(12))
        expectRefused("loan.interestOnly") { try story.check(leg, .loanApplied, application(13)) }
    }

    @Test("debt ratios are 50 % and 60 % at most, 55 % before 2026-08-28")
    func debt() throws {
        let story = filed()
        func application(_ housing: Int, _ all: Int) -> String {
            #"""
            {"leg":"commercial","principalFen":1000,"termMonths":12,"method":"equalInstalment",
            "dtiHousingBp":\#(housing),"dtiAllBp":\#(all)}
            """#
        }
        try story.check(leg, .loanApplied, application(5_000, 6_000))
        expectRefused("loan.debtHousing") { try story.check(leg, .loanApplied, application(5_001, 5_001)) }
        expectRefused("loan.debtAll") { try story.check(leg, .loanApplied, application(5_000, 6_001)) }
        try story.check(leg, .loanApplied, application(5_000, 5_500), on: "2026-08-27")
        expectRefused("loan.debtAll") { try story.check(leg, .loanApplied, application(5_000, 5_501), on: "2026-08-27") }
    }

    @Test("a lender meets the borrower, has the home appraised, and approves at most what fits")
    func approval() throws {
        let story = filed()
        func approve(_ amountFen: Int64, _ more: String = "") throws {
            try story.check(
                leg, .loanApproved,
                #"{"amountFen":\#(amountFen),"ratePpm":30500,"conditions":[],"validUntil":"2026-12-31"\#(more)}"#)
        }
        expectRefused("loan.notApplied") { try approve(1) }
        try story.take(leg, .loanApplied, MoneyStory.application(250_000_000))
        expectRefused("loan.notInterviewed") { try approve(1) }
        try story.take(leg, .loanInterviewed)
        expectRefused("loan.notAppraised") { try approve(1) }
        // The appraisal is below the price: 85 % of 2,900,000.00.
        try story.take(leg, .loanAppraised, #"{"valueFen":290000000,"asOf":"2026-09-09","reportDigest":"d"}"#)
        try approve(246_500_000)
        expectRefused("loan.loanToValue") { try approve(246_500_001) }
        expectRefused("loan.aboveRequest") { try approve(250_000_001) }
        expectRefused("loan.aboveRequest") { try approve(0) }
        expectRefused("loan.debtHousing") { try approve(1, #","dtiHousingBp":5001"#) }
    }

    @Test("debt that nobody states never passes an approval")
    func unknownDebt() throws {
        let story = filed()
        try story.take(
            leg, .loanApplied, #"{"leg":"commercial","principalFen":1000,"termMonths":12,"method":"equalInstalment"}"#)
        try story.take(leg, .loanInterviewed)
        try story.take(leg, .loanAppraised, #"{"valueFen":290000000,"asOf":"2026-09-09","reportDigest":"d"}"#)
        let approval = #"{"amountFen":1000,"ratePpm":30500,"conditions":[],"validUntil":"2026-12-31"}"#
        let refusal = expectRefused("loan.debtHousing") { try story.take(leg, .loanApproved, approval) }
        #expect(refusal?.missing == ["dtiHousingBp"])
    }

    @Test("the cost is disclosed before signing, from 2026-08-01 on")
    func disclosure() throws {
        let story = filed()
        try story.approveLoan()
        let contract = #"{"contractNo":"C","payeeAccountToken":"a","docDigest":"d"}"#
        expectRefused("loan.notDisclosed") { try story.check(leg, .loanContractSigned, contract) }
        try story.check(leg, .loanContractSigned, contract, on: "2026-07-31")
        try story.take(leg, .loanCostDisclosed)
        expectRefused("loan.approvalLapsed") { try story.check(leg, .loanContractSigned, contract, on: "2027-01-01") }
        try story.take(leg, .loanContractSigned, contract)
        expectRefused("loan.signedTwice") { try story.take(leg, .loanContractSigned, contract) }
        expectRefused("loan.decidedLate") { try story.take(leg, .loanDeclined, #"{"reasons":["r"]}"#) }
    }

    @Test("nothing is signed or disclosed without an approval that holds")
    func unapproved() throws {
        let story = filed()
        try story.take(leg, .loanApplied, MoneyStory.application())
        expectRefused("loan.notApproved") { try story.take(leg, .loanCostDisclosed) }
        try story.take(leg, .loanDeclined, #"{"reasons":["income"]}"#)
        #expect(story.file.loans[1]?.isDeclined == true)
        expectRefused("loan.notApplied") { try story.take(leg, .loanCostDisclosed) }
        try story.approveLoan()
        #expect(story.file.loans[1]?.earlier.count == 1)
        expectRefused("loan.expiryNotDue") { try story.take(leg, .approvalExpired, on: "2026-12-31") }
        try story.take(leg, .approvalExpired, on: "2027-01-01")
        expectRefused("loan.notApplied") { try story.take(leg, .loanCostDisclosed) }
    }

    @Test("every rule has an id of its own and guards a step of this stream")
    func rules() {
        #expect(Set(LoanRules.all.map(\.id)).count == LoanRules.all.count)
        for rule in LoanRules.all {
            #expect(rule.id.utf8.count <= 48 && !rule.guards.isEmpty)
            #expect(
                rule.guards.allSatisfy {
                    $0 == .approvalExpired || $0.rawValue.hasPrefix("loan.") || $0.rawValue.hasPrefix("preApproval.")
                })
        }
    }
}

extension String {
    /// The application with another number of homes; `nil` leaves it open.
    fileprivate func replacingHomeCount(_ count: Int?) -> String {
        replacing(#""homeCount":0,"#, with: count.map { #""homeCount":\#($0),"# } ?? "")
    }
}
