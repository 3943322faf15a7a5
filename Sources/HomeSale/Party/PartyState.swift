/// What the streams `party/P` and `consent/P` say of one party. No personal value is read: they are sealed. DOMAIN.md section 9.
public struct PartyState: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable { case person, org }

    /// One time that somebody made sure who the party is. 反洗钱法 34.
    public struct IdentityCheck: Hashable, Sendable {
        public let mark: Mark
        public let method: String
        /// `direct`, `relayed` or `declared`.
        public let level: String
        public let asOf: CivilDate?
    }

    public internal(set) var id: String
    public internal(set) var registered: Mark?
    public internal(set) var kind: Kind?
    /// Unified social credit code of an organisation; public.
    public internal(set) var creditCode: String?
    public internal(set) var ageFacts: AgeFacts?
    /// `passed`, `failed` or `unclear`: what the check of the number's form said. DOMAIN.md section 5.
    public internal(set) var idCheckResult: String?
    public internal(set) var idCheckMethod: String?
    public internal(set) var identityChecks: [IdentityCheck] = []
    /// Every consent there ever was, in the order of the log.
    public internal(set) var consents: [Consent] = []

    public init(id: String = "") { self.id = id }

    public var isIdentityVerified: Bool { !identityChecks.isEmpty }
    /// Where the age facts stand.
    public var ageMark: Mark? { ageFacts?.mark }

    /// The consent for this purpose that lives that day, the newest first; `nil` where there is none.
    public func consent(for purpose: String, on date: CivilDate) -> Mark? {
        consents.last { $0.purpose == purpose && $0.isLive(on: date) }?.mark
    }

    /// The consent that lets `recipient` have `field` for this purpose that day.
    public func consent(for purpose: String, recipient: String, field: String, on date: CivilDate) -> Mark? {
        consents.last { $0.purpose == purpose && $0.covers(recipient: recipient, field: field, on: date) }?.mark
    }

    /// Whether the party is a person younger than `years` on `date`.
    ///
    /// - Parameter years: 8, 14 or 18. 民法典 17-20; 个人信息保护法 31.
    /// - Returns: `nil` where the age facts do not prove it; unknown is never favourable.
    public func isUnder(_ years: Int, on date: CivilDate) -> Bool? {
        kind == .org ? false : ageFacts?.isUnder(years, on: date)
    }

    /// Takes up a fact of either stream. Total.
    public mutating func apply(_ fact: Fact) {
        guard fact.stream.kind == .party || fact.stream.kind == .consent else { return }
        if id.isEmpty { id = fact.stream.id }
        let data = fact.payload, mark = Mark(fact)
        switch fact.name {
        case .partyRegistered:
            (registered, kind, creditCode) = (mark, data.text("kind").flatMap(Kind.init), data.text("uscc"))
            ageFacts = data.object("ageFacts").flatMap { AgeFacts($0, mark) }
            if let check = data.object("idCheck") {
                (idCheckResult, idCheckMethod) = (check.text("result"), check.text("method"))
            }
        case .partyIdentityVerified:
            identityChecks.append(
                IdentityCheck(
                    mark: mark, method: data.text("method") ?? "", level: data.text("level") ?? "", asOf: data.date("asOf")))
        case .consentGranted: consents.append(Consent(data, mark, revision: fact.revision))
        case .consentWithdrawn:
            let recipients = data.texts("recipients"), fields = data.texts("fields")
            for place in consents.indices where consents[place].purpose == data.text("purpose") {
                consents[place].withdraw(recipients: recipients, fields: fields, mark)
            }
        default: break
        }
    }
}
