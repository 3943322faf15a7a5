import Testing

@testable import HomeSale

/// Every member of every row, nested ones too, with the type and the path.
private func allMembers(_ rows: [EventType]) -> [(type: EventName, path: String, member: PayloadMember)] {
    func inner(_ kind: MemberKind) -> [PayloadMember] {
        switch kind {
        case .object(let members): members
        case .list(let element, _): inner(element)
        default: []
        }
    }
    func walk(_ name: EventName, _ prefix: String, _ members: [PayloadMember]) -> [(EventName, String, PayloadMember)] {
        members.flatMap { member in
            [(name, prefix + member.name, member)] + walk(name, prefix + member.name + ".", inner(member.kind))
        }
    }
    return rows.flatMap { walk($0.name, "", $0.members + PayloadMember.common) }.map { (type: $0.0, path: $0.1, member: $0.2) }
}

private func hasHan(_ text: String) -> Bool { text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) } }

@Suite("the catalogue") struct CatalogueTests {
    @Test("every type has exactly one row, in one family")
    func complete() {
        let listed = Catalogue.families.flatMap(\.types).map(\.name)
        #expect(listed.count == EventName.allCases.count)
        #expect(Set(listed) == Set(EventName.allCases))
        for name in EventName.allCases {
            #expect(Catalogue.type(of: name).name == name)
            #expect(EventName.allCases[name.ordinal] == name)
        }
    }

