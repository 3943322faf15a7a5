import Testing

@testable import Ledger

private let hex = String(repeating: "0123456789abcdef", count: 4)
private let system = #""role":"system","attestation":"derived","schema":1"#

private func decided(_ data: String, subject: String = "access/p-31") -> String {
    #"{"subject":"\#(subject)","type":"access.decided",\#(system),"data":\#(data)}"#
}

private func decision(
    allowed: String = "true", basis: String = #""consent/p-31:0""#, fields: String = #"["income"]"#, more: String = "",
    party: String = "p-31", role: String = "lenderOfficer"
) -> String {
    #"{"action":"read","allowed":\#(allowed),"basis":\#(basis),"fields":\#(fields),"matrix":"\#(hex)","party":"\#(party)","purpose":"bankSharing","resource":"finance","role":"\#(role)"\#(more)}"#
}

private func issued(
    _ more: String = "", digest: String = hex, from: String = "2026-03-01", until: String = "2026-03-31",
    purposes: String = #"["aml"]"#,
    key: String = "issued-0123456789abcdef", subject: String = "access/token/0123456789abcdef"
) -> String {
    #"{"subject":"\#(subject)","type":"access.tokenIssued","key":"\#(key)",\#(system),"data":{"digest":"\#(digest)","from":"\#(from)","holder":"bank-a","purposes":\#(purposes),"role":"lenderOfficer","until":"\#(until)"\#(more)}}"#
}

private func revoked(
    reason: String = #""leaked""#, more: String = "", key: String = "revoked-0123456789abcdef",
    subject: String = "access/token/0123456789abcdef"
) -> String {
    #"{"subject":"\#(subject)","type":"access.tokenRevoked","key":"\#(key)",\#(system),"data":{"digest":"\#(hex)","reason":\#(reason)\#(more)}}"#
}

@Suite("entries about access, held against the format") struct AccessEntryTests {
    @Test(
        "what is of its form is sound",
        arguments: [
            decided(decision()), decided(decision(basis: #""duty""#)),
            decided(decision(basis: #""contract""#, more: #","deal":"deal/D-1:0""#)),
            decided(decision(allowed: "false", basis: #""none""#, more: #","reason":"consentExpired""#)),
            decided(decision(fields: #"["income","a/b","姓名"]"#, more: #","token":"0123456789abcdef""#)),
            decided(decision(party: "a\\\"b"), subject: "access/a\\\"b"),
            issued(), issued(#","parties":["p-1"]"#), issued(until: "2026-03-01"), revoked(),
        ])
    func sound(draft: String) throws {
        let test = try TestLedger()
        try test.appendAsSystem(draft)
        let fault = try Verifier(test.ledger).run().firstFault
        #expect(fault == nil, "\(String(describing: fault))")
    }

    @Test(
        "what is not is entry.payload",
        arguments: [
            // A decision: whose, on what stream, allowed with a reason or denied without one, on which basis.
            decided(decision(), subject: "access/p-32"), decided(decision(), subject: "access/token/p-31"), decided("{}"),
            decided(decision(allowed: "false")), decided(decision(allowed: "false", basis: #""none""#)),
            decided(decision(allowed: "false", more: #","reason":"x""#)), decided(decision(more: #","reason":"x""#)),
            decided(decision(basis: #""none""#)), decided(decision(basis: #""""#)), decided(decision(basis: "7")),
            decided(decision(basis: #""consent/p-31""#)), decided(decision(basis: #""consent/p-31:01""#)),
            decided(decision(basis: #""consent/p-31:2147483648""#)), decided(decision(basis: #"":1""#)),
            decided(decision(basis: #""Consent""#)),
            decided(decision(allowed: "1")), decided(decision(allowed: #""true""#)), decided(decision(allowed: "null")),
            decided(decision(fields: "[]")), decided(decision(fields: "{}")), decided(decision(fields: "[1]")),
            decided(decision(fields: #"["a b"]"#)), decided(decision(fields: #"[""]"#)), decided(decision(fields: #""income""#)),
            decided(decision(role: "Lender")), decided(decision(role: "")), decided(decision(party: "a b"), subject: "access/a"),
            decided(decision(more: #","token":"0123456789abcde""#)), decided(decision(more: #","token":"0123456789ABCDEF""#)),
            decided(decision(more: #","deal":"deal/D-1""#)), decided(decision(more: #","value":"x""#)),
            decided(decision().replacing(hex, with: String(hex.dropLast()))),
            decided(decision().replacing(#""action":"read","#, with: "")),
            decided(decision()).replacing(#""schema":1"#, with: #""schema":2"#),
            // Tokens: name, key and stream follow from the digest; a period; something to be good for.
            issued(key: "issued-0123456789abcdee"), issued(subject: "access/token/0123456789abcdee"),
            issued(subject: "access/0123456789abcdef"),
            issued(digest: String(hex.dropLast())), issued(digest: hex.uppercased()), issued(from: "2026-04-01"),
            issued(from: "2026-02-30"),
            issued(until: "soon"), issued(purposes: "[]"), issued(purposes: #"["A"]"#), issued(purposes: "7"),
            issued(#","parties":[]"#),
            issued(#","parties":["a b"]"#), issued(#","secret":"x""#), issued().replacing(#""holder":"bank-a","#, with: ""),
            issued().replacing(#""schema":1"#, with: #""schema":2"#),
            revoked(reason: "7"), revoked(reason: #""Leaked""#), revoked(reason: #""""#), revoked(more: #","x":1"#),
            revoked(key: "revoked-0"),
            revoked(subject: "access/token/0"), revoked().replacing(#""schema":1"#, with: #""schema":2"#),
        ])
    func unsound(draft: String) throws {
        let test = try TestLedger()
        let index = try test.appendAsSystem(draft)
        let fault = try Verifier(test.ledger).run().firstFault
        #expect(fault?.kind == .entryPayload && fault?.index == index, "\(String(describing: fault))")
    }
}
