/// What a writer expects of a stream before a batch. DESIGN.md section 4.
public enum Expectation: Hashable, Sendable {
    case any
    /// The stream does not exist yet.
    case new
    /// The stream's last revision.
    case last(UInt32)
}

/// One draft, parsed: where its canonical values stand in the bytes of its ``DraftRun``.
public struct Draft: Sendable {
    /// Start and end of each stated value, with the quotes of a string; 0 where it is left to the default.
    var pieces = InlineArray<18, UInt64>(repeating: 0)
    /// The subject and the key without quotes and escapes; the key is empty where none is stated.
    var subject = 0..<0
    var key = 0..<0
    var keyHash: UInt64 = 0

    /// `nil` where the draft states none; then it is `any`.
    public var expectation: Expectation?
    /// The revision the draft says it will have.
    public var revision: UInt32?
    /// The revision was stated by whoever signed, as the stream then was: after a conflict it is stated, and signed, anew.
    var isRevisionForetold = false
    public var cause: UInt64?
    public var occurredDay: Int32?
    public var reserved = ReservedUse.none
    /// Line of the input it came from, from 1; 0 where there is none.
    public var inputLine = 0

    @inline(__always)
    func piece(_ attribute: Attribute) -> Range<Int> {
        let value = pieces[attribute.rawValue]
        return Int(value >> 32)..<Int(value & 0xFFFF_FFFF)
    }

    @inline(__always)
    func states(_ attribute: Attribute) -> Bool { pieces[attribute.rawValue] != 0 }

    @inline(__always)
    mutating func set(_ attribute: Attribute, _ range: Range<Int>) {
        pieces[attribute.rawValue] = UInt64(range.lowerBound) << 32 | UInt64(range.upperBound)
    }

    var statesKey: Bool { !key.isEmpty }
}

/// Names in a draft that only the ledger's own verbs may use. DESIGN.md section 2.
public enum ReservedUse: Hashable, Sendable {
    case none
    case subject, type, role, attestation, dataMember
    /// Not reserved, but of use only to a ledger with a vault: well-formed `$personal` values.
    case personal
    /// `$personal` in a draft that states no key: its opening is made for the key.
    case personalWithoutKey
    /// `$personal` of a party that was erased.
    case partyErased
}
