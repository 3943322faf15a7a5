/// What a partial prepayment does to the rest of a loan. DOMAIN.md section 6.
public enum PrepaymentMode: String, CaseIterable, Hashable, Sendable {
    /// The level sum stays, the loan ends earlier.
    case shorten
    /// The number of instalments stays, each gets smaller.
    case reduce
}

extension Schedule {
    /// The rows after row `no`, unchanged.
    ///
    /// - Parameter no: `firstNo - 1` to `lastNo - 1`.
    /// - Throws: ``CalculationFault/rowOutOfRange``.
    public func remainder(afterRow no: Int) throws(CalculationFault) -> Schedule {
        let balanceFen = try balanceFen(afterRow: no)
        guard no < lastNo else { throw .rowOutOfRange }
        return Schedule(
            openingFen: balanceFen, ratePpm: ratePpm, method: method, firstNo: no + 1, rowCount: lastNo - no, levelFen: levelFen)
    }

    /// The rest of the loan after a prepayment on the due date of row `no`.
    ///
    /// Between due dates, interest to date is paid as well: ``Interest/daysFen(_:ratePpm:days:yearDays:)``. An interest-only
    /// loan keeps its end in both modes.
    ///
    /// - Parameters:
    ///   - amountFen: 1 to the balance; the whole balance leaves no rows.
    ///   - no: as in ``remainder(afterRow:)``.
    /// - Throws: ``CalculationFault``.
    public func prepaying(
        _ amountFen: Int64, afterRow no: Int, _ mode: PrepaymentMode
    ) throws(CalculationFault) -> Schedule {
        let rest = try remainder(afterRow: no)
        guard amountFen >= 1, amountFen <= rest.openingFen else { throw .amountOutOfRange }
        let balanceFen = rest.openingFen - amountFen
        let reduced = Schedule(
            openingFen: balanceFen, ratePpm: ratePpm, method: method, firstNo: no + 1, rowCount: rest.rowCount)
        guard mode == .shorten, method != .interestOnly else { return reduced }
        let kept = Schedule(
            openingFen: balanceFen, ratePpm: ratePpm, method: method, firstNo: no + 1, rowCount: rest.rowCount,
            levelFen: levelFen)
        return Schedule(
            openingFen: balanceFen, ratePpm: ratePpm, method: method, firstNo: no + 1, rowCount: kept.neededRowCount,
            levelFen: levelFen)
    }

    /// The rest of the loan from row `no + 1` on at another rate: the level sum is worked out anew over the rows left.
    ///
    /// - Parameter ratePpm: 0 to 1,000,000: the benchmark on the repricing date and the loan's spread.
    /// - Throws: ``CalculationFault``.
    public func resetting(ratePpm: Int64, afterRow no: Int) throws(CalculationFault) -> Schedule {
        try Amount.check(ratePpm: ratePpm)
        let rest = try remainder(afterRow: no)
        return Schedule(
            openingFen: rest.openingFen, ratePpm: ratePpm, method: method, firstNo: no + 1, rowCount: rest.rowCount)
    }

    /// The rest of the loan over more rows (展期). How much longer the rules allow is theirs to say.
    ///
    /// - Parameter months: at least 1; the last row's number stays within ``LoanTerms/maximumTermMonths``.
    /// - Throws: ``CalculationFault``.
    public func extending(byMonths months: Int, afterRow no: Int) throws(CalculationFault) -> Schedule {
        let rest = try remainder(afterRow: no)
        guard months >= 1, months <= LoanTerms.maximumTermMonths - lastNo else { throw .termOutOfRange }
        guard method != .interestOnly || lastNo + months <= LoanTerms.maximumInterestOnlyMonths else {
            throw .interestOnlyTooLong
        }
        return Schedule(
            openingFen: rest.openingFen, ratePpm: ratePpm, method: method, firstNo: no + 1, rowCount: rest.rowCount + months)
    }

    /// The first row, counted from 1, in which the level sum pays interest and all that is left.
    private var neededRowCount: Int {
        var balanceFen = openingFen
        for row in self {
            let neededFen = method == .equalInstalment ? row.interestFen + balanceFen : balanceFen
            if neededFen <= levelFen { return row.no - firstNo + 1 }
            balanceFen = row.balanceFen
        }
        return rowCount
    }
}
