internal import CanonicalJSON
internal import Proofs

/// What a log says of the erasure of a party, on `party/ID`. docs/FORMAT.md.
public enum ErasureEntry: Hashable, Sendable {
    /// The decision, before anything is destroyed.
    case requested(CommitmentSet)
    /// It is done. `keyId`: 16 hex digits of the key that was destroyed.
    case executed(CommitmentSet, keyId: String)
    /// Something must be kept: why, and until when, `YYYY-MM-DD`.
    case deferred(basis: String, until: String)

    public static let requestedType = "erasure.requested"
    public static let executedType = "erasure.executed"
    public static let deferredType = "erasure.deferred"

    public var type: String {
        switch self {
        case .requested: Self.requestedType
        case .executed: Self.executedType
        case .deferred: Self.deferredType
        }
    }

    /// Follows from what the entry is about. Where somebody took it for another entry of the party's stream, `-1`, `-2`, … stand behind
    /// it: nobody keeps an erasure away by using up its key.
    public var key: String {
        switch self {
        case .requested, .executed: type
        case .deferred(let basis, let until): "\(type)-\(basis)-\(until)"
        }
    }

    public static func subject(_ party: String) -> String { "party/\(party)" }

    /// Canonical.
    public func data(_ party: String) -> [UInt8] {
        JSONWriter.object { writer in
            switch self {
            case .requested(let set), .executed(let set, _):
                writer.member("commitments", Int64(set.count))
                writer.member("digest", set.digest.hex)
                if case .executed(_, let keyId) = self { writer.member("keyId", keyId) }
                writer.member("party", party)
            case .deferred(let basis, let until):
                writer.member("basis", basis)
                writer.member("party", party)
                writer.member("until", until)
            }
        }
    }

    /// Whether schema, stream, key and data of a stored entry of these types are of this form.
    static func isSound(_ line: Span<UInt8>, _ entry: EntryLine) -> Bool {
        let data = entry.range(.data).lowerBound, type = String(copying: line.extracting(entry.range(.type)))
        guard entry.schema == 1, let party = stringMember(line, data, "party"),
            attributeText(line, entry, .subject).utf8.elementsEqual(subject(party).utf8)
        else { return false }
        let expected: String
        switch type {
        case requestedType, executedType:
            guard memberCount(line, data) == (type == requestedType ? 3 : 4), countMember(line, data, "commitments") != nil,
                isHex(line, stringRange(line, data, "digest"), 64),
                type == requestedType || isHex(line, stringRange(line, data, "keyId"), 16)
            else { return false }
            expected = type
        case deferredType:
            guard memberCount(line, data) == 3, let basis = stringRange(line, data, "basis"), EntryGrammar.isRule(line, basis),
                let until = stringRange(line, data, "until"), until.count == 10,
                CivilTime.parseDay(line, until.lowerBound) != nil
            else { return false }
            expected =
                "\(type)-\(String(copying: line.extracting(basis)))-\(String(copying: line.extracting(until)))"
        default: return false
        }
        let key = Array(attributeText(line, entry, .key).utf8)
        guard key.starts(with: expected.utf8) else { return false }
        return isNumber(key.dropFirst(expected.utf8.count))
    }

    /// Nothing, or `-` and a number of at most 9 digits that begins with none of 0.
    private static func isNumber(_ rest: ArraySlice<UInt8>) -> Bool {
        guard let first = rest.first else { return true }
        let digits = rest.dropFirst()
        return first == 0x2D && (1...9).contains(digits.count) && digits.first != 0x30
            && digits.allSatisfy { EntryGrammar.isDigit($0) }
    }

    /// Reads a stored line; `nil` where it is none of these.
    public init?(line: Span<UInt8>) {
        guard let entry = try? parseEntryLine(line), Self.isSound(line, entry) else { return nil }
        let data = entry.range(.data).lowerBound
        let digest = stringRange(line, data, "digest").flatMap { Digest(hex: line.extracting($0)) }
        let set = CommitmentSet(count: countMember(line, data, "commitments") ?? 0, digest: digest ?? .zero)
        switch String(copying: line.extracting(entry.range(.type))) {
        case Self.requestedType: self = .requested(set)
        case Self.executedType: self = .executed(set, keyId: stringMember(line, data, "keyId") ?? "")
        default:
            self = .deferred(
                basis: stringMember(line, data, "basis") ?? "", until: stringMember(line, data, "until") ?? "")
        }
    }
}

func isHex(_ line: Span<UInt8>, _ range: Range<Int>?, _ digits: Int) -> Bool {
    guard let range, range.count == digits else { return false }
    return EntryGrammar.isHex(line, range, digits)
}
