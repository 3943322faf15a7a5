internal import Ledger

extension CivilDate {
    /// Days since 1970-01-01.
    public var dayNumber: Int32 { CivilTime.day(year: year, month: month, day: day) ?? 0 }

    /// The date that many days after 1970-01-01; year 1 to 9999.
    public init(dayNumber: Int32) {
        let date = CivilTime.date(ofDay: dayNumber)
        guard let made = CivilDate(year: date.year, month: date.month, day: date.day) else {
            preconditionFailure("day \(dayNumber) is no date")
        }
        self = made
    }

    /// The civil date in China at an instant. DESIGN.md section 2, `time`.
    public init(atMilliseconds milliseconds: Int64) { self.init(dayNumber: CivilTime.day(ofMilliseconds: milliseconds)) }
}
