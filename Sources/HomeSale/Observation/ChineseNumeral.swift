/// The number that `text` writes in Chinese numerals, 零 to 九百九十九; 两 stands for two alone and before 百.
///
/// The short form 一百四 (140) is left alone: beside 一百零四 (104) it is too easily a slip.
func chineseNumeral(_ text: ArraySlice<UInt8>) -> Int64? {
    var digits: [Int64] = []
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
        guard digits.count < 5, let value = numeralValue(scalar) else { return nil }
        digits.append(value)
    }
    guard !digits.isEmpty else { return nil }
    var rest = digits[...]
    var total: Int64 = 0
    if rest.count >= 2, isDigit(rest[0]) || rest[0] == liang, rest[1] == 100 {
        total = (rest[0] == liang ? 2 : rest[0]) * 100
        rest = rest.dropFirst(2)
        if rest.isEmpty { return total }
        if rest.first == 0 {
            guard rest.count == 2, let last = rest.last, isDigit(last) else { return nil }
            return total + last
        }
        guard rest.contains(10) else { return nil }
    }
    if rest.count == 1, let only = rest.first {
        return only == liang ? 2 : only == 100 ? nil : total + only
    }
    if let first = rest.first, isDigit(first) {
        total += first * 10
        rest = rest.dropFirst()
    } else {
        total += 10
    }
    guard rest.first == 10 else { return nil }
    rest = rest.dropFirst()
    guard let last = rest.first else { return total }
    return rest.count == 1 && isDigit(last) ? total + last : nil
}

/// 两 is no digit inside a number of tens, so it has a mark of its own.
private let liang: Int64 = -2

private func isDigit(_ value: Int64) -> Bool { (1...9).contains(value) }

private func numeralValue(_ scalar: Unicode.Scalar) -> Int64? {
    switch scalar {
    case "零", "〇": 0
    case "一": 1
    case "二": 2
    case "两": liang
    case "三": 3
    case "四": 4
    case "五": 5
    case "六": 6
    case "七": 7
    case "八": 8
    case "九": 9
    case "十": 10
    case "百": 100
    default: nil
    }
}
