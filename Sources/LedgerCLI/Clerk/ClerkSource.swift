internal import HomeSale
internal import Ledger

/// What the clerk's verbs read: one thing's facts, as far as a point of the log.
struct ClerkSource {
    let ledger: Ledger

    init(_ option: LedgerOption) throws { self.init(try option.open()) }

    init(_ ledger: Ledger) { self.ledger = ledger }

    /// How many entries there are now.
    func size() throws -> UInt64 { try ledger.head()?.size ?? 0 }

    /// The facts of a deal.
    ///
    /// - Throws: ``LedgerError`` `notFound` where the whole log knows no such deal, however far back the point lies.
    func facts(ofDeal id: String, at point: KnownPoint) throws -> [Fact] {
        let id = Self.name(id, of: "deal")
        let facts = try ledger.withReader { try $0.facts(ofDeal: id) }
        guard !facts.isEmpty else { throw LedgerError(.notFound, ["deal/\(id)"]) }
        return point.known(facts)
    }

    /// The facts of a listing, likewise.
    func facts(ofListing id: String, at point: KnownPoint) throws -> [Fact] {
        let id = Self.name(id, of: "listing")
        let facts = try ledger.withReader { try $0.facts(of: ["listing/\(id)"]) }
        guard !facts.isEmpty else { throw LedgerError(.notFound, ["listing/\(id)"]) }
        return point.known(facts)
    }

    /// A deal step by step, as far as it is known at a point.
    func history(ofDeal id: String, at point: KnownPoint) throws -> DealHistory {
        DealHistory(id: Self.name(id, of: "deal"), facts: try facts(ofDeal: id, at: point))
    }

    /// `X`, where somebody gave `deal/X`.
    static func name(_ id: String, of kind: String) -> String {
        id.hasPrefix(kind + "/") ? String(id.dropFirst(kind.count + 1)) : id
    }

    /// The size of the log that a point names.
    ///
    /// A REF names the state with its entry in it. `size:N`, or a bare number that is the log's size, names the first N entries;
    /// an instant, what was recorded until then; a date, what was recorded up to the end of that day in China.
    /// - Throws: ``LedgerError`` `usage`, `notFound`, `refAmbiguous`.
    func point(_ text: String) throws -> UInt64 {
        let size = try size()
        let number = text.hasPrefix("size:") ? String(text.dropFirst(5)) : text
        if !number.isEmpty, number.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) {
            guard let count = UInt64(number), count <= size else { throw LedgerError(.notFound, [text]) }
            return text.hasPrefix("size:") || count == size ? count : count + 1
        }
        if let last = Self.lastInstant(text) {
            var query = LogQuery()
            query.since = last + 1
            query.limit = 1
            var found = size
            try ledger.forEachEntry(query) { index, _ in
                found = index
                return false
            }
            return found
        }
        do { return try ledger.resolve(text) + 1 } catch let error as LedgerError where error.code == .usage {
            throw LedgerError(
                .usage,
                [
                    tr(
                        "`\(text)` is no point of the log: give an index, SUBJECT:r, HEAD~n, size:N, a date or an instant",
                        "`\(text)` 不是日志中的位置：请给出序号、SUBJECT:r、HEAD~n、size:N、日期或时刻")
                ])
        }
    }

    /// The last millisecond that `text` covers, where it is a date or an instant.
    static func lastInstant(_ text: String) -> Int64? {
        let units = Array(text.utf8)
        if units.count == 10, let day = CivilTime.parseDay(units.span, 0) {
            return (Int64(day) + 1) * CivilTime.dayMilliseconds - CivilTime.offsetMilliseconds - 1
        }
        if units.count == 24 { return CivilTime.parseInstant(units.span, 0) }
        guard units.count == 20, units[19] == 0x5A else { return nil }
        return CivilTime.parseInstant(Array((String(text.dropLast()) + ".000Z").utf8).span, 0)
    }

    /// A civil date given on the command line.
    static func date(_ text: String) throws -> CivilDate {
        guard let date = CivilDate(text) else {
            throw LedgerError(.usage, [tr("`\(text)` is no date: give 2026-03-01", "`\(text)` 不是日期：请用 2026-03-01")])
        }
        return date
    }
}
