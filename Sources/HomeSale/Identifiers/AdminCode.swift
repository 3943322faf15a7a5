/// An administrative division code (行政区划代码): two digits each for province, city and county.
///
/// Only the form: counties exist over ranges of time, and a table by date says which did. Source: GB/T 2260.
public struct AdminCode: Hashable, Sendable, CustomStringConvertible {
    /// How far down the code goes: 310000, 330200, 330203.
    public enum Level: String, CaseIterable, Hashable, Sendable { case province, city, county }

    /// 0 to 999,999.
    public let number: Int

    /// - Parameter text: six ASCII digits.
    public init?(_ text: String) {
        guard text.utf8.count == 6, text.utf8.allSatisfy(isDigit), let number = Int(text) else { return nil }
        self.number = number
    }

    public var level: Level { number % 10_000 == 0 ? .province : number % 100 == 0 ? .city : .county }

    /// The first two digits, 11 to 83 in use.
    public var province: Int { number / 10_000 }

    /// The code of the city: of the municipality itself for 11, 12, 31 and 50, which have no cities below them.
    public var city: AdminCode {
        let step = [11, 12, 31, 50].contains(province) ? 10_000 : 100
        return AdminCode(number: number / step * step)
    }

    private init(number: Int) { self.number = number }

    /// Six digits.
    public var description: String { String(String(1_000_000 + number).dropFirst()) }
}
