/// One instalment.
public struct ScheduleRow: Hashable, Sendable {
    /// From 1, counted from the first instalment of the loan, changes of plan notwithstanding.
    public let no: Int
    public let interestFen: Int64
    public let principalFen: Int64
    /// What is left afterwards.
    public let balanceFen: Int64

    /// What is paid: interest and principal.
    public var paidFen: Int64 { interestFen + principalFen }
}

/// What the rows of a schedule add up to.
public struct ScheduleTotals: Hashable, Sendable {
    public var interestFen: Int64 = 0
    public var principalFen: Int64 = 0

    public var paidFen: Int64 { interestFen + principalFen }
}
