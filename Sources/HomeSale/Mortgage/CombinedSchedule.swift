/// Loans that are paid side by side, such as a provident and a commercial one (组合贷款): independent schedules, added for
/// display and for debt ratios, never mixed.
public struct CombinedSchedule: Hashable, Sendable {
    public let legs: [Schedule]

    /// - Parameter legs: 1 to 16, whose rows have the same numbers in the same months.
    public init(_ legs: [Schedule]) {
        precondition((1...16).contains(legs.count), "one leg or more")
        self.legs = legs
    }

    /// The rows by number; a leg that has ended, or not begun, adds nothing but its balance.
    public var rows: [ScheduleRow] {
        guard let first = legs.map(\.firstNo).min(), let last = legs.map(\.lastNo).max(), first <= last else { return [] }
        var rows = (first...last).map { ScheduleRow(no: $0, interestFen: 0, principalFen: 0, balanceFen: 0) }
        for leg in legs {
            for no in first..<Swift.max(first, leg.firstNo) {
                rows[no - first] = rows[no - first].adding(
                    ScheduleRow(no: no, interestFen: 0, principalFen: 0, balanceFen: leg.openingFen))
            }
            for row in leg { rows[row.no - first] = rows[row.no - first].adding(row) }
        }
        return rows
    }

    /// The sums over all rows of all legs.
    public var totals: ScheduleTotals {
        legs.map(\.totals).reduce(into: ScheduleTotals()) {
            $0.interestFen += $1.interestFen
            $0.principalFen += $1.principalFen
        }
    }

    /// What is due in the first month, over all legs.
    public var firstPaymentFen: Int64 { legs.reduce(0) { $0 + $1.firstPaymentFen } }
}

extension ScheduleRow {
    fileprivate func adding(_ other: ScheduleRow) -> ScheduleRow {
        ScheduleRow(
            no: no, interestFen: interestFen + other.interestFen, principalFen: principalFen + other.principalFen,
            balanceFen: balanceFen + other.balanceFen)
    }
}
