/// The instalments of a loan, or of what is left of one, worked out row by row as they are asked for.
///
/// Every row before the last pays the level sum; the last pays whatever balance is left, so principal is conserved to the fen
/// and the last instalment differs a little. DOMAIN.md section 6.
public struct Schedule: Sequence, Hashable, Sendable {
    /// The balance before the first row; 0 where everything was prepaid, and then there are no rows.
    public let openingFen: Int64
    public let ratePpm: Int64
    public let method: RepaymentMethod
    /// The number of the first row: 1, or higher in a schedule that continues another.
    public let firstNo: Int
    /// 0 to ``LoanTerms/maximumTermMonths``.
    public let rowCount: Int
    /// The instalment under equal instalments, its principal part under equal principal, 0 under interest only.
    public let levelFen: Int64

    public init(_ terms: LoanTerms) {
        self.init(
            openingFen: terms.principalFen, ratePpm: terms.ratePpm, method: terms.method, firstNo: 1, rowCount: terms.termMonths)
    }

    /// With the level sum that pays `openingFen` back in `rowCount` rows.
    init(openingFen: Int64, ratePpm: Int64, method: RepaymentMethod, firstNo: Int, rowCount: Int) {
        let levelFen =
            switch method {
            case .equalInstalment where openingFen > 0:
                LevelFactor(ratePpm: ratePpm, termMonths: rowCount).instalmentFen(openingFen)
            case .equalPrincipal where openingFen > 0: Self.principalPartFen(openingFen, rowCount)
            default: Int64(0)
            }
        self.init(
            openingFen: openingFen, ratePpm: ratePpm, method: method, firstNo: firstNo, rowCount: rowCount, levelFen: levelFen)
    }

    init(openingFen: Int64, ratePpm: Int64, method: RepaymentMethod, firstNo: Int, rowCount: Int, levelFen: Int64) {
        self.openingFen = openingFen
        self.ratePpm = ratePpm
        self.method = method
        self.firstNo = firstNo
        self.rowCount = openingFen > 0 ? rowCount : 0
        self.levelFen = levelFen
    }

    /// The equal part of a principal, half-up.
    static func principalPartFen(_ principalFen: Int64, _ termMonths: Int) -> Int64 {
        Amount.roundedHalfUp(principalFen, times: 1, over: Int64(termMonths))
    }

    public struct Iterator: IteratorProtocol, Sendable {
        private let schedule: Schedule
        private var done = 0
        private var balanceFen: Int64

        init(_ schedule: Schedule) {
            self.schedule = schedule
            balanceFen = schedule.openingFen
        }

        public mutating func next() -> ScheduleRow? {
            guard done < schedule.rowCount else { return nil }
            done += 1
            let interestFen = Interest.monthFen(balanceFen, ratePpm: schedule.ratePpm)
            let principalFen = done == schedule.rowCount ? balanceFen : schedule.principalFen(balanceFen, interestFen)
            balanceFen -= principalFen
            return ScheduleRow(
                no: schedule.firstNo + done - 1, interestFen: interestFen, principalFen: principalFen, balanceFen: balanceFen)
        }
    }

    public func makeIterator() -> Iterator { Iterator(self) }

    /// The principal part of a row before the last. Never more than the balance: a level sum that was rounded up pays a tiny
    /// loan back early. Never negative: the level instalment is at least a month's interest on the opening balance.
    private func principalFen(_ balanceFen: Int64, _ interestFen: Int64) -> Int64 {
        switch method {
        case .equalInstalment: Swift.min(levelFen - interestFen, balanceFen)
        case .equalPrincipal: Swift.min(levelFen, balanceFen)
        case .interestOnly: 0
        }
    }
}
