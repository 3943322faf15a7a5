/// Which entries to read, and in which order.
public struct LogQuery: Hashable, Sendable {
    public var subject: String?
    public var type: String?
    public var actor: String?
    /// Recorded at or after, and before: milliseconds since 1970.
    public var since: Int64?
    public var until: Int64?
    /// Indexes from, and below.
    public var from: UInt64?
    public var to: UInt64?
    public var isBackward = false
    public var limit: Int?

    public init() {}
}
