/// Where a fact stands: the entry that recorded it, and the day it happened.
public struct Mark: Hashable, Sendable {
    public let index: UInt64
    public let on: CivilDate

    public init(_ fact: Fact) {
        index = fact.index
        on = fact.occurred
    }

    public init(index: UInt64, on: CivilDate) {
        self.index = index
        self.on = on
    }
}
