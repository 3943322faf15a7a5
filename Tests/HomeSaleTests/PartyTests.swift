import Testing

@testable import HomeSale

private let adult = #""ageFacts":{"asOf":"2026-01-01","under8":false,"under14":false,"under18":false,"ageBandYears":30}"#
private let child = #""ageFacts":{"asOf":"2026-09-10","under8":false,"under14":true,"under18":true,"ageBandYears":10}"#
private let passed = #","idCheck":{"method":"gb11643","result":"passed"}"#

private func registered(_ facts: String = adult + passed, kind: String = "person") -> MemoryWorld {
    let world = MemoryWorld()
    world.record("party/P1", .partyRegistered, #"{"partyId":"P1","kind":"\#(kind)"\#(facts.isEmpty ? "" : ",")\#(facts)}"#)
    return world
}

private func consent(
    _ purpose: String = "identity", from: String = "2026-09-01", until: String = "2026-09-30", fields: String = #""name""#,
    recipients: String = #""agency-1""#, rest: String = ""
) -> String {
    #"{"partyId":"P1","purpose":"\#(purpose)","recipients":[\#(recipients)],"fields":[\#(fields)],"#
        + #""from":"\#(from)","until":"\#(until)"\#(rest)}"#
}

private func check(_ step: Step, _ world: MemoryWorld) throws {
    do {
        try PartyGuards.check(step, world.party(step.stream.id), world)
    } catch let refusal as Refusal {
        // Help lists a rule under the types it guards: it may refuse no other.
        #expect(refusal.rule.guards.contains(step.name))
        throw refusal
    }
}

private func date(_ text: String) -> CivilDate { CivilDate(text)! }

@Suite("Party")
struct PartyTests {
    @Test("a party is registered once, under its own name")
    func registration() throws {
        let empty = MemoryWorld()
        let json = #"{"partyId":"P1","kind":"person"}"#
        expectRefused("party.idDiffers") { try check(empty.next("party/P2", .partyRegistered, json), empty) }
        try check(empty.next("party/P1", .partyRegistered, json), empty)
        let world = registered()
        expectRefused("party.registeredOnce") { try check(world.next("party/P1", .partyRegistered, json), world) }
    }

    @Test("nothing is consented to or verified before the party is registered")
    func notRegistered() {
        let world = MemoryWorld()
        for step in [
            world.next("party/P1", .partyIdentityVerified), world.next("consent/P1", .consentGranted, consent(), role: .buyer),
            world.next("consent/P1", .consentWithdrawn, #"{"partyId":"P1","purpose":"identity"}"#, role: .buyer),
        ] { expectRefused("party.notRegistered") { try check(step, world) } }
    }

    @Test("an identity is verified under a live consent, from its first to its last day")
    func identityConsent() throws {
        let world = registered()
        func verify(_ on: String) -> Step { world.next("party/P1", .partyIdentityVerified, #"{"level":"direct"}"#, on: on) }
        expectRefused("party.identityConsent") { try check(verify("2026-09-10"), world) }
        world.record("consent/P1", .consentGranted, consent(), on: "2026-09-01", role: .buyer)
        for day in ["2026-08-31", "2026-10-01"] { expectRefused("party.identityConsent") { try check(verify(day), world) } }
        for day in ["2026-09-01", "2026-09-30"] { try check(verify(day), world) }
    }

    @Test(
        "an identity whose number did not pass is not verified",
        arguments: [
            "", #","idCheck":{"method":"m","result":"failed"}"#, #","idCheck":{"method":"m","result":"unclear"}"#,
        ])
    func identityCheck(idCheck: String) {
        let world = registered(adult + idCheck)
        world.record("consent/P1", .consentGranted, consent(), role: .buyer)
        expectRefused("party.identityCheck") { try check(world.next("party/P1", .partyIdentityVerified), world) }
        #expect(!world.party("P1").isIdentityVerified)
    }

    @Test("a consent has a first and a last day")
    func period() throws {
        let world = registered()
        func grant(_ from: String, _ until: String) -> Step {
            world.next("consent/P1", .consentGranted, consent(from: from, until: until), role: .buyer)
        }
        expectRefused("consent.period") { try check(grant("2026-09-02", "2026-09-01"), world) }
        try check(grant("2026-09-01", "2026-09-01"), world)
    }

    @Test(
        "sharing with a bank and sensitive data need a consent of their own",
        arguments: [
            consent("bankSharing"), consent("creditReport"), consent("location"), consent("viewing", fields: #""name","income""#),
        ])
    func separate(json: String) throws {
        let world = registered()
        expectRefused("consent.separate") { try check(world.next("consent/P1", .consentGranted, json, role: .buyer), world) }
        let apart = json.dropLast() + #","separateConsent":true}"#
        try check(world.next("consent/P1", .consentGranted, String(apart), role: .buyer), world)
    }

    @Test("for a child, and while the age is unknown, a guardian consents", arguments: [child, ""])
    func guardian(facts: String) throws {
        let world = registered(facts)
        let json = consent(rest: #","separateConsent":true"#)
        expectRefused("consent.guardian") { try check(world.next("consent/P1", .consentGranted, json, role: .buyer), world) }
        try check(world.next("consent/P1", .consentGranted, json, role: .guardian), world)
        let organisation = registered("", kind: "org")
        try check(organisation.next("consent/P1", .consentGranted, json, role: .buyer), organisation)
    }

    @Test("only a consent that stands is withdrawn, and it ends that day")
    func withdrawal() throws {
        let world = registered()
        func withdraw(_ rest: String = "", on: String = "2026-09-10", purpose: String = "identity") -> Step {
            world.next(
                "consent/P1", .consentWithdrawn, #"{"partyId":"P1","purpose":"\#(purpose)"\#(rest)}"#, on: on, role: .buyer)
        }
        expectRefused("consent.notLive") { try check(withdraw(), world) }
        world.record(
            "consent/P1", .consentGranted, consent(fields: #""name","age""#, recipients: #""agency-1","bank-1""#),
            on: "2026-09-01",
            role: .buyer)
        expectRefused("consent.notLive") { try check(withdraw(purpose: "viewing"), world) }
        expectRefused("consent.notLive") { try check(withdraw(on: "2026-10-01"), world) }
        expectRefused("consent.notLive") { try check(withdraw(#","recipients":["bank-2"]"#), world) }
        try check(withdraw(), world)
        try check(withdraw(#","recipients":["bank-1"]"#), world)

        world.record(
            "consent/P1", .consentWithdrawn, #"{"partyId":"P1","purpose":"identity","recipients":["bank-1"]}"#,
            on: "2026-09-10", role: .buyer)
        let party = world.party("P1")
        #expect(party.consent(for: "identity", recipient: "bank-1", field: "name", on: date("2026-09-09")) != nil)
        #expect(party.consent(for: "identity", recipient: "bank-1", field: "name", on: date("2026-09-10")) == nil)
        #expect(party.consent(for: "identity", recipient: "agency-1", field: "name", on: date("2026-09-10")) != nil)
        #expect(party.consent(for: "identity", recipient: "agency-1", field: "income", on: date("2026-09-10")) == nil)
        expectRefused("consent.notLive") { try check(withdraw(#","recipients":["bank-1"]"#), world) }

        world.record(
            "consent/P1", .consentWithdrawn, #"{"partyId":"P1","purpose":"identity"}"#, on: "2026-09-12", role: .buyer)
        #expect(world.party("P1").consent(for: "identity", on: date("2026-09-11")) != nil)
        #expect(world.party("P1").consent(for: "identity", on: date("2026-09-12")) == nil)
        expectRefused("consent.notLive") { try check(withdraw(on: "2026-09-13"), world) }
        let again = world.record("consent/P1", .consentGranted, consent(), on: "2026-09-12", role: .buyer)
        #expect(world.party("P1").consent(for: "identity", on: date("2026-09-12")) == Mark(again))
    }

    @Test(
        "age facts prove what follows from them, and nothing more",
        arguments: [
            (14, "2026-09-10", true), (14, "2026-09-11", nil), (14, "2025-01-01", true),
            (8, "2026-09-10", false), (8, "2026-09-11", false), (8, "2026-09-09", nil), (8, "2020-09-09", true),
            (18, "2026-09-11", true), (18, "2030-09-09", true), (18, "2030-09-10", nil), (18, "2036-09-11", false),
            (16, "2026-09-10", nil),
        ] as [(Int, String, Bool?)])
    func ages(years: Int, day: String, expected: Bool?) {
        #expect(registered(child).party("P1").isUnder(years, on: date(day)) == expected)
    }

    @Test("age facts agree with a birthday, whenever they prove something")
    func agesModel() {
        // Born on 29 February: the hardest birthday. 8, 14 and 18 are reached with the first day not before it.
        let birth = date("2012-02-29")
        func isUnder(_ years: Int, _ day: CivilDate) -> Bool {
            (day.year, day.month, day.day) < (birth.year + years, birth.month, birth.day)
        }
        var proved = 0
        for asOfDay in stride(from: date("2019-12-25").dayNumber, to: date("2031-04-01").dayNumber, by: 7) {
            let asOf = CivilDate(dayNumber: asOfDay)
            let facts = AgeFacts(
                mark: Mark(index: 0, on: asOf), asOf: asOf, under8: isUnder(8, asOf), under14: isUnder(14, asOf),
                under18: isUnder(18, asOf))
            for day in stride(from: date("2018-01-01").dayNumber, to: date("2033-01-01").dayNumber, by: 29) {
                let on = CivilDate(dayNumber: day)
                for years in [8, 14, 18] {
                    guard let answer = facts.isUnder(years, on: on) else { continue }
                    proved += 1
                    #expect(answer == isUnder(years, on))
                }
            }
        }
        #expect(proved > 100_000)
    }

    @Test("an organisation has no age, and an unknown party proves nothing")
    func noAge() {
        #expect(registered("", kind: "org").party("P1").isUnder(18, on: date("2026-09-10")) == false)
        #expect(MemoryWorld().party("P1").isUnder(18, on: date("2026-09-10")) == nil)
    }

    @Test("the fields of a party name no sealed value")
    func fields() {
        let world = registered()
        world.record("consent/P1", .consentGranted, consent(), role: .buyer)
        let paths = world.party("P1").fields.map(\.path)
        #expect(paths.contains("party.kind") && paths.contains("consent.1.until"))
        #expect(Set(paths).count == paths.count)
        #expect(Set(PartyRules.all.map(\.id)).count == PartyRules.all.count)
    }
}
