/// Past the canonical value at `start`: no white space, shortest escapes, members in UTF-16 order, integers in range.
///
/// - Parameters:
///   - depth: of the value itself if it is an object or array; at most ``maximumDepth``.
/// - Throws: ``Fault`` with the offset of the first byte that does not fit.
///
/// One pass, no allocation; rates: docs/BENCHMARKS.md. Source: RFC 8785, DESIGN.md section 2.
@inline(never)
public func canonicalValueEnd(_ text: Span<UInt8>, _ start: Int, depth: Int) throws(Fault) -> Int {
    switch byte(text, start) {
    case 0x22: return try canonicalStringEnd(text, start)
    case 0x2D, 0x30...0x39: return try integerEnd(text, start)
    case 0x7B: return try canonicalObjectEnd(text, start, depth: depth)
    case 0x5B: return try canonicalArrayEnd(text, start, depth: depth)
    case 0x74, 0x66, 0x6E: return try literalEnd(text, start)
    default: throw unexpected(text, start)
    }
}

@inline(__always)
private func canonicalObjectEnd(_ text: Span<UInt8>, _ start: Int, depth: Int) throws(Fault) -> Int {
    guard depth <= maximumDepth else { throw Fault(.tooDeep, at: start) }
    var i = start &+ 1
    if byte(text, i) == 0x7D { return i &+ 1 }
    var previous = 0..<0
    while true {
        guard byte(text, i) == 0x22 else { throw unexpected(text, i) }
        let open = i
        i = try canonicalStringEnd(text, i)
        let name = (open &+ 1)..<(i &- 1)
        if previous.lowerBound > 0 {
            let order = compareNames(text, previous, name)
            if order >= 0 { throw Fault(order == 0 ? .duplicateMember : .memberOrder, at: open) }
        }
        previous = name
        guard byte(text, i) == 0x3A else { throw unexpected(text, i) }
        i = try canonicalValueEnd(text, i &+ 1, depth: depth &+ 1)
        let next = byte(text, i)
        if next == 0x7D { return i &+ 1 }
        guard next == 0x2C else { throw unexpected(text, i) }
        i &+= 1
    }
}

@inline(__always)
private func canonicalArrayEnd(_ text: Span<UInt8>, _ start: Int, depth: Int) throws(Fault) -> Int {
    guard depth <= maximumDepth else { throw Fault(.tooDeep, at: start) }
    var i = start &+ 1
    if byte(text, i) == 0x5D { return i &+ 1 }
    while true {
        i = try canonicalValueEnd(text, i, depth: depth &+ 1)
        let next = byte(text, i)
        if next == 0x5D { return i &+ 1 }
        guard next == 0x2C else { throw unexpected(text, i) }
        i &+= 1
    }
}

/// Past `true`, `false` or `null`.
func literalEnd(_ text: Span<UInt8>, _ start: Int) throws(Fault) -> Int {
    let word: StaticString = text[start] == 0x74 ? "true" : text[start] == 0x66 ? "false" : "null"
    if matches(text, start, word) { return start &+ word.utf8CodeUnitCount }
    var at = start
    while at < text.count, unsafe (text[at] == word.utf8Start[at - start]) { at += 1 }
    throw unexpected(text, at)
}

/// The fault of a byte that may not stand where it is.
@inline(never)
public func unexpected(_ text: Span<UInt8>, _ at: Int) -> Fault {
    guard at < text.count else { return Fault(.endOfText, at: at) }
    switch text[at] {
    case 0x20, 0x09, 0x0A, 0x0D: return Fault(.spaceNotCanonical, at: at)
    case 0x2B: return Fault(.leadingZero, at: at)
    case 0xEF where byte(text, at + 1) == 0xBB && byte(text, at + 2) == 0xBF: return Fault(.byteOrderMark, at: at)
    default: return Fault(.unexpectedByte, at: at)
    }
}
