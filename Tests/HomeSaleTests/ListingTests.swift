import Testing

@testable import HomeSale

private let unit = "110105001002GB00012F00010023"
private let id = "listing/L1"

/// A world with a listing drafted, entrusted at 3,000,000.00 and verified, all from 2026-09-01 to 2026-09-30.
private func market(
    agency: String = "agency-1", exclusive: Bool = false, price: String = #","priceFen":300000000"#,
    restriction: String = "clear", verifiedUntil: String = "2026-09-30", in world: MemoryWorld = MemoryWorld(),
    listing: String = id
) -> MemoryWorld {
    world.record(listing, .listingDrafted, draftJSON(agency: agency), on: "2026-09-01")
    world.record(
        listing, .entrustmentSigned,
        #"{"exclusive":\#(exclusive),"from":"2026-09-01","to":"2026-09-30","rateBp":150,"agencyId":"\#(agency)"\#(price)}"#,
        on: "2026-09-01", actor: "seller-1", role: .seller)
    world.record(
        listing, .listingVerified,
        #"{"verificationCode":"V-1","cityCode":"110100","restrictionState":"\#(restriction)","reminderState":"clear","#
            + #""validUntil":"\#(verifiedUntil)"}"#,
        on: "2026-09-01", role: .housingRelay, attestation: .relayed)
    return world
}

private func draftJSON(_ code: String = unit, agency: String = "agency-1") -> String {
    #"{"unitCode":"\#(code)","areaCentiSqm":8950,"agencyId":"\#(agency)","ownerIds":["P1"]}"#
}

