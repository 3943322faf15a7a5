/// What the log holds of one source of observations: a row of the read model `observed`.
public struct ObservedSource: Hashable, Sendable {
    /// As in the subject `observed/<source>/<id>`.
    public let name: String
    /// `listing.observed` and `sale.observed` entries.
    public var entries: UInt64 = 0
    /// Streams: one per listing or sale that was seen.
    public var records: UInt64 = 0
    /// Entries whose `priceFen` differs from the one before it in their stream.
    public var priceChanges: UInt64 = 0
    /// Entries without a `priceFen`.
    public var unpriced: UInt64 = 0
    /// First and last `observedOn`, `YYYY-MM-DD`.
    public var firstObserved = ""
    public var lastObserved = ""

    init(name: String) { self.name = name }
}
