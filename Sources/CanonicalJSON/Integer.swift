/// Past the integer at `start`: no fraction, exponent, minus zero or leading zero, within ±(2^53-1).
@inlinable @inline(__always)
public func integerEnd(_ text: Span<UInt8>, _ start: Int) throws(Fault) -> Int {
    var i = start
    let negative = byte(text, i) == 0x2D
    if negative { i &+= 1 }
    let first = i
    var value: UInt64 = 0
    while i < text.count {
        let digit = text[i] &- 0x30
        guard digit < 10 else { break }
        // 16 digits cannot overflow 64 bits; a 17th is out of range whatever it is.
        guard i &- first < 16 else { throw Fault(text[first] == 0x30 ? .leadingZero : .integerRange, at: start) }
        value = value &* 10 &+ UInt64(digit)
        i &+= 1
    }
    guard i > first else { throw numberFault(text, i, start) }
    if text[first] == 0x30 {
        if i &- first > 1 { throw Fault(.leadingZero, at: start) }
        if negative && byte(text, i) != 0x2E { throw Fault(.minusZero, at: start) }
    }
    let next = byte(text, i)
    if next == 0x2E || next | 0x20 == 0x65 { throw Fault(next == 0x2E ? .fraction : .exponent, at: start) }
    guard value <= 9_007_199_254_740_991 else { throw Fault(.integerRange, at: start) }
    return i
}

/// The integer in `range`, which ``integerEnd(_:_:)`` accepted.
public func integerValue(_ text: Span<UInt8>, _ range: Range<Int>) -> Int64 {
    var value: Int64 = 0
    let negative = text[range.lowerBound] == 0x2D
    for i in (negative ? range.lowerBound + 1 : range.lowerBound)..<range.upperBound {
        value = value &* 10 &+ Int64(text[i] &- 0x30)
    }
    return negative ? -value : value
}

@inline(never) @usableFromInline
func numberFault(_ text: Span<UInt8>, _ at: Int, _ start: Int) -> Fault {
    if at >= text.count { return Fault(.endOfText, at: at) }
    return Fault(.unexpectedByte, at: at)
}
