/// A step that was recorded: what folds apply. Total: a fact is never refused.
public struct Fact: Sendable {
    public let index: UInt64
    public let revision: UInt32
    /// When it was recorded, milliseconds since 1970.
    public let timeMilliseconds: Int64
    /// When it happened.
    public let occurred: CivilDate
    public let stream: StreamName
    public let name: EventName
    public let actor: String
    public let role: Role
    public let attestation: Attestation
    public let cause: UInt64?
    /// In its newest schema.
    public let payload: Payload

    public init(
        index: UInt64, revision: UInt32, timeMilliseconds: Int64, occurred: CivilDate, stream: StreamName, name: EventName,
        actor: String, role: Role, attestation: Attestation, cause: UInt64?, payload: Payload
    ) {
        self.index = index
        self.revision = revision
        self.timeMilliseconds = timeMilliseconds
        self.occurred = occurred
        self.stream = stream
        self.name = name
        self.actor = actor
        self.role = role
        self.attestation = attestation
        self.cause = cause
        self.payload = payload
    }

    /// How a payload names this entry: `SUBJECT:r`.
    public var reference: String { "\(stream.subject):\(revision)" }
}
