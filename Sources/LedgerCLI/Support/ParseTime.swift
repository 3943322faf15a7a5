internal import Ledger

/// The instant that a user gave: an instant, or a date, which is its first instant in China.
///
/// - Throws: ``LedgerError`` `usage`.
func parseTime(_ text: String) throws -> Int64 {
    let units = Array(text.utf8)
    if units.count == 10, let day = CivilTime.parseDay(units.span, 0) {
        return Int64(day) * CivilTime.dayMilliseconds - CivilTime.offsetMilliseconds
    }
    if units.count == 24, let instant = CivilTime.parseInstant(units.span, 0) { return instant }
    if units.count == 20, let instant = CivilTime.parseInstant(Array((String(text.dropLast()) + ".000Z").utf8).span, 0) {
        return instant
    }
    throw LedgerError(
        .usage,
        [
            tr(
                "`\(text)` is no time: give 2026-03-01 or 2026-03-01T00:00:00Z",
                "`\(text)` 不是时间：请用 2026-03-01 或 2026-03-01T00:00:00Z")
        ])
}
