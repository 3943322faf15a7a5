import Testing

@testable import HomeSale

/// A head that lets these roles act.
private func text(_ body: String, roles: String = "broker seller buyer registryRelay system") -> String {
    "title.en: A test\ntitle.zh: 测试\n" + (roles.isEmpty ? "" : "roles: \(roles)\n") + body + "\n"
}

private func parse(_ body: String, roles: String = "broker", files: [String: String] = [:]) throws -> Scenario {
    try ScenarioParser.parse(text(body, roles: roles), file: "test") { files[$0] }
}

private func step(_ body: String, roles: String = "broker") throws -> ScenarioStep {
    try #require(try parse(body, roles: roles).steps.last)
}

@Suite("Scenario texts") struct ScenarioParserTests {
    @Test("a step has its columns, its time, and what the type requires") func aStep() throws {
        let made = try step(
            "2026-03-06  seller:s-1/direct  deal/D1  offer.accepted  offerId=o1  => refused offer.lapsed", roles: "seller")
        #expect(made.place == ScenarioPlace("test", 4, 1))
        #expect(made.date == CivilDate("2026-03-06"))
        #expect(made.occurred == made.date)
        #expect((made.role, made.actor, made.attestation) == ("seller", "s-1", .direct))
        #expect((made.subject, made.type) == ("deal/D1", "offer.accepted"))
        #expect(made.name == .offerAccepted)
        #expect(made.outcome == .refused("offer.lapsed"))
        #expect(made.payload == .object([.init("offerId", .text("o1"))]))
        // Ten in the morning at +08:00, one second on.
        #expect(made.timeMilliseconds == Int64(made.date.dayNumber) * 86_400_000 + 2 * 3_600_000 + 1000)
        #expect(CivilDate(atMilliseconds: made.timeMilliseconds) == made.date)
    }

    @Test("what nobody states is the day, the instant, an empty list, or the example's") func defaults() throws {
        let opened = try step("2026-03-06 broker deal/D1 deal.opened payMode=cash").payload
        #expect(opened["flags"] == .list([]))
        #expect(opened["payMode"] == .text("cash"))
        #expect(opened["unitCode"] == .text("110105001002GB00012F00010023"))
        let offer = try step("2026-03-06 buyer deal/D1 offer.made priceFen=1", roles: "buyer").payload
        #expect(offer["validUntil"] == .text("2026-03-06"))
        #expect(offer["terms"] == nil)
        let viewing = try step("2026-03-06 broker deal/D1 viewing.recorded").payload
        #expect(viewing["at"] == .text("2026-03-06T02:00:01.000Z"))
        #expect(try step("2026-03-06 broker deal/D1 deal.opened listingId=-").payload["listingId"] == nil)
    }

    @Test("a list stated by index has those elements, each begun as the example's") func byIndex() throws {
        let plan = try step(
            "2026-03-06 broker deal/D1 contract.signed plan[0].kind=deposit plan[1].kind=ownFunds plan[1].amountFen=¥5.00"
        ).payload["plan"]
        guard case .list(let parts) = plan ?? .null else { throw MemberFault("no list", "") }
        #expect(parts.count == 2)
        #expect(parts.map { $0["kind"] } == [.text("deposit"), .text("ownFunds")])
        #expect(parts[1]["amountFen"] == .integer(500))
        #expect(parts[0]["amountFen"] != nil)
    }

    @Test("who records uses the weakest attestation that the catalogue allows") func attestation() throws {
        #expect(try step("2026-03-06 broker listing/L listing.drafted").attestation == .declared)
        #expect(try step("2026-03-06 registryRelay deal/D title.checked", roles: "registryRelay").attestation == .relayed)
        #expect(try step("2026-03-06 oldLender deal/D payoff.quoted", roles: "oldLender").attestation == .direct)
        let system = try step("2026-03-06 system deal/D deal.closed", roles: "system")
        #expect(system.attestation == .derived && system.isSystem)
        // Not allowed at all: what such a role would use.
        #expect(try step("2026-03-06 court deal/D offer.made", roles: "court").attestation == .direct)
    }

