/// An instant of a timestamp: `YYYYMMDDhhmmss[.f…]Z`, UTC. RFC 3161 section 2.4.2.
struct TimestampTime {
    let text: String
    /// Since 1970, without the fraction.
    let seconds: Int64

    /// `nil` where it is of another form or no instant of the calendar.
    init?(_ bytes: [UInt8]) {
        guard bytes.count >= 15, bytes.last == 0x5A, bytes[..<14].allSatisfy(Self.isDigit) else { return nil }
        let fraction = bytes[14..<(bytes.count - 1)]
        // A fraction has digits, and no zero at its end.
        guard
            fraction.isEmpty
                || fraction.count >= 2 && fraction.count <= 10 && fraction.first == 0x2E
                    && fraction.dropFirst().allSatisfy(Self.isDigit) && fraction.last != 0x30
        else { return nil }
        func number(_ range: Range<Int>) -> Int64 { bytes[range].reduce(0) { $0 * 10 + Int64($1 - 0x30) } }
        let year = number(0..<4), month = number(4..<6), day = number(6..<8)
        let hour = number(8..<10), minute = number(10..<12), second = number(12..<14)
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths: [Int64] = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard year >= 1970, (1...12).contains(month), (1...lengths[Int(month) - 1]).contains(day), hour < 24, minute < 60,
            second < 60
        else { return nil }
        let before = year - 1
        let leapDays = before / 4 - before / 100 + before / 400 - 477
        let days = (year - 1970) * 365 + leapDays + lengths[..<(Int(month) - 1)].reduce(0, +) + day - 1
        seconds = ((days * 24 + hour) * 60 + minute) * 60 + second
        func part(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        let date = "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))", clock = "\(part(8..<10)):\(part(10..<12)):\(part(12..<14))"
        text = "\(date)T\(clock)\(String(decoding: fraction, as: UTF8.self))Z"
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
