internal import CanonicalJSON
public import Proofs

/// The record of one answer to a question for a person's data: `access.decided` on `access/PARTY`. docs/FORMAT.md.
///
/// It names data and never their values. A decision that allows some fields and denies others is several records.
public struct AccessDecided: Hashable, Sendable {
    public static let type = "access.decided"

    public let party: String
    public let role: String
    public let purpose: String
    public let resource: String
    public let action: String
    public let isAllowed: Bool
    /// `SUBJECT:r` of the consent, the word of a ``LegalBasis``, or `none`.
    public let basis: String
    /// The opening of the deal that a contract basis rests on.
    public let deal: String?
    public let fields: [String]
    /// Of the matrix that decided.
    public let matrix: Digest
    /// The word of an ``AccessReason``, where it was denied.
    public let reason: String?
    /// The first 16 hex digits of the digest of the token that was shown.
    public let token: String?

    /// Where it stands.
    public var subject: String { "access/\(party)" }

    /// The records of a decision, one for all fields with the same answer, in the order they were asked for.
    public static func records(of decision: AccessDecision, token: AccessToken? = nil) -> [AccessDecided] {
        var groups: [(first: AccessDecision.Field, fields: [String])] = []
        for field in decision.fields {
            if let place = groups.firstIndex(where: { $0.first.reason == field.reason && $0.first.basis == field.basis }) {
                groups[place].fields.append(field.name)
            } else {
                groups.append((field, [field.name]))
            }
        }
        let request = decision.request
        return groups.map { group in
            AccessDecided(
                party: request.party, role: request.role.rawValue, purpose: request.purpose.rawValue,
                resource: request.resource.rawValue, action: request.action.rawValue, isAllowed: group.first.isAllowed,
                basis: group.first.basis ?? "none",
                deal: group.first.basis == LegalBasis.contract.rawValue ? request.deal : nil, fields: group.fields,
                matrix: decision.matrix, reason: group.first.isAllowed ? nil : group.first.reason.rawValue, token: token?.id)
        }
    }

    /// Canonical.
    public var data: [UInt8] {
        JSONWriter.object { writer in
            writer.member("action", action)
            writer.member("allowed", isAllowed)
            writer.member("basis", basis)
            if let deal { writer.member("deal", deal) }
            writer.member("fields", fields)
            writer.member("matrix", matrix.hex)
            writer.member("party", party)
            writer.member("purpose", purpose)
            if let reason { writer.member("reason", reason) }
            writer.member("resource", resource)
            writer.member("role", role)
            if let token { writer.member("token", token) }
        }
    }
}

extension AccessDecided {
    /// - Parameter data: of a stored entry; `nil` where a member is missing.
    public init?(_ data: Payload) {
        guard let party = data.text("party"), let role = data.text("role"), let purpose = data.text("purpose"),
            let resource = data.text("resource"), let action = data.text("action"), let isAllowed = data.flag("allowed"),
            let basis = data.text("basis"), let matrix = data.text("matrix").flatMap({ Digest(hex: $0) })
        else { return nil }
        self.init(
            party: party, role: role, purpose: purpose, resource: resource, action: action, isAllowed: isAllowed, basis: basis,
            deal: data.text("deal"), fields: data.texts("fields"), matrix: matrix, reason: data.text("reason"),
            token: data.text("token"))
    }
}
