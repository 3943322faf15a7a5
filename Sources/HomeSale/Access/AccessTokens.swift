internal import Ledger
internal import Proofs

/// The tokens of one log, folded from the entries on `access/token/…`. Total; no secret is in it.
public struct AccessTokens: Hashable, Sendable {
    /// Why a token does not open anything: one stable word per cause.
    public enum Fault: String, Error, CaseIterable, Hashable, Sendable {
        /// Not of a token's form, or issued by no entry of this log.
        case tokenUnknown
        case tokenRevoked, tokenNotYet, tokenExpired
        case tokenRoleDiffers, tokenPurposeDiffers, tokenPartyDiffers

        public var wording: Wording {
            switch self {
            case .tokenUnknown: Wording("no such token was issued", "未签发此令牌")
            case .tokenRevoked: Wording("the token was revoked", "令牌已吊销")
            case .tokenNotYet: Wording("the token is not yet valid", "令牌尚未生效")
            case .tokenExpired: Wording("the token has expired", "令牌已过期")
            case .tokenRoleDiffers: Wording("the token is for another role", "令牌属于其他角色")
            case .tokenPurposeDiffers: Wording("the token is for other purposes", "令牌不含此目的")
            case .tokenPartyDiffers: Wording("the token is for other parties", "令牌不含此当事人")
            }
        }
    }

    /// In the order they were issued.
    public private(set) var tokens: [AccessToken] = []

    public init() {}

    /// Takes up a stored line; anything that is no entry of a token is passed over.
    public mutating func apply(line: Span<UInt8>) {
        guard let entry = try? parseEntryLine(line) else { return }
        let data = Payload(copying: line.extracting(entry.range(.data)))
        switch attributeText(line, entry, .type) {
        case AccessToken.issuedType:
            guard let token = AccessToken(issued: data), !tokens.contains(where: { $0.digest == token.digest }) else { return }
            tokens.append(token)
        case AccessToken.revokedType:
            guard let digest = data.text("digest").flatMap({ Digest(hex: $0) }),
                let place = tokens.firstIndex(where: { $0.digest == digest }), tokens[place].revoked == nil
            else { return }
            tokens[place].revoked = CivilDate(dayNumber: entry.occurredDay)
        default: break
        }
    }

    /// The token whose text this is, whatever it is good for; in time that tells nothing of where two digests part.
    public func token(_ text: [UInt8]) -> AccessToken? {
        guard let digest = AccessToken.digest(of: text) else { return nil }
        var found: AccessToken?
        for token in tokens where isSame(token.digest, digest) { found = token }
        return found
    }

    /// The token that `text` is, where it is live that day for this role, purpose and party.
    ///
    /// - Parameter party: `nil` where nobody's data are asked for yet.
    /// - Throws: ``Fault``, the first in the order of its cases.
    public func check(
        _ text: [UInt8], role: Role, purpose: Purpose, party: String?, on day: CivilDate
    ) throws(Fault) -> AccessToken {
        guard let token = token(text) else { throw .tokenUnknown }
        if let revoked = token.revoked, revoked <= day { throw .tokenRevoked }
        guard token.from <= day else { throw .tokenNotYet }
        guard day <= token.until else { throw .tokenExpired }
        guard token.role == role.rawValue else { throw .tokenRoleDiffers }
        guard token.purposes.contains(purpose.rawValue) else { throw .tokenPurposeDiffers }
        if let party, let parties = token.parties, !parties.contains(where: { ByteName($0) == ByteName(party) }) {
            throw .tokenPartyDiffers
        }
        return token
    }

    /// The token that people name by the first digits of its digest, 8 at least; `nil` where none or several begin with them.
    public func token(id: String) -> AccessToken? {
        guard id.utf8.count >= 8 else { return nil }
        let found = tokens.filter { $0.digest.hex.hasPrefix(id) }
        return found.count == 1 ? found[0] : nil
    }
}

/// Every word is looked at, whatever the first ones say.
private func isSame(_ a: Digest, _ b: Digest) -> Bool {
    var difference: UInt32 = 0
    for k in 0..<8 { difference |= a.words[k] ^ b.words[k] }
    return difference == 0
}
