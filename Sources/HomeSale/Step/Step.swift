/// A step that somebody wants to record: what `decide` judges.
public struct Step: Sendable {
    /// The index it would get.
    public let index: UInt64
    /// The instant it would be recorded at, milliseconds since 1970.
    public let timeMilliseconds: Int64
    public let occurred: CivilDate
    public let stream: StreamName
    public let name: EventName
    public let actor: String
    public let role: Role
    public let attestation: Attestation
    public let cause: UInt64?
    public let payload: Payload

    public init(
        index: UInt64, timeMilliseconds: Int64, occurred: CivilDate, stream: StreamName, name: EventName, actor: String,
        role: Role, attestation: Attestation, cause: UInt64? = nil, payload: Payload
    ) {
        self.index = index
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

    /// The civil date in China that it would be recorded on.
    public var recordedOn: CivilDate { CivilDate(atMilliseconds: timeMilliseconds) }

    /// The fact that it becomes once it is accepted.
    public func fact(revision: UInt32) -> Fact {
        Fact(
            index: index, revision: revision, timeMilliseconds: timeMilliseconds, occurred: occurred, stream: stream,
            name: name, actor: actor, role: role, attestation: attestation, cause: cause, payload: payload)
    }
}
