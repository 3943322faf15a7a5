internal import CanonicalJSON

/// Dates and instants as numbers: days and milliseconds since 1970-01-01, without a zone table.
///
/// The calendar is the proleptic Gregorian one (ISO 8601); years 0001 to 9999.
public enum CivilTime {
    public static let dayMilliseconds: Int64 = 86_400_000
    /// China has one zone, UTC+8, without summer time since 1991.
    public static let offsetMilliseconds: Int64 = 8 * 3_600_000

    /// The civil date in China at an instant.
    @inline(__always)
    public static func day(ofMilliseconds milliseconds: Int64) -> Int32 {
        let shifted = milliseconds + offsetMilliseconds
        return Int32((shifted >= 0 ? shifted : shifted - dayMilliseconds + 1) / dayMilliseconds)
    }

    /// Days since 1970-01-01 of a date that exists, or `nil`.
    @inline(__always)
    public static func day(year: Int, month: Int, day: Int) -> Int32? {
        guard year >= 1, month >= 1, month <= 12, day >= 1, day <= daysIn(month, year) else { return nil }
        // March as the first month puts the leap day last.
        let y = month <= 2 ? year - 1 : year
        let era = y / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int32(era * 146_097 + dayOfEra - 719_468)
    }

    /// Year, month and day of `day`.
    public static func date(ofDay day: Int32) -> (year: Int, month: Int, day: Int) {
        let shifted = Int(day) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    @inline(__always)
    private static func daysIn(_ month: Int, _ year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The date `YYYY-MM-DD` at `start`, or `nil`.
    @inline(__always)
    public static func parseDay(_ text: Span<UInt8>, _ start: Int) -> Int32? {
        guard start >= 0, start &+ 10 <= text.count,
            let pairs = digitPairs(text, start, zeros: 0x2D30_302D_3030_3030, separators: 0x7F00_007F_0000_0000),
            let dayOfMonth = pair(text, start &+ 8)
        else { return nil }
        let year = Int(pairs & 0xFF) &* 100 &+ Int(pairs >> 16 & 0xFF)
        return day(year: year, month: Int(pairs >> 40 & 0xFF), day: dayOfMonth)
    }

    /// The instant `YYYY-MM-DDTHH:MM:SS.mmmZ` at `start`, in milliseconds since 1970, or `nil`.
    @inline(__always)
    public static func parseInstant(_ text: Span<UInt8>, _ start: Int) -> Int64? {
        guard start >= 0, start &+ 24 <= text.count, let day = parseDay(text, start), text[start &+ 10] == 0x54,
            text[start &+ 19] == 0x2E, text[start &+ 23] == 0x5A,
            let pairs = digitPairs(text, start &+ 11, zeros: 0x3030_3A30_303A_3030, separators: 0x0000_7F00_007F_0000),
            let centi = pair(text, start &+ 20)
        else { return nil }
        let hour = Int64(pairs & 0xFF), minute = Int64(pairs >> 24 & 0xFF), second = Int64(pairs >> 48 & 0xFF)
        let milli = text[start &+ 22] &- 0x30
        guard hour < 24, minute < 60, second < 60, milli < 10 else { return nil }
        let seconds = Int64(day) * 86_400 + hour * 3600 + minute * 60 + second
        return seconds * 1000 + Int64(centi * 10) + Int64(milli)
    }

    /// Lane k of the answer: the number that digits k and k+1 make; eight bytes at once.
    ///
    /// - Parameters:
    ///   - zeros: the eight bytes with every digit 0.
    ///   - separators: 0x7F in the lanes that hold no digit.
    @inline(__always)
    private static func digitPairs(_ text: Span<UInt8>, _ at: Int, zeros: UInt64, separators: UInt64) -> UInt64? {
        let digits = unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: at, as: UInt64.self).littleEndian ^ zeros
        // 0x76 lifts ten and above, 0x7F anything but nothing, to the lane's top bit; a top bit that is set must not carry out.
        let limits = 0x7676_7676_7676_7676 | separators
        guard (digits | ((digits & ~tops) &+ limits)) & tops == 0 else { return nil }
        return digits &* 10 &+ digits >> 8
    }

    @inline(__always)
    private static func pair(_ text: Span<UInt8>, _ at: Int) -> Int? {
        let tens = text[at] &- 0x30, ones = text[at &+ 1] &- 0x30
        guard tens < 10, ones < 10 else { return nil }
        return Int(tens) * 10 + Int(ones)
    }

    /// `day` as `YYYY-MM-DD`.
    public static func text(ofDay day: Int32) -> String {
        var text: [UInt8] = []
        append(day, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// An instant as `YYYY-MM-DDTHH:MM:SS.mmmZ`.
    public static func text(ofMilliseconds milliseconds: Int64) -> String {
        var day = milliseconds / dayMilliseconds
        if milliseconds < day * dayMilliseconds { day -= 1 }
        let rest = Int(milliseconds - day * dayMilliseconds)
        var text: [UInt8] = []
        text.reserveCapacity(24)
        append(Int32(day), to: &text)
        text.append(0x54)
        append(rest / 3_600_000, 2, to: &text)
        text.append(0x3A)
        append(rest / 60_000 % 60, 2, to: &text)
        text.append(0x3A)
        append(rest / 1000 % 60, 2, to: &text)
        text.append(0x2E)
        append(rest % 1000, 3, to: &text)
        text.append(0x5A)
        return String(decoding: text, as: UTF8.self)
    }

    private static func append(_ day: Int32, to text: inout [UInt8]) {
        let date = date(ofDay: day)
        append(date.year, 4, to: &text)
        text.append(0x2D)
        append(date.month, 2, to: &text)
        text.append(0x2D)
        append(date.day, 2, to: &text)
    }

    /// `value` with at least `width` digits.
    private static func append(_ value: Int, _ width: Int, to text: inout [UInt8]) {
        if value < 0 { text.append(0x2D) }
        var (scale, digits) = (UInt(1), 1)
        while digits < width || value.magnitude / scale >= 10 { (scale, digits) = (scale * 10, digits + 1) }
        while scale > 0 {
            text.append(0x30 + UInt8(value.magnitude / scale % 10))
            scale /= 10
        }
    }
}
