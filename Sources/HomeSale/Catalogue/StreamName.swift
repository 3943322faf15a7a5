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
        let parts = subject.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 2, !parts[1].isEmpty else { return nil }
        let id = String(parts[1])
        switch parts[0] {
        case "observed": self.init(.observed, id)
        case "rule": self.init(.rule, parts[1...].joined(separator: "/"))
        case "deal" where parts.count == 3:
            let part = parts[2]
            if let kind = StreamKind(rawValue: String(part)), [.escrow, .registration, .tax, .decoration].contains(kind) {
                self.init(kind, id)
            } else if let number = Self.number(part, "loan-") {
                self.init(.loan, id, number)
            } else if let number = Self.number(part, "dispute-") {
                self.init(.dispute, id, number)
            } else {
                return nil
            }
        case "deal" where parts.count == 2: self.init(.deal, id)
        case "party" where parts.count == 2: self.init(.party, id)
        case "consent" where parts.count == 2: self.init(.consent, id)
        case "listing" where parts.count == 2: self.init(.listing, id)
        case "evidence" where parts.count == 2: self.init(.evidence, id)
        default: return nil
        }
    }

    private static func number(_ part: Substring, _ prefix: String) -> Int? {
        guard part.hasPrefix(prefix), let number = Int(part.dropFirst(prefix.count)), (1...99).contains(number),
            part == prefix + String(number)
        else { return nil }
        return number
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
