import Testing

@testable import HomeSale

@Suite("When a person's data may be erased")
struct RetentionTests {
    private static let opening =
        #"{"listingId":"L","unitCode":"U","buyerIds":["b"],"sellerIds":["s"],"payMode":"cash","flags":[]}"#

    private func deal(_ id: String = "X", _ facts: Fact...) -> Retention.Deal {
        Retention.Deal(id: id, facts: [fact("deal/\(id)", .dealOpened, Self.opening, on: "2024-02-01")] + facts)
    }

    private func cancelled(_ id: String = "X", on: String, _ more: [Fact] = []) -> Retention.Deal {
        Retention.Deal(
            id: id,
            facts: [
                fact("deal/\(id)", .dealOpened, Self.opening, on: "2024-02-01"),
                fact("deal/\(id)", .dealCancelled, #"{"ground":"agreed"}"#, on: on),
            ] + more)
    }

    private func listing(_ facts: (EventName, String, String)...) -> ListingState {
        var state = ListingState(id: "L")
        for one in facts { state.apply(fact("listing/L", one.0, one.1, on: one.2)) }
        return state
    }

    private func verdict(_ deals: [Retention.Deal], _ listings: [ListingState] = [], on: String) -> Retention.Verdict {
        Retention.verdict(deals: deals, listings: listings, rules: .national, on: .date(on))
    }

    @Test("a lead, without a deal or a mandate, may be erased at once")
    func lead() {
        #expect(verdict([], on: "2026-11-22") == .now)
        #expect(verdict([Retention.Deal(id: "never-opened", facts: [])], [ListingState(id: "L")], on: "2026-11-22") == .now)
        // A draft that nobody signed a mandate for.
        #expect(verdict([], [listing((.listingDrafted, #"{"unitCode":"U"}"#, "2026-01-01"))], on: "2026-11-22") == .now)
    }

    @Test(
        "ten years from the end of the last deal, the last day included",
        arguments: [
            ("2026-03-01", "2026-03-01", "2036-03-01"), ("2026-03-01", "2036-03-01", "2036-03-01"),
            ("2026-03-01", "2036-03-02", nil),
            // 29 February: the last day of the month where the year has none; and it is kept where it has one.
            ("2024-02-29", "2034-02-28", "2034-02-28"), ("2024-02-29", "2034-03-01", nil),
            ("2024-02-28", "2034-02-28", "2034-02-28"),
            ("2028-02-29", "2038-02-28", "2038-02-28"), ("2028-02-29", "2038-03-01", nil),
        ])
    func tenYears(_ ended: String, _ today: String, _ until: String?) {
        let expected = until.map { Retention.Verdict.deferred(until: .date($0), .antiMoneyLaundering) } ?? .now
        #expect(verdict([cancelled(on: ended)], on: today) == expected)
    }

    @Test("of several deals the last end counts, and what was recorded of it later")
    func lastDeal() {
        let two = [cancelled("A", on: "2024-03-01"), cancelled("B", on: "2025-06-01")]
        #expect(verdict(two, on: "2034-06-01") == .deferred(until: .date("2035-06-01"), .antiMoneyLaundering))
        #expect(verdict(two, on: "2035-06-02") == .now)
        let paid = fact("deal/X", .commissionRefunded, #"{"payer":"b","amountFen":1}"#, on: "2024-09-09")
        #expect(
            verdict([cancelled(on: "2024-03-01", [paid])], on: "2034-09-09")
                == .deferred(until: .date("2034-09-09"), .antiMoneyLaundering))
    }

    @Test("a deal under way defers, ten years from today at the earliest; so does one that was rescinded and not settled")
    func live() {
        let expected = Retention.Verdict.deferred(until: .date("2036-11-22"), .liveDeal)
        #expect(verdict([deal()], on: "2026-11-22") == expected)
        // 29 February of today.
        #expect(verdict([deal()], on: "2028-02-29") == .deferred(until: .date("2038-02-28"), .liveDeal))
        let rescinded = deal(
            "X", fact("deal/X", .rescissionEffective, #"{"effectiveOn":"2026-05-01","basis":"judgment"}"#, on: "2026-05-01"))
        #expect(verdict([rescinded], on: "2026-11-22") == expected)
        // One that is over beside it changes nothing.
        #expect(verdict([cancelled("A", on: "2010-03-01"), deal("B")], on: "2026-11-22") == expected)
    }

    @Test("closing and lapsing end a deal like cancelling it")
    func ends() {
        for name in [EventName.dealClosed, .dealExpired] {
            let over = deal("X", fact("deal/X", name, "{}", on: "2025-05-05"))
            #expect(verdict([over], on: "2026-11-22") == .deferred(until: .date("2035-05-05"), .antiMoneyLaundering))
        }
    }

    @Test("a dispute or a court's hold stands above all else, also where the deal is long over")
    func holds() {
        let opened = fact("deal/X/dispute-1", .disputeOpened, #"{"forum":"court","caseNo":"c"}"#, on: "2025-01-01")
        let court = fact(
            "deal/X/dispute-1", .holdPlaced, #"{"holdScope":"deal","caseNo":"c"}"#, on: "2025-01-02", role: .court)
        let closed = fact("deal/X/dispute-1", .disputeClosed, #"{"outcome":"judgment"}"#, on: "2025-02-01")
        let old = "2014-01-01"
        #expect(verdict([cancelled(on: old, [opened])], on: "2026-11-22") == .deferred(until: .date("2036-11-22"), .dispute))
        #expect(
            verdict([cancelled(on: old, [opened, court])], on: "2026-11-22") == .deferred(until: .date("2036-11-22"), .courtHold))
        // Closed, its last entry is the end of the deal.
        #expect(
            verdict([cancelled(on: old, [opened, court, closed])], on: "2026-11-22")
                == .deferred(until: .date("2035-02-01"), .antiMoneyLaundering))
        // Another deal's hold counts too, and is what is told.
        #expect(
            verdict([deal("A"), cancelled(on: old, [opened, court])], on: "2026-11-22")
                == .deferred(until: .date("2036-11-22"), .courtHold))
    }

    @Test("a seizure of the home defers while the deal is not over")
    func restriction() {
        let seized = fact("deal/X", .restrictionObserved, #"{"kind":"seizure","docNo":"d","authority":"a"}"#, on: "2026-05-01")
        #expect(verdict([deal("X", seized)], on: "2026-11-22") == .deferred(until: .date("2036-11-22"), .restriction))
        let lifted = fact("deal/X", .restrictionLifted, #"{"docNo":"d"}"#, on: "2026-06-01")
        #expect(verdict([deal("X", seized, lifted)], on: "2026-11-22") == .deferred(until: .date("2036-11-22"), .liveDeal))
    }

    @Test("a mandate to sell defers while it stands, and is kept five years from its end")
    func mandate() {
        let entrusted = (
            EventName.entrustmentSigned, #"{"agencyId":"a","exclusive":false,"from":"2026-01-01","until":"2026-12-31"}"#,
            "2026-01-01"
        )
        let live = listing((.listingDrafted, #"{"unitCode":"U"}"#, "2026-01-01"), entrusted)
        #expect(verdict([], [live], on: "2026-11-22") == .deferred(until: .date("2031-11-22"), .liveListing))
        let over = listing(
            (.listingDrafted, #"{"unitCode":"U"}"#, "2026-01-01"), entrusted, (.listingWithdrawn, "{}", "2026-02-01"))
        #expect(verdict([], [over], on: "2026-11-22") == .deferred(until: .date("2031-02-01"), .brokerageContract))
        #expect(verdict([], [over], on: "2031-02-02") == .now)
        // The deal's ten years outlast it.
        #expect(
            verdict([cancelled(on: "2026-03-01")], [over], on: "2026-11-22")
                == .deferred(until: .date("2036-03-01"), .antiMoneyLaundering))
    }

    @Test("a published rule says otherwise from its first day; where no rule says, ten years")
    func rules() throws {
        let longer = try RuleTable.national.publishing(
            RuleRow(.amlYears, from: "2027-01-01", 15, .years, .read, "made for a test"))
        let over = cancelled(on: "2026-03-01")
        #expect(
            Retention.verdict(deals: [over], listings: [], rules: longer, on: .date("2026-11-22"))
                == .deferred(until: .date("2036-03-01"), .antiMoneyLaundering))
        #expect(
            Retention.verdict(deals: [over], listings: [], rules: longer, on: .date("2037-01-01"))
                == .deferred(until: .date("2041-03-01"), .antiMoneyLaundering))
        #expect(
            Retention.verdict(deals: [over], listings: [], rules: try RuleTable([]), on: .date("2036-03-02")) == .now)
    }
}
