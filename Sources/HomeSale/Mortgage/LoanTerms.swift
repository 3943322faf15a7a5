/// What a schedule follows from. Every value is within its bounds, so what is computed from it cannot fail.
public struct LoanTerms: Hashable, Sendable {
    /// 480: forty years. 金规〔2026〕5号, and the longest of ``RuleKey/termMax``.
    public static let maximumTermMonths = 480

    /// 12: a home loan for longer is paid back monthly, principal and interest. 金规〔2026〕5号 article 14.
    public static let maximumInterestOnlyMonths = 12

    public let principalFen: Int64
    /// A year, in millionths: 3.95 % is 39,500. A month's is a twelfth, as an exact fraction.
    public let ratePpm: Int64
    public let termMonths: Int
    public let method: RepaymentMethod

    /// - Parameters:
    ///   - principalFen: 1 to ``Amount/maximumFen``.
    ///   - ratePpm: 0 to 1,000,000.
    ///   - termMonths: 1 to ``maximumTermMonths``; interest only, to ``maximumInterestOnlyMonths``.
    /// - Throws: ``CalculationFault``. Which terms the rules of the day allow is another question: ``RuleTable``.
    public init(
        principalFen: Int64, ratePpm: Int64, termMonths: Int, method: RepaymentMethod = .equalInstalment
    ) throws(CalculationFault) {
        try Amount.check(principalFen, atLeast: 1)
        try Self.check(ratePpm: ratePpm, termMonths: termMonths, method: method)
        self.principalFen = principalFen
        self.ratePpm = ratePpm
        self.termMonths = termMonths
        self.method = method
    }

    static func check(ratePpm: Int64, termMonths: Int, method: RepaymentMethod) throws(CalculationFault) {
        try Amount.check(ratePpm: ratePpm)
        guard (1...maximumTermMonths).contains(termMonths) else { throw .termOutOfRange }
        guard method != .interestOnly || termMonths <= maximumInterestOnlyMonths else { throw .interestOnlyTooLong }
    }

    /// What is due in the first month, interest and principal: what a debt ratio counts. The principal that falls due at once
    /// at the end of an interest-only loan is not in it.
    public var firstPaymentFen: Int64 {
        let interestFen = Interest.monthFen(principalFen, ratePpm: ratePpm)
        switch method {
        case .equalInstalment: return LevelFactor(ratePpm: ratePpm, termMonths: termMonths).instalmentFen(principalFen)
        case .equalPrincipal: return interestFen + Schedule.principalPartFen(principalFen, termMonths)
        case .interestOnly: return interestFen
        }
    }
}
