/// What the log says of some factors, by id, each at most once. A list and no table: there are few, and every deal has its own.
struct RiskReadings: Sendable {
    /// By id.
    private(set) var all: [(id: String, reading: RiskReading)] = []

    /// Room for every factor.
    init() { all.reserveCapacity(RiskFactors.byId.count) }

    /// Put in the order of the ids, each is only added at the end.
    subscript(id: String) -> RiskReading? {
        get { all.first { $0.id == id }?.reading }
        set {
            let place = all.isEmpty || all[all.count - 1].id < id ? all.count : all.firstIndex { $0.id >= id } ?? all.count
            if place < all.count, all[place].id == id { all.remove(at: place) }
            if let newValue { all.insert((id, newValue), at: place) }
        }
    }
}
