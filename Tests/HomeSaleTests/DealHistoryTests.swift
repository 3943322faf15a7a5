import Testing

@testable import HomeSale

/// A deal up to its contract, with an area that was written down wrong.
private let story: [Fact] = [
    fact(
        "deal/X", .dealOpened,
        #"{"listingId":"L","unitCode":"u","cityCode":"330200","buyerIds":["b"],"sellerIds":["s"],"payMode":"cash","flags":[]}"#,
        on: "2026-09-01", index: 1, revision: 0),
    fact(
        "deal/X", .offerMade, #"{"offerId":"o","priceFen":100,"depositFen":10,"validUntil":"2026-09-30"}"#, on: "2026-09-02",
        index: 2, revision: 1, actor: "b", role: .buyer),
    fact("deal/X", .offerAccepted, #"{"offerId":"o"}"#, on: "2026-09-03", index: 4, revision: 2, actor: "s", role: .seller),
    fact(
        "deal/X", .contractSigned, #"{"priceFen":100,"unitCode":"u","areaCentiSqm":8516,"docDigest":"d"}"#, on: "2026-09-05",
        index: 6, revision: 3),
]

private func correction(_ entry: String, _ changes: String, index: UInt64, revision: UInt32, on: String = "2026-09-08") -> Fact {
    fact(
        "deal/X", .dealCorrected, #"{"entry":"\#(entry)","changes":\#(changes),"reason":"typo"}"#, on: on, index: index,
        revision: revision, actor: "broker-2")
}

private let corrected = story + [correction("deal/X:3", #"{"areaCentiSqm":8561}"#, index: 9, revision: 4)]

private func value(_ file: DealFile, _ path: String) -> StateField.Value? { file.fields.first { $0.path == path }?.value }

@Suite("Deal history") struct DealHistoryTests {
    @Test("each step has the phase after it and what it changed") func steps() {
        let steps = DealHistory(id: "X", facts: story).steps
        #expect(steps.map(\.phase) == [.prospect, .prospect, .reserved, .contracted])
        #expect(
            steps[2].changes == [
                FieldChange(path: "phase", from: .text("prospect"), to: .text("reserved")),
                FieldChange(path: "offer.o.status", from: .text("open"), to: .text("accepted")),
            ])
        #expect(steps[0].changes.contains(FieldChange(path: "deal.listing", from: nil, to: .text("L"))))
    }

    @Test("after every step the state is the fold of the facts so far") func foldsAgree() {
        let more = corrected + [correction("deal/X:1", #"{"priceFen":90}"#, index: 11, revision: 5)]
        for (place, step) in DealHistory(id: "X", facts: more).steps.enumerated() {
            #expect(step.state == DealFile(id: "X", facts: Array(more[...place])))
        }
    }

    @Test("the changes of all steps, one after the other, give the fields of the last state") func changesAddUp() {
        let steps = DealHistory(id: "X", facts: corrected).steps
        var fields: [String: StateField.Value] = [:]
        for change in steps.flatMap(\.changes) { fields[change.path] = change.to }
        let last = steps.last?.state.uniqueFields ?? []
        #expect(
            fields.filter { $0.key != "phase" || $0.value != .text("none") }
                == Dictionary(uniqueKeysWithValues: last.map { ($0.path, $0.value) }))
    }

    @Test("a point of the log shows what was recorded below it, and no more") func points() {
        let history = DealHistory(id: "X", facts: story)
        #expect(history.file(below: 0) == DealFile(id: "X"))
        #expect(history.file(below: 3).phase == .prospect)
        #expect(history.file(below: 5).phase == .reserved)
        #expect(history.file(below: .max).phase == .contracted)
        #expect(history.changes(from: 5, to: 5).isEmpty)
        #expect(history.changes(from: 3, to: 5).map(\.path) == ["phase", "offer.o.status"])
        // What is taken away is told as well.
        #expect(history.changes(from: 7, to: 5).contains(FieldChange(path: "contract.priceFen", from: .fen(100), to: nil)))
    }

    @Test("the business date leaves out what had not happened, whenever it was recorded") func effective() {
        #expect(DealFile(id: "X", facts: story, effective: CivilDate("2026-09-02")).phase == .prospect)
        #expect(DealFile(id: "X", facts: story, effective: CivilDate("2026-09-03")).phase == .reserved)
        // A correction says what is known: it counts for days before it was made.
        let file = DealFile(id: "X", facts: corrected, effective: CivilDate("2026-09-05"))
        #expect(file.deal.contract?.areaCentiSqm == 8561)
    }

    @Test("blame names the step that last changed a field") func blame() throws {
        let history = DealHistory(id: "X", facts: story)
        let price = try #require(history.blame("contract.priceFen").first)
        #expect(price.step.fact.index == 6)
        #expect(price.field.value == .fen(100))
        #expect(Set(history.blame("contract").map(\.field.path)).count == 3)
        #expect(history.blame("contr").isEmpty)
        #expect(history.blame().map(\.field.path) == history.steps.last?.state.uniqueFields.map(\.path))
        #expect(history.blame().first?.step.fact.index == 6)
    }

    @Test("two fields of one name are both told") func sameName() {
        let fields = [StateField("tax.vat", fen: 1), StateField("tax.vat", fen: 2)]
        #expect(FieldChange.between([], fields).map(\.path) == ["tax.vat", "tax.vat#2"])
    }
}

@Suite("Corrections") struct CorrectionTests {
    @Test("the corrected entry reads otherwise from the correction on, and as before until then") func reads() {
        let steps = DealHistory(id: "X", facts: corrected).steps
        #expect(steps[3].state.deal.contract?.areaCentiSqm == 8516)
        #expect(steps[4].state.deal.contract?.areaCentiSqm == 8561)
        #expect(
            steps[4].changes == [
                FieldChange(path: "contract.areaCentiSqm", from: .number(8516), to: .number(8561)),
                FieldChange(path: "corrected.deal/X:3", from: nil, to: .flag(true)),
            ])
        #expect(steps.map { $0.correctedBy?.index } == [nil, nil, nil, 9, nil])
    }

    @Test("blame gives the new value to the correction, and marks the rest of the corrected entry") func blame() throws {
        let history = DealHistory(id: "X", facts: corrected)
        let area = try #require(history.blame("contract.areaCentiSqm").first)
        #expect((area.step.fact.index, area.step.fact.actor) == (9, "broker-2"))
        let price = try #require(history.blame("contract.priceFen").first)
        #expect(price.step.fact.index == 6)
        #expect(price.step.correctedBy?.index == 9)
    }

    @Test("the recorded facts stay as they are, and nothing else is touched") func untouched() {
        let read = Correction.applied(to: corrected)
        #expect(read.map(\.index) == corrected.map(\.index))
        for (one, other) in zip(read, corrected) where one.index != 6 { #expect(one.payload == other.payload) }
        #expect(DealHistory(id: "X", facts: corrected).steps.map(\.fact.payload) == corrected.map(\.payload))
    }

    @Test("members are replaced, added and taken away, and the payload stays canonical") func members() {
        let before = payload(#"{"a":1,"b":{"x":1},"c":"t","é":2}"#)
        let after = before.replacing(payload(#"{"aa":[1],"b":{"y":2},"c":null}"#))
        #expect(String(decoding: after.bytes, as: UTF8.self) == #"{"a":1,"aa":[1],"b":{"y":2},"é":2}"#)
        #expect(before.replacing(.empty) == before)
        #expect(Payload.empty.replacing(before) == before)
    }

    @Test("the later correction wins, and a correction can be corrected") func chains() {
        let twice = corrected + [correction("deal/X:3", #"{"areaCentiSqm":8562}"#, index: 12, revision: 5)]
        #expect(DealFile(id: "X", facts: twice).deal.contract?.areaCentiSqm == 8562)
        let mended = corrected + [correction("deal/X:4", #"{"changes":{"areaCentiSqm":8563}}"#, index: 12, revision: 5)]
        #expect(DealFile(id: "X", facts: mended).deal.contract?.areaCentiSqm == 8563)
        // The first correction is mended, the second still wins.
        let both = twice + [correction("deal/X:4", #"{"changes":{"areaCentiSqm":1}}"#, index: 13, revision: 6)]
        #expect(DealFile(id: "X", facts: both).deal.contract?.areaCentiSqm == 8562)
    }

    @Test(
        "a correction of what comes later, or is not there, changes no payload", arguments: ["deal/X:5", "deal/X:99", "deal/Y:3"])
    func reachesBack(_ entry: String) {
        let facts =
            story + [
                correction(entry, #"{"areaCentiSqm":1}"#, index: 9, revision: 4),
                fact(
                    "deal/X", .contractAmended, #"{"changes":{"priceFen":90},"docDigest":"d"}"#, on: "2026-09-09", index: 10,
                    revision: 5),
            ]
        #expect(Correction.applied(to: facts).map(\.payload) == facts.map(\.payload))
    }
}

@Suite("Next steps") struct NextStepTests {
    private func file(_ facts: Fact...) -> DealFile { DealFile(id: "X", facts: facts) }

    private func opened(_ payMode: String, _ flags: String = "") -> Fact {
        fact(
            "deal/X", .dealOpened,
            #"{"listingId":"L","unitCode":"u","cityCode":"1","buyerIds":["b"],"sellerIds":["s"],"payMode":"\#(payMode)","flags":[\#(flags)]}"#,
            index: 1, revision: 0)
    }

    private let price = [story[1], story[2]]
    private let signed = story[3]
    private let filed = fact(
        "deal/X", .filingRecorded, #"{"filingNo":"F","filedOn":"2026-09-06","priceFen":100}"#, index: 7, revision: 4)

    @Test("from nothing to a contract") func early() {
        #expect(DealFile(id: "X").nextSteps.map(\.name) == [.dealOpened])
        #expect(file(opened("cash")).nextSteps.map(\.name) == [.offerMade])
        #expect(file(opened("cash"), price[0]).nextSteps == [NextStep(name: .offerAccepted, phase: .agreed)])
        #expect(file(opened("cash"), price[0], price[1]).nextSteps.map(\.name) == [.titleChecked, .contractSigned])
        #expect(file(opened("cash"), price[0], price[1], signed).nextSteps.map(\.name) == [.filingRecorded])
    }

    @Test("money, loan and taxes run side by side; a cash deal has no loan") func parallel() {
        let cash = file(opened("cash"), price[0], price[1], signed, filed)
        #expect(cash.nextSteps.map(\.name) == [.escrowAgreed, .taxAssessed])
        let financed = file(opened("commercial"), price[0], price[1], signed, filed)
        #expect(financed.nextSteps.map(\.name) == [.escrowAgreed, .loanApplied, .taxAssessed])
        let assessed = fact(
            "deal/X/tax", .taxAssessed, #"{"kind":"deedTax","payer":"b","baseFen":100,"ratePpm":10000,"amountFen":7}"#, index: 8,
            revision: 0, role: .taxRelay, attestation: .relayed)
        let owing = file(opened("cash"), price[0], price[1], signed, filed, assessed)
        #expect(owing.nextSteps.map(\.name) == [.escrowAgreed, .taxPaid])
        let blocker = owing.blockers(on: CivilDate("2026-09-10")!).first
        #expect(blocker?.id == "registration.taxesOpen")
        #expect(blocker?.steps == [.registrationSubmitted])
        #expect(blocker?.rests == [8])
        #expect(blocker?.detail == "deedTax ¥0.07")
    }

    @Test("the consents that the flags ask for are named, with the rule that would refuse") func consents() {
        let deal = file(
            opened("cash", #""spouse","leased","proxySeller","minorOwner","residenceRight","restrictedHousing""#), price[0],
            price[1])
        let blockers = deal.blockers(on: CivilDate("2026-09-10")!)
        #expect(
            blockers.map(\.id) == [
                "contract.titleStale", "contract.spouseMissing", "contract.guardianMissing", "contract.proxyPowers",
                "contract.tenantUnresolved", "contract.residenceRight", "contract.restrictedHousing",
            ])
        #expect(blockers.allSatisfy { $0.steps == [.contractSigned] })
        #expect(Set(blockers.map(\.id)).allSatisfy { StepRules.rule($0) != nil })
    }

    @Test("a title check grows stale after three days") func stale() {
        let check = fact(
            "deal/X", .titleChecked,
            #"{"asOf":"2026-09-04","mortgages":[],"seizures":[],"objections":[],"preNotices":[],"residenceRights":[],"coOwnership":{"form":"joint","owners":[{"partyId":"s"},{"partyId":"w"}]}}"#,
            on: "2026-09-04", index: 5, revision: 3)
        let deal = file(opened("cash"), price[0], price[1], check)
        #expect(deal.blockers(on: CivilDate("2026-09-07")!).map(\.id) == ["contract.coOwnersMissing"])
        #expect(deal.blockers(on: CivilDate("2026-09-08")!).map(\.id) == ["contract.titleStale", "contract.coOwnersMissing"])
        #expect(deal.blockers(on: CivilDate("2026-09-07")!).first?.detail == "w")
    }

    @Test("a seizure stands in the way of everything that is next") func seized() {
        let seizure = fact(
            "deal/X", .restrictionObserved, #"{"kind":"seizure","docNo":"N"}"#, index: 8, revision: 4, role: .court)
        let blockers = file(opened("cash"), price[0], price[1], signed, seizure).blockers(on: CivilDate("2026-09-10")!)
        #expect(blockers.map(\.id) == ["deal.suspended"])
        #expect(blockers.first?.steps == [.filingRecorded])
        #expect(blockers.first?.missing == [.restrictionLifted])
    }

    @Test("a rescinded deal is unwound, and nothing is next once it is over") func over() {
        let effective = fact(
            "deal/X", .rescissionEffective, #"{"effectiveOn":"2026-09-08","basis":"agreement"}"#, index: 8, revision: 5)
        #expect(
            file(opened("cash"), price[0], price[1], signed, filed, effective).nextSteps.map(\.name) == [
                .settlementComputed, .filingRevoked, .dealClosed,
            ])
        let cancelled = fact("deal/X", .dealCancelled, #"{"ground":"g"}"#, index: 3, revision: 1)
        #expect(file(opened("cash"), cancelled).nextSteps.isEmpty)
        #expect(file(opened("cash"), cancelled).blockers(on: CivilDate("2026-09-10")!).isEmpty)
    }
}
