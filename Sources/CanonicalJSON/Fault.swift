/// Why a text is not JSON of this profile, and where.
///
/// Two words, made out of line, so that the good path carries nothing of it.
public struct Fault: Error, Hashable, Sendable {
    public enum Cause: UInt8, Hashable, Sendable {
        case endOfText, unexpectedByte, byteOrderMark, textAfterValue
        case controlCharacter, illFormedUTF8, badEscape, loneSurrogate, escapeNotShortest
        case fraction, exponent, minusZero, leadingZero, integerRange
        case tooDeep, duplicateMember, memberOrder, spaceNotCanonical
    }

    public let cause: Cause
    /// Bytes from the start of the text.
    public let offset: Int

    @inline(never)
    public init(_ cause: Cause, at offset: Int) {
        self.cause = cause
        self.offset = offset
    }
}

extension Fault.Cause: CustomStringConvertible {
    /// The cause in words, for an error message.
    public var description: String {
        switch self {
        case .endOfText: "the text ends inside a value"
        case .unexpectedByte: "a byte that cannot stand here"
        case .byteOrderMark: "a byte order mark"
        case .textAfterValue: "text after the value"
        case .controlCharacter: "a control character that is not escaped"
        case .illFormedUTF8: "bytes that are not UTF-8"
        case .badEscape: "an unknown escape"
        case .loneSurrogate: "a surrogate without its partner"
        case .escapeNotShortest: "an escape that is not the canonical one"
        case .fraction: "a fraction: numbers are integers"
        case .exponent: "an exponent: numbers are integers"
        case .minusZero: "minus zero"
        case .leadingZero: "a leading zero or plus sign"
        case .integerRange: "an integer beyond ±(2^53-1)"
        case .tooDeep: "nesting deeper than 32"
        case .duplicateMember: "a member name that is there twice"
        case .memberOrder: "member names out of order"
        case .spaceNotCanonical: "white space in a canonical text"
        }
    }
}

/// Deepest nesting of objects and arrays, the outermost being 1. DESIGN.md section 2.
public let maximumDepth = 32
