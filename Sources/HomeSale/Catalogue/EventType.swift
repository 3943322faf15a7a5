/// One row of the catalogue: what a step holds, who may record it, what it changes.
public struct EventType: Hashable, Sendable {
    public let name: EventName
    /// The newest payload schema; older ones are upcast when read.
    public let schema: UInt32
    /// The streams it may stand on.
    public let streams: [StreamKind]
    public let members: [PayloadMember]
    public let recorders: [Recorder]
    /// The step in the glossary's words.
    public let title: Wording
    /// What changes after it.
    public let effect: Wording
    /// The law, article or section it comes from.
    public let source: String

    public init(
        _ name: EventName, schema: UInt32 = 1, on streams: [StreamKind], _ title: Wording, by recorders: [Recorder],
        effect: Wording, source: String, _ members: [PayloadMember]
    ) {
        self.name = name
        self.schema = schema
        self.streams = streams
        self.members = members
        self.recorders = recorders
        self.title = title
        self.effect = effect
        self.source = source
    }

    public func may(_ role: Role, _ attestation: Attestation) -> Bool {
        recorders.contains { $0.role == role && $0.attestations.contains(attestation) }
    }
}
