import HomeSale
import Testing

@testable import Projections

/// The table of claims, and what rows make of it.
@Suite("Claims") struct ClaimTests {
    @Test("ids are unique, rise within their row of the briefs, and name it") func ids() {
        #expect(Set(Claims.all.map(\.id)).count == Claims.all.count)
        for claim in Claims.all {
            #expect(claim.source.first.map { "AB".contains($0) } == true && Claims.named(claim.id) == claim)
            #expect(!claim.metric.english.isEmpty && !claim.metric.chinese.isEmpty)
        }
        for source in Set(Claims.all.map(\.source)) {
            let own = Claims.of(source: source)
            #expect(own.map(\.id) == (1...own.count).map { "\(source).\($0)" })
        }
    }

    @Test("every measure, member, gap and unit is in use, and what is measured has the unit of its claim") func uses() {
        #expect(Set(Claims.all.compactMap(\.test.measure)) == Set(ClaimMeasure.allCases))
        #expect(Set(Claims.all.compactMap(\.test.gap)) == Set(ClaimGap.allCases))
        #expect(Set(Claims.all.map(\.unit)) == Set(ClaimUnit.allCases))
        for case (let claim, .measured(let measure)) in Claims.all.map({ ($0, $0.test) }) {
            #expect(claim.unit == measure.unit && !claim.figure.isChange, "\(claim.id)")
        }
        var members: Set<ClaimMember> = [.owedFen]
        for measure in ClaimMeasure.allCases {
            switch measure.statistic {
            case .median(let member), .largest(let member), .smallest(let member): members.insert(member)
            case .mean(let member, let other, _): members.formUnion([member, other ?? member])
            case .overdueShare, .distinct, .perMonth: break
            }
        }
        #expect(members == Set(ClaimMember.allCases))
    }

    @Test("without a deal nothing is measured and nothing is met") func nothing() {
        let findings = ClaimFindings(rows: [])
        for claim in Claims.all {
            let answer = findings.answer(claim)
            if case .measured = claim.test {
                #expect(answer.status == .unverified, "\(claim.id)")
            } else {
                #expect(answer.status == .cannotTell, "\(claim.id)")
            }
            #expect(answer.value == nil && answer.isMet == nil && answer.deals == 0)
        }
    }

    private func rows(_ texts: String...) -> [JSONValue] { texts.compactMap { JSONValue(parsing: Array($0.utf8)) } }

