import Testing

@testable import HomeSale

@Suite("The audit of automatic steps") struct AutomaticAuditTests {
    private static let opening = #"""
        {"listingId":"L","buyerIds":["b"],"sellerIds":["s"],"payMode":"cash","flags":[],
        "cityCode":"330200","unitCode":"330203001002GB00012F00010023"}
        """#

    /// A deal with one offer, open until 2026-09-12.
    private var offered: [Fact] {
        [
            fact("deal/X", .dealOpened, Self.opening, on: "2026-09-10", index: 1, revision: 0),
            fact(
                "deal/X", .offerMade, #"{"offerId":"O","priceFen":100,"depositFen":0,"validUntil":"2026-09-12"}"#,
                on: "2026-09-10", index: 2, revision: 1),
        ]
    }

    private func file(_ facts: [Fact]) -> DealFile { DealFile(id: "X", facts: facts) }

    /// The expiry of the offer as the rules make it at noon of a day, recorded then.
    private func expiry(asOf day: String, recordedOn: String? = nil, index: UInt64 = 3, change: (String) -> String = { $0 })
        throws -> Fact
    {
        let instant = noon(CivilDate(day)!)
        let step = try #require(DueSteps.of(file(offered), nil, nowMilliseconds: .max).first { $0.name == .offerExpired })
        let text = change(String(decoding: step.data(asOf: instant), as: UTF8.self))
        return fact(
            "deal/X", .offerExpired, text, on: recordedOn ?? day, index: index, revision: 2, actor: "operator", role: .system,
            attestation: .derived, cause: step.cause)
    }

    private func audit(_ facts: [Fact], now: String = "2026-12-31") throws -> (AutomaticAudit, due: [DueStep]) {
        var audit = AutomaticAudit { id, below in DealFile(id: id, facts: facts.filter { $0.index < below }) }
        for fact in facts { try audit.take(fact) }
        let due = try audit.finish(now: noon(CivilDate(now)!))
        return (audit, due)
    }

    @Test("what the rules make is found right, and nothing is due after it") func right() throws {
        let (audit, due) = try audit(offered + [expiry(asOf: "2026-09-13")])
        #expect(audit.findings == [] && audit.checked == 1 && due == [])
    }

    @Test("an offer is over at midnight in China, not an hour before") func midnight() throws {
        let steps = DueSteps.of(file(offered), nil, nowMilliseconds: .max)
        #expect(steps.map(\.dueMilliseconds) == [noon(CivilDate("2026-09-13")!) - 12 * 3_600_000])
    }

    @Test("a step made before its time, named after its record, or changed, is found") func wrong() throws {
        func kinds(_ fact: Fact) throws -> [AutomaticAudit.Kind] { try audit(offered + [fact]).0.findings.map(\.kind) }
        #expect(try kinds(expiry(asOf: "2026-09-12")) == [.early])
        #expect(try kinds(expiry(asOf: "2026-09-20", recordedOn: "2026-09-13")) == [.future])
        #expect(try kinds(expiry(asOf: "2026-09-13") { $0.replacing(#""O""#, #""P""#) }) == [.payload])
        let rules = String(repeating: "0", count: 64)
        let digest = RuleTable.national.digest(of: [], asOf: CivilDate("2026-09-13")!).hex
        #expect(try kinds(expiry(asOf: "2026-09-13") { $0.replacing(digest, rules) }) == [.rules])
    }

    @Test("a step that nothing asked for is found") func unfounded() throws {
        let made = try expiry(asOf: "2026-09-13")
        let withdrawn = fact("deal/X", .offerWithdrawn, #"{"offerId":"O"}"#, on: "2026-09-11", index: 2, revision: 2)
        let (audit, _) = try audit([offered[0], offered[1].with(index: 1), withdrawn, made])
        #expect(audit.findings.map(\.kind) == [.unfounded])
    }

    @Test("a rule of another version is not judged") func unknown() throws {
        let (audit, _) = try audit(offered + [expiry(asOf: "2026-09-13") { $0.replacing("expiry.v1", "expiry.v9") }])
        #expect(audit.findings == [] && audit.unknownRules.map(\.rule) == ["offer.expiry.v9"] && audit.checked == 0)
    }

    @Test("what a tick passed over is absent, unless it comes later; what fell due after it is only due") func absent() throws {
        let second = fact(
            "deal/X", .offerMade, #"{"offerId":"Q","priceFen":90,"depositFen":0,"validUntil":"2026-09-11"}"#, on: "2026-09-10",
            index: 3, revision: 2)
        let third = fact(
            "deal/X", .offerMade, #"{"offerId":"R","priceFen":90,"depositFen":0,"validUntil":"2026-09-30"}"#, on: "2026-09-10",
            index: 4, revision: 3)
        let (audit, due) = try audit(offered + [second, third, expiry(asOf: "2026-09-13", index: 5)])
        #expect(audit.findings.map(\.kind) == [.absent] && audit.findings.first?.index == 5)
        #expect(audit.findings.first?.expected.contains("offer.expiry.v1-3") == true)
        #expect(due.map(\.cause) == [3, 4])
    }
}

extension String {
    fileprivate func replacing(_ part: String, _ other: String) -> String {
        guard let range = firstRange(of: part) else { return self }
        return self[..<range.lowerBound] + other + self[range.upperBound...]
    }
}

extension Fact {
    fileprivate func with(index: UInt64) -> Fact {
        Fact(
            index: index, revision: revision, timeMilliseconds: timeMilliseconds, occurred: occurred, stream: stream,
            name: name, actor: actor, role: role, attestation: attestation, cause: cause, payload: payload)
    }
}
