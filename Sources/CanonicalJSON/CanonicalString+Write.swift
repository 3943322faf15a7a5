/// Writes `text`, well-formed UTF-8, as a canonical string with its quotes. RFC 8785 section 3.2.2.2.
///
/// - Throws: ``Fault`` `illFormedUTF8` where it is none.
public func appendCanonicalString(_ text: Span<UInt8>, to out: inout ByteBuilder) throws(Fault) {
    out.append(0x22)
    var i = 0
    while i < text.count {
        let end = plainRunEnd(text, i)
        out.append(text, i..<end)
        i = end
        guard i < text.count else { break }
        if text[i] >= 0x80 {
            let end = try multiByteRunEnd(text, i)
            out.append(text, i..<end)
            i = end
        } else {
            appendEscaped(UInt32(text[i]), to: &out)
            i &+= 1
        }
    }
    out.append(0x22)
}

/// Writes one scalar inside a string, escaped where the canonical form asks for it.
@inline(never)
func appendEscaped(_ scalar: UInt32, to out: inout ByteBuilder) {
    switch scalar {
    case 0x22, 0x5C:
        out.append(0x5C)
        out.append(UInt8(scalar))
    case 0..<0x20:
        let control = UInt8(scalar)
        out.append(0x5C)
        let letter = shortEscape(control)
        if letter != 0 {
            out.append(letter)
        } else {
            out.append("u00")
            out.append(control < 0x10 ? 0x30 : 0x31)
            out.append(hexDigit(control & 0x0F))
        }
    case ..<0x80:
        out.append(UInt8(scalar))
    case ..<0x800:
        out.append(UInt8(0xC0 | scalar >> 6))
        out.append(UInt8(0x80 | scalar & 0x3F))
    case ..<0x10000:
        out.append(UInt8(0xE0 | scalar >> 12))
        out.append(UInt8(0x80 | scalar >> 6 & 0x3F))
        out.append(UInt8(0x80 | scalar & 0x3F))
    default:
        out.append(UInt8(0xF0 | scalar >> 18))
        out.append(UInt8(0x80 | scalar >> 12 & 0x3F))
        out.append(UInt8(0x80 | scalar >> 6 & 0x3F))
        out.append(UInt8(0x80 | scalar & 0x3F))
    }
}

/// Appends the bytes that the string `text[range]` (contents between the quotes, checked before) stands for.
public func appendUnescaped(_ text: Span<UInt8>, _ range: Range<Int>, to out: inout ByteBuilder) {
    var i = range.lowerBound
    while i < range.upperBound {
        if text[i] == 0x5C {
            guard let scalar = try? escapedScalar(text, &i) else { preconditionFailure("string was not checked") }
            appendRaw(scalar, to: &out)
        } else {
            out.append(text[i])
            i &+= 1
        }
    }
}

private func appendRaw(_ scalar: UInt32, to out: inout ByteBuilder) {
    if scalar < 0x80 { out.append(UInt8(scalar)) } else { appendEscaped(scalar, to: &out) }
}
