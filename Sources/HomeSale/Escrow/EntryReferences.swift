/// What every entry of a deal was, by the way payloads name entries: `SUBJECT:r`. Filled by every fact of the deal's streams.
///
/// A release names the facts it rests on, and so does a condition that is met; the states keep marks (an index), while a
/// payload holds a reference (a stream and a revision), so this is the one place where the two meet.
public struct EntryReferences: Hashable, Sendable {
    /// One entry: what was recorded, and where it stands.
    public struct Entry: Hashable, Sendable {
        public let name: EventName
        public let mark: Mark
    }

    private var entries: [StreamName: [UInt32: Entry]] = [:]

    public init() {}

    /// Takes up a fact. Total; a stream never has one revision twice.
    public mutating func apply(_ fact: Fact) {
        entries[fact.stream, default: [:]][fact.revision] = Entry(name: fact.name, mark: Mark(fact))
    }

    /// How payloads name the entry with this index; `nil` for one of another deal.
    public func name(of index: UInt64) -> String? {
        for (stream, revisions) in entries {
            if let revision = revisions.first(where: { $0.value.mark.index == index }) {
                return "\(stream.subject):\(revision.key)"
            }
        }
        return nil
    }

    /// The entry that `reference` names.
    ///
    /// - Parameter reference: `SUBJECT:r`, the revision in decimal digits without leading zeros, from 1.
    /// - Returns: `nil` for any other text, for another deal's entries, and for what is not recorded yet.
    public func entry(_ reference: String) -> Entry? {
        guard let colon = reference.lastIndex(of: ":"), let stream = StreamName(subject: String(reference[..<colon])),
            let revision = UInt32(reference[reference.index(after: colon)...]), stream.subject + ":\(revision)" == reference
        else { return nil }
        return entries[stream]?[revision]
    }
}
