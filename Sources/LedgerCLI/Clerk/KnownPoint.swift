internal import HomeSale
internal import Ledger

/// How far the log counts for a question: what was recorded up to a point, or what had happened up to a date.
struct KnownPoint {
    /// The entries below it were recorded.
    let size: UInt64
    /// The business date; `nil` where the question goes by what was recorded.
    var effective: CivilDate?
    /// The instant that a point in the past stands for, milliseconds since 1970; `nil` for now.
    var instantMilliseconds: Int64?

    /// The day that the question is about. What was in the way then counts, not what would be today: a title check was
    /// fresh on its day.
    var day: CivilDate {
        effective ?? CivilDate(atMilliseconds: instantMilliseconds ?? Surroundings.system.wallMilliseconds())
    }

    /// For people: how much of the log, and up to which business date.
    var words: String {
        let size = grouped(size)
        let recorded = tr("the first \(size) entries", "前 \(size) 条")
        return effective.map { recorded + tr(", what had happened by \($0)", "，\($0) 及以前发生") } ?? recorded
    }

    /// What is known of `facts` at the point.
    ///
    /// - Parameter facts: of one thing or several, in the order of the log.
    func known(_ facts: [Fact]) -> [Fact] {
        let recorded = facts.last.map { $0.index < size } ?? true ? facts : facts.filter { $0.index < size }
        return effective.map { recorded.happened(by: $0) } ?? recorded
    }
}

extension ClerkSource {
    /// Everything, as it stands.
    func knownNow() throws -> KnownPoint { KnownPoint(size: try size()) }

    /// What was recorded up to a point of the log.
    ///
    /// - Throws: ``LedgerError`` `usage`, `notFound`, `refAmbiguous`.
    func known(asOf text: String) throws -> KnownPoint {
        let size = try point(text)
        var point = KnownPoint(size: size)
        if let last = Self.lastInstant(text) {
            point.instantMilliseconds = min(last, Surroundings.system.wallMilliseconds())
        } else if size > 0, let line = try ledger.line(size - 1), let entry = try? parseEntryLine(line.span) {
            point.instantMilliseconds = entry.timeMilliseconds
        }
        return point
    }

    /// What had happened by a business date.
    func known(effectiveOn text: String) throws -> KnownPoint {
        KnownPoint(size: try size(), effective: try Self.date(text))
    }
}