    private func answer(_ id: String, _ rows: [JSONValue]) throws -> ClaimAnswer {
        ClaimFindings(rows: rows).answer(try #require(Claims.named(id)))
    }

    @Test("the middle of an even count is the lower of two; absent is not zero") func median() throws {
        let rows = rows(
            #"{"deal":"a","daysOnMarket":60,"rests":[{"entries":[1],"member":"daysToSign"},{"entries":[3,9],"member":"daysOnMarket"}]}"#,
            #"{"deal":"b","daysOnMarket":39}"#,
            #"{"deal":"c"}"#, #"{"deal":"d","daysOnMarket":10}"#, #"{"deal":"e","daysOnMarket":40}"#)
        let answer = try answer("A13.1", rows)
        #expect(answer.status == .measured && answer.value?.rounded == 39 && answer.deals == 4 && answer.isMet == true)
        let first = try #require(answer.finding?.parts.first)
        #expect(first.deal == "a" && first.value == 60 && first.of == nil && first.entries == [3, 9])
        #expect(try self.answer("A13.1", Array(rows.dropLast(2))).value?.rounded == 39)
        // Of a change only how things stand is told.
        let change = try self.answer("A9.3", rows)
        #expect(change.status == .cannotTell && change.value?.rounded == 39 && change.isMet == nil)
    }

    @Test("limits are held against the worst deal") func limits() throws {
        let rows = rows(
            #"{"deal":"a","loanToValueBp":7000,"decorationFen":5000000}"#, #"{"deal":"b","loanToValueBp":6000}"#)
        #expect(try answer("B35.1", rows).isMet == true)
        let worse = rows + self.rows(#"{"deal":"c","loanToValueBp":7001,"decorationFen":4999999}"#)
        #expect(try answer("B35.1", worse).isMet == false)
        #expect(try answer("B35.1", worse).value?.rounded == 7001)
        #expect(try answer("B15.2", rows).isMet == true)
        #expect(try answer("B15.2", worse).isMet == false)
    }

    @Test("shares are over all deals together, and compared before they are rounded") func shares() throws {
        let rows = rows(
            #"{"deal":"a","automaticSteps":1,"steps":3}"#, #"{"deal":"b","automaticSteps":0,"steps":0}"#,
            #"{"deal":"c","automaticSteps":9,"steps":27}"#)
        let automatic = try answer("A17.2", rows)
        #expect(automatic.value?.rounded == 3333 && automatic.deals == 2 && automatic.isMet == false)
        // 49.995 bp is told as 50, and is under 50.
        let owed = self.rows(
            #"{"deal":"a","owedFen":9999,"dueOn":"2026-01-01","changedOn":"2026-01-02"}"#,
            #"{"deal":"b","owedFen":1990001,"dueOn":"2026-04-02","changedOn":"2026-04-02"}"#)
        let bad = try answer("B36.4", owed)
        #expect(bad.value?.rounded == 50 && bad.isMet == true && bad.deals == 2)
    }

    @Test(
        "a loan is bad from the ninety-first day, counted to the last entry of any deal",
        arguments: [("2026-04-01", 0), ("2026-04-02", 10_000)])
    func nonPerforming(day: String, share: Int64) throws {
        let rows = rows(
            #"{"deal":"a","owedFen":5,"dueOn":"2026-01-01","changedOn":"2026-01-01"}"#,
            #"{"deal":"b","changedOn":"\#(day)"}"#)
        let answer = try answer("B36.4", rows)
        #expect(answer.value?.rounded == share && answer.deals == 1 && answer.isMet == (share == 0))
    }

    @Test("of a value that is at most so large, only that it falls short is known") func upperBound() throws {
        let high = rows(#"{"deal":"a","contracts":1,"visits":2}"#), low = rows(#"{"deal":"a","contracts":1,"visits":4}"#)
        #expect(try answer("A12.2", high).value?.rounded == 5000)
        #expect(try answer("A12.2", high).isMet == nil)
        #expect(try answer("A12.2", low).isMet == false)
    }

    @Test("deals a month count from the first month to the last; different ones are counted once") func counts() throws {
        let rows = rows(
            #"{"deal":"a","soldMonth":"2025-12","city":"110000","lenders":["x","y"]}"#,
            #"{"deal":"b","soldMonth":"2026-02","city":"110000","lenders":[]}"#,
            #"{"deal":"c","soldMonth":"2026-02","city":"330200","lenders":["y"]}"#,
            #"{"deal":"d","soldMonth":"2026-02"}"#, #"{"deal":"e"}"#)
        // Four in three months.
        #expect(try answer("A11.1", rows).value?.rounded == 1)
        #expect(try answer("A11.1", rows).deals == 4)
        #expect(try answer("B37.1", rows).value?.rounded == 2)
        #expect(try answer("B37.1", rows).deals == 3)
        #expect(try answer("B44.1", rows).value?.rounded == 2)
        #expect(try answer("B44.1", rows).deals == 2)
    }

    @Test(
        "half is rounded up, also below zero",
        arguments: [(1, 2, 1), (-1, 2, 0), (-3, 2, -1), (3, 2, 2), (-2, 3, -1), (-5, 1, -5), (0, 7, 0)] as [(Int, Int, Int64)])
    func rounding(part: Int, whole: Int, rounded: Int64) {
        #expect(ClaimValue(Int128(part), over: Int128(whole)).rounded == rounded)
        #expect(ClaimValue(Int128.max / 4).rounded == 9_007_199_254_740_991)
    }

    @Test("a figure is met by what is better, within or beyond what it says") func figures() {
        func met(_ figure: ClaimFigure, _ value: Int64, _ better: ClaimMeasure.Better) -> Bool? {
            figure.isMet(by: ClaimValue(Int128(value)), better: better)
        }
        #expect(met(.from(87, to: 39), 39, .lower) == true && met(.from(87, to: 39), 40, .lower) == false)
        #expect(met(.exactly(850), 850, .higher) == true && met(.exactly(850), 849, .higher) == false)
        #expect(met(.exactly(850), 850, .neither) == nil && met(.changed(850), 850, .higher) == nil)
        #expect([99, 100, 200, 201].map { met(.between(100, 200), $0, .neither) } == [false, true, true, false])
        #expect(met(.fromRange(56...84, to: 21...28), 28, .lower) == true)
        #expect(met(.under(50), 50, .lower) == false && met(.atMost(50), 50, .lower) == true)
        #expect(met(.over(50), 50, .higher) == false && met(.atLeast(50), 50, .higher) == true)
    }
}
