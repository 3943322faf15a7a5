import Testing

@testable import HomeSale

private let stream = "deal/X/decoration"

@Suite("Decoration loan")
struct DecorationTests {
    private static let plan =
        #"{"hardFen":7200000,"softFen":3000000,"applianceFen":1800000,"budgetFen":12000000,"contractorId":"c"}"#
    private static let application = #"{"principalFen":12000000,"termMonths":36,"contractorId":"c","lenderId":"bank2"}"#
    private static let contract = #"{"contractNo":"D-1","docDigest":"d","contractorId":"c"}"#

    private func owned() -> MoneyStory {
        let story = MoneyStory(payMode: "cash")
        _ = story.enter("transfer")
        story.record("deal/X", .handoverCompleted)
        return story
    }

    private func signed() throws -> MoneyStory {
        let story = owned()
        try story.take(stream, .decorationPlanned, Self.plan)
        try story.take(stream, .decorationLoanApplied, Self.application)
        try story.take(stream, .decorationLoanDecided, #"{"result":"approved","amountFen":12000000}"#)
        try story.take(stream, .decorationLoanSigned, Self.contract)
        return story
    }

    private func tranche(_ no: Int, _ amountFen: Int64, _ progressBp: Int, _ more: String = "") -> String {
        #"{"no":\#(no),"amountFen":\#(amountFen),"progressBp":\#(progressBp)\#(more)}"#
    }

    @Test("a plan sums to its budget")
    func plan() throws {
        let story = MoneyStory()
        expectRefused("decoration.planSum") {
            try story.take(stream, .decorationPlanned, #"{"hardFen":1,"softFen":1,"applianceFen":1,"budgetFen":4}"#)
        }
        expectRefused("decoration.planSum") {
            try story.take(stream, .decorationPlanned, #"{"hardFen":0,"softFen":0,"applianceFen":0}"#)
        }
        try story.take(stream, .decorationPlanned, Self.plan)
        #expect(story.file.decoration.phase == .quoted)
    }

    @Test("a loan is for an owner who has moved in and whose home is paid")
    func home() throws {
        let story = MoneyStory()
        story.file()
        story.record(stream, .decorationPlanned, Self.plan)
        story.record("deal/X/loan-1", .loanApplied, MoneyStory.application())
        func apply() throws { try story.take(stream, .decorationLoanApplied, Self.application) }
        expectRefused("decoration.notOwned") { try apply() }
        _ = story.enter("transfer")
        expectRefused("decoration.notHandedOver") { try apply() }
        story.record("deal/X", .handoverCompleted)
        expectRefused("decoration.mortgageUnpaid") { try apply() }
        story.record("deal/X/loan-1", .loanDisbursed, #"{"bankRef":"R","amountFen":210000000,"valueDate":"2026-09-10"}"#)
        try apply()
        #expect(story.file.decoration.phase == .applied)
    }

    @Test("a loan is applied for once, for at most the plan, and approved for at most that")
    func application() throws {
        let story = owned()
        expectRefused("decoration.notPlanned") { try story.take(stream, .decorationLoanApplied, Self.application) }
        expectRefused("decoration.notApplied") {
            try story.take(stream, .decorationLoanDecided, #"{"result":"approved","amountFen":1}"#)
        }
        try story.take(stream, .decorationPlanned, Self.plan)
        expectRefused("decoration.notPlanned") {
            try story.take(stream, .decorationLoanApplied, #"{"principalFen":12000001,"termMonths":36}"#)
        }
        try story.take(stream, .decorationLoanApplied, Self.application)
        expectRefused("decoration.appliedTwice") { try story.take(stream, .decorationLoanApplied, Self.application) }
        expectRefused("decoration.aboveRequest") {
            try story.take(stream, .decorationLoanDecided, #"{"result":"approved","amountFen":12000001}"#)
        }
        expectRefused("decoration.notApproved") { try story.take(stream, .decorationLoanSigned, Self.contract) }
        try story.take(stream, .decorationLoanDecided, #"{"result":"rejected","reasons":["r"]}"#)
        #expect(story.file.decoration.phase == .rejected)
        expectRefused("decoration.notApproved") { try story.take(stream, .decorationLoanSigned, Self.contract) }
        try story.take(stream, .decorationLoanApplied, Self.application)
        try story.take(stream, .decorationLoanDecided, #"{"result":"approved","amountFen":12000000}"#)
        expectRefused("decoration.payee") {
            try story.take(stream, .decorationLoanSigned, #"{"contractNo":"D","docDigest":"d","contractorId":"other"}"#)
        }
        try story.take(stream, .decorationLoanSigned, Self.contract)
        #expect(story.file.decoration.phase == .signed)
    }

    @Test("tranches go to the contractor, one after the other, each accepted before the next")
    func tranches() throws {
        let story = owned()
        expectRefused("decoration.notSigned") { try story.take(stream, .decorationTrancheReleased, tranche(1, 1, 0)) }
        let other = try signed()
        func release(_ json: String) throws { try other.take(stream, .decorationTrancheReleased, json) }
        expectRefused("decoration.payee") { try release(tranche(1, 1, 0, #","payee":"buyer""#)) }
        expectRefused("decoration.trancheOrder") { try release(tranche(2, 1, 0)) }
        expectRefused("decoration.trancheTooMuch") { try release(tranche(1, 12_000_001, 0)) }
        expectRefused("decoration.trancheTooMuch") { try release(tranche(1, 0, 0)) }
        expectRefused("decoration.trancheUnknown") { try other.take(stream, .decorationAccepted, #"{"no":1}"#) }
        try release(tranche(1, 4_000_000, 3_000, #","payee":"c""#))
        #expect(other.file.decoration.phase == .tranche1)
        expectRefused("decoration.notAccepted") { try release(tranche(2, 4_000_000, 6_000)) }
        try other.take(stream, .decorationAccepted, #"{"no":1}"#)
        expectRefused("decoration.trancheOrder") { try release(tranche(2, 4_000_000, 2_999)) }
        try other.take(stream, .decorationDisputed, #"{"no":1,"reason":"r"}"#)
        expectRefused("decoration.notAccepted") { try release(tranche(2, 4_000_000, 6_000)) }
        try other.take(stream, .decorationAccepted, #"{"no":1}"#)
        try release(tranche(2, 8_000_000, 10_000))
        #expect(other.file.decoration.phase == .progress)
        try other.take(stream, .decorationAccepted, #"{"no":2}"#)
        #expect(other.file.decoration.phase == .completed)
        expectRefused("decoration.trancheTooMuch") { try release(tranche(3, 1, 10_000)) }
    }

    @Test("it is repaid in order, and settled with nothing owed")
    func repaid() throws {
        let story = try signed()
        expectRefused("decoration.nothingOwed") {
            try story.take(stream, .decorationLoanRepaid, #"{"no":1,"principalFen":1,"interestFen":0}"#)
        }
        expectRefused("decoration.stillOwed") { try story.take(stream, .decorationLoanSettled) }
        try story.take(stream, .decorationTrancheReleased, tranche(1, 12_000_000, 10_000))
        for json in [
            #"{"no":2,"principalFen":1,"interestFen":0}"#, #"{"no":1,"principalFen":12000001,"interestFen":0}"#,
        ] {
            expectRefused("decoration.nothingOwed") { try story.take(stream, .decorationLoanRepaid, json) }
        }
        try story.take(stream, .decorationLoanRepaid, #"{"no":1,"principalFen":11999999,"interestFen":48000}"#)
        #expect(story.file.decoration.phase == .repaying)
        expectRefused("decoration.stillOwed") { try story.take(stream, .decorationLoanSettled) }
        try story.take(stream, .decorationLoanRepaid, #"{"no":2,"principalFen":1,"interestFen":0}"#)
        try story.take(stream, .decorationLoanSettled)
        #expect(story.file.decoration.phase == .settled)
        let fields = story.file.decoration.fields
        #expect(Set(fields.map(\.path)).count == fields.count)
    }

    @Test("decoration money never comes into escrow as own funds")
    func notDownPayment() throws {
        let story = try signed()
        try story.openEscrow()
        expectRefused("escrow.ownFundsBorrowed") { try story.deposit(1, "bank2", "ownFunds") }
    }

    @Test("every rule has an id of its own and guards a step of this stream")
    func rules() {
        #expect(Set(DecorationRules.all.map(\.id)).count == DecorationRules.all.count)
        for rule in DecorationRules.all {
            #expect(rule.id.hasPrefix("decoration.") && rule.id.utf8.count <= 48 && !rule.guards.isEmpty)
            #expect(rule.guards.allSatisfy { $0.rawValue.hasPrefix("decoration") })
        }
    }
}
