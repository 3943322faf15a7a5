internal import CanonicalJSON
internal import HomeSale

/// One row of a read model: its key within its thing, and its members as canonical JSON.
public struct ViewRow: Hashable, Sendable {
    /// What tells several rows of one thing apart; empty where there is one.
    public let parts: [String]
    public let json: [UInt8]

    /// A row as it is stored.
    public typealias Keyed = (key: [UInt8], json: [UInt8])

    init(_ parts: [String] = [], _ fill: (inout ViewMembers) -> Void) {
        self.parts = parts
        var members = ViewMembers()
        fill(&members)
        json = members.bytes()
    }
}
