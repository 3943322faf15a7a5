import CanonicalJSON
import Ledger
import Proofs
import Testing

@testable import HomeSale

private func day(_ text: String) -> CivilDate { CivilDate(text)! }

/// A stored line as the ledger would write it.
private func line(_ type: String, _ data: [UInt8], _ token: AccessToken, on: String = "2026-03-01", key: String = "k") -> [UInt8]
{
    let zeros = String(repeating: "0", count: 64)
    return Array(
        #"{"actor":"op","attestation":"derived","data":\#(String(decoding: data, as: UTF8.self)),"id":"7","key":"\#(key)","occurred":"\#(on)","prevhash":"\#(zeros)","revision":0,"role":"system","salt":"\#(zeros.prefix(32))","schema":1,"source":"x.cn/y","specversion":"1.0","subject":"\#(token.subject)","time":"2026-03-01T02:03:04.567Z","type":"\#(type)"}"#
            .utf8)
}

@Suite("Access tokens") struct AccessTokenTests {
    private let text = AccessToken.freshText()
    private var token: AccessToken {
        AccessToken(
            digest: AccessToken.digest(of: text)!, holder: "bank-a", role: .lenderOfficer, purposes: [.bankSharing, .aml],
            parties: ["p-1"], from: day("2026-03-01"), until: day("2026-03-31"))
    }

    private func fold(_ lines: [UInt8]...) -> AccessTokens {
        var tokens = AccessTokens()
        for one in lines { tokens.apply(line: one.span) }
        return tokens
    }
    private var issued: [UInt8] { line(AccessToken.issuedType, token.issuedData, token) }

    private func fault(
        _ tokens: AccessTokens, _ text: [UInt8]? = nil, role: Role = .lenderOfficer, purpose: Purpose = .bankSharing,
        party: String? = "p-1", on: String = "2026-03-10"
    ) -> AccessTokens.Fault? {
        do throws(AccessTokens.Fault) {
            _ = try tokens.check(text ?? self.text, role: role, purpose: purpose, party: party, on: day(on))
            return nil
        } catch { return error }
    }

    @Test("a text is the prefix and 43 characters of base64url, and never the same") func texts() {
        #expect(String(decoding: text, as: UTF8.self).wholeMatch(of: #/deedlog-token-[A-Za-z0-9_-]{43}/#) != nil)
        #expect(Set((0..<200).map { _ in AccessToken.freshText() }).count == 200)
    }

    @Test("an entry holds the digest and never the text; what is folded is what was issued") func folded() {
        let tokens = fold(issued)
        #expect(tokens.tokens == [token] && tokens.token(id: String(token.id.prefix(8))) == token)
        let stored = String(decoding: issued, as: UTF8.self), secret = String(decoding: text.suffix(43), as: UTF8.self)
        #expect(!stored.contains(secret))
        #expect(tokens.token(id: "1234567") == nil && tokens.token(id: "zzzzzzzz") == nil)
    }

    @Test("it opens for its role, purposes, parties and days, and for nothing else") func scope() {
        let tokens = fold(issued)
        #expect(fault(tokens) == nil && fault(tokens, party: nil) == nil && fault(tokens, purpose: .aml) == nil)
        #expect(fault(tokens, on: "2026-03-01") == nil && fault(tokens, on: "2026-03-31") == nil)
        #expect(fault(tokens, on: "2026-02-28") == .tokenNotYet && fault(tokens, on: "2026-04-01") == .tokenExpired)
        #expect(fault(tokens, role: .fundCenterOfficer) == .tokenRoleDiffers)
        #expect(fault(tokens, purpose: .creditReport) == .tokenPurposeDiffers)
        #expect(fault(tokens, party: "p-2") == .tokenPartyDiffers)
        #expect(fault(AccessTokens()) == .tokenUnknown)
    }

    @Test("a revocation counts from its day on, once") func revoked() {
        let end = line(AccessToken.revokedType, token.revokedData(.leaked), token, on: "2026-03-10")
        let later = line(AccessToken.revokedType, token.revokedData(.unused), token, on: "2026-03-20")
        let tokens = fold(issued, end, later)
        #expect(fault(tokens, on: "2026-03-09") == nil && fault(tokens, on: "2026-03-10") == .tokenRevoked)
        // A revocation of what was never issued is passed over.
        #expect(fold(end).tokens.isEmpty)
    }

    @Test("a bit flipped anywhere is another token, or none") func flipped() {
        let tokens = fold(issued)
        for place in text.indices {
            for bit in 0..<8 {
                var other = text
                other[place] ^= 1 << bit
                #expect(fault(tokens, other) == .tokenUnknown)
            }
        }
    }

    @Test(
        "what has not the form of a token has no digest",
        arguments: [
            "", "deedlog-token-", String(repeating: "a", count: 57), "deedlog-token-" + String(repeating: "a", count: 42),
            "deedlog-token-" + String(repeating: "a", count: 44), "deedlog-token-" + String(repeating: "=", count: 43),
            "Deedlog-token-" + String(repeating: "a", count: 43), "deedlog-token-" + String(repeating: "甲", count: 43),
        ])
    func form(text: String) {
        #expect(AccessToken.digest(of: Array(text.utf8)) == nil)
    }

    @Test("lines that are none of theirs are passed over") func others() {
        let tokens = fold(issued, Array("{}".utf8), Array("".utf8), line("access.decided", token.issuedData, token), issued)
        #expect(tokens.tokens.count == 1)
        var wiped = text
        wipe(&wiped)
        #expect(wiped == [UInt8](repeating: 0, count: text.count))
    }
}
