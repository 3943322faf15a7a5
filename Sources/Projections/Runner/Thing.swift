internal import HomeSale

/// What rows are told about: everything of one thing follows from its own streams, and can be told anew alone.
public struct Thing: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        case deal, listing
        /// Who a party is made sure to be, `party/ID`, without its consents. No rows of its own: deals tell of it.
        case party
        /// One listing or sale of an imported source, `observed/SOURCE/ID`.
        case observed
    }

    public let kind: Kind
    /// The deal, the listing, or `SOURCE/ID`.
    public let id: String

    public init(_ kind: Kind, _ id: String) { (self.kind, self.id) = (kind, id) }

    public static func == (a: Thing, b: Thing) -> Bool { a.kind == b.kind && ByteName(a.id) == ByteName(b.id) }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(kind)
        hasher.combine(ByteName(id))
    }

    /// The thing that a stream belongs to; `nil` where no read model tells of it.
    public init?(subject: String) {
        let parts = subject.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[1].isEmpty else { return nil }
        switch parts[0] {
        case "observed": self.init(.observed, String(parts[1]))
        case "listing": self.init(.listing, String(parts[1]))
        case "party": self.init(.party, String(parts[1]))
        case "deal":
            guard let stream = StreamName(subject: subject) else { return nil }
            self.init(.deal, stream.id)
        default: return nil
        }
    }
}
