/// What is left of a loan once it was paid out: the schedule, and how far it has come. DOMAIN.md section 6.
public struct LoanRepayment: Hashable, Sendable {
    /// What is owed, in fen; never negative unless a stored fact did not add up.
    public internal(set) var balanceFen: Int64
    /// The rows still to come; its first row is the next instalment after the last change.
    public internal(set) var schedule: Schedule?
    /// The number of the last instalment paid; 0 before the first.
    public internal(set) var paidNo = 0
    /// In months, as first contracted.
    public let originalTermMonths: Int64
    /// Of all extensions, in months.
    public internal(set) var extendedMonths: Int64 = 0
    public internal(set) var ratePpm: Int64
    public internal(set) var principalPaidFen: Int64 = 0
    public internal(set) var interestPaidFen: Int64 = 0
    public internal(set) var prepaidFen: Int64 = 0
    public internal(set) var last: Mark?
    public internal(set) var settled: Mark?
    /// A stored fact did not fit the schedule; no decision lets such a fact in.
    public internal(set) var isBroken = false
    public let disbursedOn: CivilDate

    init(principalFen: Int64, ratePpm: Int64, termMonths: Int64, method: RepaymentMethod, on: CivilDate) {
        balanceFen = principalFen
        self.ratePpm = ratePpm
        originalTermMonths = termMonths
        disbursedOn = on
        schedule = Int(exactly: termMonths).flatMap {
            try? LoanTerms(principalFen: principalFen, ratePpm: ratePpm, termMonths: $0, method: method)
        }.map { Schedule($0) }
    }

    /// The next instalment; `nil` when there is none, or no schedule can be made.
    public var nextRow: ScheduleRow? { schedule?.row(paidNo + 1) }

    /// The first instalment after the pay-out, a prepayment or a new rate covers a broken period, whose interest the lender
    /// counts by the day: only its principal follows from the schedule.
    public var nextHasBrokenPeriod: Bool { schedule?.firstNo == paidNo + 1 }

    /// Instalments that were due by `asOf` and are not paid; each is due a month after the one before.
    public func overdueCount(asOf day: CivilDate) -> Int {
        guard settled == nil, let schedule else { return 0 }
        let due = min(disbursedOn.fullMonths(to: day), schedule.lastNo)
        // On the due day itself nothing is late yet.
        let passed = disbursedOn.adding(months: due) == day ? due - 1 : due
        return max(0, passed - paidNo)
    }

    /// Takes up a fact after the pay-out. Total.
    mutating func apply(_ fact: Fact) {
        let data = fact.payload, mark = Mark(fact)
        switch fact.name {
        case .loanInstalmentPaid: pay(data)
        case .loanPrepaid: prepay(data)
        case .loanRateReset:
            let newPpm = data.integer("ratePpm") ?? ratePpm
            ratePpm = newPpm
            change { (schedule, no) throws(CalculationFault) in try schedule.resetting(ratePpm: newPpm, afterRow: no) }
        case .loanExtended:
            let months = min(max(data.integer("months") ?? 0, 0), 100_000)
            extendedMonths = extendedMonths.adding(months)
            change { (schedule, no) throws(CalculationFault) in try schedule.extending(byMonths: Int(months), afterRow: no) }
        case .loanSettled:
            settled = mark
            if balanceFen != 0 { isBroken = true }
        default: return
        }
        last = mark
    }

    private mutating func pay(_ data: Payload) {
        let principalFen = max(0, data.integer("principalFen") ?? 0)
        if data.integer("no") != Int64(paidNo + 1) || principalFen > balanceFen { isBroken = true }
        paidNo += 1
        balanceFen = balanceFen.adding(-principalFen)
        principalPaidFen = principalPaidFen.adding(principalFen)
        interestPaidFen = interestPaidFen.adding(max(0, data.integer("interestFen") ?? 0))
    }

    private mutating func prepay(_ data: Payload) {
        let amountFen = max(0, data.integer("amountFen") ?? 0)
        let mode = data.text("mode").flatMap { PrepaymentMode(rawValue: $0) } ?? .reduce
        if amountFen > balanceFen { isBroken = true }
        balanceFen = balanceFen.adding(-amountFen)
        prepaidFen = prepaidFen.adding(amountFen)
        change { (schedule, no) throws(CalculationFault) in try schedule.prepaying(amountFen, afterRow: no, mode) }
    }

    /// Replaces the rows to come; where they cannot be worked out, there is no schedule any more.
    private mutating func change(_ work: (Schedule, Int) throws(CalculationFault) -> Schedule) {
        guard let schedule else { return }
        do throws(CalculationFault) { self.schedule = try work(schedule, paidNo) } catch {
            self.schedule = nil
            isBroken = true
        }
    }
}
