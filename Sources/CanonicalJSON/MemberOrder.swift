/// Compares two member names by UTF-16 code units (RFC 8785 section 3.2.3), both as canonical string contents.
///
/// - Parameters:
///   - a, b: ranges between the quotes.
/// - Returns: below 0, 0 or above 0, as `memcmp` does.
///
/// UTF-8 order is UTF-16 order but for U+E000..U+FFFF, which UTF-16 puts after the surrogates: lead bytes F0..F4
/// therefore rank between ED and EE. Escapes stand for themselves only after decoding, and take the slow path.
@inline(__always)
func compareNames(_ text: Span<UInt8>, _ a: Range<Int>, _ b: Range<Int>) -> Int {
    let shared = min(a.count, b.count)
    var k = 0
    while k < shared {
        let x = text[a.lowerBound &+ k], y = text[b.lowerBound &+ k]
        if x != y || x == 0x5C { return compareRest(text, a, b, k) }
        k &+= 1
    }
    // A common prefix without a backslash: the shorter one is first, whatever follows in the longer.
    return a.count &- b.count
}

@inline(never)
private func compareRest(_ text: Span<UInt8>, _ a: Range<Int>, _ b: Range<Int>, _ from: Int) -> Int {
    var i = a.lowerBound &+ from, j = b.lowerBound &+ from
    while i < a.upperBound && j < b.upperBound {
        let x = rank(text, &i), y = rank(text, &j)
        if x != y { return x &- y }
    }
    return (a.upperBound &- i) &- (b.upperBound &- j)
}

/// The rank in UTF-16 order of the byte or escape at `i`; moves past it.
private func rank(_ text: Span<UInt8>, _ i: inout Int) -> Int {
    let b = text[i]
    i &+= 1
    if b == 0x5C {
        var start = i &- 1
        // The name was checked before, so the escape is valid and stands for an ASCII byte.
        guard let scalar = try? escapedScalar(text, &start) else { return 0x5C }
        i = start
        return Int(scalar)
    }
    if b >= 0xF0 { return 0xEE &+ Int(b &- 0xF0) }
    return b >= 0xEE ? Int(b) &+ 5 : Int(b)
}
