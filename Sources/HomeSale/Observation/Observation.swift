internal import CanonicalJSON
public import Proofs

/// One row of a crawl, ready to become an entry.
public struct Observation: Sendable {
    /// Where the row starts in its file, from 1.
    public let line: Int
    public let mapID: String
    public let event: ObservationMap.Event
    /// `<source>/<identity>`: the subject without `observed/` and without the `#2` that tells equal identities apart.
    public let subjectIdentity: String
    public let observedOn: CivilDate
    /// `soldOn`, or else `observedOn`.
    public let occurred: CivilDate
    /// The typed fields, those that are well formed.
    public let fields: ObservedFields
    /// The entry's `data` in canonical JSON.
    public let data: [UInt8]
    /// The entry's key: ``key(observedOn:)`` for the day of this crawl.
    public let key: String
    /// SHA-256 of the cells as a canonical JSON array: equal for rows that are equal in every cell.
    public let cellsDigest: Digest

    /// Canonical JSON array of the cells, in the order of the columns.
    let cells: [UInt8]

    /// The entry's subject where its identity is the only one of its kind in the crawl.
    public var subject: String { "observed/" + subjectIdentity }

    /// The entry's key if the same cells are seen on `date`: hex SHA-256 over the canonical JSON array
    /// `[map id, date, [cell, …]]`. Never the file's bytes, so a file saved anew gives the same keys.
    public func key(observedOn date: CivilDate) -> String {
        var text = ByteBuilder(capacity: cells.count + 96)
        var hasher = Hasher256()
        return Self.key(mapID, date, cells, &text, &hasher)
    }

    static func key(
        _ mapID: String, _ date: CivilDate, _ cells: [UInt8], _ text: inout ByteBuilder, _ hasher: inout Hasher256
    ) -> String {
        text.removeAll()
        text.append("[\"")
        text.append(utf8: mapID)
        text.append("\",")
        ObservedValue.date(date).write(to: &text)
        text.append(0x2C)
        text.append(cells.span)
        text.append(0x5D)
        return text.withSpan { hasher.digest(of: $0) }.hex
    }
}