    @Test("key, day and expectation of a draft") func envelope() throws {
        let made = try step("2026-03-06 broker listing/L listing.drafted key:k-1 occurred:2026-03-01 expect:new => conflict")
        #expect(made.key == "k-1")
        #expect(made.occurred == CivilDate("2026-03-01"))
        #expect(made.outcome == .conflict)
        let draft = JSONValue(canonical: made.draft)
        #expect(draft["expect"] == .text("new"))
        #expect(draft["occurred"] == .text("2026-03-01"))
        #expect(draft["schema"] == .integer(1))
    }

    @Test("an entry is named by its type; refused steps do not count") func entries() throws {
        let scenario = try parse(
            """
            2026-03-06 broker deal/D deal.opened
            2026-03-06 broker deal/D deal.opened => refused deal.openedOnce
            2026-03-07 buyer deal/D offer.made offerId=o
            2026-03-07 broker deal/D deal.corrected entry=deal/D:offer.made
            2026-03-07 broker deal/D deal.corrected entry=deal/D:7
            """, roles: "broker buyer")
        #expect(scenario.steps[3].payload["entry"] == .text("deal/D:1"))
        #expect(scenario.steps[4].payload["entry"] == .text("deal/D:7"))
    }

    @Test("included files come first, and once") func includes() throws {
        let base = text("2026-03-01 broker listing/L listing.drafted", roles: "broker")
        let scenario = try parse(
            "2026-03-02 seller deal/D offer.accepted", roles: "seller\ninclude: base/a base/b",
            files: ["base/a": base, "base/b": "title.en: b\ntitle.zh: 乙\ninclude: base/a\n"])
        #expect(scenario.includes == ["base/a", "base/b"])
        #expect(scenario.steps.map(\.subject) == ["listing/L", "deal/D"])
        #expect(scenario.steps[0].place.file == "base/a")
        #expect(scenario.title == Wording("A test", "测试"))
        #expect(scenario.roles == [.seller])
    }

