import HomeSale
import Testing

@testable import Projections

/// What the groups read beside the title: money, market, people, and what else there is about the home.
@Suite("Risk readings") struct RiskReadingTests {
    @Test("every value that was read names its entries; only what a cash deal has not names none") func entries() {
        var story = RiskStory()
        story.check()
        let loan: Set = ["C01", "C02", "C03", "C04", "C05", "C07", "C08", "C09", "C10", "Q02"]
        let silent = story.score.factors.filter { $0.value.number != nil && $0.value.entries.isEmpty }
        #expect(Set(silent.map(\.factor.id)) == loan)
        #expect(silent.allSatisfy { $0.points == 0 })
    }

    @Test("own funds count by what is missing of the target") func ownFunds() {
        var story = RiskStory()
        let agreed = story.add(
            "deal/D/escrow", .escrowAgreed, #"{"includesDeposit":true,"releaseConditions":[],"targetOwnFundsFen":1000}"#)
        #expect(story.value("C06") == .known(1000, [agreed]))
        let opened = story.add("deal/D/escrow", .escrowOpened, "{}")
        let part = story.add(
            "deal/D/escrow", .escrowDeposited, #"{"amountFen":800,"legKind":"ownFunds","sourceParty":"p-31"}"#)
        #expect(story.value("C06") == .known(200, [agreed, part]) && opened < part)
        let rest = story.add(
            "deal/D/escrow", .escrowDeposited, #"{"amountFen":200,"legKind":"deposit","sourceParty":"p-31"}"#)
        #expect(story.value("C06") == .known(0, [agreed, rest]))
    }

    @Test("the bank's balance that differs by a fen blocks; a payee that nobody named does too") func escrow() {
        var story = RiskStory()
        story.add(
            "deal/D/escrow", .escrowAgreed,
            #"{"includesDeposit":true,"releaseConditions":[{"conditions":["transferRecorded"],"payee":"agency"}],"targetOwnFundsFen":1000}"#
        )
        story.add("deal/D/escrow", .escrowOpened, "{}")
        story.add("deal/D/escrow", .escrowDeposited, #"{"amountFen":1000,"legKind":"ownFunds","sourceParty":"p-31"}"#)
        #expect(story.value("O05") == .unknown && story.value("F05") == .unknown)
        let seller = story.add("deal/D/escrow", .escrowReleased, #"{"amountFen":10,"payee":"p-12","payeeKind":"seller"}"#)
        #expect(story.value("F05") == .known(0, [seller]))
        let agency = story.add("deal/D/escrow", .escrowReleased, #"{"amountFen":10,"payee":"agency","payeeKind":"other"}"#)
        #expect(story.value("F05") == .known(500, [agency]) && story.score.blocks.isEmpty)
        story.add("deal/D/escrow", .escrowReleased, #"{"amountFen":10,"docNo":"J-1","payee":"court","payeeKind":"other"}"#)
        #expect(story.value("F05") == .known(500, [agency]))
        let stranger = story.add("deal/D/escrow", .escrowReleased, #"{"amountFen":10,"payee":"x","payeeKind":"other"}"#)
        #expect(story.value("F05") == .known(1000, [stranger]) && story.score.blocks == ["F05"])
        story.add("deal/D/escrow", .escrowReconciled, #"{"bankBalanceFen":960}"#)
        #expect(story.value("O05")?.number == 0)
        let differs = story.add("deal/D/escrow", .escrowReconciled, #"{"bankBalanceFen":961}"#)
        #expect(story.value("O05") == .known(1000, [differs]) && story.score.blocks == ["F05", "O05"])
    }

    @Test(
        "the loan counts as decided, not as asked for",
        arguments: [
            (60_000_000, 0), (60_000_001, 400), (70_000_001, 700), (80_000_000, 700), (80_000_001, 1000),
        ] as [(Int64, Int64)])
    func loan(amountFen: Int64, value: Int64) {
        var story = RiskStory(payMode: "commercial")
        let applied = story.add(
            "deal/D/loan-1", .loanApplied,
            #"{"dtiAllBp":5500,"dtiHousingBp":3000,"leg":"commercial","principalFen":\#(amountFen),"termMonths":360}"#)
        let appraised = story.add("deal/D/loan-1", .loanAppraised, #"{"valueFen":120000000}"#)
        #expect(story.value("C01") == .unknown && story.value("C03") == .unknown)
        // The lower of price and appraisal is the price, ¥1,000,000 here.
        let contract = story.add("deal/D", .contractSigned, #"{"areaCentiSqm":1,"priceFen":100000000,"unitCode":"U"}"#)
        let approved = story.add(
            "deal/D/loan-1", .loanApproved, #"{"amountFen":\#(amountFen),"conditions":[],"dtiHousingBp":4001,"ratePpm":1}"#)
        #expect(story.value("C01") == .known(700, [applied, approved]))
        #expect(story.value("C02") == .known(700, [approved]))
        #expect(story.value("C03") == .known(value, [appraised, contract, approved]))
        #expect(story.value("M01")?.number == 600)
        story.add("deal/D/loan-1", .loanDeclined, #"{"reasons":["r"]}"#)
        #expect(story.value("C01") == .unknown && story.value("C03") == .unknown)
    }

    @Test("a proxy of the seller needs a notarised power to receive the money") func proxy() {
        #expect(RiskStory().value("F04") == .known(0, [0]))
        #expect(RiskStory(flags: #"["proxySeller"]"#).value("F04") == .known(1000, [0]))
        for (powers, deed, value) in [
            (#"["sell"]"#, #","notarialNo":"N""#, 1000), (#"["sell","receiveMoney"]"#, "", 600),
            (#"["sell","receiveMoney"]"#, #","notarialNo":"N""#, 0),
        ] as [(String, String, Int64)] {
            var story = RiskStory()
            let given = story.add(
                "deal/D", .proxyAuthorised,
                #"{"agentId":"a","powers":\#(powers),"principalId":"p-12","validUntil":"2026-12-31"\#(deed)}"#)
            #expect(story.value("F04") == .known(value, [given]))
        }
    }

    @Test("a contract wants a broker's signature with a licence") func broker() {
        for (signatures, value) in [
            (#"[{"partyId":"b","role":"broker"}]"#, 500), (#"[{"partyId":"p-12","role":"seller"}]"#, 1000),
            (#"[{"licenceNo":"1","partyId":"b","role":"broker"}]"#, 0),
        ] as [(String, Int64)] {
            var story = RiskStory()
            #expect(story.value("O06") == .unknown)
            let contract = story.add(
                "deal/D", .contractSigned, #"{"areaCentiSqm":1,"priceFen":1,"signatures":\#(signatures),"unitCode":"U"}"#)
            #expect(story.value("O06") == .known(value, [contract]))
        }
    }

    @Test("the listing tells days on the market and price cuts, up to the accepted offer") func listing() {
        var story = RiskStory()
        #expect(story.value("M03") == .unknown && story.value("M04") == .unknown)
        story.add("listing/L", .listingDrafted, #"{"areaCentiSqm":8517,"unitCode":"U"}"#, on: "2026-05-01")
        let published = story.add("listing/L", .listingPublished, #"{"channel":"web","priceFen":110}"#, on: "2026-06-01")
        let old = story.add("listing/L", .listingPriceChanged, #"{"newFen":105,"oldFen":110}"#, on: "2026-06-09")
        let cut = story.add("listing/L", .listingPriceChanged, #"{"newFen":100,"oldFen":105}"#, on: "2026-06-10")
        story.add("listing/L", .listingPriceChanged, #"{"newFen":104,"oldFen":100}"#, on: "2026-07-01")
        // The offer was accepted on 8 September: 99 days after the publication, 90 after the second cut.
        #expect(story.value("M03") == .known(600, [2, published]))
        #expect(story.value("M04") == .known(300, [2, cut]) && old < cut)
    }

    @Test("one home in two agreed deals blocks; several that only talk do not") func soldTwice() {
        let story = RiskStory()
        #expect(story.score(besides: [], []).value("F06")?.number == 0)
        let rival = RiskStory().file
        #expect(story.score(besides: [], [rival]).blocks == ["F06"])
        let talking = DealFile(id: "T", facts: Array(RiskStory().facts.prefix(2)))
        #expect(story.score(besides: [], [talking]).value("F06")?.number == 500)
        var other = RiskStory()
        other.add("listing/M", .listingDrafted, #"{"areaCentiSqm":1,"unitCode":"U"}"#)
        other.add("listing/M", .listingPublished, #"{"channel":"web","priceFen":1}"#)
        let offered = other.facts.filter { $0.stream.kind == .listing }.reduce(into: ListingState(id: "M")) { $0.apply($1) }
        #expect(story.score(besides: [offered], []).blocks == ["F06"])
        var over = RiskStory()
        over.add("deal/D", .dealCancelled, #"{"ground":"g"}"#)
        #expect(over.score(besides: [offered], [rival]).value("F06")?.number == 0)
    }

    @Test("a change of a listing or deal touches every listing and deal of the home") func touched() {
        var market = Market()
        func note(_ subject: String, _ name: EventName, _ json: String) {
            var story = RiskStory()
            story.add(subject, name, json)
            story.facts.last.map { market.note($0) }
        }
        note("listing/L", .listingDrafted, #"{"unitCode":"U"}"#)
        note("listing/M", .listingDrafted, #"{"unitCode":"U"}"#)
        note("listing/N", .listingDrafted, #"{"unitCode":"V"}"#)
        for (deal, listing) in [("A", "L"), ("B", "M"), ("C", "N"), ("E", "unknown"), ("F", "unknown")] {
            note("deal/\(deal)", .dealOpened, #"{"listingId":"\#(listing)"}"#)
        }
        let home: Set = [Thing(.listing, "L"), Thing(.listing, "M"), Thing(.deal, "A"), Thing(.deal, "B")]
        for thing in home { #expect(Set(market.touched(by: thing)) == home) }
        #expect(Set(market.touched(by: Thing(.deal, "C"))) == [Thing(.deal, "C"), Thing(.listing, "N")])
        // Nobody said which home it is: the deals of one listing still tell of each other.
        #expect(Set(market.touched(by: Thing(.deal, "E"))).contains(Thing(.deal, "F")))
        #expect(market.touched(by: Thing(.observed, "s/1")) == [Thing(.observed, "s/1")])
    }
}
