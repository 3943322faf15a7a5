/// The decimal in `text` times 10^`exponent`, without a floating-point step in between.
///
/// - Parameters:
///   - text: digits, in groups of three where there are commas, and a fraction if wanted: `98.8`, `102,345`, `62.0`.
///   - exponent: decimal places of the unit, 0 to 6.
/// - Returns: at most 2^53−1; `nil` for any other text, and where a place beyond the unit is not zero. A ledger that rounds
///   states what its source did not, so `85.123` m² has no value in hundredths.
func exactDecimal(_ text: ArraySlice<UInt8>, exponent: Int) -> Int64? {
    var value: Int64 = 0
    var whole = 0
    var sinceComma = -1
    var fraction = -1
    func push(_ digit: UInt8) -> Bool {
        guard value <= (9_007_199_254_740_991 - Int64(digit)) / 10 else { return false }
        value = value * 10 + Int64(digit)
        return true
    }
    for unit in text {
        switch unit {
        case 0x30...0x39 where fraction < 0:
            guard push(unit - 0x30) else { return nil }
            whole += 1
            if sinceComma >= 0 { sinceComma += 1 }
        case 0x30...0x39:
            fraction += 1
            if fraction > exponent {
                guard unit == 0x30 else { return nil }
            } else {
                guard push(unit - 0x30) else { return nil }
            }
        case 0x2C:
            guard fraction < 0, sinceComma < 0 ? (1...3).contains(whole) : sinceComma == 3 else { return nil }
            sinceComma = 0
        case 0x2E:
            guard fraction < 0 else { return nil }
            fraction = 0
        default: return nil
        }
    }
    guard whole > 0, sinceComma < 0 || sinceComma == 3, fraction != 0 else { return nil }
    for _ in max(0, min(fraction, exponent))..<exponent {
        guard push(0) else { return nil }
    }
    return value
}
