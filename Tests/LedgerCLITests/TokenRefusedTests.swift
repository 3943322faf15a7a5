import Foundation
import TestSupport
import Testing

/// What a token is shown for, and the fault that its refusal names; where it is nobody's, nothing is on record.
private struct Showing: Sendable, CustomStringConvertible {
    let description: String
    var issue: [String] = []
    var actor = "bank-a"
    var role = "lenderOfficer"
    var purpose = "bankSharing"
    var isRevoked = false
    var isForged = false
    let fault: String
}

private let soon = String(Date(timeIntervalSinceNow: 30 * 86_400).ISO8601Format().prefix(10))
private let later = String(Date(timeIntervalSinceNow: 60 * 86_400).ISO8601Format().prefix(10))
private let before = String(Date(timeIntervalSinceNow: -2 * 86_400).ISO8601Format().prefix(10))

@Suite("Tokens that do not cover a reveal") struct TokenRefusedTests {
    @Test(
        "each is refused with its own fault; whoever it was issued to is on record, nothing is shown, and nothing else is stored",
        arguments: [
            Showing(description: "another role", role: "broker", fault: "tokenRoleDiffers"),
            Showing(description: "another purpose", purpose: "aml", fault: "tokenPurposeDiffers"),
            Showing(description: "another party's", issue: ["--party", "p-2"], fault: "tokenPartyDiffers"),
            Showing(description: "run out", issue: ["--from", "2026-01-01", "--until", before], fault: "tokenExpired"),
            Showing(description: "not yet", issue: ["--from", soon, "--until", later], fault: "tokenNotYet"),
            Showing(description: "revoked", isRevoked: true, fault: "tokenRevoked"),
            Showing(description: "somebody else's", actor: "bank-b", fault: "tokenUnknown"),
            Showing(description: "never issued", isForged: true, fault: "tokenUnknown"),
        ])
    fileprivate func refused(showing: Showing) throws {
        let desk = Desk.withVault()
        #expect(desk.append([registered("p-1", number: "11010519491231002X")]).status == 0)
        let file = desk.file("token")
        let dates = showing.issue.contains("--until") ? [] : ["--until", soon]
        let issued = desk.run(
            ["token", "issue", "--holder", "bank-a", "--role", "lenderOfficer", "--purpose", "bankSharing", "-o", file, "--json"]
                + dates + showing.issue)
        let id = try #require(issued.objects.first?.text("id"), "\(issued.errors)")
        if showing.isRevoked { #expect(desk.run("token", "revoke", id, "--reason", "leaked").status == 0) }
        if showing.isForged {
            var text = bytes(file)
            text[20] = text[20] == 0x41 ? 0x42 : 0x41
            put(text, file)
            setMode(file, 0o600)
        }
        let size = try #require(desk.size)
        let outcome = desk.run(
            "show", "party/p-1:0", "--reveal", "--as", showing.actor, "--role", showing.role, "--purpose", showing.purpose,
            "--token-file", file, "--json")
        #expect(outcome.status == 77 && outcome.error.text("code") == "tokenRefused", "\(showing): \(outcome.errors)")
        #expect(outcome.errors.contains(showing.fault) && outcome.text.isEmpty)
        let records = desk.run("log", "--stream", "access/p-1").objects
        #expect(records.count == (showing.isForged ? 0 : 1) && desk.size == size + records.count)
        for record in records {
            let data = record.object("data")
            #expect(record.text("actor") == showing.actor && data.text("token") == id)
            #expect(data.flag("allowed") == false && data.text("reason") == "tokenRefused" && data.text("basis") == "none")
            #expect(data.texts("fields") == ["birthDate", "idNumber"])
        }
        #expect(desk.isSound)
    }
}
