extension Schedule {
    /// All rows, at most 480.
    public var rows: [ScheduleRow] { Array(self) }

    /// The number of the last row; `firstNo - 1` where there is none.
    public var lastNo: Int { firstNo + rowCount - 1 }

    /// The sums over all rows: the total interest that is shown is the sum of what is charged, not A·n − P.
    public var totals: ScheduleTotals {
        var totals = ScheduleTotals()
        for row in self {
            totals.interestFen += row.interestFen
            totals.principalFen += row.principalFen
        }
        return totals
    }

    /// The row numbered `no`, or `nil`. Cost: the rows before it.
    public func row(_ no: Int) -> ScheduleRow? {
        guard no >= firstNo, no <= lastNo else { return nil }
        return first { $0.no == no }
    }

    /// What the first row pays: what a debt ratio counts. 0 without rows.
    public var firstPaymentFen: Int64 { first { _ in true }?.paidFen ?? 0 }

    /// What is left after row `no`.
    ///
    /// - Parameter no: `firstNo - 1`, which is before any payment, to ``lastNo``.
    /// - Throws: ``CalculationFault/rowOutOfRange``.
    public func balanceFen(afterRow no: Int) throws(CalculationFault) -> Int64 {
        guard no >= firstNo - 1, no <= lastNo else { throw .rowOutOfRange }
        return row(no)?.balanceFen ?? openingFen
    }
}
