import Testing

@testable import HomeSale

private let leg = "deal/X/loan-1"

@Suite("Loan: the money leaves, and comes back")
struct LoanPayoutTests {
    /// All that a pay-out rests on, less what `without` names.
    private func ready(without missing: Set<String> = [], guarantee: Bool = false) throws -> MoneyStory {
        let story = MoneyStory()
        story.file()
        try story.openEscrow()
        if !missing.contains("ownFunds") { try story.depositOwnFunds() }
        try story.approveLoan(conditions: #"["contractFiled","appraised"]"#)
        if !missing.contains("contract") {
            try story.signLoan(guarantee ? #","guarantorId":"g","guaranteeDigest":"d""# : "")
        }
        if !missing.contains("transfer") { _ = story.enter("transfer") }
        if !missing.contains("mortgage") { _ = story.enter("mortgage") }
        if !missing.contains("conditions") {
            for code in ["contractFiled", "appraised"] {
                try story.take(leg, .loanConditionMet, #"{"code":"\#(code)","facts":["deal/X:1"]}"#)
            }
        }
        return story
    }

    private func instruct(_ story: MoneyStory, _ json: String = MoneyStory.instruction()) throws {
        try story.take(leg, .loanDisbursementInstructed, json)
    }

    @Test("with everything on record the loan is instructed and paid out")
    func paid() throws {
        let story = try ready()
        #expect(story.file.loans[1]?.current?.phase == .ready)
        try story.payOut()
        #expect(story.file.loans[1]?.isDisbursed == true && story.file.loans[1]?.current?.phase == .disbursed)
        expectRefused("loan.disbursedTwice") {
            try story.take(leg, .loanDisbursed, #"{"bankRef":"R","amountFen":210000000,"valueDate":"2026-09-10"}"#)
        }
    }

    @Test(
        "each thing that is missing holds the money back",
        arguments: [
            ("contract", "loan.notSigned"), ("ownFunds", "loan.ownFundsAbsent"), ("transfer", "loan.beforeTransfer"),
            ("mortgage", "loan.unsecured"), ("conditions", "loan.conditionOpen"),
        ])
    func missing(what: String, rule: String) throws {
        let story = try ready(without: [what])
        expectRefused(rule) { try instruct(story) }
    }

    @Test("a stage guarantee stands in for the mortgage")
    func guarantee() throws { try instruct(ready(without: ["mortgage"], guarantee: true)) }

    @Test("what turned bad after it was met holds the money back")
    func turned() throws {
        var story = try ready()
        story.record("deal/X", .filingRevoked, #"{"filingNo":"F-1","ground":"agreed","docDigest":"d"}"#)
        expectRefused("loan.contractUnfiled") { try instruct(story) }
        story = try ready()
        let failed = try story.take(leg, .loanConditionFailed, #"{"code":"appraised","facts":[]}"#)
        let second = expectRefused("loan.conditionFailed") { try instruct(story) }
        #expect(second?.missing == ["appraised"] && second?.rests.contains(failed.index) == true)
        try story.take(leg, .loanConditionMet, #"{"code":"appraised","facts":["deal/X:1"]}"#)
        try instruct(story)
    }

    @Test("a condition is one of the approval's, and rests on entries of this deal")
    func conditions() throws {
        let story = try ready()
        expectRefused("loan.conditionUnnamed") {
            try story.take(leg, .loanConditionMet, #"{"code":"other","facts":["deal/X:1"]}"#)
        }
        expectRefused("loan.conditionUnfounded") {
            try story.take(leg, .loanConditionMet, #"{"code":"contractFiled","facts":["deal/Y:1"]}"#)
        }
        expectRefused("loan.conditionUnfounded") {
            try story.take(leg, .loanConditionMet, #"{"code":"contractFiled","facts":[]}"#)
        }
    }

    @Test("only the contract's account is paid, and only the approved amount")
    func payee() throws {
        let story = try ready()
        expectRefused("loan.payeeDiffers") { try instruct(story, MoneyStory.instruction(account: "acct-seller")) }
        expectRefused("loan.amountDiffers") { try instruct(story, MoneyStory.instruction(209_999_999)) }
        expectRefused("loan.notInstructed") {
            try story.take(leg, .loanDisbursed, #"{"bankRef":"R","amountFen":210000000,"valueDate":"2026-09-10"}"#)
        }
        try instruct(story)
        expectRefused("loan.amountDiffers") {
            try story.take(leg, .loanDisbursed, #"{"bankRef":"R","amountFen":1,"valueDate":"2026-09-10"}"#)
        }
    }

    @Test("the same instruction never pays twice, nor does another one")
    func twice() throws {
        let story = try ready()
        try instruct(story)
        expectRefused("loan.instructedTwice") { try instruct(story) }
        expectRefused("loan.instructedTwice") { try instruct(story, MoneyStory.instruction(id: "I-2")) }
    }

    @Test("a pay-out is reversed while all of it is in escrow")
    func reversed() throws {
        let story = try ready()
        expectRefused("loan.notInstructed") { try story.take(leg, .loanReversed, #"{"reason":"r"}"#) }
        try story.payOut()
        expectRefused("loan.moneyGone") { try story.take(leg, .loanReversed, #"{"reason":"r"}"#) }
        try story.deposit(210_000_000, "bank", "loan")
        expectRefused("loan.amountDiffers") { try story.take(leg, .loanReversed, #"{"reason":"r","amountFen":1}"#) }
        try story.check(leg, .loanReversed, #"{"reason":"r","amountFen":210000000}"#)
        let transfer = story.world.facts.first { $0.reference == "deal/X/registration:1" }!
        let mortgage = story.world.facts.first { $0.reference == "deal/X/registration:2" }!
        // The buyer's 900,000.00 go first; one fen more is the bank's.
        try story.take(
            "deal/X/escrow", .escrowReleased, MoneyStory.release(90_000_000, "seller", "seller", [transfer, mortgage]))
        try story.check(leg, .loanReversed, #"{"reason":"r"}"#)
        try story.take("deal/X/escrow", .escrowReleased, MoneyStory.release(1, "seller", "seller", [transfer, mortgage]))
        expectRefused("loan.moneyGone") { try story.take(leg, .loanReversed, #"{"reason":"r"}"#) }
    }

    @Test("a reversed loan is over, and another may be applied for")
    func again() throws {
        let story = try ready()
        try instruct(story)
        try story.take(leg, .loanReversed, #"{"reason":"r"}"#)
        #expect(story.file.loans[1]?.current?.phase == .reversed && story.file.loans[1]?.isApproved == false)
        expectRefused("loan.notApplied") { try instruct(story, MoneyStory.instruction(id: "I-2")) }
        try story.take(leg, .loanApplied, MoneyStory.application())
    }
}

@Suite("Loan: paying back")
struct LoanRepaymentTests {
    /// The loan of DOMAIN.md section 6: 480,000.00 at 3.95 % over 360 months.
    private func lent(termMonths: Int = 360, method: String = "equalInstalment") -> MoneyStory {
        let story = MoneyStory()
        story.file()
        story.record(
            leg, .loanApplied,
            #"{"leg":"commercial","principalFen":48000000,"termMonths":\#(termMonths),"method":"\#(method)","lenderId":"bank"}"#)
        story.record(leg, .loanApproved, #"{"amountFen":48000000,"ratePpm":39500,"conditions":[]}"#)
        story.record(leg, .loanDisbursed, #"{"bankRef":"R","amountFen":48000000,"valueDate":"2026-09-10"}"#)
        return story
    }

    private func pay(_ story: MoneyStory, _ no: Int, _ principalFen: Int64, _ interestFen: Int64) throws {
        try story.take(
            leg, .loanInstalmentPaid, #"{"no":\#(no),"principalFen":\#(principalFen),"interestFen":\#(interestFen)}"#)
    }

    private func repayment(_ story: MoneyStory) -> LoanRepayment { story.file.loans[1]!.current!.repayment! }

    @Test("instalments are the schedule's, in order, to the fen")
    func instalments() throws {
        let story = lent()
        expectRefused("loan.instalmentOrder") { try pay(story, 2, 69_778, 158_000) }
        expectRefused("loan.instalmentDiffers") { try pay(story, 1, 69_779, 158_000) }
        // The first month may be a broken one: its interest is counted by the day.
        try pay(story, 1, 69_778, 163_266)
        #expect(repayment(story).balanceFen == 47_930_222)
        expectRefused("loan.instalmentDiffers") { try pay(story, 2, 70_008, 157_771) }
        try pay(story, 2, 70_008, 157_770)
        #expect(story.file.loans[1]?.current?.phase == .repaying)
    }

    @Test("nothing is paid back before the loan is paid out, nor after it is settled")
    func notDisbursed() throws {
        let story = MoneyStory()
        story.file()
        for name in [EventName.loanInstalmentPaid, .loanPrepaid, .loanRateReset, .loanExtended, .loanSettled] {
            expectRefused("loan.notDisbursed") { try story.take(leg, name) }
        }
        let other = lent()
        expectRefused("loan.stillOwed") { try other.take(leg, .loanSettled) }
        expectRefused("loan.prepaidTooMuch") { try other.take(leg, .loanPrepaid, #"{"amountFen":48000001,"mode":"reduce"}"#) }
        expectRefused("loan.prepaidTooMuch") { try other.take(leg, .loanPrepaid, #"{"amountFen":0,"mode":"reduce"}"#) }
        try other.take(leg, .loanPrepaid, #"{"amountFen":48000000,"mode":"reduce"}"#)
        expectRefused("loan.notDisbursed") { try other.take(leg, .loanRateReset, #"{"ratePpm":1,"from":"2027-01-01"}"#) }
        try other.take(leg, .loanSettled)
        #expect(other.file.loans[1]?.current?.phase == .settled)
        expectRefused("loan.notDisbursed") { try other.take(leg, .loanSettled) }
    }

    @Test("prepayment and rate reset change the rows to come as section 6 says")
    func changed() throws {
        let story = lent()
        for row in Schedule(try LoanTerms(principalFen: 48_000_000, ratePpm: 39_500, termMonths: 360)).prefix(12) {
            try pay(story, row.no, row.principalFen, row.interestFen)
        }
        #expect(repayment(story).balanceFen == 47_147_336)
        try story.take(leg, .loanRateReset, #"{"ratePpm":35000,"from":"2027-09-10"}"#)
        #expect(repayment(story).schedule?.levelFen == 215_855)
        try story.take(leg, .loanPrepaid, #"{"amountFen":10000000,"mode":"shorten"}"#)
        #expect(repayment(story).schedule?.levelFen == 215_855)
        #expect((repayment(story).schedule?.lastNo ?? 360) < 360)
        #expect(!repayment(story).isBroken && story.file.loans[1]?.current?.phase == .prepaid)
    }

    @Test("the whole schedule leaves nothing owed")
    func toTheEnd() throws {
        let story = lent(termMonths: 24)
        for _ in 1...24 {
            let row = try #require(repayment(story).nextRow)
            try pay(story, row.no, row.principalFen, row.interestFen)
        }
        expectRefused("loan.instalmentOrder") { try pay(story, 25, 1, 0) }
        try story.take(leg, .loanSettled)
        #expect(repayment(story).balanceFen == 0 && repayment(story).principalPaidFen == 48_000_000)
    }

    @Test("extensions are at most half the term in all, and the whole at most 480 months")
    func extensions() throws {
        let story = lent(termMonths: 240)
        expectRefused("loan.extendedTooLong") { try story.take(leg, .loanExtended, #"{"months":121}"#) }
        expectRefused("loan.extendedTooLong") { try story.take(leg, .loanExtended, #"{"months":0}"#) }
        try story.take(leg, .loanExtended, #"{"months":100}"#)
        expectRefused("loan.extendedTooLong") { try story.take(leg, .loanExtended, #"{"months":21}"#) }
        try story.take(leg, .loanExtended, #"{"months":20}"#)
        #expect(repayment(story).schedule?.lastNo == 360 && story.file.loans[1]?.current?.phase == .extended)
        let long = lent(termMonths: 400)
        expectRefused("loan.extendedTooLong") { try long.take(leg, .loanExtended, #"{"months":81}"#) }
        try long.take(leg, .loanExtended, #"{"months":80}"#)
        let bullet = lent(termMonths: 10, method: "interestOnly")
        expectRefused("loan.extendedInterestOnly") { try bullet.take(leg, .loanExtended, #"{"months":3}"#) }
        try bullet.take(leg, .loanExtended, #"{"months":2}"#)
    }

    @Test("an instalment is late from the day after it was due")
    func overdue() throws {
        let story = lent()
        let loan = try #require(story.file.loans[1]?.current)
        #expect(loan.phase(asOf: CivilDate("2026-10-10")!) == .disbursed)
        #expect(loan.phase(asOf: CivilDate("2026-10-11")!) == .overdue)
        #expect(loan.repayment?.overdueCount(asOf: CivilDate("2026-12-11")!) == 3)
        try pay(story, 1, 69_778, 158_000)
        #expect(story.file.loans[1]?.current?.phase(asOf: CivilDate("2026-11-10")!) == .repaying)
    }

    @Test("a fold over figures that do not fit neither traps nor hides it")
    func arbitrary() {
        let story = lent()
        for (name, json) in [
            (EventName.loanInstalmentPaid, #"{"no":9,"principalFen":9007199254740991,"interestFen":-4}"#),
            (.loanPrepaid, #"{"amountFen":9007199254740991,"mode":"x"}"#), (.loanExtended, #"{"months":-3}"#),
            (.loanRateReset, #"{"ratePpm":-1}"#), (.loanSettled, "{}"),
        ] {
            story.record(leg, name, json)
        }
        #expect(repayment(story).isBroken)
        let fields = story.file.loans[1]!.fields(1)
        #expect(Set(fields.map(\.path)).count == fields.count && fields.allSatisfy { $0.path.hasPrefix("loan-1.") })
    }
}
