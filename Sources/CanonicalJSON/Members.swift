/// Lends each member of the canonical object at `start` to `body`: its name between the quotes, and its whole value.
///
/// The text was checked before (``canonicalValueEnd(_:_:depth:)``); anything else ends the walk.
/// - Returns: the index past the object.
@inlinable
@discardableResult
public func forEachMember<E: Error>(
    _ text: Span<UInt8>, _ start: Int, _ body: (_ name: Range<Int>, _ value: Range<Int>) throws(E) -> Void
) throws(E) -> Int {
    var i = start &+ 1
    while byte(text, i) == 0x22 {
        let nameEnd = checkedStringEnd(text, i)
        let end = checkedValueEnd(text, nameEnd &+ 1)
        try body((i &+ 1)..<(nameEnd &- 1), (nameEnd &+ 1)..<end)
        i = byte(text, end) == 0x2C ? end &+ 1 : end
    }
    return i &+ 1
}

/// Where the value of the member `name` of the canonical object at `start` stands; `nil` where there is none.
///
/// Members are in order, so the walk ends where `name` would have stood. The text was checked before.
/// - Parameter name: plain ASCII, not empty.
public func memberValue(_ text: Span<UInt8>, _ start: Int, _ name: StaticString) -> Range<Int>? {
    let length = name.utf8CodeUnitCount
    let first = unsafe name.utf8Start[0]
    var i = start &+ 1
    while byte(text, i) == 0x22 {
        let own = byte(text, i &+ 1)
        // An escape may stand for a smaller character than its backslash.
        if own > first && own != 0x5C { return nil }
        let nameEnd = checkedStringEnd(text, i)
        let end = checkedValueEnd(text, nameEnd &+ 1)
        if own == first, nameEnd &- i == length &+ 2, matches(text, i &+ 1, name) { return (nameEnd &+ 1)..<end }
        i = byte(text, end) == 0x2C ? end &+ 1 : end
    }
    return nil
}

/// Lends each element of the canonical array at `start` to `body`. The text was checked before.
@inlinable
public func forEachElement<E: Error>(
    _ text: Span<UInt8>, _ start: Int, _ body: (_ value: Range<Int>) throws(E) -> Void
) throws(E) {
    var i = start &+ 1
    while i < text.count, text[i] != 0x5D {
        let end = checkedValueEnd(text, i)
        try body(i..<end)
        i = byte(text, end) == 0x2C ? end &+ 1 : end
    }
}

/// Past the string whose opening quote is at `open`, in a text that was checked before.
@inlinable
func checkedStringEnd(_ text: Span<UInt8>, _ open: Int) -> Int {
    var i = open &+ 1
    while i < text.count {
        i = plainRunEnd(text, i)
        switch byte(text, i) {
        case 0x22: return i &+ 1
        case 0x5C: i &+= 2
        default: i &+= 1
        }
    }
    return text.count
}

/// Past the value at `start`, in a text that was checked before: brackets and strings only.
@inlinable
func checkedValueEnd(_ text: Span<UInt8>, _ start: Int) -> Int {
    var i = start
    var depth = 0
    while i < text.count {
        switch text[i] {
        case 0x22:
            i = checkedStringEnd(text, i)
            if depth == 0 { return i }
            continue
        case 0x7B, 0x5B: depth &+= 1
        case 0x7D, 0x5D:
            if depth == 0 { return i }
            depth &-= 1
            if depth == 0 { return i &+ 1 }
        case 0x2C where depth == 0: return i
        default: break
        }
        i &+= 1
    }
    return i
}

/// What the string `text[value]`, quotes included, stands for; the text was checked before.
public func stringValue(_ text: Span<UInt8>, _ value: Range<Int>) -> String {
    let inner = (value.lowerBound &+ 1)..<(value.upperBound &- 1)
    if !contains(text, inner, 0x5C) { return String(copying: text.extracting(inner)) }
    var out = ByteBuilder(capacity: inner.count)
    appendUnescaped(text, inner, to: &out)
    return out.withSpan { String(copying: $0) }
}

extension String {
    /// The text that `bytes`, UTF-8, stand for.
    public init(copying bytes: Span<UInt8>) {
        self = unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }
}
