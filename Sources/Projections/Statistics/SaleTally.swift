internal import HomeSale
internal import Ledger

/// Entries and what became of deals, by month of recording (in China) or by the city that the deal was opened for.
struct SaleTally: LogTally {
    enum Side: Hashable, Sendable { case month, city }

    /// Types that are counted, and those that tell which entry of the register is a transfer.
    private static let counted: Set<EventName> = [
        .dealOpened, .contractSigned, .registrationSubmitted, .registrationRecorded, .registrationWithdrawn,
        .registrationRejected, .dealClosed, .escrowReleased,
    ]

    private let side: Side
    /// By month, or by deal: which city it is of may be corrected.
    private var counts: [[UInt8]: SaleCount] = [:]
    private var cities: [[UInt8]: String] = [:]
    private var registrations: [[UInt8]: RegistrationState] = [:]
    private var corrected: Set<[UInt8]> = []
    private var entriesOfNoDeal: Int64 = 0
    private var day: (number: Int32, month: [UInt8]) = (.min, [])

    init(by side: Side) { self.side = side }

    var members: [String] { [side == .month ? "month" : "city"] + SaleCount.members }

    mutating func add(_ line: Span<UInt8>, _ entry: EntryLine) {
        let deal = StreamName(subject: attributeText(line, entry, .subject)).flatMap { $0.isOfDeal ? Array($0.id.utf8) : nil }
        if side == .month {
            counts[month(of: entry.timeMilliseconds), default: SaleCount()].entries += 1
        } else if let deal {
            counts[deal, default: SaleCount()].entries += 1
        } else {
            entriesOfNoDeal += 1
        }
        guard let deal, let name = EventName(line.extracting(entry.range(.type))) else { return }
        if name == .dealCorrected { corrected.insert(deal) }
        guard Self.counted.contains(name), let fact = Fact(line: line, entry) else { return }
        var registration = registrations.removeValue(forKey: deal) ?? RegistrationState()
        count(fact, of: deal, &registration, times: 1)
        registrations[deal] = registration
    }

    private mutating func month(of milliseconds: Int64) -> [UInt8] {
        let number = CivilTime.day(ofMilliseconds: milliseconds)
        if day.number != number { day = (number, Array("\(CivilDate(dayNumber: number))".utf8.prefix(7))) }
        return day.month
    }

    /// - Parameter times: 1, or -1 to take back what was counted.
    private mutating func count(_ fact: Fact, of deal: [UInt8], _ registration: inout RegistrationState, times: Int64) {
        let key = side == .month ? month(of: fact.timeMilliseconds) : deal
        switch fact.name {
        case .dealOpened:
            counts[key, default: SaleCount()].dealsOpened += times
            if times > 0 { cities[deal] = fact.payload.text("cityCode") }
        case .contractSigned: counts[key, default: SaleCount()].contractsSigned += times
        case .dealClosed: counts[key, default: SaleCount()].dealsClosed += times
        case .escrowReleased:
            counts[key, default: SaleCount()].releasedFen +=
                Int128(times) * Int128(max(0, fact.payload.integer("amountFen") ?? 0))
        default:
            registration.apply(fact)
            if registration.transferRecorded?.index == fact.index {
                counts[key, default: SaleCount()].transfersRecorded += times
            }
        }
    }

    var correctedDeals: [String] { corrected.map { String(decoding: $0, as: UTF8.self) } }

    mutating func recount(_ deal: String, _ facts: [Fact]) {
        let id = Array(deal.utf8)
        for (facts, times) in [(facts, Int64(-1)), (Correction.applied(to: facts), 1)] {
            var registration = RegistrationState()
            for fact in facts where Self.counted.contains(fact.name) { count(fact, of: id, &registration, times: times) }
        }
    }

    var rows: [JSONValue] {
        guard side == .city else { return Self.rows(counts, "month") }
        var byCity: [[UInt8]: SaleCount] = [:]
        for (deal, count) in counts { byCity[Array((cities[deal] ?? "").utf8), default: SaleCount()].add(count) }
        if entriesOfNoDeal > 0 { byCity[[], default: SaleCount()].entries += entriesOfNoDeal }
        return Self.rows(byCity, "city")
    }

    private static func rows(_ counts: [[UInt8]: SaleCount], _ member: String) -> [JSONValue] {
        let named = counts.filter { !$0.key.isEmpty }.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        let rows = named.map { key, count in
            JSONValue.object([.init(member, .text(String(decoding: key, as: UTF8.self)))] + count.members)
        }
        return rows + (counts[[]].map { [.object($0.members)] } ?? [])
    }
}
