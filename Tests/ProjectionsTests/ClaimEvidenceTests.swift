import HomeSale
import Testing

@testable import Projections

/// What one deal says, from facts made for it.
@Suite("Evidence for claims") struct ClaimEvidenceTests {
    /// The row of a deal, as the model makes it.
    private func row(_ story: RiskStory, firstDeal: String = "D") throws -> JSONValue {
        var market = Market()
        if firstDeal != "D" {
            var other = RiskStory()
            other.add("deal/\(firstDeal)", .dealOpened, #"{"listingId":"L"}"#)
            other.facts.last.map { market.note($0) }
        }
        for fact in story.facts { market.note(fact) }
        let facts = story.facts
        let told = ToldThing(Thing(.deal, "D"), facts.filter { $0.stream.kind != .listing }, market, effectiveOn: nil) { thing in
            facts.filter { thing == Thing(.listing, "L") && $0.stream.kind == .listing }
        }
        let rows = try ClaimsModel.rows(of: told)
        let json = JSONValue(canonical: try #require(rows.first).json)
        guard case .object(let members) = json else { throw NoObject() }
        #expect(rows.count == 1 && members.allSatisfy { ClaimsModel.members.contains($0.name) })
        return json
    }

    private struct NoObject: Error {}

    private func number(_ row: JSONValue, _ member: ClaimMember) -> Int64? {
        if case .integer(let number)? = row[member.rawValue] { number } else { nil }
    }

    private func entries(_ row: JSONValue, _ member: ClaimMember) -> [UInt64] {
        guard case .list(let rests)? = row["rests"],
            case .list(let entries)? = rests.first(where: { $0["member"] == .text(member.rawValue) })?["entries"]
        else { return [] }
        return entries.compactMap { if case .integer(let index) = $0 { UInt64(index) } else { nil } }
    }

    @discardableResult
    private func signed(_ story: inout RiskStory, priceFen: Int64, on: String = "2026-09-20") -> UInt64 {
        story.add("deal/D", .contractSigned, #"{"areaCentiSqm":1,"priceFen":\#(priceFen),"unitCode":"U"}"#, on: on)
    }

    @Test("the sale is told from its contract and its listing") func sale() throws {
        var story = RiskStory()
        let drafted = story.add(
            "listing/L", .listingDrafted, #"{"areaCentiSqm":8517,"fields":{"floor":3,"lift":true},"unitCode":"U"}"#,
            on: "2026-05-01")
        let published = story.add("listing/L", .listingPublished, #"{"channel":"web","priceFen":100000000}"#, on: "2026-06-01")
        story.add("listing/L", .listingPriceChanged, #"{"newFen":90000000,"oldFen":100000000}"#, on: "2026-07-01")
        let before = try row(story)
        #expect(number(before, .contracts) == 0 && number(before, .daysOnMarket) == nil && number(before, .priceFen) == nil)
        let contract = signed(&story, priceFen: 98_799_950)
        let deposit = story.add("deal/D", .depositReceived, #"{"amountFen":5000000}"#)
        let agreed = story.add("deal/D", .commissionAgreed, #"{"amountFen":1000000,"payer":"p-31"}"#)
        let paid = story.add("deal/D", .commissionPaid, #"{"amountFen":900000,"payer":"p-31"}"#)
        story.add("deal/D", .commissionRefunded, #"{"amountFen":100000,"payer":"p-31"}"#)
        let row = try row(story)
        // From 1 June to 20 September; 1.20005% below the first price, which is 120 bp half rounded up.
        #expect(number(row, .daysOnMarket) == 111 && entries(row, .daysOnMarket) == [published, contract])
        #expect(number(row, .priceOverAskingBp) == -120 && entries(row, .priceOverAskingBp) == [published, contract])
        #expect(number(row, .priceFen) == 98_799_950 && number(row, .contracts) == 1)
        #expect(number(row, .daysToSign) == 12 && entries(row, .daysToSign) == [2, contract])
        #expect(number(row, .depositBp) == 506 && entries(row, .depositBp) == [contract, deposit])
        #expect(number(row, .commissionBp) == 101 && entries(row, .commissionBp) == [contract, agreed])
        #expect(number(row, .commissionFen) == 800_000 && entries(row, .commissionFen) == [paid, paid + 1])
        #expect(number(row, .listingFields) == 4 && entries(row, .listingFields) == [drafted])
        #expect(number(row, .daysToClose) == nil && row["soldMonth"] == nil)
    }

    @Test("a closed sale tells its time and steps; one that was undone tells nothing of a sale") func closed() throws {
        var story = RiskStory()
        let contract = signed(&story, priceFen: 100)
        story.add("deal/D", .reminderSatisfied, #"{"reminder":"x"}"#, role: .system, attestation: .derived)
        var undone = story
        let closed = story.add("deal/D", .dealClosed, "{}", on: "2026-10-10", role: .system, attestation: .derived)
        let row = try row(story)
        #expect(number(row, .daysToClose) == 34 && entries(row, .daysToClose) == [0, closed])
        #expect(row["soldMonth"] == .text("2026-10") && row["changedOn"] == .text("2026-10-10"))
        #expect(number(row, .steps) == 6 && number(row, .automaticSteps) == 2 && number(row, .stepsToClose) == 4)
        undone.add("deal/D", .rescissionEffective, #"{"basis":"agreement","effectiveOn":"2026-09-25"}"#, on: "2026-09-25")
        undone.add("deal/D", .dealClosed, "{}", on: "2026-10-10", role: .system, attestation: .derived)
        let gone = try self.row(undone)
        for member in [ClaimMember.priceFen, .daysToClose, .daysToSign, .stepsToClose] { #expect(number(gone, member) == nil) }
        #expect(number(gone, .contracts) == 0 && gone["soldMonth"] == nil && contract == 3)
    }

    @Test("a correction is read, not what it corrects") func corrected() throws {
        var story = RiskStory()
        signed(&story, priceFen: 100)
        let entry = try #require(story.facts.last).reference
        story.add("deal/D", .dealCorrected, #"{"changes":{"priceFen":200},"entry":"\#(entry)","reason":"r"}"#)
        #expect(number(try row(story), .priceFen) == 200)
    }

    @Test("visits to a listing are told once, and only the buyers' own tell how soon they decided") func visits() throws {
        var story = RiskStory()
        func visit(_ subject: String, _ client: String, _ kind: String, _ minutes: Int, at: String, on: String) {
            story.add(
                subject, .viewingRecorded,
                #"{"agentId":"b","at":"\#(at)","clientId":"\#(client)","kind":"\#(kind)","minutes":\#(minutes)}"#, on: on)
        }
        visit("listing/L", "p-99", "onsite", 30, at: "2026-08-01T02:00:00.000Z", on: "2026-08-01")
        visit("listing/L", "p-31", "vr", 8, at: "2026-09-03T02:00:00.000Z", on: "2026-09-05")
        visit("deal/D", "p-31", "vr", 9, at: "2026-09-06T02:00:00.000Z", on: "2026-09-06")
        let row = try row(story)
        #expect(number(row, .visits) == 3 && number(row, .vrVisits) == 2 && number(row, .vrMinutes) == 17)
        // The visit of the 3rd was recorded on the 5th; the offer is of the 7th.
        #expect(number(row, .daysToDecide) == 4 && entries(row, .daysToDecide) == [1, 4])
        let later = try self.row(story, firstDeal: "C")
        #expect(number(later, .visits) == 1 && number(later, .vrMinutes) == 9 && number(later, .daysToDecide) == 4)
    }

    @Test("the longest dispute counts; one that is open when the clock has run out took longer than that")
    func disputes() throws {
        var story = RiskStory()
        let none = try row(story)
        #expect(number(none, .disputed) == 0 && number(none, .disputeHours) == nil)
        let first = story.add("deal/D/dispute-1", .disputeOpened, #"{"forum":"court"}"#, on: "2026-09-10")
        let open = try row(story)
        #expect(number(open, .disputed) == 1 && number(open, .disputeHours) == nil)
        let closed = story.add("deal/D/dispute-1", .disputeClosed, #"{"outcome":"settled"}"#, on: "2026-09-12", lateSeconds: 1)
        let over = try row(story)
        #expect(number(over, .disputeHours) == 49 && entries(over, .disputeHours) == [first, closed])
        let second = story.add("deal/D/dispute-2", .disputeOpened, #"{"forum":"court"}"#, on: "2026-09-12")
        let overdue = story.add(
            "deal/D/dispute-2", .disputeOverdue, "{}", on: "2026-09-15", role: .system, attestation: .derived)
        let late = try row(story)
        #expect(number(late, .disputeHours) == 73 && entries(late, .disputeHours) == [second, overdue])
    }

    @Test("of two legs the slower pre-approval and the dearer loan stand for the deal") func loans() throws {
        var story = RiskStory(payMode: "combined")
        for (leg, seconds) in [(1, 200), (2, 301)] as [(Int, Int64)] {
            let subject = "deal/D/loan-\(leg)"
            story.add(subject, .preApprovalStarted, #"{"loanFen":1,"termMonths":1}"#)
            story.add(subject, .preApprovalDataReceived, #"{"field":"idCard"}"#, lateSeconds: 100)
            story.add(
                subject, .preApprovalBankAnswered, #"{"dtiBp":1,"maxFen":1,"ratePpm":1}"#, lateSeconds: 100 + Int64(leg) * 10)
            story.add(
                subject, .preApprovalDecided,
                #"{"amountFen":1,"ratePpm":1,"reasons":[],"result":"approved","validUntil":"2026-10-\#(9 + leg)"}"#,
                lateSeconds: seconds)
        }
        let row = try row(story)
        #expect(number(row, .preApprovalSeconds) == 301 && entries(row, .preApprovalSeconds) == [7, 10])
        #expect(number(row, .answerSeconds) == 20 && entries(row, .answerSeconds) == [8, 9])
        #expect(number(row, .approvalDays) == 30 && entries(row, .approvalDays) == [6])
    }

    @Test("what is owed, and since when, follows the schedule; an entry that does not fit it leaves both untold")
    func owed() throws {
        var story = RiskStory(payMode: "commercial")
        story.add(
            "deal/D/loan-1", .loanApplied,
            #"{"dtiAllBp":5500,"leg":"commercial","lenderId":"bank-a","principalFen":12000,"termMonths":12}"#)
        story.add("deal/D/loan-1", .loanAppraised, #"{"valueFen":20000}"#)
        let contract = signed(&story, priceFen: 20_000)
        let approved = story.add("deal/D/loan-1", .loanApproved, #"{"amountFen":12000,"conditions":["x"],"ratePpm":39500}"#)
        let met = story.add("deal/D/loan-1", .loanConditionMet, #"{"code":"x","facts":[]}"#, on: "2026-09-28")
        let paid = story.add(
            "deal/D/loan-1", .loanDisbursed, #"{"amountFen":12000,"bankRef":"B","valueDate":"2026-09-30"}"#, on: "2026-09-29")
        let fresh = try row(story)
        #expect(number(fresh, .ratePpm) == 39_500 && number(fresh, .loanFen) == 12_000)
        #expect(number(fresh, .loanToValueBp) == 6_000 && number(fresh, .debtRatioBp) == 5_500)
        #expect(entries(fresh, .ratePpm) == [approved] && entries(fresh, .loanToValueBp).contains(contract))
        #expect(number(fresh, .payoutDays) == 2 && entries(fresh, .payoutDays) == [met, paid])
        #expect(number(fresh, .owedFen) == 12_000 && fresh["dueOn"] == .text("2026-10-30"))
        #expect(fresh["lenders"] == .list([.text("bank-a")]))
        var broken = story
        story.add("deal/D/loan-1", .loanInstalmentPaid, #"{"interestFen":40,"no":1,"principalFen":980}"#)
        let first = try row(story)
        #expect(number(first, .owedFen) == 11_020 && first["dueOn"] == .text("2026-11-30"))
        broken.add("deal/D/loan-1", .loanInstalmentPaid, #"{"interestFen":40,"no":2,"principalFen":980}"#)
        let untold = try row(broken)
        #expect(number(untold, .owedFen) == nil && untold["dueOn"] == nil)
    }

    @Test("decoration is told by its plan, of the price, and by the loan as approved") func decoration() throws {
        var story = RiskStory()
        let plan = story.add(
            "deal/D/decoration", .decorationPlanned, #"{"applianceFen":15,"contractorId":"c","hardFen":60,"softFen":25}"#)
        #expect(number(try row(story), .decorationBp) == nil)
        let contract = signed(&story, priceFen: 800)
        story.add("deal/D/decoration", .decorationLoanApplied, #"{"principalFen":90}"#)
        let decided = story.add(
            "deal/D/decoration", .decorationLoanDecided, #"{"amountFen":90,"ratePpm":48000,"result":"approved"}"#)
        let row = try row(story)
        #expect(number(row, .decorationBp) == 1_250 && entries(row, .decorationBp) == [plan, contract].sorted())
        #expect(number(row, .hardFen) == 60 && number(row, .softFen) == 25 && number(row, .applianceFen) == 15)
        #expect(number(row, .planFen) == 100 && number(row, .decorationFen) == 90)
        #expect(number(row, .decorationRatePpm) == 48_000 && entries(row, .decorationRatePpm) == [decided])
    }

    @Test("reminders count by how early they came, and late ones as late") func reminders() throws {
        var story = RiskStory()
        func remind(_ kind: String, dueAt: String, on: String) {
            story.add(
                "deal/D", .reminderDue, #"{"dueAt":"\#(dueAt)","reminder":"\#(kind)"}"#, on: on, role: .system,
                attestation: .derived)
        }
        remind("preApprovalResult", dueAt: "2026-09-13T01:00:00.000Z", on: "2026-09-10")
        remind("preApprovalResult", dueAt: "2026-09-20T01:00:00.000Z", on: "2026-09-18")
        remind("registrationProgress", dueAt: "2026-09-12T03:59:59.000Z", on: "2026-09-10")
        let row = try row(story)
        #expect(number(row, .signingReminderDays) == 2 && entries(row, .signingReminderDays) == [4])
        #expect(number(row, .transferReminderHours) == 47)
        remind("registrationProgress", dueAt: "2026-09-10T03:30:00.000Z", on: "2026-09-10")
        #expect(number(try self.row(story), .transferReminderHours) == -1)
    }

    @Test("sums and shares that no deal ever had are left out, and trap nobody") func absurd() throws {
        var story = RiskStory()
        signed(&story, priceFen: 1)
        for _ in 0..<3 { story.add("deal/D", .commissionAgreed, #"{"amountFen":9007199254740991}"#) }
        for _ in 0..<1030 { story.add("deal/D", .commissionRefunded, #"{"amountFen":9007199254740991}"#) }
        let row = try row(story)
        #expect(number(row, .commissionBp) == nil && number(row, .commissionFen) == nil && number(row, .priceFen) == 1)
    }
}