    @Test("a unit is in the name, and what is named so has the unit")
    func units() {
        // An observation keeps what a source says, in the same names but without bounds.
        let judged = allMembers(Catalogue.all.filter { $0.streams != [.observed] } + Catalogue.older)
        for (type, path, member) in judged {
            let suffix: String? =
                switch member.kind {
                case .fen, .signedFen: "Fen"
                case .centiSqm: "CentiSqm"
                case .ppm: "Ppm"
                case .bp, .signedBp: "Bp"
                case .months: "Months"
                case .minutes: "Minutes"
                default: nil
                }
            let end = ["Fen", "CentiSqm", "Ppm", "Bp", "Months", "Minutes"].first {
                member.name.hasSuffix($0) || member.name == $0.lowercased()
            }
            #expect(end == suffix, "\(type.rawValue) \(path)")
            switch member.kind {
            case .instant:
                #expect(member.name == "at" || ["At", "asOf"].contains { member.name.hasSuffix($0) }, "\(type.rawValue) \(path)")
            case .digest:
                #expect(
                    ["digest", "Digest", "root", "rootSm3", "summaryHash", "ruleSet"].contains { member.name.hasSuffix($0) },
                    "\(type.rawValue) \(path)")
            case .unitCode: #expect(member.name == "unitCode")
            default: break
            }
        }
    }

    @Test("every row and member has words in both languages, and every row a source")
    func words() {
        for type in Catalogue.all + Catalogue.older {
            for wording in [type.title, type.effect] {
                #expect(!wording.english.isEmpty && !hasHan(wording.english), "\(type.name.rawValue): \(wording.english)")
                #expect(hasHan(wording.chinese), "\(type.name.rawValue): \(wording.chinese)")
            }
            #expect(type.effect.english.hasSuffix(".") && type.effect.chinese.hasSuffix("。"), "\(type.name.rawValue)")
            // Readers have the law and the practice at hand, not this project's papers.
            #expect(!type.source.isEmpty && !type.source.contains("DOMAIN"), "\(type.name.rawValue)")
        }
        for (type, path, member) in allMembers(Catalogue.all) {
            #expect(!member.meaning.english.isEmpty && !hasHan(member.meaning.english), "\(type.rawValue) \(path)")
            #expect(hasHan(member.meaning.chinese), "\(type.rawValue) \(path)")
            #expect(!member.kind.label.isEmpty && hasHan(member.kind.wording.chinese), "\(type.rawValue) \(path)")
        }
        for family in Catalogue.families { #expect(hasHan(family.title.chinese) && !family.types.isEmpty) }
        for problem in PayloadFault.Problem.allCases { #expect(hasHan(problem.wording.chinese)) }
    }

    @Test("an authority's word is its own, a relay's is relayed, the program's is derived")
    func attestations() {
        let relays: Set<Role> = [.registryRelay, .taxRelay, .housingRelay]
        for type in Catalogue.all + Catalogue.older {
            #expect(Set(type.recorders.map(\.role)).count == type.recorders.count, "\(type.name.rawValue): a role twice")
            for recorder in type.recorders {
                let allowed: Set<Attestation> =
                    switch recorder.role {
                    case .system: [.derived]
                    case let role where relays.contains(role): [.relayed]
                    case let role where role.kind == .attester: [.direct]
                    case .escrowAgent, .broker: [.direct, .declared, .relayed]
                    default: [.direct, .declared]
                    }
                #expect(
                    !recorder.attestations.isEmpty && recorder.attestations.isSubset(of: allowed),
                    "\(type.name.rawValue) \(recorder.role)")
            }
        }
    }

    @Test(
        "who may record what",
        arguments: [
            (EventName.dealOpened, [Role.broker]),
            (.offerMade, [.buyer, .proxyAgent, .guardian]), (.offerAccepted, [.seller, .proxyAgent, .guardian]),
            (.contractSigned, [.buyer, .seller, .broker, .proxyAgent, .guardian]),
            (.depositReceived, [.escrowAgent, .seller]), (.payoffQuoted, [.oldLender]),
            (.filingRecorded, [.housingRelay, .housingAuthority, .broker]), (.carryOverAgreed, [.lenderOfficer]),
            (.registrationRecorded, [.registryRelay, .registry]), (.taxAssessed, [.taxRelay, .taxBureau, .system]),
            (.loanApproved, [.lenderOfficer, .fundCenterOfficer]), (.loanDisbursed, [.lenderOfficer]),
            (.escrowReleased, [.escrowAgent]), (.escrowHeld, [.court, .registryRelay, .escrowAgent]),
            (.dealClosed, [.system]), (.reminderDue, [.system]), (.rescissionEffective, [.system, .court]),
            (.rulePublished, [.brokerageManager, .auditor]), (.listingObserved, [.operator, .broker]),
        ])
    func recorders(name: EventName, roles: [Role]) {
        #expect(Set(Catalogue.type(of: name).recorders.map(\.role)) == Set(roles))
    }

    @Test("money moves only by signed statement lines")
    func statements() {
        for name in [EventName.escrowDeposited, .escrowReleased, .escrowRefunded, .escrowFeeCharged, .escrowInterestCredited] {
            #expect(Catalogue.type(of: name).recorders == [Recorder(.escrowAgent, [.direct])])
        }
        #expect(Catalogue.type(of: .loanDisbursed).recorders == [Recorder(.lenderOfficer, [.direct])])
        #expect(!Catalogue.type(of: .loanDisbursed).may(.lenderOfficer, .declared))
        #expect(Catalogue.type(of: .loanApproved).may(.lenderOfficer, .declared))
    }

    @Test("what only the program records says by which rule, as of when, under which rules")
    func automatic() {
        for type in Catalogue.all where type.recorders.map(\.role) == [.system] && type.name != .evidenceAnchored {
            for (name, kind) in [("asOf", MemberKind.instant), ("rule", .identifier), ("ruleSet", .digest)] {
                let member = type.members.first { $0.name == name }
                #expect(member?.kind == kind && member?.isRequired == true, "\(type.name.rawValue) \(name)")
            }
        }
    }

    @Test("steps stand on the streams of their kind")
    func streams() {
        let byPrefix: [String: [StreamKind]] = [
            "party": [.party], "consent": [.consent], "rule": [.rule], "evidence": [.evidence], "sale": [.observed],
            "entrustment": [.listing], "deal": [.deal], "viewing": [.deal, .listing], "offer": [.deal], "deposit": [.deal],
            "reservation": [.deal], "title": [.deal], "restriction": [.deal], "coOwner": [.deal], "spouse": [.deal],
            "guardian": [.deal], "proxy": [.deal], "tenant": [.deal], "authority": [.deal], "residence": [.deal],
            "signing": [.deal], "contract": [.deal], "filing": [.deal], "payoff": [.deal], "mortgage": [.registration],
            "carryOver": [.deal], "tax": [.tax], "transfer": [.registration], "registration": [.registration],
            "handover": [.deal], "commission": [.deal], "breach": [.deal], "rescission": [.deal], "settlement": [.deal],
            "dispute": [.dispute], "hold": [.dispute], "preApproval": [.loan], "loan": [.loan], "escrow": [.escrow],
            "decoration": [.decoration], "decorationLoan": [.decoration], "reminder": [.deal], "approval": [.loan],
        ]
        for type in Catalogue.all {
            let prefix = String(type.name.rawValue.prefix { $0 != "." })
            let expected = prefix == "listing" ? (type.name == .listingObserved ? [.observed] : [.listing]) : byPrefix[prefix]
            #expect(type.streams == expected, "\(type.name.rawValue)")
        }
    }

    @Test("a member is named once in its object, and only ruleSet may stand for a common one")
    func distinct() {
        let common = Set(PayloadMember.common.map(\.name))
        #expect(common == ["evidence", "onBehalfOf", "ruleSet"])
        for type in Catalogue.all + Catalogue.older {
            #expect(Set(type.members.map(\.name)).count == type.members.count, "\(type.name.rawValue)")
            #expect(common.intersection(type.members.map(\.name)).isSubset(of: ["ruleSet"]), "\(type.name.rawValue)")
        }
    }

    @Test("whoever may record a step of a deal may correct one, but for the program")
    func correctors() {
        let correction = Catalogue.type(of: .dealCorrected)
        for type in Catalogue.all where type.streams.allSatisfy({ StreamName($0, "X", 1).isOfDeal }) {
            for recorder in type.recorders where recorder.role != .system {
                for attestation in recorder.attestations {
                    #expect(correction.may(recorder.role, attestation), "\(type.name.rawValue) \(recorder.role)")
                }
            }
        }
        #expect(!correction.recorders.contains { $0.role == .system || $0.role == .auditor || $0.role == .operator })
    }

    @Test("an explanation has every member by its path, the rules that guard the type, and an example")
    func explained() {
        let demand = Wording("a", "甲")
        let rules = [
            StepRule("a.one", [.contractSigned], demand, remedy: demand, source: "s"),
            StepRule("a.two", [.dealOpened], demand, remedy: demand, source: "s"),
        ]
        let explanation = explain(Catalogue.type(of: .contractSigned), rules: rules)
        #expect(explanation.rules.map(\.id) == ["a.one"])
        #expect(explanation.subjects == ["deal/ID"])
        let paths = explanation.members.map(\.path)
        #expect(paths.contains("plan[].dueRule.after") && paths.contains("priceFen") && paths.contains("signatures[].role"))
        #expect(explanation.common.map(\.path).contains("evidence[].digest"))
        #expect(explanation.example == examplePayload(of: Catalogue.type(of: .contractSigned)))
        #expect(explain(Catalogue.type(of: .loanApplied), rules: []).subjects == ["deal/ID/loan-n"])
        // A row of its own takes the place of a common one.
        #expect(!explain(Catalogue.type(of: .reminderDue), rules: []).common.map(\.path).contains("ruleSet"))
    }
}

