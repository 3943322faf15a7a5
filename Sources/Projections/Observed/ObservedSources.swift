internal import CanonicalJSON
public import Ledger

/// The read model `observed`: what was imported, by source. Folded from the log alone, in the log's order.
public struct ObservedSources: Sendable {
    /// Entries folded: the log from 0 up to here.
    public private(set) var position: UInt64 = 0
    private var sources: [String: ObservedSource] = [:]
    /// The last price of each stream, in fen; `nil` where it had none.
    private var lastPrices: [String: Int64?] = [:]

    public init() {}

    /// The rows, by name in byte order.
    public var rows: [ObservedSource] {
        sources.values.sorted { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }
    }

    /// Folds every entry of `ledger` that was not folded yet.
    public mutating func catchUp(with ledger: Ledger) throws {
        // By type, since observations are among many other things; both types in one order, since a stream may hold both.
        var query = LogQuery()
        query.from = position
        try ledger.forEachEntry(query) { index, line in
            fold(line)
            position = index + 1
            return true
        }
    }

    /// Folds one stored line; one that is no observation changes nothing.
    mutating func fold(_ line: Span<UInt8>) {
        guard let entry = try? parseEntryLine(line) else { return }
        let type = entry.range(.type)
        guard matches(line, type.lowerBound, "listing.observed\"") || matches(line, type.lowerBound, "sale.observed\"") else {
            return
        }
        let subject = String(copying: line.extracting(entry.range(.subject)))
        let parts = subject.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "observed" else { return }
        var price: Int64?
        var observed = ""
        forEachMember(line, entry.range(.data).lowerBound) { name, value in
            if matches(line, name.lowerBound, "priceFen\"") { price = integer(line, value) }
            if matches(line, name.lowerBound, "observedOn\""), byte(line, value.lowerBound) == 0x22 {
                observed = stringValue(line, value)
            }
        }
        add(String(parts[1]), subject, price, observed)
    }

    private mutating func add(_ name: String, _ subject: String, _ price: Int64?, _ observed: String) {
        var source = sources[name] ?? ObservedSource(name: name)
        source.entries += 1
        if let before = lastPrices[subject] {
            if before != price { source.priceChanges += 1 }
        } else {
            source.records += 1
        }
        lastPrices[subject] = .some(price)
        if price == nil { source.unpriced += 1 }
        if !observed.isEmpty {
            if source.firstObserved.isEmpty || observed < source.firstObserved { source.firstObserved = observed }
            if observed > source.lastObserved { source.lastObserved = observed }
        }
        sources[name] = source
    }
}

/// The integer at `value`, `nil` for any other value.
private func integer(_ line: Span<UInt8>, _ value: Range<Int>) -> Int64? {
    let first = byte(line, value.lowerBound)
    guard first == 0x2D || first &- 0x30 < 10 else { return nil }
    return integerValue(line, value)
}
