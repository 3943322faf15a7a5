internal import CanonicalJSON

/// What of a value is left when it may not be seen whole. Characters are counted as people see them, never bytes. DOMAIN.md section 7, B20.
public struct Mask: Hashable, Sendable {
    /// Characters that stay at the start and at the end.
    public let head: Int
    public let tail: Int
    /// A value of so many characters or fewer is stars alone.
    public let shortest: Int
    /// Characters between head and tail that stay what they are.
    public let kept: Set<Character>

    public init(head: Int, tail: Int, shortest: Int = 4, kept: Set<Character> = []) {
        self.head = head
        self.tail = tail
        // Head and tail never meet: then nothing would be hidden.
        self.shortest = max(shortest, head + tail)
        self.kept = kept
    }

    /// Six and four: division and sequence. The birth date is what is hidden.
    public static let identityNumber = Mask(head: 6, tail: 4)
    public static let phone = Mask(head: 3, tail: 4)
    public static let card = Mask(head: 0, tail: 4)
    /// The surname of most; a name of one character is a star.
    public static let name = Mask(head: 1, tail: 0, shortest: 1)
    /// `199*-**-**`: no more than the age bands in the clear say.
    public static let birthDate = Mask(head: 3, tail: 0, kept: ["-"])
    /// Province, city and district, as addresses are written.
    public static let address = Mask(head: 6, tail: 0)
    public static let email = Mask(head: 1, tail: 0, kept: ["@", "."])
    /// Nothing stays, not even the length.
    public static let whole = Mask(head: 0, tail: 0, shortest: .max)

    /// Four stars: what a value looks like of which nothing is left.
    public static let stars = "****"

    /// `text` with stars in place of what is hidden; its length in characters stays, unless everything goes.
    public func masked(_ text: String) -> String {
        if shortest == .max { return Self.stars }
        let characters = Array(text)
        guard characters.count > shortest else { return String(repeating: "*", count: characters.count) }
        let end = characters.count - tail
        return String(
            characters.enumerated().map { place, character in
                place < head || place >= end || kept.contains(character) ? character : "*"
            })
    }
}

/// The policy: how each datum is masked for those who may not see it whole.
public enum Masking {
    public static func mask(of field: PersonalField) -> Mask {
        switch field {
        case .name: .name
        case .idNumber: .identityNumber
        case .birthDate: .birthDate
        case .phone: .phone
        case .email: .email
        case .address: .address
        case .account: .card
        case .maritalStatus, .income, .debts, .assets, .employment, .creditReport, .creditScore, .clientTags, .viewings,
            .location,
            .decorationBudget, .decorationWishes, .remark, .accesses:
            .whole
        }
    }

    /// The value as somebody with this sight sees it: canonical JSON in, canonical JSON out.
    ///
    /// Only texts are shown in part; of a number, a list or an object nothing is.
    /// - Parameter value: checked canonical JSON.
    public static func shown(_ value: [UInt8], of field: PersonalField, _ sight: AccessRow.Sight) -> [UInt8] {
        if sight == .whole { return value }
        var text = Mask.stars
        if value.first == 0x22 { text = mask(of: field).masked(stringValue(value.span, 0..<value.count)) }
        var out = ByteBuilder(capacity: value.count + 16)
        let units = Array(text.utf8)
        do throws(Fault) { try appendCanonicalString(units.span, to: &out) } catch { preconditionFailure("a String is UTF-8") }
        return out.bytes
    }
}