    @Test("a file may be included between steps") func between() throws {
        let base = "title.en: b\ntitle.zh: 乙\nroles: seller\n2026-03-02 seller deal/D offer.accepted\n"
        let scenario = try parse(
            "2026-03-01 broker deal/D deal.opened\ninclude: b\n2026-03-03 broker deal/D deal.cancelled", files: ["b": base])
        #expect(scenario.steps.map(\.name) == [.dealOpened, .offerAccepted, .dealCancelled])
        #expect(throws: ScenarioFault.self) {
            try parse("2026-03-03 broker deal/D deal.opened\ninclude: b", files: ["b": base])
        }
    }

    @Test("comments, quotes and lines that go on") func layout() throws {
        let scenario = try parse(
            """
            # a comment
            2026-03-06 broker deal/D deal.cancelled  # to the end

                ground='two words # and more'
            expect deal/D phase=none overlay=-
            """)
        #expect(scenario.steps[0].payload["ground"] == .text("two words # and more"))
        guard case .expect(let expectation) = scenario.items[1] else { throw MemberFault("no expectation", "") }
        #expect(expectation.subject.subject == "deal/D")
        #expect(expectation.fields.map(\.path) == ["phase", "overlay"])
        #expect(expectation.fields.map(\.text) == ["none", "-"])
    }

    @Test("a step that is meant to be malformed says what it likes") func malformed() throws {
        let made = try step(
            "2026-03-06 broker deal/D deal.opened\n2026-03-06 nobody deal/D no.suchType a.b=1 c=x => malformed")
        #expect(made.name == nil)
        #expect(made.payload["a"]?["b"] == .integer(1))
        #expect(made.payload["c"] == .text("x"))
        let wrong = try step("2026-03-06 broker deal/D deal.cancelled ground=5 tone=loud => malformed")
        #expect(wrong.payload["tone"] == .text("loud"))
    }

    static let faults: [(body: String, line: Int, column: Int, words: String)] = [
        ("tomorrow broker deal/D deal.opened", 4, 1, "neither a day"),
        ("2026-02-30 broker deal/D deal.opened", 4, 1, "neither a day"),
        ("2026-03-06 broker deal/D", 4, 19, "a step is"),
        ("2026-03-06 brokr deal/D deal.opened", 4, 12, "nearest: broker"),
        ("2026-03-06 broker/direkt deal/D deal.opened", 4, 12, "nearest: direct"),
        ("2026-03-06 broker dael/D deal.opened", 4, 19, "no subject"),
        ("2026-03-06 broker deal/D deal.open", 4, 26, "nearest: deal.opened"),
        ("2026-03-06 broker deal/D deal.opened buyers=p-1", 4, 38, "nearest: buyerIds"),
        ("2026-03-06 broker deal/D deal.opened flags=coOwnd", 4, 38, "nearest: coOwned"),
        ("2026-03-06 broker deal/D deal.opened payMode", 4, 38, "no member=value"),
        ("2026-03-06 broker deal/D deal.opened flags=[x", 4, 38, "no JSON"),
        ("2026-03-06 broker deal/D contract.signed plan[1].kind=tail", 4, 42, "elements before"),
        ("2026-03-06 broker deal/D contract.signed priceFen.x=1", 4, 42, "leads nowhere"),
        ("2026-03-06 broker deal/D contract.signed penalties={\"breachYuan\":1}", 4, 42, "nearest: breachFen"),
        ("2026-03-06 broker deal/D title.checked asOf=2026-13-01", 4, 40, "a date that exists"),
        ("2026-03-06 broker deal/D title.checked seizures=[{\"rank\":\"x\"}]", 4, 40, "an integer"),
        ("2026-03-06 broker listing/L listing.drafted areaCentiSqm=85.123m²", 4, 45, "hundredths of m²"),
        ("2026-03-06 broker deal/D deal.opened => refused deal.opendOnce", 4, 49, "nearest: deal.openedOnce"),
        ("2026-03-06 broker deal/D deal.opened => refused", 4, 41, "refused RULE"),
        ("2026-03-06 broker deal/D deal.opened => notPermitted deal.openedOnce", 4, 54, "no rule"),
        ("2026-03-06 broker deal/D deal.opened => lost", 4, 41, "no outcome"),
        ("2026-03-06 broker deal/D deal.opened =>", 4, 38, "nothing after"),
        ("2026-03-06 broker deal/D deal.opened occurred:2026-3-1", 4, 38, "no day"),
        ("2026-03-06 broker deal/D deal.opened\n2026-03-05 broker deal/D deal.cancelled", 5, 1, "lies before"),
        ("2026-03-06 broker deal/D deal.corrected entry=deal/D:offer.made", 4, 41, "stands on deal/D"),
        ("2026-03-06 broker deal/D deal.corrected entry=offer", 4, 41, "an entry"),
        ("2026-03-06 seller deal/D offer.accepted", 4, 12, "not among `roles:`"),
        ("2026-03-06 broker deal/D deal.cancelled ground='x", 4, 48, "a quote"),
        ("   payMode=cash", 4, 4, "nothing before"),
        ("expect deal/D", 4, 1, "expect SUBJECT"),
        ("expect rule/x phase=none", 4, 8, "no deal, listing or party"),
        ("expect deal/D phase", 4, 15, "no path=value"),
        ("2026-03-06 broker deal/D deal.opened\nroles: seller", 5, 1, "before the first step"),
        ("rolls: broker", 4, 1, "nearest: roles"),
        ("include: base/none", 4, 10, "no file"),
    ]

    @Test("what is no scenario is named with its place", arguments: faults)
    func fault(_ one: (body: String, line: Int, column: Int, words: String)) throws {
        let error = #expect(throws: ScenarioFault.self) { try parse(one.body) }
        #expect(error?.place == ScenarioPlace("test", one.line, one.column), "\(one.body): \(error.map { "\($0)" } ?? "")")
        #expect(error?.wording.english.contains(one.words) == true, "\(one.body): \(error.map { "\($0)" } ?? "")")
        #expect(error?.wording.chinese.isEmpty == false)
    }

    @Test("titles must be there, an idle role must not, a file cannot include itself") func heads() {
        let body = "2026-03-06 broker deal/D deal.opened"
        #expect(throws: ScenarioFault.self) { try ScenarioParser.parse("title.en: x\nroles: broker\n\(body)\n", file: "test") }
        #expect(throws: ScenarioFault.self) { try parse(body, roles: "broker seller") }
        #expect(throws: ScenarioFault.self) { try parse(body, roles: "brokr") }
        #expect(throws: ScenarioFault.self) {
            try ScenarioParser.parse("title.en: x\ntitle.zh: x\ninclude: a\n", file: "test") {
                ["a": "title.en: a\ntitle.zh: a\ninclude: b\n", "b": "title.en: b\ntitle.zh: b\ninclude: a\n"][$0]
            }
        }
    }
}

