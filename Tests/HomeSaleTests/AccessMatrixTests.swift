import CanonicalJSON
import Testing

@testable import HomeSale

/// The matrix as people would tell it, read by nothing of the program: role, action, resource, purpose, basis, sight (`-` masked, `+` whole).
private let told = """
    broker read identity identity consent -
    broker read identity titleCheck consent -
    broker read contact viewing consent +
    broker read contact marketing consent +
    broker read preference clientTags consent +
    broker read location location consent +
    broker read identity contract contract -
    broker read contact contract contract +
    broker read remark contract contract +
    brokerageManager read identity identity consent -
    brokerageManager read preference clientTags consent +
    brokerageManager read contact marketing consent -
    brokerageManager read identity aml duty -
    lenderOfficer read identity bankSharing consent +
    lenderOfficer read finance bankSharing consent +
    lenderOfficer read credit creditReport consent +
    lenderOfficer read contact contract contract +
    lenderOfficer read identity contract contract +
    lenderOfficer read identity aml duty +
    fundCenterOfficer read identity bankSharing consent +
    fundCenterOfficer read finance bankSharing consent +
    fundCenterOfficer read credit creditReport consent +
    fundCenterOfficer read contact contract contract +
    escrowAgent read identity contract contract -
    escrowAgent read finance contract contract -
    escrowAgent read identity aml duty +
    registryRelay read identity filing duty +
    taxRelay read identity filing duty +
    housingRelay read identity filing duty +
    housingRelay read contact filing duty -
    appraiser read contact viewing consent -
    contractor read contact decoration consent +
    contractor read decoration decoration consent +
    auditor read identity aml duty -
    auditor read identity audit duty -
    auditor read finance audit duty -
    auditor read accessLog audit duty +
    privacyOfficer read identity aml duty +
    privacyOfficer search identity aml duty +
    privacyOfficer search contact subjectRequest duty +
    privacyOfficer search identity subjectRequest duty +
    privacyOfficer read accessLog audit duty +
    privacyOfficer read * subjectRequest duty +
    privacyOfficer export * subjectRequest duty +
    privacyOfficer erase * subjectRequest duty +
    buyer read contact contract contract -
    seller read contact contract contract -
    guardian read identity identity consent +
    proxyAgent read identity identity consent -
    """
private let ownData = ["buyer", "seller", "coOwner", "guardian", "proxyAgent", "tenant"]
private let resources = "identity contact finance credit preference location decoration remark accessLog".split(separator: " ")

/// Every cell that is told, with its basis and sight.
private let cells: [String: String] = {
    var cells: [String: String] = [:]
    func add(_ cell: String, _ rest: String) {
        precondition(cells[cell] == nil, "told twice: \(cell)")
        cells[cell] = rest
    }
    for line in told.split(separator: "\n") {
        let word = line.split(separator: " ").map(String.init)
        for resource in word[2] == "*" ? resources.map(String.init) : [word[2]] {
            add("\(word[0]) \(word[1]) \(resource) \(word[3])", "\(word[4]) \(word[5])")
        }
    }
    for role in ownData {
        for resource in resources {
            for action in ["read", "export"] { add("\(role) \(action) \(resource) subjectRequest", "subject +") }
        }
    }
    return cells
}()

/// A party that consented to everything, to everybody, apart.
private func openParty(_ asker: String) -> PartyState {
    let world = MemoryWorld()
    world.record("party/p-1", .partyRegistered, #"{"partyId":"p-1","kind":"person"}"#)
    let fields = PersonalField.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ",")
    for purpose in [
        "identity", "viewing", "titleCheck", "bankSharing", "creditReport", "marketing", "location", "clientTags", "decoration",
    ] {
        world.record(
            "consent/p-1", .consentGranted,
            #"{"partyId":"p-1","purpose":"\#(purpose)","recipients":["\#(asker)"],"fields":[\#(fields)],"from":"2026-01-01","until":"2026-12-31","separateConsent":true}"#,
            role: .buyer)
    }
    return world.party("p-1")
}

