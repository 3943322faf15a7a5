internal import HomeSale
internal import Ledger

/// Tells things out of the log, as far as one size of it.
final class ViewTeller {
    private let log: LogReader
    let size: UInt64
    let market: Market
    private let effective: CivilDate?

    /// - Parameters:
    ///   - market: caught up to the size, no further.
    ///   - effective: only what had happened by that business date; everything where `nil`.
    init(_ log: LogReader, below size: UInt64, _ market: Market, effectiveOn effective: CivilDate? = nil) {
        (self.log, self.size, self.market, self.effective) = (log, size, market, effective)
    }

    func told(_ thing: Thing) throws -> ToldThing {
        ToldThing(thing, try facts(of: thing), market, effectiveOn: effective) { try self.facts(of: $0) }
    }

    private func facts(of thing: Thing) throws -> [Fact] {
        let recorded =
            switch thing.kind {
            case .deal: try log.facts(ofDeal: thing.id, below: size)
            case .listing, .party, .observed: try log.facts(of: ["\(thing.kind.rawValue)/\(thing.id)"], below: size)
            }
        return effective.map { recorded.happened(by: $0) } ?? recorded
    }

    /// The rows of a thing in a model, by key.
    static func rows(_ model: any ThingModel.Type, of told: ToldThing) throws -> [ViewRow.Keyed] {
        try model.rows(of: told).map { (key: ViewKey.bytes([told.thing.id] + $0.parts), json: $0.json) }
            .sorted { ViewKey.precedes($0.key, $1.key) }
    }

    /// Every thing of a kind, in the order of its rows' keys. Some may have been nothing yet at the size.
    static func things(_ kind: Thing.Kind, _ log: LogReader) throws -> [Thing] {
        var things: [(key: [UInt8], thing: Thing)] = []
        var seen: Set<Thing> = []
        for subject in try log.subjects(under: kind.rawValue) {
            guard let thing = Thing(subject: subject), seen.insert(thing).inserted else { continue }
            things.append((ViewKey.bytes([thing.id]), thing))
        }
        return things.sorted { ViewKey.precedes($0.key, $1.key) }.map(\.thing)
    }
}
