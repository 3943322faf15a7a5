internal import CanonicalJSON
public import Proofs

/// What an entry says of an actor, or of who must sign: `actor.*` on `actor/ID`, `ledger.signingPolicySet` on `ledger`. docs/FORMAT.md.
public enum ActorChange: Hashable, Sendable {
    case registered(ActorPublicKey, RoleGrant)
    case roleGranted(RoleGrant)
    case roleEnded([String])
    case keyRotated(ActorPublicKey, replaces: ActorKeyID)
    case keyRevoked(ActorKeyID, RevocationReason)
    case policySet(SigningPolicy)

    /// In the order in which they are named here.
    static let types = [
        "actor.registered", "actor.roleGranted", "actor.roleEnded", "actor.keyRotated", "actor.keyRevoked", SigningPolicy.type,
    ]

    public var type: String {
        switch self {
        case .registered: Self.types[0]
        case .roleGranted: Self.types[1]
        case .roleEnded: Self.types[2]
        case .keyRotated: Self.types[3]
        case .keyRevoked: Self.types[4]
        case .policySet: Self.types[5]
        }
    }

    /// The entry's key: follows from what it is about, so that making it twice adds nothing.
    ///
    /// - Parameter number: the revision in the actor's stream; of a policy how many there were before it.
    public func key(_ number: UInt32) -> String {
        switch self {
        case .registered(let key, _): "registered-\(key.id)"
        case .roleGranted: "granted-\(number)"
        case .roleEnded: "ended-\(number)"
        case .keyRotated(let key, _): "rotated-\(key.id)"
        case .keyRevoked(let keyId, _): "revoked-\(keyId)"
        case .policySet: "policy-\(number)"
        }
    }

    /// The payload, canonical.
    public var data: [UInt8] {
        switch self {
        case .policySet(let policy): policy.data
        default:
            JSONWriter.object { writer in
                switch self {
                case .registered(let key, let grant):
                    writer.member("algorithm", key.algorithm.rawValue)
                    writer.member("from", CivilTime.text(ofDay: grant.fromDay))
                    writer.member("keyId", key.id.text)
                    writer.member("publicKey", base64Text(key.bytes))
                    writer.member("roles", grant.roles)
                    if let until = grant.untilDay { writer.member("until", CivilTime.text(ofDay: until)) }
                case .roleGranted(let grant):
                    writer.member("from", CivilTime.text(ofDay: grant.fromDay))
                    writer.member("roles", grant.roles)
                    if let until = grant.untilDay { writer.member("until", CivilTime.text(ofDay: until)) }
                case .roleEnded(let roles): writer.member("roles", roles)
                case .keyRotated(let key, let replaced):
                    writer.member("algorithm", key.algorithm.rawValue)
                    writer.member("keyId", key.id.text)
                    writer.member("publicKey", base64Text(key.bytes))
                    writer.member("replaces", replaced.text)
                case .keyRevoked(let keyId, let reason):
                    writer.member("keyId", keyId.text)
                    writer.member("reason", reason.rawValue)
                case .policySet: break
                }
            }
        }
    }

    /// Reads a canonical payload; `nil` where it is none of `type`.
    ///
    /// - Parameter text: the object and nothing else, checked as canonical JSON.
    public init?(type: String, data text: Span<UInt8>) {
        func key() -> ActorPublicKey? {
            guard let algorithm = stringMember(text, 0, "algorithm").flatMap(ActorAlgorithm.init(rawValue:)),
                let bytes = stringMember(text, 0, "publicKey").flatMap({ Proofs.bytes(base64: $0) }),
                let key = ActorPublicKey(algorithm, bytes), keyId("keyId") == key.id
            else { return nil }
            return key
        }
        func keyId(_ name: StaticString) -> ActorKeyID? { stringMember(text, 0, name).flatMap { ActorKeyID($0) } }
        let count = memberCount(text, 0)
        let more = memberValue(text, 0, "until") == nil ? 0 : 1
        switch type {
        case Self.types[0]:
            guard count == 5 + more, let key = key(), let grant = RoleGrant(text) else { return nil }
            self = .registered(key, grant)
        case Self.types[1]:
            guard count == 2 + more, let grant = RoleGrant(text) else { return nil }
            self = .roleGranted(grant)
        case Self.types[2]:
            guard count == 1, let roles = roleList(text, 0, "roles"), !roles.isEmpty else { return nil }
            self = .roleEnded(roles)
        case Self.types[3]:
            guard count == 4, let key = key(), let replaced = keyId("replaces") else { return nil }
            self = .keyRotated(key, replaces: replaced)
        case Self.types[4]:
            guard count == 2, let keyId = keyId("keyId"),
                let reason = stringMember(text, 0, "reason").flatMap(RevocationReason.init(rawValue:))
            else { return nil }
            self = .keyRevoked(keyId, reason)
        case Self.types[5]:
            guard let policy = SigningPolicy(data: text) else { return nil }
            self = .policySet(policy)
        default: return nil
        }
    }
}

/// Roles, and the recording dates on which they may be acted in, both included.
public struct RoleGrant: Hashable, Sendable {
    /// Rising by bytes, each once, at least one.
    public let roles: [String]
    /// Days since 1970-01-01.
    public let fromDay: Int32
    public let untilDay: Int32?

    public init(roles: [String], fromDay: Int32, untilDay: Int32? = nil) {
        (self.roles, self.fromDay, self.untilDay) = (
            roles.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }, fromDay, untilDay
        )
    }

    init?(_ text: Span<UInt8>) {
        func day(_ name: StaticString) -> Int32? {
            stringRange(text, 0, name).flatMap { $0.count == 10 ? CivilTime.parseDay(text, $0.lowerBound) : nil }
        }
        guard let roles = roleList(text, 0, "roles"), !roles.isEmpty, let from = day("from") else { return nil }
        let until = day("until")
        guard (until == nil) == (memberValue(text, 0, "until") == nil), until.map({ $0 >= from }) ?? true else { return nil }
        (self.roles, fromDay, untilDay) = (roles, from, until)
    }
}

/// Why a key is no longer its actor's. A closed list.
public enum RevocationReason: String, CaseIterable, Hashable, Sendable {
    /// Somebody else may hold it.
    case compromised
    /// Nobody holds it any more.
    case lost
    /// The person left.
    case left
    /// It was never meant to be registered.
    case mistaken
}