@Suite("nearest names") struct NearestNameTests {
    @Test(
        "a slip finds what was meant",
        arguments: [
            ("contract.signd", "contract.signed"), ("contract.Signed", "contract.signed"), ("deal.open", "deal.opened"),
            ("offer.acepted", "offer.accepted"), ("escrow.desposited", "escrow.deposited"), ("laon.applied", "loan.applied"),
        ])
    func types(slip: String, meant: String) { #expect(NearestNames.types(to: slip).first == meant) }

    @Test("what is far from everything finds nothing, and never more than three are named")
    func far() {
        #expect(NearestNames.types(to: "zzzzzzzzzzzzzzzz.qqqqqqq").isEmpty)
        #expect(NearestNames.types(to: "").isEmpty)
        #expect(NearestNames.types(to: String(repeating: "a", count: 100_000)).isEmpty)
        for name in EventName.allCases {
            #expect(NearestNames.types(to: name.rawValue).first == name.rawValue)
            #expect(NearestNames.types(to: name.rawValue + "x").count <= 3)
        }
    }

    @Test("roles too") func roles() {
        #expect(NearestNames.roles(to: "brokr").first == "broker")
        #expect(NearestNames.roles(to: "taxrelay").first == "taxRelay")
        #expect(NearestNames.roles(to: "lenderofficer").first == "lenderOfficer")
    }
}
