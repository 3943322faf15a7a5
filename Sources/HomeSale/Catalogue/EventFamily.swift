/// Types of steps that belong together, as manuals and `deedlog explain` list them.
public struct EventFamily: Hashable, Sendable {
    public let title: Wording
    public let types: [EventType]

    init(_ title: Wording, _ types: [EventType]) {
        self.title = title
        self.types = types
    }
}
