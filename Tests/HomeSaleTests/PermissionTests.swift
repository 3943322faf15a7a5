import Testing

@testable import HomeSale

private func check(_ name: EventName, _ role: Role, _ attestation: Attestation) throws {
    let type = Catalogue.type(of: name)
    let subject = StreamName(type.streams[0], "X", [.loan, .dispute].contains(type.streams[0]) ? 1 : 0).subject
    try PermissionRules.check(step(subject, name, role: role, attestation: attestation), type)
}

@Suite("Permission")
struct PermissionTests {
    @Test("a role that the catalogue does not name is refused")
    func role() throws {
        let refusal = expectRefused("permission.role") { try check(.listingPublished, .buyer, .declared) }
        #expect(refusal?.missing == ["broker"])
        try check(.listingPublished, .broker, .declared)
    }

    @Test("a relay never speaks for the authority itself")
    func attestation() throws {
        let refusal = expectRefused("permission.attestation") { try check(.listingVerified, .housingRelay, .direct) }
        #expect(refusal?.missing == ["relayed"])
        try check(.listingVerified, .housingRelay, .relayed)
        try check(.listingVerified, .housingAuthority, .direct)
    }

    @Test("the system records derived steps only, and nobody else does")
    func system() throws {
        expectRefused("permission.system") { try check(.listingExpired, .system, .declared) }
        expectRefused("permission.system") { try check(.listingPublished, .system, .derived) }
        expectRefused("permission.system") { try check(.listingExpired, .broker, .derived) }
        try check(.listingExpired, .system, .derived)
        expectRefused("permission.role") { try check(.listingExpired, .broker, .declared) }
    }

    @Test("for every type, role and attestation, exactly what the matrix names is accepted", arguments: EventName.allCases)
    func matrix(name: EventName) {
        let type = Catalogue.type(of: name)
        for role in Role.allCases {
            for attestation in Attestation.allCases {
                let isNamed = type.recorders.contains { $0.role == role && $0.attestations.contains(attestation) }
                let isAccepted = (try? check(name, role, attestation)) != nil
                #expect(isAccepted == isNamed, "\(name.rawValue) \(role.rawValue) \(attestation.rawValue)")
            }
        }
    }

    @Test("every rule guards every type")
    func rules() {
        #expect(PermissionRules.all.map(\.id) == ["permission.role", "permission.attestation", "permission.system"])
        #expect(PermissionRules.all.allSatisfy { $0.guards == EventName.allCases })
    }
}
