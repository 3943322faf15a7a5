internal import CanonicalJSON

/// Goes through canonical JSON and shows each wrapper of one kind, `{"$personal":…}` or `{"$sealed":…}`, with the JSON Pointer to it
/// (RFC 6901). Keeps its memory between walks.
struct WrapperWalk: ~Copyable {
    private let opening: StaticString
    private var pointer = ByteBuilder(capacity: 256)

    /// - Parameter opening: how the wrappers begin.
    init(_ opening: StaticString) {
        self.opening = opening
    }

    static var personal: WrapperWalk { WrapperWalk("{\"$personal\":") }
    static var sealed: WrapperWalk { WrapperWalk("{\"$sealed\":") }

    /// - Parameter found: gets the place of the object inside the wrapper, and the pointer to the wrapper as UTF-8.
    mutating func walk<E: Error>(
        _ text: Span<UInt8>, _ value: Range<Int>, _ found: (_ inner: Range<Int>, _ pointer: Span<UInt8>) throws(E) -> Void
    ) throws(E) {
        pointer.removeAll()
        try visit(text, value, opening, &pointer, found)
    }
}

private func visit<E: Error>(
    _ text: Span<UInt8>, _ value: Range<Int>, _ opening: StaticString, _ pointer: inout ByteBuilder,
    _ found: (Range<Int>, Span<UInt8>) throws(E) -> Void
) throws(E) {
    let mark = pointer.count
    switch text[value.lowerBound] {
    case 0x7B:
        if matches(text, value.lowerBound, opening) {
            let inner = (value.lowerBound + opening.utf8CodeUnitCount)..<(value.upperBound - 1)
            return try pointer.withSpan { pointer throws(E) in try found(inner, pointer) }
        }
        try forEachMember(text, value.lowerBound) { name, value throws(E) in
            guard text[value.lowerBound] | 0x20 == 0x7B else { return }
            push(text, name, &pointer)
            try visit(text, value, opening, &pointer, found)
            pointer.truncate(to: mark)
        }
    case 0x5B:
        var number: UInt64 = 0
        try forEachElement(text, value.lowerBound) { element throws(E) in
            defer { number += 1 }
            guard text[element.lowerBound] | 0x20 == 0x7B else { return }
            pointer.append(0x2F)
            pointer.append(decimal: number)
            try visit(text, element, opening, &pointer, found)
            pointer.truncate(to: mark)
        }
    default: break
    }
}

/// RFC 6901 section 3: `~` is `~0`, `/` is `~1`.
private func push(_ text: Span<UInt8>, _ name: Range<Int>, _ pointer: inout ByteBuilder) {
    pointer.append(0x2F)
    guard name.contains(where: { text[$0] == 0x5C || text[$0] == 0x7E || text[$0] == 0x2F }) else {
        return pointer.append(text, name)
    }
    var plain = ByteBuilder(capacity: 64)
    appendUnescaped(text, name, to: &plain)
    for byte in plain.bytes {
        switch byte {
        case 0x7E: pointer.append("~0")
        case 0x2F: pointer.append("~1")
        default: pointer.append(byte)
        }
    }
}
