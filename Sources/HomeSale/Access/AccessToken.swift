internal import CanonicalJSON
public import Proofs

/// A program's leave to ask for personal data: 256 random bits that only the program holds. The log has their digest and what they are
/// good for. DOMAIN.md section 7, B21.
public struct AccessToken: Hashable, Sendable {
    public static let issuedType = "access.tokenIssued"
    public static let revokedType = "access.tokenRevoked"
    /// What the text of a token begins with, so that one that leaked is recognised.
    public static let prefix = "deedlog-token-"

    /// SHA-256 of the token's text.
    public let digest: Digest
    /// The program: the name that consents give as recipient.
    public let holder: String
    public let role: String
    public let purposes: [String]
    /// Whose data; `nil` for anybody's.
    public let parties: [String]?
    /// First and last day, both inside.
    public let from: CivilDate
    public let until: CivilDate
    public internal(set) var revoked: CivilDate?

    public init(
        digest: Digest, holder: String, role: Role, purposes: [Purpose], parties: [String]?, from: CivilDate, until: CivilDate
    ) {
        self.digest = digest
        self.holder = holder
        self.role = role.rawValue
        self.purposes = purposes.map(\.rawValue)
        self.parties = parties
        self.from = from
        self.until = until
    }

    /// How people and entries name it: the first 16 hex digits of the digest.
    public var id: String { String(digest.hex.prefix(16)) }
    public var subject: String { Self.subject(id) }
    static func subject(_ id: String) -> String { "access/token/\(id)" }

    public var issuedKey: String { "issued-\(id)" }
    public var revokedKey: String { "revoked-\(id)" }

    // MARK: Texts

    /// A fresh token's text: the prefix and 32 random bytes in base64url without padding. RFC 4648 section 5.
    public static func freshText() -> [UInt8] {
        var random = SecureRandom()
        let first = random.sixteen(), second = random.sixteen()
        var secret = (0..<16).map { first[$0] } + (0..<16).map { second[$0] }
        defer { wipe(&secret) }
        return Array(prefix.utf8) + base64URL(secret)
    }

    /// SHA-256 of a token's text; `nil` where the text has not the form of one.
    public static func digest(of text: [UInt8]) -> Digest? {
        let head = Array(prefix.utf8)
        guard text.count == head.count + 43, text.starts(with: head),
            text[head.count...].allSatisfy({ $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 || $0 == 0x2D || $0 == 0x5F })
        else { return nil }
        var hasher = Hasher256()
        return hasher.digest(of: text.span)
    }

    private static func base64URL(_ bytes: [UInt8]) -> [UInt8] {
        base64Text(bytes).utf8.filter { $0 != 0x3D }.map { $0 == 0x2B ? 0x2D : $0 == 0x2F ? 0x5F : $0 }
    }

    // MARK: Entries

    /// The data of `access.tokenIssued`, canonical.
    public var issuedData: [UInt8] {
        JSONWriter.object { writer in
            writer.member("digest", digest.hex)
            writer.member("from", "\(from)")
            writer.member("holder", holder)
            if let parties { writer.member("parties", parties) }
            writer.member("purposes", purposes)
            writer.member("role", role)
            writer.member("until", "\(until)")
        }
    }

    /// Why a token ends before its time.
    public enum Revocation: String, CaseIterable, Hashable, Sendable { case leaked, replaced, unused, misused }

    /// The data of `access.tokenRevoked`, canonical.
    public func revokedData(_ reason: Revocation) -> [UInt8] {
        JSONWriter.object { writer in
            writer.member("digest", digest.hex)
            writer.member("reason", reason.rawValue)
        }
    }

    /// - Parameter data: of an `access.tokenIssued`; `nil` where it is none.
    init?(issued data: Payload) {
        guard let digest = data.text("digest").flatMap({ Digest(hex: $0) }), let holder = data.text("holder"),
            let role = data.text("role"), let from = data.date("from"), let until = data.date("until")
        else { return nil }
        self.digest = digest
        self.holder = holder
        self.role = role
        purposes = data.texts("purposes")
        parties = data.has("parties") ? data.texts("parties") : nil
        self.from = from
        self.until = until
    }
}
