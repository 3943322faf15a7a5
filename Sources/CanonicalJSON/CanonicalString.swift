/// Past the closing quote of the canonical string whose opening quote is at `open`.
///
/// RFC 8785 section 3.2.2.2: `\"`, `\\`, `\b \t \n \f \r`, other controls as `\u00xx` in lower case; nothing else is escaped.
@inlinable @inline(__always)
public func canonicalStringEnd(_ text: Span<UInt8>, _ open: Int) throws(Fault) -> Int {
    var i = open &+ 1
    while true {
        i = plainRunEnd(text, i)
        guard i < text.count else { throw Fault(.endOfText, at: i) }
        let b = text[i]
        if b == 0x22 { return i &+ 1 }
        if b >= 0x80 {
            i = try multiByteRunEnd(text, i)
        } else if b == 0x5C {
            i = try canonicalEscapeEnd(text, i)
        } else {
            throw Fault(.controlCharacter, at: i)
        }
    }
}

/// Past the escape whose backslash is at `start`.
@inline(never) @usableFromInline
func canonicalEscapeEnd(_ text: Span<UInt8>, _ start: Int) throws(Fault) -> Int {
    switch byte(text, start &+ 1) {
    case 0x22, 0x5C, 0x62, 0x66, 0x6E, 0x72, 0x74:
        return start &+ 2
    case 0x75:
        var i = start
        let scalar = try escapedScalar(text, &i)
        // Only controls without a short form keep six bytes, in lower case.
        guard i == start &+ 6, scalar < 0x20, shortEscape(UInt8(scalar)) == 0,
            text[start &+ 4] == (scalar < 0x10 ? 0x30 : 0x31), text[start &+ 5] == hexDigit(UInt8(scalar) & 0x0F)
        else { throw Fault(.escapeNotShortest, at: start) }
        return i
    case 0x2F:
        throw Fault(.escapeNotShortest, at: start)
    default:
        throw Fault(start &+ 1 < text.count ? .badEscape : .endOfText, at: start)
    }
}

/// The letter of the two-byte escape for `control`, or 0 where there is none.
@inline(__always)
func shortEscape(_ control: UInt8) -> UInt8 {
    switch control {
    case 0x08: 0x62
    case 0x09: 0x74
    case 0x0A: 0x6E
    case 0x0C: 0x66
    case 0x0D: 0x72
    default: 0
    }
}

@inline(__always)
func hexDigit(_ nibble: UInt8) -> UInt8 { nibble < 10 ? 0x30 &+ nibble : 0x57 &+ nibble }
