/// The closed table of what may be recorded: one row per type of step. DOMAIN.md sections 2.2, 2.3, 3.1 to 3.4.
public enum Catalogue {
    /// Every row, in reading order.
    public static let families: [EventFamily] = [
        .party, .observation, .listing, .dealOpening, .title, .contract, .payoff, .loan, .escrow, .tax, .registration,
        .handover, .breach, .decoration, .automatic,
    ]

    /// By ``EventName/ordinal``. A type without a row, or with two, is a bug in the table.
    private static let rows: [EventType] = {
        let all = families.flatMap(\.types)
        precondition(all.count == EventName.allCases.count, "\(all.count) rows for \(EventName.allCases.count) types")
        return EventName.allCases.map { name in
            guard let row = all.first(where: { $0.name == name }) else { preconditionFailure("no row for \(name.rawValue)") }
            precondition(row.schema >= 1 && row.streams.isEmpty == false && row.recorders.isEmpty == false)
            return row
        }
    }()

    /// Every row, in the order of ``EventName``.
    public static var all: [EventType] { rows }

    /// The newest row of `name`.
    public static func type(of name: EventName) -> EventType { rows[name.ordinal] }

    /// The row of `name` in the payload schema `schema`; `nil` for a schema that there never was, or not yet.
    public static func type(of name: EventName, schema: UInt32) -> EventType? {
        let row = rows[name.ordinal]
        return row.schema == schema ? row : older.first { $0.name == name && $0.schema == schema }
    }

    /// Rows of schemas that drafts may still use and logs hold; ``Upcasting`` brings their payloads up to date.
    public static let older: [EventType] = EventFamily.olderListing
}

extension EventName {
    /// Its place in ``allCases``, without a search.
    ///
    /// An enumeration without associated values is stored as the number of its case; ``ordinalsHold`` asserts it.
    @inline(__always)
    var ordinal: Int {
        precondition(Self.ordinalsHold)
        return Int(unsafe unsafeBitCast(self, to: UInt8.self))
    }

    private static let ordinalsHold: Bool =
        MemoryLayout<EventName>.size == 1
        && allCases.enumerated().allSatisfy { unsafe Int(unsafeBitCast($1, to: UInt8.self)) == $0 }
}
