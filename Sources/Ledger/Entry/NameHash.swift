/// A hash of `text[range]` for tables in memory, eight bytes a step. Never stored.
///
/// - Parameter seed: random where a hostile text chooses the names: without it, colliding ones could be made to order.
@inline(__always)
func nameHash(_ text: Span<UInt8>, _ range: Range<Int>, seed: UInt64 = 0) -> UInt64 {
    precondition(range.lowerBound >= 0 && range.upperBound <= text.count)
    var hash = mix(seed ^ UInt64(truncatingIfNeeded: range.count))
    var i = range.lowerBound
    while i &+ 8 <= range.upperBound {
        let word = unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: i, as: UInt64.self)
        hash = mix(hash ^ word)
        i &+= 8
    }
    var rest: UInt64 = 0
    while i < range.upperBound {
        rest = rest << 8 | UInt64(text[i])
        i &+= 1
    }
    return mix(hash ^ rest)
}

@inline(__always)
private func mix(_ word: UInt64) -> UInt64 {
    let product = (word ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
    return product.high ^ product.low
}