@Suite("Values of members") struct MemberValueTests {
    private var values: MemberValue {
        MemberValue(date: CivilDate("2026-03-06")!) { $1 == "x.y" ? "\($0):4" : nil }
    }

    static let exact: [(text: String, kind: MemberKind, value: Int64)] = [
        ("¥3,000,000.00", .fen, 300_000_000), ("¥3000000", .fen, 300_000_000), ("¥0.01", .fen, 1), ("¥0", .fen, 0),
        ("¥300万", .fen, 300_000_000), ("¥98.8万", .fen, 98_800_000), ("¥0.000001万", .fen, 1), ("300", .fen, 300),
        ("¥100,000,000,000.00", .fen, 10_000_000_000_000), ("-¥5.00", .signedFen, -500), ("-5", .signedFen, -5),
        ("89.56m²", .centiSqm, 8956), ("89.5㎡", .centiSqm, 8950), ("90m²", .centiSqm, 9000), ("8956", .centiSqm, 8956),
        ("3.95%", .ppm, 39_500), ("0.0001%", .ppm, 1), ("100%", .ppm, 1_000_000), ("39500", .ppm, 39_500),
        ("2%", .bp, 200), ("0.01%", .bp, 1), ("32.5%", .bp, 3250), ("-0.2%", .signedBp, -20), ("-20", .signedBp, -20),
        ("360", .months, 360), ("40", .minutes, 40), ("0", .count, 0),
    ]

    @Test("amounts, areas and rates are converted to the fen", arguments: exact)
    func exactly(_ one: (text: String, kind: MemberKind, value: Int64)) throws {
        #expect(try values.value(one.text, one.kind) == .integer(one.value))
    }

    static let unfit: [(text: String, kind: MemberKind)] = [
        ("¥0.001", .fen), ("¥1,00", .fen), ("¥", .fen), ("3.5", .fen), ("-¥1", .fen), ("¥100,000,000,000.01", .fen), ("$5", .fen),
        ("¥1.0000001万", .fen), ("89.561m²", .centiSqm), ("0m²", .centiSqm), ("m²", .centiSqm), ("3.95001%", .ppm), ("101%", .ppm),
        ("0.001%", .bp), ("2‰", .bp), ("x", .count), ("1.5", .months), ("0", .months), ("yes", .flag), ("2026-2-1", .date),
        ("+d", .date), ("7d", .date), ("+9999999d", .date), ("10:00", .instant), ("deal/D", .entry), ("deal/D:a.b", .entry),
        ("cash", .object([])), ("maybe", .choice(["yes", "no"])),
    ]

    @Test("what does not fit the unit is a fault, never rounded", arguments: unfit)
    func misfit(_ one: (text: String, kind: MemberKind)) {
        #expect(throws: MemberFault.self) { try values.value(one.text, one.kind) }
    }

