internal import CanonicalJSON
internal import Ledger

/// The payload of a step: one canonical JSON object, read by member. Nothing is decoded before it is asked for.
public struct Payload: Hashable, Sendable {
    public let bytes: [UInt8]

    /// - Parameter bytes: a canonical object, checked before.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// - Parameter text: a canonical object, checked before.
    init(copying text: Span<UInt8>) { bytes = unsafe text.withUnsafeBufferPointer { unsafe Array($0) } }

    public static let empty = Payload(Array("{}".utf8))

    /// Where the value of the member `name` stands; `nil` where there is none.
    @inline(__always)
    private func range(_ name: StaticString) -> Range<Int>? { memberValue(bytes.span, 0, name) }

    /// Whether the member is there, with any value.
    public func has(_ name: StaticString) -> Bool { range(name) != nil }

    public func integer(_ name: StaticString) -> Int64? {
        guard let range = range(name), bytes[range.lowerBound] == 0x2D || bytes[range.lowerBound] &- 0x30 < 10 else { return nil }
        return integerValue(bytes.span, range)
    }

    public func text(_ name: StaticString) -> String? {
        guard let range = range(name), bytes[range.lowerBound] == 0x22 else { return nil }
        return stringValue(bytes.span, range)
    }

    public func flag(_ name: StaticString) -> Bool? {
        guard let range = range(name) else { return nil }
        switch bytes[range.lowerBound] {
        case 0x74: return true
        case 0x66: return false
        default: return nil
        }
    }

    public func date(_ name: StaticString) -> CivilDate? {
        guard let range = range(name), range.count == 12, bytes[range.lowerBound] == 0x22 else { return nil }
        return CivilTime.parseDay(bytes.span, range.lowerBound + 1).map { CivilDate(dayNumber: $0) }
    }

    /// An instant, in milliseconds since 1970.
    public func instantMilliseconds(_ name: StaticString) -> Int64? {
        guard let range = range(name), range.count == 26, bytes[range.lowerBound] == 0x22 else { return nil }
        return CivilTime.parseInstant(bytes.span, range.lowerBound + 1)
    }

    public func object(_ name: StaticString) -> Payload? {
        guard let range = range(name), bytes[range.lowerBound] == 0x7B else { return nil }
        return Payload(Array(bytes[range]))
    }

    /// The objects of a list; other elements are passed over.
    public func objects(_ name: StaticString) -> [Payload] {
        elements(name).filter { bytes[$0.lowerBound] == 0x7B }.map { Payload(Array(bytes[$0])) }
    }

    /// The strings of a list; other elements are passed over.
    public func texts(_ name: StaticString) -> [String] {
        elements(name).filter { bytes[$0.lowerBound] == 0x22 }.map { stringValue(bytes.span, $0) }
    }

    private func elements(_ name: StaticString) -> [Range<Int>] {
        guard let range = range(name), bytes[range.lowerBound] == 0x5B else { return [] }
        var result: [Range<Int>] = []
        forEachElement(bytes.span, range.lowerBound) { result.append($0) }
        return result
    }

    /// Every top-level member with its value as it stands, in order.
    public var members: [(name: String, value: String)] {
        var result: [(String, String)] = []
        let text = bytes.span
        forEachMember(text, 0) { name, value in
            result.append((String(copying: text.extracting(name)), String(copying: text.extracting(value))))
        }
        return result
    }
}
