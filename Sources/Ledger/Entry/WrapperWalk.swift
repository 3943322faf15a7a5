internal import CanonicalJSON

/// Goes through canonical JSON and shows each wrapper of one kind, `{"$personal":…}` or `{"$sealed":…}`, with the JSON Pointer to it
/// (RFC 6901). Keeps its memory between walks.
struct WrapperWalk: ~Copyable {
    private let opening: [UInt8]
    private var pointer = ByteBuilder(capacity: 256)

    /// - Parameter opening: how the wrappers begin.
    init(_ opening: StaticString) {
        self.opening = unsafe Array(UnsafeBufferPointer(start: opening.utf8Start, count: opening.utf8CodeUnitCount))
    }

    static var personal: WrapperWalk { WrapperWalk("{\"$personal\":") }
    static var sealed: WrapperWalk { WrapperWalk("{\"$sealed\":") }

    /// - Parameter found: gets the place of the object inside the wrapper, and the pointer to the wrapper as UTF-8.
    mutating func walk<E: Error>(
        _ text: Span<UInt8>, _ value: Range<Int>, _ found: (_ inner: Range<Int>, _ pointer: Span<UInt8>) throws(E) -> Void
    ) throws(E) {
        pointer.removeAll()
        try visit(text, value, found)
    }

    private mutating func visit<E: Error>(
        _ text: Span<UInt8>, _ value: Range<Int>, _ found: (Range<Int>, Span<UInt8>) throws(E) -> Void
    ) throws(E) {
        let mark = pointer.count
        switch text[value.lowerBound] {
        case 0x7B:
            if matches(text, value.lowerBound, opening) {
                let inner = (value.lowerBound + opening.count)..<(value.upperBound - 1)
                return try pointer.withSpan { pointer throws(E) in try found(inner, pointer) }
            }
            // A visit changes the pointer, which a closure over it may not: places first.
            var members: [(name: Range<Int>, value: Range<Int>)] = []
            forEachMember(text, value.lowerBound) { members.append(($0, $1)) }
            for member in members where text[member.value.lowerBound] | 0x20 == 0x7B {
                push(text, member.name)
                try visit(text, member.value, found)
                pointer.truncate(to: mark)
            }
        case 0x5B:
            var elements: [Range<Int>] = []
            forEachElement(text, value.lowerBound) { elements.append($0) }
            for (number, element) in elements.enumerated() where text[element.lowerBound] | 0x20 == 0x7B {
                pointer.append(0x2F)
                pointer.append(decimal: UInt64(number))
                try visit(text, element, found)
                pointer.truncate(to: mark)
            }
        default: break
        }
    }

    /// RFC 6901 section 3: `~` is `~0`, `/` is `~1`.
    private mutating func push(_ text: Span<UInt8>, _ name: Range<Int>) {
        var plain = ByteBuilder(capacity: 64)
        appendUnescaped(text, name, to: &plain)
        pointer.append(0x2F)
        for byte in plain.bytes {
            switch byte {
            case 0x7E: pointer.append("~0")
            case 0x2F: pointer.append("~1")
            default: pointer.append(byte)
            }
        }
    }
}
