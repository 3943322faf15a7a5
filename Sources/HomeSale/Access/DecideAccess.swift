/// Judges who may have what of a person: first the matrix, then what covers its row on that day.
///
/// Pure: it asks no store and no clock. Names are compared byte by byte. Deny by default: what no row names, whom no consent names and what
/// no law covers is refused, each field for itself. DOMAIN.md section 9; 个人信息保护法 6, 13-15.
/// - Parameter party: the state of `request.party`, with every consent there was.
public func decideAccess(_ request: AccessRequest, matrix: AccessMatrix, party: PartyState) -> AccessDecision {
    let row = matrix.row(request.role, request.resource, request.action, request.purpose)
    var seen: Set<ByteName> = []
    let names = request.fields.filter { seen.insert(ByteName($0)).inserted }
    let fields = names.map { name in
        guard let row else { return AccessDecision.Field(name: name, reason: .notInMatrix, basis: nil, sight: nil) }
        let (reason, basis) = judge(name, row, request, party)
        return AccessDecision.Field(name: name, reason: reason, basis: basis, sight: reason.isAllowed ? row.sight : nil)
    }
    return AccessDecision(request: request, matrix: matrix.digest, fields: fields)
}

private func judge(
    _ name: String, _ row: AccessRow, _ request: AccessRequest, _ party: PartyState
) -> (reason: AccessReason, basis: String?) {
    // What the house owes a person, a copy and an erasure, does not hang on whether somebody registered the person.
    let isOwed = row.cover == .law(.duty) && (request.action == .export || request.action == .erase)
    guard isOwed || party.registered != nil, ByteName(party.id) == ByteName(request.party) else { return (.partyUnknown, nil) }
    guard let field = PersonalField(rawValue: name) else { return (.fieldUnknown, nil) }
    guard field.resource == request.resource else { return (.fieldElsewhere, nil) }
    switch row.cover {
    case .law(.contract): return request.deal == nil ? (.dealMissing, nil) : (.byLaw, LegalBasis.contract.rawValue)
    case .law(.duty): return (.byLaw, LegalBasis.duty.rawValue)
    case .law(.subject):
        return ByteName(request.actor) == ByteName(request.party) ? (.byLaw, LegalBasis.subject.rawValue) : (.notOwnData, nil)
    case .consent:
        let standings = party.consents.filter { $0.purpose == request.purpose.rawValue }
            .map { consent in (consent, standing(consent, field, request)) }
        if let live = standings.last(where: { $0.1 == .byConsent }) {
            return (.byConsent, "consent/\(party.id):\(live.0.revision)")
        }
        // Of several that fall short, the one that goes furthest tells most.
        let furthest = standings.map(\.1).max { rank($0) < rank($1) }
        return (furthest ?? .consentMissing, nil)
    }
}

/// How a consent for the purpose stands to the request.
private func standing(_ consent: Consent, _ field: PersonalField, _ request: AccessRequest) -> AccessReason {
    let actor = ByteName(request.actor), name = ByteName(field.rawValue)
    func isOver(_ mark: Mark?) -> Bool { mark.map { $0.on <= request.day } ?? false }
    guard consent.recipients.contains(where: { ByteName($0) == actor }) else { return .recipientNotNamed }
    guard consent.fields.contains(where: { ByteName($0) == name }) else { return .fieldNotNamed }
    guard let from = consent.from, let until = consent.until, from <= request.day else { return .consentNotYet }
    guard request.day <= until else { return .consentExpired }
    if isOver(consent.withdrawn) || isOver(consent.endedRecipients[request.actor]) || isOver(consent.endedFields[field.rawValue])
    {
        return .consentWithdrawn
    }
    // The rules ask for it when a consent is recorded; a log that was copied in may hold one without.
    let mustBeSeparate = field.isSensitive || PartyGuards.separatePurposes.contains(consent.purpose)
    return mustBeSeparate && !consent.isSeparate ? .consentNotSeparate : .byConsent
}

private func rank(_ reason: AccessReason) -> Int { AccessReason.allCases.firstIndex(of: reason) ?? 0 }
