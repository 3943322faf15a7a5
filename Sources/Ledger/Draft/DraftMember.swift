internal import CanonicalJSON

/// A member of a draft.
enum DraftMember: Hashable {
    case attribute(Attribute)
    case expect
    case ledgerSet

    /// One bit per member, to find repetitions.
    var bit: UInt32 {
        switch self {
        case .attribute(let attribute): 1 << UInt32(attribute.rawValue)
        case .expect: 1 << 30
        case .ledgerSet: 1 << 31
        }
    }

    /// The member named `text[range]`, or `nil`.
    @inline(__always)
    init?(_ text: Span<UInt8>, _ range: Range<Int>) {
        @inline(__always) func names(_ word: StaticString) -> Bool { matches(text, range.lowerBound, word) }
        switch range.count {
        case 2 where names("id"): self = .ledgerSet
        case 3 where names("key"): self = .attribute(.key)
        case 4 where names("data"): self = .attribute(.data)
        case 4 where names("type"): self = .attribute(.type)
        case 4 where names("role"): self = .attribute(.role)
        case 4 where names("time") || names("salt"): self = .ledgerSet
        case 5 where names("actor"): self = .attribute(.actor)
        case 5 where names("cause"): self = .attribute(.cause)
        case 6 where names("schema"): self = .attribute(.schema)
        case 6 where names("source"): self = .attribute(.source)
        case 6 where names("expect"): self = .expect
        case 7 where names("subject"): self = .attribute(.subject)
        case 8 where names("occurred"): self = .attribute(.occurred)
        case 8 where names("revision"): self = .attribute(.revision)
        case 8 where names("prevhash"): self = .ledgerSet
        case 9 where names("signature"): self = .attribute(.signature)
        case 11 where names("attestation"): self = .attribute(.attestation)
        case 11 where names("specversion"): self = .ledgerSet
        default: return nil
        }
    }
}
