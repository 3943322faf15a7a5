/// A day of the Gregorian calendar that exists, without a time or a zone.
public struct CivilDate: Hashable, Sendable {
    /// Year, month and day in sixteen, eight and eight bits: in the order of the calendar. Every state is full of dates, and states
    /// are copied.
    private let packed: UInt32

    public var year: Int { Int(packed >> 16) }
    public var month: Int { Int(packed >> 8 & 0xFF) }
    public var day: Int { Int(packed & 0xFF) }

    /// - Parameters:
    ///   - year: 1 to 9999.
    /// - Returns: `nil` for a day that no calendar has, such as 30 February.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Self.days(in: month, of: year) else {
            return nil
        }
        packed = UInt32(year) << 16 | UInt32(month) << 8 | UInt32(day)
    }

    /// Reads `YYYY-MM-DD`, exactly.
    public init?(_ text: String) {
        let units = Array(text.utf8)
        guard units.count == 10, units[4] == 0x2D, units[7] == 0x2D else { return nil }
        self.init(parsing: units[...])
    }

    /// Reads a date as the sources write it: `2023-10-16`, `2016/8/9`, `2016.05.23` or `20121221`.
    ///
    /// The year has four digits; month and day have one or two where there is a separator, and both separators are the same.
    init?(parsing text: ArraySlice<UInt8>) {
        guard text.count >= 8, text.count <= 10 else { return nil }
        let base = text.startIndex
        guard let year = Self.number(text[base..<(base + 4)]) else { return nil }
        let separator = text[base + 4]
        if separator == 0x2D || separator == 0x2F || separator == 0x2E {
            let rest = text[(base + 5)...]
            guard let second = rest.firstIndex(of: separator), let month = Self.number(rest[..<second]),
                let day = Self.number(rest[(second + 1)...]), second - rest.startIndex <= 2, rest.endIndex - second <= 3
            else { return nil }
            self.init(year: year, month: month, day: day)
        } else {
            guard text.count == 8, let month = Self.number(text[(base + 4)..<(base + 6)]),
                let day = Self.number(text[(base + 6)...])
            else { return nil }
            self.init(year: year, month: month, day: day)
        }
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard !digits.isEmpty, digits.count <= 4 else { return nil }
        var value = 0
        for digit in digits {
            guard digit >= 0x30, digit <= 0x39 else { return nil }
            value = value * 10 + Int(digit - 0x30)
        }
        return value
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension CivilDate: CustomStringConvertible, Comparable {
    /// `YYYY-MM-DD`.
    public var description: String {
        String(decoding: utf8, as: UTF8.self)
    }

    /// The ten bytes of ``description``.
    var utf8: [UInt8] {
        func digit(_ value: Int) -> UInt8 { 0x30 + UInt8(value % 10) }
        return [
            digit(year / 1000), digit(year / 100), digit(year / 10), digit(year), 0x2D, digit(month / 10), digit(month), 0x2D,
            digit(day / 10), digit(day),
        ]
    }

    public static func < (a: CivilDate, b: CivilDate) -> Bool { a.packed < b.packed }
}
