import Testing

@testable import HomeSale

@Test(
    "a subject is taken apart and put together again",
    arguments: [
        ("party/p-1", StreamName(.party, "p-1")), ("consent/p-1", StreamName(.consent, "p-1")),
        ("listing/房-1", StreamName(.listing, "房-1")),
        ("evidence/2026-09-14", StreamName(.evidence, "2026-09-14")),
        ("rule/brokerage.rate/330200", StreamName(.rule, "brokerage.rate/330200")),
        ("deal/D-1", StreamName(.deal, "D-1")), ("deal/D-1/escrow", StreamName(.escrow, "D-1")),
        ("deal/D-1/registration", StreamName(.registration, "D-1")), ("deal/D-1/tax", StreamName(.tax, "D-1")),
        ("deal/D-1/decoration", StreamName(.decoration, "D-1")), ("deal/D-1/loan-1", StreamName(.loan, "D-1", 1)),
        ("deal/D-1/loan-99", StreamName(.loan, "D-1", 99)), ("deal/D-1/dispute-10", StreamName(.dispute, "D-1", 10)),
    ])
func subjects(text: String, name: StreamName) {
    #expect(StreamName(subject: text) == name)
    #expect(name.subject == text)
}

@Test("what stands behind the id of a source names no other stream")
func observed() {
    #expect(StreamName(subject: "observed/source-a/h-1") == StreamName(.observed, "source-a"))
    #expect(StreamName(subject: "observed/source-a") == StreamName(.observed, "source-a"))
}

@Test(
    "what names no stream is none",
    arguments: [
        "", "/", "deal", "deal/", "deal//tax", "deal/X/", "deal/X/loan-", "deal/X/loan-0", "deal/X/loan-01", "deal/X/loan-100",
        "deal/X/loan-+1",
        "deal/X/loan-1x", "deal/X/dispute-0", "deal/X/party", "deal/X/tax/1", "deals/X", "Deal/X", "party/p/1", "listing/L/1",
        "consent//", "rule/",
        "rule//x", "evidence/a/b", "ext/notes", "ledger", "refusal/deal/X", "observed//x",
    ])
func noSubjects(text: String) { #expect(StreamName(subject: text) == nil) }

@Test("every type, role and attestation is found by its name, and nothing beside them")
func names() {
    for name in EventName.allCases {
        #expect(EventName(name: name.rawValue) == name)
        #expect(EventName(name: name.rawValue + "x") == nil)
        #expect(EventName(name: String(name.rawValue.dropLast())) == nil)
    }
    for role in Role.allCases { #expect(Role(name: role.rawValue) == role && Role(name: role.rawValue + "x") == nil) }
    for kind in Attestation.allCases { #expect(Attestation(name: kind.rawValue) == kind) }
    #expect(EventName(name: "") == nil && Role(name: "") == nil && Attestation(name: "directly") == nil)
}
