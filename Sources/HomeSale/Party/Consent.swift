/// What a party allowed to be done with data, and until when. 个人信息保护法 13-15, 23, 29.
public struct Consent: Hashable, Sendable {
    public let mark: Mark
    /// Of its entry in its stream: `consent/PARTY:r` names it.
    public let revision: UInt32
    public let purpose: String
    public let recipients: [String]
    public let fields: [String]
    /// First and last day, both inside. `nil` where the entry holds no date: then the consent never lives.
    public let from: CivilDate?
    public let until: CivilDate?
    /// Given apart from any other, as banks and sensitive data require.
    public let isSeparate: Bool
    /// The whole of it was withdrawn.
    public internal(set) var withdrawn: Mark?
    /// Withdrawn for these recipients alone.
    public internal(set) var endedRecipients: [String: Mark] = [:]
    /// Withdrawn for these data alone.
    public internal(set) var endedFields: [String: Mark] = [:]

    /// Whether something of it lives that day. It ends with the day of its withdrawal; what was done before stays lawful. 15.
    public func isLive(on date: CivilDate) -> Bool {
        guard let from, let until, from <= date, date <= until else { return false }
        return !isEnded(withdrawn, date) && recipients.contains { !isEnded(endedRecipients[$0], date) }
            && fields.contains { !isEnded(endedFields[$0], date) }
    }

    /// Whether it lets `recipient` have `field` that day.
    public func covers(recipient: String, field: String, on date: CivilDate) -> Bool {
        isLive(on: date) && recipients.contains(recipient) && !isEnded(endedRecipients[recipient], date) && fields.contains(field)
            && !isEnded(endedFields[field], date)
    }

    private func isEnded(_ mark: Mark?, _ date: CivilDate) -> Bool { mark.map { $0.on <= date } ?? false }

    /// Takes up a withdrawal: of the whole, or of the recipients and data that it names.
    mutating func withdraw(recipients named: [String], fields namedFields: [String], _ mark: Mark) {
        if named.isEmpty && namedFields.isEmpty {
            withdrawn = withdrawn ?? mark
            return
        }
        // One recipient and one field named together end more than the pair: ending too much is the safe side.
        for recipient in named where recipients.contains(recipient) && endedRecipients[recipient] == nil {
            endedRecipients[recipient] = mark
        }
        for field in namedFields where fields.contains(field) && endedFields[field] == nil { endedFields[field] = mark }
    }
}

extension Consent {
    init(_ data: Payload, _ mark: Mark, revision: UInt32 = 0) {
        self.init(
            mark: mark, revision: revision, purpose: data.text("purpose") ?? "", recipients: data.texts("recipients"),
            fields: data.texts("fields"),
            from: data.date("from"), until: data.date("until"), isSeparate: data.flag("separateConsent") ?? false)
    }
}
