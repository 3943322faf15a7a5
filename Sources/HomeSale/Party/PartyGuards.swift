/// Judges the steps of a party and its consents. DOMAIN.md sections 2.2, 5, 9.
enum PartyGuards {
    /// Purposes that hand data to a bank or touch what law calls sensitive. 个人信息保护法 23, 28.
    static let separatePurposes: Set<String> = ["bankSharing", "creditReport", "location", "clientTags"]
    /// Data that are sensitive whatever they are wanted for: finance, whereabouts, the body. 个人信息保护法 28.
    static let sensitiveFields: Set<String> = [
        "income", "debts", "assets", "account", "accountToken", "creditReport", "creditScore", "location", "biometrics", "face",
        "fingerprint", "health", "religion",
    ]

    /// - Throws: ``Refusal`` with the first rule that refuses.
    static func check(_ step: Step, _ party: PartyState, _ world: any World) throws {
        // A number that failed its check can only have been mistyped: nobody was verified by it, and it is registered anew.
        let isMistyped = party.idCheckResult == "failed" && !party.isIdentityVerified
        if step.name == .partyRegistered, let registered = party.registered, !isMistyped {
            throw Refusal(PartyRules.registeredOnce, rests: [registered.index])
        }
        if let partyId = step.payload.text("partyId"), partyId != step.stream.id {
            throw Refusal(PartyRules.idDiffers, missing: ["partyId"], partyId)
        }
        guard let registered = party.registered else {
            if step.name == .partyRegistered { return }
            throw Refusal(PartyRules.notRegistered, missing: ["party.registered"])
        }
        switch step.name {
        case .partyIdentityVerified: try checkIdentity(step, party, registered)
        case .consentGranted: try checkGrant(step, party, registered)
        case .consentWithdrawn: try checkWithdrawal(step, party)
        default: break
        }
    }

    // The sealed number is never read: what its check said stands in the clear.
    private static func checkIdentity(_ step: Step, _ party: PartyState, _ registered: Mark) throws(Refusal) {
        guard let consent = party.consent(for: "identity", on: step.occurred) else {
            throw Refusal(PartyRules.identityConsent, rests: [registered.index], missing: ["consent.granted: identity"])
        }
        guard party.idCheckResult == "passed" else {
            throw Refusal(
                PartyRules.identityCheck, rests: [registered.index, consent.index], missing: ["idCheck"],
                party.idCheckResult ?? "unknown")
        }
    }

    private static func checkGrant(_ step: Step, _ party: PartyState, _ registered: Mark) throws(Refusal) {
        let consent = Consent(step.payload, Mark(index: step.index, on: step.occurred))
        guard let from = consent.from, let until = consent.until, from <= until else {
            throw Refusal(PartyRules.consentPeriod, missing: ["from", "until"])
        }
        let isChild = party.isUnder(14, on: step.occurred)
        let sensitive = consent.fields.filter(sensitiveFields.contains)
        // All data of a child under 14 are sensitive.
        if !consent.isSeparate, separatePurposes.contains(consent.purpose) || !sensitive.isEmpty || isChild == true {
            throw Refusal(
                PartyRules.consentSeparate, rests: [registered.index], missing: ["separateConsent"],
                ([consent.purpose] + sensitive).joined(separator: " "))
        }
        if isChild != false && step.role != .guardian {
            throw Refusal(
                PartyRules.consentGuardian, rests: [party.ageMark?.index ?? registered.index],
                missing: isChild == nil ? ["ageFacts"] : [], step.role.rawValue)
        }
    }

    private static func checkWithdrawal(_ step: Step, _ party: PartyState) throws(Refusal) {
        let data = step.payload, date = step.occurred
        let purpose = data.text("purpose") ?? "", recipients = data.texts("recipients"), fields = data.texts("fields")
        let ofPurpose = party.consents.filter { $0.purpose == purpose }
        let stands = ofPurpose.contains { consent in
            // One that has not begun can be withdrawn too: look at the first day on which it could live.
            let day = max(date, consent.from ?? date)
            return consent.isLive(on: day)
                && recipients.allSatisfy { recipient in
                    consent.fields.contains { consent.covers(recipient: recipient, field: $0, on: day) }
                }
                && fields.allSatisfy { field in
                    consent.recipients.contains { consent.covers(recipient: $0, field: field, on: day) }
                }
        }
        if !stands {
            throw Refusal(PartyRules.consentNotLive, rests: ofPurpose.map(\.mark.index), missing: ["consent.granted"], purpose)
        }
    }
}
