/// The middle value; of an even number the mean of the middle two.
func median(_ values: [Double]) -> Double {
    let ordered = values.sorted()
    guard !ordered.isEmpty else { return 0 }
    return (ordered[ordered.count / 2] + ordered[(ordered.count - 1) / 2]) / 2
}

/// The value that `share` of all values do not exceed.
func percentile(_ values: [UInt64], _ share: Double) -> Double {
    let ordered = values.sorted()
    guard !ordered.isEmpty else { return 0 }
    return Double(ordered[min(ordered.count - 1, Int(Double(ordered.count) * share))])
}

/// `median (least..most)`, or the one value.
func spread(_ values: [Double]) -> String {
    guard values.count > 1, let least = values.min(), let most = values.max() else { return figure(median(values)) }
    return "\(figure(median(values))) (\(figure(least))..\(figure(most)))"
}

/// Three digits or more, with k or M.
func figure(_ value: Double) -> String {
    switch abs(value) {
    case 1e6...: decimal(value / 1e6, 2) + " M"
    case 1e5...: decimal(value / 1e3, 0) + " k"
    case 1e4...: decimal(value / 1e3, 1) + " k"
    case 100...: decimal(value, 0)
    case 10...: decimal(value, 1)
    default: decimal(value, 2)
    }
}

private func decimal(_ value: Double, _ digits: Int) -> String {
    let scale = digits == 2 ? 100.0 : digits == 1 ? 10.0 : 1.0
    let scaled = Int((abs(value) * scale).rounded())
    let sign = value < 0 && scaled > 0 ? "-" : ""
    if digits == 0 { return sign + String(scaled) }
    let fraction = String(scaled % Int(scale))
    return sign + String(scaled / Int(scale)) + "." + String(repeating: "0", count: digits - fraction.count) + fraction
}

/// The first eight of 32 bytes in hex: enough to compare by eye.
func hexStart(_ bytes: [UInt8], at offset: Int) -> String {
    bytes[offset..<(offset + 8)].map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }.joined()
}
