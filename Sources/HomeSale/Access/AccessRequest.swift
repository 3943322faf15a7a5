public import Proofs

/// A question for a person's data.
public struct AccessRequest: Hashable, Sendable {
    /// Who asks: the name that consents give as recipient.
    public let actor: String
    public let role: Role
    public let purpose: Purpose
    public let resource: PersonalResource
    public let action: AccessAction
    /// Whose data.
    public let party: String
    /// Names of ``PersonalField``; where there are none, every field of the resource is asked for.
    public let fields: [String]
    /// The day that consents are judged for: today's date in China.
    public let day: CivilDate
    /// The deal that asker and person both take part in, `SUBJECT:r` of its opening, as the caller found it (``sharedDeal(of:and:in:)``).
    public let deal: String?

    public init(
        actor: String, role: Role, purpose: Purpose, resource: PersonalResource, action: AccessAction = .read, party: String,
        fields: [String] = [], day: CivilDate, deal: String? = nil
    ) {
        self.actor = actor
        self.role = role
        self.purpose = purpose
        self.resource = resource
        self.action = action
        self.party = party
        self.fields = fields.isEmpty ? resource.fields.map(\.rawValue) : fields
        self.day = day
        self.deal = deal
    }
}

/// The answer, field by field: one that is not covered is denied alone.
public struct AccessDecision: Hashable, Sendable {
    public struct Field: Hashable, Sendable {
        public let name: String
        public let reason: AccessReason
        /// `SUBJECT:r` of the consent, or the word of a ``LegalBasis``; `nil` where it is denied.
        public let basis: String?
        /// How much of the value is shown; `nil` where it is denied.
        public let sight: AccessRow.Sight?

        public var isAllowed: Bool { reason.isAllowed }
    }

    public let request: AccessRequest
    /// Of the matrix that decided.
    public let matrix: Digest
    /// In the order they were asked for.
    public let fields: [Field]

    /// Everything that was asked for is allowed.
    public var isAllowed: Bool { fields.allSatisfy(\.isAllowed) }
    /// Something is.
    public var isAllowedInPart: Bool { fields.contains(where: \.isAllowed) }

    public subscript(name: String) -> Field? { fields.first { ByteName($0.name) == ByteName(name) } }
}

extension AccessDecision {
    /// Denies everything that was asked for.
    public init(denying request: AccessRequest, because reason: AccessReason, matrix: AccessMatrix) {
        precondition(!reason.isAllowed)
        self.init(
            request: request, matrix: matrix.digest,
            fields: request.fields.map { Field(name: $0, reason: reason, basis: nil, sight: nil) })
    }
}