    @Test("days, instants, digests, entries, words and lists") func others() throws {
        #expect(try values.value("+7d", .date) == .text("2026-03-13"))
        #expect(try values.value("-6d", .date) == .text("2026-02-28"))
        #expect(try values.value("2026-03-01T15:30", .instant) == .text("2026-03-01T07:30:00.000Z"))
        #expect(try values.value("2026-03-01T07:30:00.000Z", .instant) == .text("2026-03-01T07:30:00.000Z"))
        #expect(
            try values.value("@abc", .digest) == .text("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"))
        #expect(try values.value("deal/D:x.y", .entry) == .text("deal/D:4"))
        #expect(try values.value("true", .flag) == .flag(true))
        #expect(try values.value("a,b", .list(of: .identifier, least: 1)) == .list([.text("a"), .text("b")]))
        #expect(try values.value("[]", .list(of: .identifier, least: 0)) == .list([]))
        #expect(try values.value("¥1,000.00", .text) == .text("¥1,000.00"))
        #expect(try values.value("5", .open) == .integer(5))
        #expect(try values.value("five", .open) == .text("five"))
    }

    @Test("units work inside JSON as well") func inside() throws {
        let kind = MemberKind.list(
            of: .object([
                PayloadMember("amountFen", .fen, "", ""), PayloadMember("by", .date, "", ""),
                PayloadMember("doc", .digest, "", ""),
            ]), least: 0)
        #expect(
            try values.value(#"[{"amountFen":"¥1.50","by":"+1d","doc":"ab"}]"#, kind)
                == .list([
                    .object([.init("amountFen", .integer(150)), .init("by", .text("2026-03-07")), .init("doc", .text("ab"))])
                ]))
    }

    @Test("trees of JSON: strict in, canonical out, set by path") func trees() throws {
        var value = try JSONValue(json: Array(#" {"b":[1,{"c":null}],"a":"é\n"} "#.utf8))
        #expect(String(decoding: value.bytes, as: UTF8.self) == #"{"a":"é\n","b":[1,{"c":null}]}"#)
        do {
            let isSet = value.set(MemberPath("b[1].d.e")!, .integer(2))
            #expect(isSet)
        }
        do {
            let isSet = value.set(MemberPath("b[2]")!, .flag(false))
            #expect(isSet)
        }
        do {
            let isSet = value.set(MemberPath("b[9]")!, .flag(false))
            #expect(!isSet)
        }
        do {
            let isSet = value.set(MemberPath("a")!, nil)
            #expect(isSet)
        }
        #expect(String(decoding: value.bytes, as: UTF8.self) == #"{"b":[1,{"c":null,"d":{"e":2}},false]}"#)
        for text in ["", "{", "{}x", #"{"a":1,"a":2}"#, "1.5", "nul"] {
            #expect(throws: (any Error).self) { try JSONValue(json: Array(text.utf8)) }
        }
    }

    @Test("paths", arguments: ["a", "a.b", "a[0]", "a[0].b[12].c"]) func paths(_ text: String) {
        #expect(MemberPath(text)?.description == text)
    }

    @Test("what is no path", arguments: ["", ".", "a.", "a..b", "[0]", "a[]", "a[x]", "a[0", "a[-1]", "a b", "1a", "a[0]b", "中"])
    func noPath(_ text: String) { #expect(MemberPath(text) == nil) }

    @Test("found values are written so that they can be copied into a text") func written() {
        let place = ScenarioPlace("t", 1, 1)
        func matches(_ path: String, _ text: String, _ value: StateField.Value?) -> Bool {
            ExpectedField(place: place, path: path, text: text).matches(value)
        }
        for value in [
            StateField.Value.fen(123_456_789), .fen(-5), .fen(0), .flag(true), .number(7), .text("x"),
            .date(CivilDate("2026-03-06")!),
        ] {
            #expect(matches("a", ExpectedField.text(value), value))
            #expect(!matches("a", "-", value))
        }
        #expect(ExpectedField.text(.fen(123_456_789)) == "¥1,234,567.89")
        #expect(ExpectedField.text(nil) == "-")
        #expect(matches("a", "-", nil))
        #expect(!matches("a", "x", nil))
        #expect(matches("a.areaCentiSqm", "85.17m²", .number(8517)))
        #expect(matches("a.ratePpm", "3.3%", .number(33_000)))
        #expect(matches("a", "¥0.05", .fen(5)) && matches("a", "5", .fen(5)) && !matches("a", "¥5", .fen(5)))
    }
}
