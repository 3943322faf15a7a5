/// What the log says of some factors, by id, each at most once. A list and no table: there are few, and every deal has its own.
struct RiskReadings: ExpressibleByDictionaryLiteral, Sendable {
    /// By id.
    private(set) var all: [(id: String, reading: RiskReading)]

    init(_ all: [(String, RiskReading)]) {
        self.all = all.map { (id: $0.0, reading: $0.1) }.sorted { $0.id < $1.id }
        precondition(zip(self.all, self.all.dropFirst()).allSatisfy { $0.id < $1.id }, "a factor is read once")
    }

    init(dictionaryLiteral elements: (String, RiskReading)...) { self.init(elements) }

    /// The readings of several groups together.
    init(joining parts: [RiskReadings]) { self.init(parts.flatMap { $0.all.map { ($0.id, $0.reading) } }) }

    subscript(id: String) -> RiskReading? {
        get { all.first { $0.id == id }?.reading }
        set {
            all.removeAll { $0.id == id }
            if let newValue { all.insert((id, newValue), at: all.firstIndex { $0.id > id } ?? all.count) }
        }
    }
}
