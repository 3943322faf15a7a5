/// What a member of a payload may hold. Units are in the members' names; bounds are here.
public indirect enum MemberKind: Hashable, Sendable {
    /// Money in fen, 0 up to 10^13 (100 billion yuan); `signed` amounts may be negative.
    case fen
    case signedFen
    /// Hundredths of a square metre, 1 up to 10^8.
    case centiSqm
    /// Parts per million a year, 0 up to 1,000,000.
    case ppm
    /// Basis points, 0 up to 10,000; `signed` ones -10,000 up to 10,000 (a spread may be negative).
    case bp
    case signedBp
    case months
    case minutes
    /// Any count, from 0.
    case count
    case flag
    /// A civil date, `YYYY-MM-DD`.
    case date
    /// An instant, `YYYY-MM-DDTHH:MM:SS.mmmZ`.
    case instant
    /// One of these words.
    case choice([String])
    /// The identifier of a deal, listing, offer, account token…: 1 to 128 bytes as `actor`.
    case identifier
    /// The pseudonym of a person or firm: 1 to 128 visible ASCII characters, so that no Chinese name is one. DESIGN.md section 9.
    case party
    /// 64 lower-case hex digits.
    case digest
    /// A number that an authority gave, opaque: 1 to 128 bytes.
    case number
    /// A place, clause or reason in words, 1 to 500 bytes, and never about a person; what is about one is sealed as ``personal``.
    case text
    /// 28 characters, GB/T 37346-2019.
    case unitCode
    /// A payload's way of naming an entry: `SUBJECT:r`.
    case entry
    /// `$personal` in a draft, `$sealed` once stored.
    case personal
    case object([PayloadMember])
    /// - Parameter least: fewest elements.
    case list(of: MemberKind, least: Int)
    /// Any JSON value: cells of a source, terms of a city.
    case open
}

/// One member of a payload.
public struct PayloadMember: Hashable, Sendable {
    public let name: String
    public let kind: MemberKind
    public let isRequired: Bool
    public let meaning: Wording

    public init(_ name: String, _ kind: MemberKind, optional: Bool = false, _ english: String, _ chinese: String) {
        self.name = name
        self.kind = kind
        isRequired = !optional
        meaning = Wording(english, chinese)
    }
}
