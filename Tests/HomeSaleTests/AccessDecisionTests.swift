import Testing

@testable import HomeSale

private func consent(
    _ purpose: String = "bankSharing", from: String = "2026-03-01", until: String = "2026-03-31",
    recipients: String = #""bank-a""#, fields: String = #""income","debts""#, separate: Bool = true
) -> String {
    #"{"partyId":"p-1","purpose":"\#(purpose)","recipients":[\#(recipients)],"fields":[\#(fields)],"from":"\#(from)","until":"\#(until)","separateConsent":\#(separate)}"#
}

private func party(_ steps: (EventName, String, on: String)...) -> PartyState {
    let world = MemoryWorld()
    world.record("party/p-1", .partyRegistered, #"{"partyId":"p-1","kind":"person"}"#, on: "2026-01-01")
    for step in steps { world.record("consent/p-1", step.0, step.1, on: step.on, role: .buyer) }
    return world.party("p-1")
}

private func request(
    actor: String = "bank-a", role: Role = .lenderOfficer, purpose: Purpose = .bankSharing, resource: PersonalResource = .finance,
    action: AccessAction = .read, party: String = "p-1", fields: [String] = ["income"], day: String = "2026-03-10",
    deal: String? = nil
) -> AccessRequest {
    AccessRequest(
        actor: actor, role: role, purpose: purpose, resource: resource, action: action, party: party, fields: fields,
        day: CivilDate(day)!, deal: deal)
}

private func reason(_ request: AccessRequest, _ party: PartyState) -> AccessReason {
    decideAccess(request, matrix: .house, party: party).fields[0].reason
}

@Suite("Decisions on access") struct AccessDecisionTests {
    private let live = party((.consentGranted, consent(), on: "2026-02-20"))

    @Test(
        "a consent covers its first and its last day and none beside",
        arguments: [
            ("2026-02-28", AccessReason.consentNotYet), ("2026-03-01", .byConsent), ("2026-03-31", .byConsent),
            ("2026-04-01", .consentExpired),
        ])
    func period(day: String, expected: AccessReason) {
        #expect(reason(request(day: day), live) == expected)
    }

    @Test(
        "a withdrawal counts from its own day on",
        arguments: [("2026-03-14", AccessReason.byConsent), ("2026-03-15", .consentWithdrawn), ("2026-03-16", .consentWithdrawn)])
    func withdrawal(day: String, expected: AccessReason) {
        let withdrawn = party(
            (.consentGranted, consent(), on: "2026-02-20"),
            (.consentWithdrawn, #"{"partyId":"p-1","purpose":"bankSharing"}"#, on: "2026-03-15"))
        #expect(reason(request(day: day), withdrawn) == expected)
    }

    @Test("a withdrawal may name one recipient, or one datum, and leaves the others") func partialWithdrawal() {
        let given = consent(recipients: #""bank-a","bank-b""#)
        let recipient = party(
            (.consentGranted, given, on: "2026-02-20"),
            (.consentWithdrawn, #"{"partyId":"p-1","purpose":"bankSharing","recipients":["bank-a"]}"#, on: "2026-03-05"))
        #expect(reason(request(), recipient) == .consentWithdrawn && reason(request(actor: "bank-b"), recipient) == .byConsent)
        let field = party(
            (.consentGranted, given, on: "2026-02-20"),
            (.consentWithdrawn, #"{"partyId":"p-1","purpose":"bankSharing","fields":["income"]}"#, on: "2026-03-05"))
        #expect(reason(request(), field) == .consentWithdrawn && reason(request(fields: ["debts"]), field) == .byConsent)
    }

    @Test("a consent that was withdrawn can be given anew") func givenAnew() {
        let anew = party(
            (.consentGranted, consent(), on: "2026-02-20"),
            (.consentWithdrawn, #"{"partyId":"p-1","purpose":"bankSharing"}"#, on: "2026-03-05"),
            (.consentGranted, consent(from: "2026-03-08"), on: "2026-03-08"))
        #expect(reason(request(day: "2026-03-07"), anew) == .consentWithdrawn)
        let decision = decideAccess(request(day: "2026-03-08"), matrix: .house, party: anew)
        #expect(decision.isAllowed && decision.fields[0].basis == "consent/p-1:3")
    }

    @Test("a field that is not covered is denied alone") func alone() {
        let decision = decideAccess(
            request(fields: ["income", "assets", "debts", "phone", "shoeSize"]), matrix: .house, party: live)
        #expect(decision.fields.map(\.reason) == [.byConsent, .fieldNotNamed, .byConsent, .fieldElsewhere, .fieldUnknown])
        #expect(!decision.isAllowed && decision.isAllowedInPart)
        #expect(decision["debts"]?.sight == .whole && decision["assets"]?.sight == nil && decision["x"] == nil)
        let records = AccessDecided.records(of: decision)
        #expect(records.map(\.fields) == [["income", "debts"], ["assets"], ["phone"], ["shoeSize"]])
        #expect(records.map(\.isAllowed) == [true, false, false, false])
        #expect(records.map(\.reason) == [nil, "fieldNotNamed", "fieldElsewhere", "fieldUnknown"])
        for record in records { #expect(AccessDecided(Payload(record.data)) == record) }
    }

    @Test("where no field is named all of the resource are asked for, and one named twice is one") func allFields() {
        #expect(request(fields: []).fields == ["income", "debts", "assets", "employment", "account"])
        let decision = decideAccess(request(fields: ["income", "income"]), matrix: .house, party: live)
        #expect(decision.fields.count == 1)
    }

    @Test("each cause of a denial has its own word")
    func causes() {
        #expect(reason(request(actor: "bank-b"), live) == .recipientNotNamed)
        #expect(reason(request(fields: ["assets"]), live) == .fieldNotNamed)
        #expect(reason(request(purpose: .creditReport, resource: .credit, fields: ["creditScore"]), live) == .consentMissing)
        #expect(reason(request(party: "p-2"), live) == .partyUnknown)
        #expect(reason(request(), PartyState(id: "p-1")) == .partyUnknown)
        // A copy and an erasure are owed also to whom nobody registered.
        for action in [AccessAction.export, .erase] {
            let owed = AccessRequest(
                actor: "o", role: .privacyOfficer, purpose: .subjectRequest, resource: .identity, action: action, party: "p-1",
                fields: ["name"], day: .date("2026-09-10"))
            #expect(reason(owed, PartyState(id: "p-1")) == .byLaw && reason(owed, PartyState(id: "p-2")) == .partyUnknown)
        }
        #expect(reason(request(role: .broker), live) == .notInMatrix)
        #expect(reason(request(action: .export), live) == .notInMatrix)
        #expect(reason(request(purpose: .audit), live) == .notInMatrix)
        #expect(reason(request(purpose: .contract, resource: .contact, fields: ["phone"]), live) == .dealMissing)
        #expect(reason(request(role: .buyer, purpose: .subjectRequest), live) == .notOwnData)
        #expect(
            reason(request(), party((.consentGranted, consent(separate: false), on: "2026-02-20"))) == .consentNotSeparate)
        // Names are bytes: Unicode's equal is not the same recipient.
        let accented = party((.consentGranted, consent(recipients: "\"caf\u{E9}\""), on: "2026-02-20"))
        #expect(reason(request(actor: "cafe\u{301}"), accented) == .recipientNotNamed)
        #expect(reason(request(actor: "caf\u{E9}"), accented) == .byConsent)
    }

    @Test("of several consents that fall short the one that goes furthest is named") func furthest() {
        let several = party(
            (.consentGranted, consent(until: "2026-03-05"), on: "2026-02-20"),
            (.consentGranted, consent(recipients: #""bank-b""#), on: "2026-02-21"))
        #expect(reason(request(), several) == .consentExpired)
    }

    @Test("law covers without consent: duty, contract in a common deal, own data") func byLaw() {
        let party = party()
        func basis(_ request: AccessRequest) -> String? { decideAccess(request, matrix: .house, party: party).fields[0].basis }
        #expect(basis(request(role: .privacyOfficer, purpose: .aml, resource: .identity, fields: ["idNumber"])) == "duty")
        #expect(
            basis(
                request(role: .lenderOfficer, purpose: .contract, resource: .identity, fields: ["idNumber"], deal: "deal/D-1:0"))
                == "contract")
        #expect(
            basis(request(actor: "p-1", role: .buyer, purpose: .subjectRequest, resource: .contact, fields: ["phone"]))
                == "subject")
    }

    @Test("a common deal: principals, those it names, those who act in it, until it is over") func deals() {
        let opened = fact(
            "deal/D-1", .dealOpened, #"{"listingId":"L-1","buyerIds":["p-1"],"sellerIds":["p-2"],"payMode":"commercial"}"#,
            revision: 0,
            actor: "broker-7")
        let applied = fact("deal/D-1/loan-1", .loanApplied, #"{"lenderId":"bank-a"}"#, actor: "p-1", role: .buyer)
        let facts = [opened, applied]
        #expect(sharedDeal(of: "broker-7", .broker, and: "p-1", in: facts) == "deal/D-1:0")
        #expect(sharedDeal(of: "bank-a", .lenderOfficer, and: "p-1", in: facts) == "deal/D-1:0")
        #expect(sharedDeal(of: "p-2", .seller, and: "p-1", in: facts) == "deal/D-1:0")
        // Another broker, the lender as a broker, a stranger's data, a seller as buyer, nothing at all.
        #expect(sharedDeal(of: "broker-8", .broker, and: "p-1", in: facts) == nil)
        #expect(sharedDeal(of: "bank-a", .broker, and: "p-1", in: facts) == nil)
        #expect(sharedDeal(of: "broker-7", .broker, and: "p-9", in: facts) == nil)
        #expect(sharedDeal(of: "p-2", .buyer, and: "p-1", in: facts) == nil)
        #expect(sharedDeal(of: "broker-7", .broker, and: "p-1", in: []) == nil)
        #expect(
            sharedDeal(of: "broker-7", .broker, and: "p-1", in: facts + [fact("deal/D-1", .dealCancelled, #"{"ground":"x"}"#)])
                == nil)
    }
}

@Suite("Masks") struct MaskingTests {
    @Test(
        "what is left of a value, by characters",
        arguments: [
            (PersonalField.idNumber, "11010519491231002X", "110105********002X"), (.idNumber, "1234567890", "**********"),
            (.phone, "13800138000", "138****8000"), (.phone, "1380013", "*******"), (.phone, "12345678", "123*5678"),
            (.account, "6222020000000007", "************0007"), (.account, "0007", "****"), (.account, "10007", "*0007"),
            (.name, "张三", "张*"), (.name, "欧阳修", "欧**"), (.name, "张", "*"), (.name, "", ""), (.name, "Li Lei", "L*****"),
            // A combining accent, a family of emoji and a character beyond the BMP are one character each.
            (.name, "e\u{301}va", "e\u{301}**"), (.name, "👨‍👩‍👧张", "👨‍👩‍👧*"), (.name, "𠮷田", "𠮷*"),
            (.birthDate, "1990-02-28", "199*-**-**"), (.birthDate, "1990", "****"),
            (.address, "宁波市海曙区某某路一号", "宁波市海曙区*****"), (.address, "宁波市海曙区", "******"),
            (.email, "someone@example.cn", "s******@*******.**"),
            (.income, "25000", "****"), (.remark, "", "****"), (.creditReport, "a very long text", "****"),
        ] as [(PersonalField, String, String)])
    func masked(field: PersonalField, value: String, expected: String) {
        #expect(Masking.mask(of: field).masked(value) == expected)
    }

    @Test("no mask shows a short value, and never more than head and tail") func shortValues() {
        for field in PersonalField.allCases where field != .name {
            for count in 1...4 {
                let shown = Masking.mask(of: field).masked(String(repeating: "7", count: count))
                #expect(!shown.contains("7"), "\(field)")
            }
            let mask = Masking.mask(of: field), long = mask.masked(String(repeating: "7", count: 40))
            #expect(long.filter { $0 == "7" }.count <= mask.head + mask.tail)
        }
    }

    @Test("values are canonical JSON; only of texts is anything left") func values() {
        func shown(_ json: String, _ field: PersonalField, _ sight: AccessRow.Sight = .masked) -> String {
            String(decoding: Masking.shown(Array(json.utf8), of: field, sight), as: UTF8.self)
        }
        #expect(shown("\"13800138000\"", .phone) == "\"138****8000\"")
        #expect(shown("13800138000", .phone) == "\"****\"" && shown("[\"13800138000\"]", .phone) == "\"****\"")
        #expect(shown("{\"a\":1}", .name) == "\"****\"" && shown("\"a\\\"bc\"", .name) == "\"a***\"")
        #expect(shown("{\"a\":1}", .name, .whole) == "{\"a\":1}")
    }

    @Test("a member's name leads to its field; what is none is a remark") func fields() {
        #expect(PersonalField(member: "idNumber") == .idNumber && PersonalField(member: "reason") == .remark)
        #expect(PersonalResource.allCases.allSatisfy { !$0.fields.isEmpty })
    }
}
