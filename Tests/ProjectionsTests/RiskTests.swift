import HomeSale
import Testing

@testable import Projections

@Suite("Risk") struct RiskTests {
    @Test("the table is the one of DOMAIN 8.1: ids, groups, weights, caps, hard blocks") func table() {
        let weights: [String: [Int64]] = [
            "T": [40, 25, 30, 20, 25, 20, 20, 20, 15, 15, 10, 10, 10], "E": [14, 14, 10, 8, 8, 6],
            "Q": [16, 12, 12, 18, 12, 12, 10, 8], "C": [32, 24, 26, 24, 24, 22, 14, 12, 12, 10],
            "M": [22, 20, 16, 14, 16, 12, 12, 8], "F": [26, 22, 24, 22, 24, 20, 12, 6, 4], "O": [16, 20, 16, 12, 20, 12, 4],
        ]
        let caps: [String: Int64] = ["T": 260, "E": 60, "Q": 100, "C": 200, "M": 120, "F": 160, "O": 100]
        #expect(RiskFactors.all.count == 61)
        #expect(Set(RiskFactors.all.map(\.id)).count == 61)
        for group in RiskGroup.allCases {
            let rows = RiskFactors.all.filter { $0.group == group }
            #expect(rows.map(\.weight) == weights[group.rawValue])
            #expect(rows.map(\.id) == rows.indices.map { group.rawValue + ($0 < 9 ? "0" : "") + "\($0 + 1)" })
            #expect(group.cap == caps[group.rawValue])
        }
        let blocks = RiskFactors.all.filter(\.isHardBlock).map(\.id)
        #expect(blocks == ["T01", "T02", "T06", "T07", "T08", "T10", "F03", "F05", "F06", "O05"])
        #expect(RiskFactors.all.filter { $0.direction == .lowers }.map(\.id) == ["Q08", "C04"])
        for factor in RiskFactors.all {
            #expect(!factor.title.english.isEmpty && !factor.title.chinese.isEmpty)
            let bands = factor.bands.bands
            #expect(bands.allSatisfy { (0...1000).contains($0.value) })
            #expect(zip(bands, bands.dropFirst()).allSatisfy { $0.from < $1.from && $0.value < $1.value })
            // Otherwise it could never be true.
            if factor.isHardBlock { #expect(bands.last?.value == 1000) }
        }
    }

    @Test("a factor adds its weight by its value, rounded down; unknown counts as 500") func points() throws {
        let raises = try #require(RiskFactors.named("T02")), lowers = try #require(RiskFactors.named("C04"))
        #expect(raises.points(.known(0, [])) == 0 && raises.points(.known(1000, [])) == 25)
        #expect(raises.points(.known(39, [])) == 0 && raises.points(.known(40, [])) == 1 && raises.points(.known(999, [])) == 24)
        #expect(raises.points(.unknown) == 12)
        #expect(lowers.points(.known(1000, [])) == 0 && lowers.points(.known(0, [])) == 24 && lowers.points(.unknown) == 12)
        #expect(raises.blocks(.known(1000, [])) && !raises.blocks(.known(999, [])) && !raises.blocks(.unknown))
        #expect(!lowers.blocks(.known(1000, [])))
    }

    @Test("a group adds at most its cap") func caps() {
        func score(_ weights: [Int64]) -> RiskScore {
            let table = weights.enumerated().map { RiskFactor("E0\($0.offset)", "", "", $0.element, .isTrue) }
            let readings = table.map { ($0.id, RiskReading.measured(1, [])) }
            return RiskScore(RiskReadings(readings), of: table)
        }
        #expect(score([30, 29]).points(of: .school) == 59)
        #expect(score([30, 30]).points(of: .school) == 60)
        #expect(score([30, 31]).points(of: .school) == 60 && score([30, 31]).score == 60)
        #expect(score([30, 31]).points(of: .title) == 0)
    }

    @Test(
        "levels begin at 200, 400 and 600",
        arguments: [
            (0, "low"), (199, "low"), (200, "medium"), (399, "medium"),
            (400, "high"), (599, "high"), (600, "critical"), (1000, "critical"),
        ] as [(Int64, String)])
    func levels(score: Int64, level: String) { #expect(RiskLevel(score: score).rawValue == level) }

    @Test("what nobody told is unknown: half of everything, no coverage, no block") func nothingKnown() {
        let score = RiskScore([:])
        // T02, T05, T09 and T10 are odd and lose half a point each.
        #expect(score.score == 498 && score.level == .high && score.coverageBp == 0 && score.blocks.isEmpty)
        #expect(score.factors.map(\.factor.id) == score.factors.map(\.factor.id).sorted())
    }

    @Test("a home that nobody looked up is not clear; one that was is, and names the entry") func titleKnown() {
        var story = RiskStory()
        for id in ["T01", "T02", "T03", "T04", "T05", "T06", "T07", "T08", "T09", "T10", "T12", "T13"] {
            #expect(story.value(id) == .unknown, "\(id)")
        }
        let check = story.check()
        for id in ["T01", "T02", "T03", "T04", "T05", "T06", "T07", "T08", "T09", "T13"] {
            #expect(story.value(id) == .known(0, [check]), "\(id)")
        }
        #expect(story.value("T10") == .known(0, [0, check]))
        // In cash there is no loan to fail, and no entry that says more than the way of payment.
        #expect(story.value("C01") == .known(0, []) && story.value("C04") == .known(1000, []))
        #expect(story.value("C06") == .unknown && story.value("E01") == .unknown)
        #expect(RiskStory(payMode: "commercial").value("C01") == .unknown)
    }

    @Test("a seizure blocks until it is lifted; the one that waits takes its place") func seizure() {
        var story = RiskStory()
        let check = story.check()
        #expect(story.score.level != .blocked)
        let first = story.add("deal/D", .restrictionObserved, #"{"docNo":"S-1","from":"2026-09-11","kind":"seizure"}"#)
        #expect(story.value("T01") == .known(1000, [check, first]) && story.value("T02")?.number == 0)
        #expect(story.score.level == .blocked && story.score.blocks == ["T01"])
        let second = story.add("deal/D", .restrictionObserved, #"{"docNo":"S-2","from":"2026-09-12","kind":"waitingSeizure"}"#)
        #expect(story.score.blocks == ["T01", "T02"])
        story.add("deal/D", .restrictionLifted, #"{"docNo":"S-1","kind":"seizure"}"#)
        #expect(story.score.blocks == ["T01"] && story.value("T01")?.entries == [check, second])
        story.add("deal/D", .restrictionLifted, #"{"docNo":"S-2","kind":"waitingSeizure"}"#)
        #expect(story.score.blocks.isEmpty && story.value("T01") == .known(0, [check]))
    }

    @Test("one document of the register and of an entry is one seizure") func sameDocument() {
        var story = RiskStory()
        let check = story.check(seizures: #"[{"authority":"c","docNo":"S-1","from":"2026-09-01","rank":1}]"#)
        #expect(story.value("T01") == .known(1000, [check]))
        story.add("deal/D", .restrictionObserved, #"{"docNo":"S-1","from":"2026-09-11","kind":"seizure"}"#)
        story.add("deal/D", .restrictionLifted, #"{"docNo":"S-1","kind":"seizure"}"#)
        #expect(story.value("T01") == .known(0, [check]))
    }

    @Test("an old loan counts by what is owed of the price, and not before its lender says") func oldLoan() {
        var story = RiskStory()
        let check = story.check(
            mortgages: #"[{"kind":"maximum","lenderId":"b","rank":1,"securedFen":30000000,"transferBan":true}]"#)
        #expect(story.value("T03") == .unknown && story.value("T05") == .unknown)
        #expect(story.value("T04") == .known(700, [check]) && story.value("T06") == .known(1000, [check]))
        let quote = story.add(
            "deal/D", .payoffQuoted,
            #"{"feeFen":0,"interestFen":80000,"lenderId":"b","principalFen":19760000,"validOn":"2026-10-01"}"#, role: .oldLender)
        // Twenty percent to the fen is the lowest band; a fen more is the next.
        #expect(story.value("T03") == .known(200, [1, check, quote]))
        #expect(story.score.blocks == ["T06"])
        let paid = story.add(
            "deal/D", .payoffExecuted, #"{"lenderId":"b","paidFen":19840000,"sourceAccount":"a"}"#, role: .oldLender)
        #expect(story.value("T03") == .known(0, [1, check, quote, paid]) && story.score.blocks.isEmpty)
        let gone = story.add(
            "deal/D/registration", .mortgageDischarged, #"{"lenderId":"b","proofNo":"M","recordedOn":"2026-09-12"}"#)
        #expect(story.value("T04") == .known(0, [check, gone]) && story.value("T05") == .known(0, [check, gone]))
    }

    @Test("an owner who did not consent blocks") func coOwner() {
        var story = RiskStory()
        story.check(owners: #"[{"partyId":"p-12"},{"partyId":"p-13"}]"#)
        #expect(story.score.blocks == ["T10"])
        let consent = story.add("deal/D", .coOwnerConsented, #"{"ownerId":"p-13","scope":"sale"}"#, role: .coOwner)
        #expect(story.score.blocks.isEmpty && story.value("T10")?.entries.contains(consent) == true)
    }

    @Test("contract and filed price that differ block; so does a tax price below, not one above") func prices() {
        var story = RiskStory()
        let contract = story.add("deal/D", .contractSigned, #"{"areaCentiSqm":8517,"priceFen":98800000,"unitCode":"U"}"#)
        #expect(story.value("F03") == .unknown)
        var lower = story
        lower.add("deal/D", .filingRecorded, #"{"filedOn":"2026-09-12","filingNo":"F","priceFen":98799999}"#)
        #expect(lower.score.blocks == ["F03"])
        let filing = story.add("deal/D", .filingRecorded, #"{"filedOn":"2026-09-12","filingNo":"F","priceFen":98800000}"#)
        #expect(story.value("F03") == .known(0, [contract, filing]))
        for (baseFen, isBlocked) in [(98_800_000, false), (98_799_900, false), (98_799_899, true), (120_000_000, false)] {
            var taxed = story
            taxed.add(
                "deal/D/tax", .taxAssessed, #"{"amountFen":1,"baseFen":\#(baseFen),"kind":"deedTax","payer":"p-31"}"#,
                role: .taxRelay, attestation: .relayed)
            // VAT is no part of the base: until it is decided the two cannot be compared.
            #expect(taxed.score.blocks.isEmpty)
            taxed.add(
                "deal/D/tax", .taxAssessed, #"{"amountFen":0,"baseFen":1,"exemption":"e","kind":"vat","payer":"p-12"}"#,
                role: .taxRelay, attestation: .relayed)
            #expect(taxed.score.blocks == (isBlocked ? ["F03"] : []), "\(baseFen)")
        }
    }

    @Test("entries that are late, declared, and the worst of them") func recording() {
        var story = RiskStory()
        #expect(story.value("O01") == .known(0, [0]) && story.value("O02")?.number == 1000)
        story.add("deal/D", .viewingRecorded, "{}", lateDays: 3)
        #expect(story.value("O01")?.number == 0)
        let late = story.add("deal/D", .viewingRecorded, "{}", lateDays: 4)
        #expect(story.value("O01") == .known(400, [late]))
        story.check()
        #expect(story.value("O02") == .known(800, [0, 1, 2, 3, 4]))
    }

    @Test("a row counts in its cities, ways of payment, phases and days; outside there is no such factor") func scopes() throws {
        // Opened in 110000, in cash, agreed; the last day is 2026-09-08.
        let story = RiskStory()
        func isThere(_ scope: RiskScope) -> Bool {
            let score = story.score(of: [RiskFactor("F01", "", "", 26, .isTrue, in: scope), RiskFactor("F02", "", "", 20)])
            // What does not count leaves neither points nor a gap in the coverage.
            #expect(score.score == (score.factors.count == 2 ? 23 : 10))
            return score.factors.map(\.factor.id) == ["F01", "F02"]
        }
        func city(_ code: String) throws -> AdminCode { try #require(AdminCode(code)) }
        #expect(isThere(.everywhere))
        #expect(isThere(RiskScope(cities: [try city("110000"), try city("330200")])))
        #expect(isThere(RiskScope(cities: [try city("110105")])), "a county is its city's")
        #expect(!isThere(RiskScope(cities: [try city("330200")])) && !isThere(RiskScope(cities: [])))
        #expect(isThere(RiskScope(products: ["cash"])) && !isThere(RiskScope(products: ["commercial", "combined"])))
        let phase = story.file.phase
        #expect(isThere(RiskScope(phases: [phase])) && !isThere(RiskScope(phases: Set(Phase.allCases).subtracting([phase]))))
        let (before, day, after) = ("2026-09-07", "2026-09-08", "2026-09-09")
        for (from, until, isIn) in [
            (day, day, true), (before, after, true), (nil, before, false), (after, nil, false), (nil, day, true),
            (day, nil, true),
        ] as [(String?, String?, Bool)] {
            let scope = RiskScope(from: from.flatMap { CivilDate($0) }, until: until.flatMap { CivilDate($0) })
            #expect(isThere(scope) == isIn, "\(from ?? "") \(until ?? "")")
        }
        #expect(!isThere(RiskScope(cities: [try city("110000")], products: ["combined"])), "all of it must hold")
        let known = story.score(of: [RiskFactor("T13", "", "", 10), RiskFactor("O01", "", "", 16, in: RiskScope(products: []))])
        #expect(known.coverageBp == 0 && known.factors.count == 1)
    }

    @Test("a city that nobody stated is no way out of a factor of some cities") func unknownCity() throws {
        let scope = RiskScope(cities: [try #require(AdminCode("110000"))])
        let day = try #require(CivilDate("2026-09-08"))
        let unknown = RiskContext(city: nil, product: "cash", phase: .agreed, day: day)
        #expect(scope.holds(of: unknown))
        #expect(RiskFactors.all.allSatisfy { $0.scope.holds(of: unknown) }, "the rows of DOMAIN hold everywhere")
    }

    @Test("the identity of who signs is as sure as the least sure of them") func identities() {
        let story = RiskStory()
        func party(_ id: String, _ levels: String...) -> PartyState {
            var party = RiskStory.empty
            for level in levels {
                party.add("party/\(id)", .partyIdentityVerified, #"{"asOf":"2026-09-01","level":"\#(level)","method":"m"}"#)
            }
            return party.facts.reduce(into: PartyState(id: id)) { $0.apply($1) }
        }
        func value(_ signers: PartyState...) -> RiskValue? {
            RiskScore(RiskCase(story.file, corrected: story.facts, signers: signers)).value("F01")
        }
        #expect(value() == .unknown && value(party("a")) == .unknown)
        #expect(value(party("a", "direct")) == .known(0, [0]))
        #expect(value(party("a", "declared", "relayed")) == .known(500, [1]))
        #expect(value(party("a", "direct"), party("b", "relayed")) == .known(500, [0]))
        #expect(value(party("a", "relayed"), party("b")) == .unknown)
        // Worse cannot come of it, so it is known although not of everybody.
        #expect(value(party("a", "declared"), party("b")) == .known(1000, [0]))
    }

    @Test("shares are rounded up, and nothing overflows") func shares() {
        #expect(RiskCase.share(1, of: 3) == 3334 && RiskCase.share(0, of: 3) == 0 && RiskCase.share(3, of: 3) == 10_000)
        #expect(RiskCase.share(1, of: 0) == nil && RiskCase.share(-1, of: 3) == nil && RiskCase.share(.max, of: 3) == nil)
    }
}