@Suite("The access matrix") struct AccessMatrixTests {
    @Test("every cell of role, resource, action and purpose is allowed exactly where it is told") func everyCell() {
        let party = openParty("p-1")
        var allowed = 0
        for role in Role.allCases {
            for resource in PersonalResource.allCases {
                for action in AccessAction.allCases {
                    for purpose in Purpose.allCases {
                        // Own data, in a deal, with every consent: only the matrix can be in the way.
                        let decision = decideAccess(
                            AccessRequest(
                                actor: "p-1", role: role, purpose: purpose, resource: resource, action: action, party: "p-1",
                                day: CivilDate("2026-06-01")!, deal: "deal/D-1:0"),
                            matrix: .house, party: party)
                        let cell = "\(role.rawValue) \(action.rawValue) \(resource.rawValue) \(purpose.rawValue)"
                        guard let expected = cells[cell] else {
                            #expect(
                                decision.fields.allSatisfy { $0.reason == .notInMatrix && $0.basis == nil && $0.sight == nil },
                                "\(cell)")
                            #expect(!decision.isAllowedInPart)
                            continue
                        }
                        allowed += 1
                        #expect(decision.isAllowed, "\(cell)")
                        for field in decision.fields {
                            let basis = field.basis!.hasPrefix("consent/p-1:") ? "consent" : field.basis!
                            #expect("\(basis) \(field.sight == .whole ? "+" : "-")" == expected, "\(cell)")
                        }
                    }
                }
            }
        }
        #expect(allowed == cells.count && allowed == AccessMatrix.house.rows.count)
    }

    @Test("all 18 user roles have rows; attesters and the house's own roles have none")
    func roles() {
        let roles = Set(AccessMatrix.house.rows.map(\.role))
        #expect(roles == Set(Role.allCases.filter { $0.kind == .user }) && roles.count == 18)
    }

    @Test("Brief B's eight permissions are rows: platform 3, bank 3, contractor 2") func brief() {
        let counts = Dictionary(grouping: AccessMatrix.house.rows.compactMap(\.brief)) { $0 }.mapValues(\.count)
        #expect(counts == [.platform: 3, .bank: 3, .contractor: 2])
        #expect(
            AccessMatrix.house.rows.filter { $0.brief != nil }.allSatisfy { $0.cover == .consent && $0.source.contains("B22") })
    }

    @Test("every row cites its law, and consents cover exactly the purposes that ask for one") func sources() {
        for row in AccessMatrix.house.rows {
            #expect(!row.source.isEmpty && (row.cover == .consent) == row.purpose.asksConsent, "\(row)")
        }
    }

    @Test("the canonical bytes are canonical JSON, whatever order the rows were given in, and the digest is theirs")
    func canonical() throws {
        let matrix = AccessMatrix.house
        #expect(AccessMatrix(matrix.rows.reversed()) == matrix)
        #expect(try canonicalValueEnd(matrix.canonical.span, 0, depth: 1) == matrix.canonical.count)
        let text = String(decoding: matrix.canonical, as: UTF8.self)
        #expect(
            text.hasPrefix(
                #"{"format":1,"rows":[{"action":"read","basis":"consent","purpose":"viewing","resource":"contact","role":"appraiser","sight":"masked","#
            ))
        guard case .object(let members) = JSONTree(matrix.canonical), case .list(let rows) = members[1].value else {
            Issue.record("no rows")
            return
        }
        #expect(rows.count == cells.count)
        // One row less is another matrix.
        #expect(AccessMatrix(Array(matrix.rows.dropLast())).digest != matrix.digest)
    }

    @Test("the purposes of a consent are one list, in the catalogue and here") func purposes() {
        let row = Catalogue.type(of: .consentGranted).members.first { $0.name == "purpose" }
        #expect(row?.kind == .choice(Purpose.consented.map(\.rawValue)) && Purpose.consented.count == 9)
    }
}
