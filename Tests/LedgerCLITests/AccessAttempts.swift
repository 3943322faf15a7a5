import HomeSale

/// A question for a person's sealed value that must be denied, and the word of the denial.
struct AccessAttempt: Sendable, CustomStringConvertible {
    /// As docs/THREATS.md names it.
    let kind: String
    let description: String
    let actor: String
    let role: Role
    let purpose: Purpose
    let field: PersonalField
    /// What was recorded before: consents of p-1, and their ends.
    let steps: [String]
    let reason: AccessReason

    static let all = withdrawn + outOfTime + givenAnew + otherPurposes + otherRoles + otherAskers
}

/// A consent that would open a value: to whom in which role, for what, which.
struct Grant: Sendable, CustomStringConvertible {
    let role: Role
    let actor: String
    let purpose: Purpose
    let field: PersonalField

    init(_ role: Role, _ actor: String, _ purpose: Purpose, _ field: PersonalField) {
        (self.role, self.actor, self.purpose, self.field) = (role, actor, purpose, field)
    }

    var description: String { "\(role.rawValue) \(field.rawValue) for \(purpose.rawValue)" }

    /// Every row of the access matrix by consent, once.
    static let all = [
        Grant(.broker, "broker-1", .identity, .idNumber), Grant(.broker, "broker-1", .viewing, .phone),
        Grant(.lenderOfficer, "bank-1", .bankSharing, .income),
        Grant(.contractor, "builder-1", .decoration, .decorationBudget),
        Grant(.brokerageManager, "manager-1", .clientTags, .viewings), Grant(.broker, "broker-1", .titleCheck, .name),
        Grant(.broker, "broker-1", .marketing, .email), Grant(.broker, "broker-1", .clientTags, .clientTags),
        Grant(.broker, "broker-1", .location, .location), Grant(.brokerageManager, "manager-1", .identity, .idNumber),
        Grant(.brokerageManager, "manager-1", .marketing, .phone), Grant(.lenderOfficer, "bank-1", .bankSharing, .idNumber),
        Grant(.lenderOfficer, "bank-1", .creditReport, .creditReport),
        Grant(.fundCenterOfficer, "fund-1", .bankSharing, .idNumber), Grant(.fundCenterOfficer, "fund-1", .bankSharing, .assets),
        Grant(.fundCenterOfficer, "fund-1", .creditReport, .creditScore), Grant(.appraiser, "appraiser-1", .viewing, .address),
        Grant(.contractor, "builder-1", .decoration, .phone), Grant(.guardian, "guardian-1", .identity, .birthDate),
        Grant(.proxyAgent, "proxy-1", .identity, .maritalStatus),
    ]

    func given(
        from: String = "2026-01-01", until: String = "2099-12-31", to recipients: String? = nil, for fields: String? = nil
    ) -> String {
        draft(
            "consent/p-1", "consent.granted",
            data:
                #"{"partyId":"p-1","purpose":"\#(purpose.rawValue)","recipients":["\#(recipients ?? actor)"],"fields":["\#(fields ?? field.rawValue)"],"from":"\#(from)","until":"\#(until)","separateConsent":true}"#,
            more: #","actor":"p-1","role":"seller""#)
    }

    func withdrawn(_ more: String = "") -> String {
        draft(
            "consent/p-1", "consent.withdrawn", data: #"{"partyId":"p-1","purpose":"\#(purpose.rawValue)"\#(more)}"#,
            more: #","actor":"p-1","role":"seller""#)
    }

    /// The grantee's question, or one that differs in something.
    func asked(
        _ kind: String, _ what: String, _ reason: AccessReason, _ steps: [String], by actor: String? = nil, as role: Role? = nil,
        for purpose: Purpose? = nil
    ) -> AccessAttempt {
        AccessAttempt(
            kind: kind, description: "\(self): \(what)", actor: actor ?? self.actor, role: role ?? self.role,
            purpose: purpose ?? self.purpose, field: field, steps: steps, reason: reason)
    }
}

extension AccessAttempt {
    private static let ended = "withdrawn consent", first = Grant.all[0]

    static let withdrawn: [AccessAttempt] = Grant.all.flatMap { grant in
        [
            ("withdrawn", ""), ("withdrawn from this recipient", #","recipients":["\#(grant.actor)"]"#),
            ("withdrawn for this datum", #","fields":["\#(grant.field.rawValue)"]"#),
        ].map { what, more in grant.asked(ended, what, .consentWithdrawn, [grant.given(), grant.withdrawn(more)]) }
    }

    static let outOfTime: [AccessAttempt] = Grant.all.flatMap { grant in
        [
            grant.asked("consent not in its time", "run out", .consentExpired, [grant.given(until: "2026-01-31")]),
            grant.asked("consent not in its time", "not begun", .consentNotYet, [grant.given(from: "2099-01-01")]),
        ]
    }

    static let givenAnew: [AccessAttempt] = [
        first.asked(
            ended, "given anew to another", .consentWithdrawn, [first.given(), first.withdrawn(), first.given(to: "broker-2")]),
        first.asked(
            ended, "given anew for another datum", .consentWithdrawn,
            [first.given(), first.withdrawn(), first.given(for: "name")]),
        first.asked(
            ended, "given anew and withdrawn again", .consentWithdrawn,
            [first.given(), first.withdrawn(), first.given(), first.withdrawn()]),
        first.asked(
            ended, "given anew for later", .consentWithdrawn, [first.given(), first.withdrawn(), first.given(from: "2099-01-01")]),
        first.asked(
            ended, "two, withdrawn at once", .consentWithdrawn,
            [first.given(), first.given(from: "2026-02-01"), first.withdrawn()]),
        first.asked(
            ended, "another purpose's still stands", .consentWithdrawn,
            [first.given(), Grant(.broker, "broker-1", .titleCheck, .idNumber).given(), first.withdrawn()]),
    ]

    /// Each of the first five asks for every other purpose. What else a row allows to them by consent or by contract is named here; all
    /// the rest no row allows.
    static let otherPurposes: [AccessAttempt] = zip(
        Grant.all.prefix(5), [[.titleCheck], [.marketing], [], [], []] as [[Purpose]]
    ).flatMap { grant, byConsent in
        Purpose.allCases.filter { $0 != grant.purpose }.map { purpose in
            let isDealt = purpose == .contract && grant.role == .broker
            let reason: AccessReason = byConsent.contains(purpose) ? .consentMissing : isDealt ? .dealMissing : .notInMatrix
            return grant.asked("purpose not covered", "asked for \(purpose.rawValue)", reason, [grant.given()], for: purpose)
        }
    }

    /// With a consent in hand, in a role that it is not for.
    static let otherRoles: [AccessAttempt] = [
        Role.buyer, .seller, .coOwner, .tenant, .lenderOfficer, .fundCenterOfficer, .escrowAgent, .appraiser, .contractor,
        .registryRelay, .taxRelay, .housingRelay, .auditor, .privacyOfficer,
    ].map { first.asked("wrong role", "asked as \($0.rawValue)", .notInMatrix, [first.given()], as: $0) }

    static let otherAskers: [AccessAttempt] =
        Grant.all.map { $0.asked("asker not covered", "asked by another", .recipientNotNamed, [$0.given()], by: "other-1") }
        + Grant.all.map { $0.asked("asker not covered", "nothing given", .consentMissing, []) }
        + [Role.buyer, .seller, .coOwner, .guardian, .proxyAgent, .tenant].map {
            first.asked(
                "asker not covered", "as \($0.rawValue), another's own data", .notOwnData, [first.given()], by: "p-2", as: $0,
                for: .subjectRequest)
        }
}
