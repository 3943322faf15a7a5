internal import CanonicalJSON

/// What kind of thing a stream is about.
public enum StreamKind: String, CaseIterable, Hashable, Sendable {
    case party, consent, rule, evidence, observed, listing
    case deal, escrow, loan, registration, tax, decoration, dispute
}

/// A subject, taken apart: `deal/X`, `deal/X/escrow`, `deal/X/loan-1`, … DOMAIN.md section 2.1.
public struct StreamName: Hashable, Sendable {
    public let kind: StreamKind
    /// The party, listing or deal: what stands between the first and the second slash.
    public let id: String
    /// Of a loan leg or a dispute: its number, from 1; 0 elsewhere.
    public let number: Int

    public init(_ kind: StreamKind, _ id: String, _ number: Int = 0) {
        self.kind = kind
        self.id = id
        self.number = number
    }

    /// Takes a subject apart; `nil` where it names none of these.
    public init?(subject: String) {
        let utf8 = subject.utf8
        self.init(utf8.span)
    }

    /// - Parameter subject: without quotes and escapes.
    init?(_ subject: Span<UInt8>) {
        let kindEnd = Self.slash(subject, 0)
        let idEnd = Self.slash(subject, kindEnd + 1)
        guard kindEnd < subject.count, idEnd > kindEnd + 1 else { return nil }
        let kind = subject.extracting(0..<kindEnd)
        let id = (kindEnd + 1)..<idEnd
        if matches(kind, "deal") {
            guard let (part, number) = Self.part(subject, after: idEnd) else { return nil }
            self.init(part, String(copying: subject.extracting(id)), number)
        } else if matches(kind, "rule") {
            // Its id may have slashes in it.
            self.init(.rule, String(copying: subject.extracting((kindEnd + 1)..<subject.count)))
        } else {
            // Behind the id of a source stands what it observed.
            let found: StreamKind
            if matches(kind, "listing") {
                found = .listing
            } else if matches(kind, "party") {
                found = .party
            } else if matches(kind, "consent") {
                found = .consent
            } else if matches(kind, "evidence") {
                found = .evidence
            } else if matches(kind, "observed") {
                found = .observed
            } else {
                return nil
            }
            guard found == .observed || idEnd == subject.count else { return nil }
            self.init(found, String(copying: subject.extracting(id)))
        }
    }

    /// Where the next slash stands, or the end.
    private static func slash(_ text: Span<UInt8>, _ from: Int) -> Int {
        var i = from
        while i < text.count, text[i] != 0x2F { i += 1 }
        return min(i, text.count)
    }

    /// What of a deal a subject names: nothing stands behind the deal's id, or one part.
    private static func part(_ subject: Span<UInt8>, after idEnd: Int) -> (StreamKind, Int)? {
        if idEnd == subject.count { return (.deal, 0) }
        let part = subject.extracting((idEnd + 1)..<subject.count)
        if matches(part, "escrow") { return (.escrow, 0) }
        if matches(part, "registration") { return (.registration, 0) }
        if matches(part, "tax") { return (.tax, 0) }
        if matches(part, "decoration") { return (.decoration, 0) }
        if let number = number(part, "loan-") { return (.loan, number) }
        return number(part, "dispute-").map { (.dispute, $0) }
    }

    /// 1 to 99 without leading zeros, behind `prefix`.
    private static func number(_ part: Span<UInt8>, _ prefix: StaticString) -> Int? {
        let digits = part.count - prefix.utf8CodeUnitCount
        guard digits == 1 || digits == 2, matches(part, 0, prefix) else { return nil }
        var number = 0
        for k in (part.count - digits)..<part.count {
            guard part[k] >= 0x30, part[k] <= 0x39 else { return nil }
            number = number * 10 + Int(part[k] - 0x30)
        }
        return number >= (digits == 1 ? 1 : 10) ? number : nil
    }

    /// What the stream is told with: a deal's streams with the deal, a consent with its party.
    var family: StreamKind {
        switch kind {
        case .escrow, .loan, .registration, .tax, .decoration, .dispute: .deal
        case .consent: .party
        default: kind
        }
    }

    /// The subject.
    public var subject: String {
        switch kind {
        case .party, .consent, .rule, .evidence, .observed, .listing, .deal: "\(kind.rawValue)/\(id)"
        case .escrow, .registration, .tax, .decoration: "deal/\(id)/\(kind.rawValue)"
        case .loan, .dispute: "deal/\(id)/\(kind.rawValue)-\(number)"
        }
    }

    /// Whether the stream belongs to a deal.
    public var isOfDeal: Bool {
        switch kind {
        case .deal, .escrow, .loan, .registration, .tax, .decoration, .dispute: true
        default: false
        }
    }
}

/// Whether `text` is `word`.
private func matches(_ text: Span<UInt8>, _ word: StaticString) -> Bool {
    text.count == word.utf8CodeUnitCount && matches(text, 0, word)
}
