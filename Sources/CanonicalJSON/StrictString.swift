/// Past the closing quote of the string whose opening quote is at `open`; any valid escape is allowed.
@inlinable @inline(__always)
public func strictStringEnd(_ text: Span<UInt8>, _ open: Int) throws(Fault) -> Int {
    var i = open &+ 1
    while true {
        i = plainRunEnd(text, i)
        guard i < text.count else { throw Fault(.endOfText, at: i) }
        let b = text[i]
        if b == 0x22 { return i &+ 1 }
        if b >= 0x80 {
            i = try multiByteRunEnd(text, i)
        } else if b == 0x5C {
            _ = try escapedScalar(text, &i)
        } else {
            throw Fault(.controlCharacter, at: i)
        }
    }
}

/// The scalar written as an escape whose backslash is at `i`; moves `i` past it. A surrogate pair counts as one.
@inline(never) @usableFromInline
func escapedScalar(_ text: Span<UInt8>, _ i: inout Int) throws(Fault) -> UInt32 {
    let start = i
    guard start &+ 1 < text.count else { throw Fault(.endOfText, at: start) }
    i = start &+ 2
    switch text[start &+ 1] {
    case 0x22: return 0x22
    case 0x5C: return 0x5C
    case 0x2F: return 0x2F
    case 0x62: return 0x08
    case 0x66: return 0x0C
    case 0x6E: return 0x0A
    case 0x72: return 0x0D
    case 0x74: return 0x09
    case 0x75: break
    default: throw Fault(.badEscape, at: start)
    }
    let first = try hexQuad(text, start)
    i = start &+ 6
    if first < 0xD800 || first > 0xDFFF { return first }
    guard first < 0xDC00, byte(text, i) == 0x5C, byte(text, i &+ 1) == 0x75 else { throw Fault(.loneSurrogate, at: start) }
    let second = try hexQuad(text, i)
    guard second >= 0xDC00, second <= 0xDFFF else { throw Fault(.loneSurrogate, at: start) }
    i = start &+ 12
    return 0x10000 &+ ((first &- 0xD800) << 10) &+ (second &- 0xDC00)
}

/// The four hex digits after the `\u` at `start`.
private func hexQuad(_ text: Span<UInt8>, _ start: Int) throws(Fault) -> UInt32 {
    var value: UInt32 = 0
    for k in 2..<6 {
        guard start &+ k < text.count else { throw Fault(.endOfText, at: start) }
        let b = text[start &+ k]
        let digit: UInt8
        switch b {
        case 0x30...0x39: digit = b &- 0x30
        case 0x41...0x46: digit = b &- 0x37
        case 0x61...0x66: digit = b &- 0x57
        default: throw Fault(.badEscape, at: start)
        }
        value = value << 4 | UInt32(digit)
    }
    return value
}
