/// The bearings that `text` names: `南 北` is 180 and 0, `东南` 135, `南北` 180 and 0.
///
/// Two characters that are one of the eight directions mean that direction. Three or more without a space between are
/// ambiguous (`东南北` is 东 南 北 or 东南 北) and give no bearing.
func readOrientation(_ text: ArraySlice<UInt8>) -> FieldParser.Reading? {
    var bearings: [Int64] = []
    for word in text.split(separator: 0x20, omittingEmptySubsequences: false) {
        var points: [Int64] = []
        for scalar in String(decoding: word, as: UTF8.self).unicodeScalars {
            guard let point = bearing(of: scalar) else { return nil }
            points.append(point)
        }
        switch points.count {
        case 0: return nil
        case 1: bearings.append(points[0])
        case 2:
            if let between = bearing(between: points[0], points[1]) {
                bearings.append(between)
            } else {
                guard points[0] != points[1] else { return nil }
                bearings += points
            }
        default: return .ambiguous
        }
    }
    return .value(.bearings(bearings))
}

private func bearing(of scalar: Unicode.Scalar) -> Int64? {
    switch scalar {
    case "北": 0
    case "东": 90
    case "南": 180
    case "西": 270
    default: nil
    }
}

/// 东北, 东南, 西南 and 西北; said the other way round (`南西`) two directions are meant.
private func bearing(between first: Int64, _ second: Int64) -> Int64? {
    switch (first, second) {
    case (90, 0): 45
    case (90, 180): 135
    case (270, 180): 225
    case (270, 0): 315
    default: nil
    }
}
