extension PartyState {
    /// Every field of the state, in reading order; nothing sealed among them.
    public var fields: [StateField] {
        var fields: [StateField] = []
        if let registered { fields.append(StateField("party.registeredOn", registered.on)) }
        if let kind { fields.append(StateField("party.kind", kind.rawValue)) }
        if let creditCode { fields.append(StateField("party.creditCode", creditCode)) }
        if let ageFacts {
            fields.append(StateField("party.age.asOf", ageFacts.asOf))
            for (path, flag) in [("under8", ageFacts.under8), ("under14", ageFacts.under14), ("under18", ageFacts.under18)] {
                if let flag { fields.append(StateField("party.age.\(path)", flag)) }
            }
        }
        if let idCheckResult { fields.append(StateField("party.idCheck.result", idCheckResult)) }
        if let idCheckMethod { fields.append(StateField("party.idCheck.method", idCheckMethod)) }
        for (place, check) in identityChecks.enumerated() {
            let path = "party.identity.\(place + 1)"
            fields.append(StateField("\(path).method", check.method))
            fields.append(StateField("\(path).level", check.level))
            if let asOf = check.asOf { fields.append(StateField("\(path).asOf", asOf)) }
        }
        for (place, consent) in consents.enumerated() { fields += Self.fields(of: consent, "consent.\(place + 1)") }
        return fields
    }

    private static func fields(of consent: Consent, _ path: String) -> [StateField] {
        var fields = [
            StateField("\(path).purpose", consent.purpose),
            StateField("\(path).recipients", consent.recipients.joined(separator: " ")),
            StateField("\(path).fields", consent.fields.joined(separator: " ")),
            StateField("\(path).separate", consent.isSeparate),
        ]
        if let from = consent.from { fields.append(StateField("\(path).from", from)) }
        if let until = consent.until { fields.append(StateField("\(path).until", until)) }
        if let withdrawn = consent.withdrawn { fields.append(StateField("\(path).withdrawnOn", withdrawn.on)) }
        for (recipient, mark) in consent.endedRecipients.sorted(by: { $0.key < $1.key }) {
            fields.append(StateField("\(path).ended.recipient.\(recipient)", mark.on))
        }
        for (field, mark) in consent.endedFields.sorted(by: { $0.key < $1.key }) {
            fields.append(StateField("\(path).ended.field.\(field)", mark.on))
        }
        return fields
    }
}
