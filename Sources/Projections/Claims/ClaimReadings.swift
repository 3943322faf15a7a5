/// What one deal says of one member.
struct ClaimReading: Hashable, Sendable {
    let value: Int64
    /// Where few entries decide it: those, rising.
    let entries: [UInt64]

    init(_ value: Int64, _ entries: [UInt64]) {
        self.value = value
        var rising: [UInt64] = []
        for entry in entries.count < 2 ? entries : entries.sorted() where rising.last != entry { rising.append(entry) }
        self.entries = rising
    }

    init(_ value: Int64, _ entries: UInt64?...) { self.init(value, entries.compactMap { $0 }) }
}

/// What one deal says, each member at most once. A list and no table: there are few, and every deal has its own.
struct ClaimReadings: Sendable {
    private(set) var all: [(member: ClaimMember, reading: ClaimReading)] = []

    init() { all.reserveCapacity(ClaimMember.allCases.count) }

    /// Takes up a reading; `nil` leaves the member untold.
    mutating func put(_ member: ClaimMember, _ reading: ClaimReading?) {
        if let reading { all.append((member, reading)) }
    }
}