private func publication(_ fen: Int = 300_000_000) -> String { #"{"channel":"web","priceFen":\#(fen)}"# }

private func publish(_ world: MemoryWorld, _ listing: String = id, on: String = "2026-09-10") {
    world.record(listing, .listingPublished, publication(), on: on)
}

private func open(_ deal: String, in world: MemoryWorld, on listing: String = "L1") {
    world.record("deal/\(deal)", .dealOpened, #"{"listingId":"\#(listing)","unitCode":"\#(unit)","payMode":"cash"}"#)
}

private func check(_ step: Step, _ world: MemoryWorld) throws {
    do {
        try ListingGuards.check(step, world.listing(step.stream.id), world)
    } catch let refusal as Refusal {
        // Help lists a rule under the types it guards: it may refuse no other.
        #expect(refusal.rule.guards.contains(step.name))
        throw refusal
    }
}

@Suite("Listing")
struct ListingTests {
    @Test(
        "a unit code must have its form and name a building",
        arguments: [
            "110105001002GB00012F0001002", "110105001002GB00012W00000000", "110105001002GB00012F00000000",
            "110105001002GK00012F00010023", "",
        ])
    func unitCode(code: String) throws {
        let world = MemoryWorld()
        expectRefused("listing.unitCode") { try check(world.next(id, .listingDrafted, draftJSON(code)), world) }
        try check(world.next(id, .listingDrafted, draftJSON()), world)
    }

    @Test("a listing is drafted once, and before anything else")
    func drafted() throws {
        let world = MemoryWorld()
        expectRefused("listing.notDrafted") { try check(world.next(id, .listingVerificationRequested), world) }
        let first = world.record(id, .listingDrafted, draftJSON())
        let refusal = expectRefused("listing.draftedOnce") { try check(world.next(id, .listingDrafted, draftJSON()), world) }
        #expect(refusal?.rests == [first.index])
        try check(world.next(id, .listingVerificationRequested), world)
    }

    @Test("a mandate runs from a first to a last day, and is given to the agency of the draft")
    func entrustment() throws {
        let world = MemoryWorld()
        world.record(id, .listingDrafted, draftJSON())
        func step(_ from: String, _ to: String, _ agency: String = "agency-1") -> Step {
            let json = #"{"exclusive":true,"from":"\#(from)","to":"\#(to)","rateBp":150,"agencyId":"\#(agency)"}"#
            return world.next(id, .entrustmentSigned, json, role: .seller)
        }
        expectRefused("listing.entrustmentPeriod") { try check(step("2026-09-02", "2026-09-01"), world) }
        expectRefused("listing.entrustmentAgency") { try check(step("2026-09-01", "2026-09-01", "agency-2"), world) }
        try check(step("2026-09-01", "2026-09-01"), world)
    }

    @Test("publishing needs a mandate that lives that day: its first and last day are inside")
    func publishEntrusted() throws {
        let world = market(verifiedUntil: "2026-12-31")
        for date in ["2026-08-31", "2026-10-01"] {
            expectRefused("listing.publishUnentrusted") {
                try check(world.next(id, .listingPublished, publication(), on: date), world)
            }
        }
        for date in ["2026-09-01", "2026-09-30"] {
            try check(world.next(id, .listingPublished, publication(), on: date), world)
        }
    }

    @Test("publishing needs a code that is valid that day, up to its last")
    func publishVerified() throws {
        let world = market(verifiedUntil: "2026-09-15")
        try check(world.next(id, .listingPublished, publication(), on: "2026-09-15"), world)
        expectRefused("listing.publishUnverified") {
            try check(world.next(id, .listingPublished, publication(), on: "2026-09-16"), world)
        }
        world.record(id, .listingRejected, #"{"ground":"seized"}"#, role: .housingRelay)
        expectRefused("listing.publishUnverified") { try check(world.next(id, .listingPublished, publication()), world) }
    }

    @Test(
        "a restricted home is not published, and neither is one of which that is unknown", arguments: ["restricted", "unknown"])
    func publishRestricted(state: String) throws {
        let world = market(restriction: state)
        expectRefused("listing.publishRestricted") { try check(world.next(id, .listingPublished, publication()), world) }
    }

    @Test("the price published is the owner's newest in writing")
    func publishPrice() throws {
        let world = market()
        expectRefused("listing.publishPrice") {
            try check(world.next(id, .listingPublished, publication(299_999_999)), world)
        }
        try check(world.next(id, .listingPublished, publication()), world)
        world.record(id, .listingPriceChanged, #"{"oldFen":300000000,"newFen":290000000,"by":"seller"}"#, role: .seller)
        expectRefused("listing.publishPrice") { try check(world.next(id, .listingPublished, publication()), world) }
        try check(world.next(id, .listingPublished, publication(290_000_000)), world)
        let silent = market(price: "")
        expectRefused("listing.publishPrice") { try check(silent.next(id, .listingPublished, publication()), silent) }
    }

    @Test("an agency has one active listing of a home")
    func publishTwice() throws {
        let world = market()
        publish(world)
        _ = market(in: world, listing: "listing/L2")
        let refusal = expectRefused("listing.publishTwice") {
            try check(world.next("listing/L2", .listingPublished, publication()), world)
        }
        #expect(refusal?.detail == "listing/L1")
        world.record(id, .listingWithdrawn, #"{"reason":"again"}"#)
        try check(world.next("listing/L2", .listingPublished, publication()), world)
    }

    @Test("during another agency's exclusive mandate nobody else publishes; a plain mandate keeps nobody away")
    func publishExclusive() throws {
        let world = market(agency: "agency-2", exclusive: true)
        _ = market(verifiedUntil: "2026-12-31", in: world, listing: "listing/L2")
        expectRefused("listing.publishExclusive") {
            try check(world.next("listing/L2", .listingPublished, publication()), world)
        }
        try check(world.next(id, .listingPublished, publication()), world)
        world.record(id, .listingWithdrawn, #"{"reason":"ended"}"#)
        try check(world.next("listing/L2", .listingPublished, publication()), world)
        let plain = market(agency: "agency-2")
        publish(plain)
        _ = market(in: plain, listing: "listing/L2")
        try check(plain.next("listing/L2", .listingPublished, publication()), plain)
    }

    @Test("a price change states the current price, a new one, and the owner's will")
    func priceChange() throws {
        let world = market()
        publish(world)
        func step(_ old: Int, _ new: Int, _ rest: String, _ role: Role) -> Step {
            world.next(id, .listingPriceChanged, #"{"oldFen":\#(old),"newFen":\#(new),"reason":"r"\#(rest)}"#, role: role)
        }
        expectRefused("listing.priceOld") { try check(step(1, 2, "", .seller), world) }
        expectRefused("listing.priceSame") { try check(step(300_000_000, 300_000_000, "", .seller), world) }
        try check(step(300_000_000, 290_000_000, "", .seller), world)
        // A consent that is nowhere on record is none.
        let agreed = step(300_000_000, 290_000_000, #","by":"seller","consent":"consent/P1:1""#, .broker)
        expectRefused("listing.priceUnsigned") { try check(agreed, world) }
        world.record("consent/P1", .consentGranted, #"{"partyId":"P1","purpose":"price"}"#, role: .seller)
        for rest in [
            "", #","by":"seller""#, #","by":"broker","consent":"consent/P1:1""#, #","by":"seller","consent":"consent/P1""#,
            #","by":"unstated","consent":"consent/P1:1""#, #","by":"seller","consent":"nothing/P1:1""#,
        ] { expectRefused("listing.priceUnsigned") { try check(step(300_000_000, 290_000_000, rest, .broker), world) } }
        try check(step(300_000_000, 290_000_000, #","by":"seller","consent":"consent/P1:1""#, .broker), world)
    }

    @Test("the price history only grows")
    func priceHistory() {
        let world = market()
        publish(world)
        let before = world.listing("L1").prices
        world.record(id, .listingPriceChanged, #"{"oldFen":300000000,"newFen":290000000}"#, role: .seller)
        world.record(id, .listingPublished, publication(290_000_000))
        world.record(id, .listingPriceChanged, #"{"oldFen":290000000,"newFen":300000000}"#, role: .seller)
        let listing = world.listing("L1")
        #expect(before.map(\.fen) == [300_000_000])
        #expect(Array(listing.prices.prefix(1)) == before)
        #expect(listing.prices.map(\.fen) == [300_000_000, 290_000_000, 300_000_000])
        #expect(listing.prices.map(\.mark.index) == listing.prices.map(\.mark.index).sorted())
        #expect(listing.fields.contains(StateField("listing.priceFen", fen: 300_000_000)))
    }

    @Test("only a deal that is open on the listing locks it")
    func lockDeal() throws {
        let world = market()
        publish(world)
        func lock(_ deal: String) -> Step {
            world.next(
                id, .listingLocked, #"{"dealId":"\#(deal)","until":"2026-09-20"}"#, role: .system, attestation: .derived)
        }
        open("X", in: world, on: "L9")
        for deal in ["X", "Y"] { expectRefused("listing.lockDeal") { try check(lock(deal), world) } }
        open("Z", in: world)
        try check(lock("Z"), world)
        world.record("deal/Z", .dealCancelled, #"{"ground":"none"}"#)
        expectRefused("listing.lockDeal") { try check(lock("Z"), world) }
    }

    @Test("a home is locked for one deal at a time, whichever agency lists it")
    func doubleSale() throws {
        let world = market()
        _ = market(agency: "agency-2", in: world, listing: "listing/L2")
        open("X", in: world)
        open("Y", in: world, on: "L2")
        open("Z", in: world)
        let json = #"{"dealId":"X","until":"2026-09-20"}"#
        let lock = world.record(id, .listingLocked, json, role: .system, attestation: .derived)
        func next(_ listing: String, _ deal: String, _ name: EventName = .listingLocked, on: String = "2026-09-10") -> Step {
            world.next(
                listing, name, #"{"dealId":"\#(deal)","until":"2026-12-20"}"#, on: on, role: .system, attestation: .derived)
        }
        for step in [next("listing/L2", "Y"), next(id, "Z"), next("listing/L2", "Y", on: "2026-10-01")] {
            let refusal = expectRefused("listing.lockTaken") { try check(step, world) }
            #expect(refusal?.rests == [lock.index])
        }
        try check(next(id, "X"), world)
        expectRefused("listing.unlockOther") { try check(next(id, "Z", .listingUnlocked), world) }
        expectRefused("listing.unlockOther") { try check(next("listing/L2", "Y", .listingUnlocked), world) }
        try check(next(id, "X", .listingUnlocked), world)
        expectRefused("listing.withdrawLocked") {
            try check(world.next(id, .listingWithdrawn, #"{"reason":"r"}"#), world)
        }
        world.record(id, .listingUnlocked, #"{"dealId":"X"}"#, role: .system, attestation: .derived)
        try check(next("listing/L2", "Y"), world)
        try check(world.next(id, .listingWithdrawn, #"{"reason":"r"}"#), world)
    }

    @Test("a listing expires on the day after its mandate's or its code's last, once")
    func expiry() throws {
        for world in [market(verifiedUntil: "2026-12-31"), market(verifiedUntil: "2026-09-30")] {
            publish(world)
            func expire(_ date: String) -> Step {
                world.next(id, .listingExpired, on: date, role: .system, attestation: .derived)
            }
            expectRefused("listing.expireEarly") { try check(expire("2026-09-30"), world) }
            #expect(world.listing("L1").isActive(on: CivilDate("2026-09-30")!))
            #expect(!world.listing("L1").isActive(on: CivilDate("2026-10-01")!))
            try check(expire("2026-10-01"), world)
            world.record(id, .listingExpired, on: "2026-10-01", role: .system, attestation: .derived)
            #expect(world.listing("L1").phase == .expired)
            expectRefused("listing.expireEarly") { try check(expire("2026-10-02"), world) }
        }
        let code = market(verifiedUntil: "2026-09-15")
        try check(code.next(id, .listingExpired, on: "2026-09-16", role: .system, attestation: .derived), code)
        expectRefused("listing.expireEarly") {
            try check(code.next(id, .listingExpired, on: "2026-09-15", role: .system, attestation: .derived), code)
        }
    }

    @Test("a listing is sold by the transfer of its own deal, and then it is over")
    func sold() throws {
        let world = market()
        publish(world)
        open("X", in: world)
        open("Y", in: world, on: "L9")
        func sold(_ deal: String) -> Step {
            world.next(id, .listingSoldLinked, #"{"dealId":"\#(deal)"}"#, role: .system, attestation: .derived)
        }
        expectRefused("listing.soldUntransferred") { try check(sold("X"), world) }
        for deal in ["X", "Y"] {
            world.record(
                "deal/\(deal)/registration", .registrationSubmitted, #"{"kind":"transfer","acceptanceNo":"A-1"}"#,
                role: .registryRelay, attestation: .relayed)
            world.record(
                "deal/\(deal)/registration", .registrationRecorded,
                #"{"kind":"transfer","acceptanceNo":"A-1","certNo":"C-1","entryDate":"2026-09-10"}"#, role: .registryRelay,
                attestation: .relayed)
        }
        expectRefused("listing.soldUntransferred") { try check(sold("Y"), world) }
        try check(sold("X"), world)
        world.record(id, .listingSoldLinked, #"{"dealId":"X"}"#, role: .system, attestation: .derived)
        #expect(world.listing("L1").phase == .sold)
        for name in ListingRules.over.guards {
            expectRefused("listing.over") { try check(world.next(id, name), world) }
        }
    }

    @Test("a conflict names another listing of the same home, even after the end")
    func conflict() throws {
        let world = market()
        _ = market(agency: "agency-2", in: world, listing: "listing/L2")
        world.record("listing/L3", .listingDrafted, draftJSON("110105001002GB00012F00010024"))
        world.record(id, .listingWithdrawn, #"{"reason":"r"}"#)
        func conflict(_ other: String) -> Step {
            world.next(id, .listingConflictFound, #"{"otherListingId":"\#(other)"}"#, role: .system, attestation: .derived)
        }
        for other in ["L1", "L3", "L4"] { expectRefused("listing.conflictOther") { try check(conflict(other), world) } }
        try check(conflict("L2"), world)
    }

    @Test("the phase follows the facts")
    func phases() {
        let world = MemoryWorld()
        var seen = [world.listing("L1").phase]
        func record(_ name: EventName, _ json: String = "{}", role: Role = .broker) {
            world.record(id, name, json, role: role)
            seen.append(world.listing("L1").phase)
        }
        record(.listingDrafted, draftJSON())
        record(.entrustmentSigned, #"{"exclusive":false,"from":"2026-09-01","to":"2026-09-30","priceFen":300000000}"#)
        record(.listingVerificationRequested)
        record(.listingRejected)
        record(.listingVerificationRequested)
        record(.listingVerified, #"{"restrictionState":"clear","validUntil":"2026-09-30"}"#)
        record(.listingPublished, publication())
        record(.listingLocked, #"{"dealId":"X"}"#)
        record(.listingUnlocked)
        record(.listingExpired)
        record(.entrustmentSigned, #"{"exclusive":false,"from":"2026-10-01","to":"2026-10-30"}"#)
        record(.listingPublished, publication())
        record(.listingWithdrawn)
        #expect(
            seen == [
                .none, .draft, .entrusted, .verifying, .rejected, .verifying, .verifying, .active, .reserved, .active, .expired,
                .verifying, .active, .withdrawn,
            ])
        #expect(world.listing("L1").agency == "agency-1")
    }

    @Test("every rule of a listing is named once and guards a step of a listing")
    func rules() {
        #expect(Set(ListingRules.all.map(\.id)).count == ListingRules.all.count)
        for rule in ListingRules.all {
            #expect(rule.id.utf8.count <= 48 && !rule.guards.isEmpty)
            #expect(rule.guards.allSatisfy { Catalogue.type(of: $0).streams == [.listing] })
        }
    }
}
