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

    /// The entries of one stream, by rising revision: they come in that order.
    private struct Stream: Hashable, Sendable {
        struct Place: Hashable, Sendable {
            let revision: UInt32
            let entry: Entry
        }

        let name: StreamName
        private(set) var places: [Place] = []

        init(_ name: StreamName) { self.name = name }

        mutating func put(_ place: Place) {
            guard let last = places.last, last.revision >= place.revision else { return places.append(place) }
            let next = firstPlace(from: place.revision)
            if places[next].revision == place.revision { places[next] = place } else { places.insert(place, at: next) }
        }

        func entry(_ revision: UInt32) -> Entry? {
            let place = firstPlace(from: revision)
            return place < places.count && places[place].revision == revision ? places[place].entry : nil
        }

        /// The first place whose revision is not below `revision`; the end where there is none.
        private func firstPlace(from revision: UInt32) -> Int {
            var low = 0, high = places.count
            while low < high {
                let middle = (low + high) / 2
                if places[middle].revision < revision { low = middle + 1 } else { high = middle }
            }
            return low
        }
    }

    /// In the order in which they began. A deal has few.
    private var streams: [Stream] = []

    public init() {}

    /// Takes up a fact. Total; a stream never has one revision twice.
    public mutating func apply(_ fact: Fact) {
        let place = Stream.Place(revision: fact.revision, entry: Entry(name: fact.name, mark: Mark(fact)))
        for number in streams.indices where streams[number].name == fact.stream { return streams[number].put(place) }
        streams.append(Stream(fact.stream))
        streams[streams.count - 1].put(place)
    }

    /// How payloads name the entry with this index; `nil` for one of another deal.
    public func name(of index: UInt64) -> String? {
        for stream in streams {
            if let place = stream.places.first(where: { $0.entry.mark.index == index }) {
                return "\(stream.name.subject):\(place.revision)"
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
        return streams.first { $0.name == stream }?.entry(revision)
    }
}
