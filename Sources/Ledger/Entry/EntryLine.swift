/// Where the attributes of a stored line are, and the numbers among them. Made by ``parseEntryLine(_:)``.
public struct EntryLine: Sendable {
    /// Start and end of each value: between the quotes of a string, the whole of a number or object; 0 where absent.
    var packed = InlineArray<18, UInt32>(repeating: 0)

    public var index: UInt64 = 0
    public var revision: UInt32 = 0
    public var schema: UInt32 = 0
    public var timeMilliseconds: Int64 = 0
    public var occurredDay: Int32 = 0
    /// The index that `cause` names.
    public var cause: UInt64?

    /// Where the value of `attribute` stands in the line; empty where there is none.
    @inline(__always)
    public func range(_ attribute: Attribute) -> Range<Int> {
        let value = packed[attribute.rawValue]
        return Int(value >> 16)..<Int(value & 0xFFFF)
    }

    @inline(__always)
    public func has(_ attribute: Attribute) -> Bool { packed[attribute.rawValue] != 0 }

    @inline(__always)
    mutating func set(_ attribute: Attribute, _ range: Range<Int>) {
        packed[attribute.rawValue] =
            UInt32(truncatingIfNeeded: range.lowerBound) << 16 | UInt32(truncatingIfNeeded: range.upperBound)
    }
}
