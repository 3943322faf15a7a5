import HomeSale
import TestSupport
import Testing

@testable import LedgerCLI

@Suite("Words at the counter") struct WordsTests {
    private func kept(_ scenario: String) throws -> Desk {
        let desk = Desk(starts: false)
        let outcome = desk.run("scenario", "run", Fixtures.path("scenarios/\(scenario).scenario"), "--keep", desk.ledger)
        try #require(outcome.status == 0, "\(outcome.errors)")
        return desk
    }

    @Test("a name that nothing is near to is answered without an empty list", arguments: ["en", "zh-CN"])
    func nothingNear(language: String) throws {
        let desk = Desk()
        for outcome in [
            desk.run("explain", "zz.qq", "--lang", language), desk.run("draft", "zz.qq", "--lang", language),
            desk.run("append", "--lang", language, input: draft("ext/x", "zz.qq")),
            desk.run("draft", "tax.paid", "--role", "x9", "--lang", language),
        ] {
            #expect(outcome.status == 65)
            #expect(!outcome.errors.contains("Nearest") && !outcome.errors.contains("相近"), "\(outcome.errors)")
            #expect(outcome.errors.contains("`deedlog explain"))
        }
        let near = desk.run("explain", "tax.payd", "--lang", language)
        #expect(near.errors.contains(language == "en" ? "Nearest: tax.paid" : "相近的有：tax.paid"), "\(near.errors)")
    }

    @Test(
        "who is refused for the 61st time within the hour is told that it is counted, not recorded", arguments: ["en", "zh-CN"])
    func dropped(language: String) throws {
        let desk = Desk()
        func refused(_ number: Int) -> String {
            draft(
                "deal/D", "offer.accepted", key: "k\(number)", data: #"{"offerId":"O-1"}"#,
                more: #","role":"seller","actor":"p-12""#)
        }
        let many = desk.run("append", "--keep-going", "--json", input: (0..<60).map(refused).joined())
        #expect(many.objects.map { $0.object("error").int("refusal") } == (1...60).map { $0 })
        // Each a program of its own, as at a counter.
        let told = desk.run("append", "--lang", language, input: refused(60))
        #expect(told.status == 5)
        #expect(told.errors.contains(language == "en" ? "Counted, not recorded" : "仅计数，不入账"), "\(told.errors)")
        let json = desk.run("append", "--json", input: refused(61))
        #expect(json.error.flag("dropped") == true && !json.error.has("refusal"))
        #expect(desk.size == 61)
        // What is on record is answered with its index, over the limit too; another actor is not kept from the record.
        #expect(desk.run("append", "--json", input: refused(0)).error.int("refusal") == 1)
        let other = refused(62).replacing("p-12", with: "p-13")
        #expect(desk.run("append", "--json", input: other).error.int("refusal") == 61)
        #expect(bytes(desk.ledger + "/refusals-dropped") == Array("2 61 p-12\n".utf8))
        #expect(desk.isSound)
    }

    @Test("states of a loan, taxes and registrations are in the reader's language") func states() throws {
        let desk = try kept("lenderOfficer/commercial-to-closing")
        let english = desk.run("deal", "show", "D-0001").text
        for word in ["being repaid", "deed tax", "VAT", "transfer and mortgage", "entered on the register"] {
            #expect(english.contains(word), "\(word)")
        }
        let chinese = desk.run("deal", "show", "D-0001", "--lang", "zh-CN").text
        for word in ["还款中", "契税", "增值税", "转移与抵押登记", "已登簿"] { #expect(chinese.contains(word), "\(word)") }
        for raw in ["repaying", "deedTax", "recorded", "both"] {
            #expect(!chinese.contains(raw) && !english.contains("  \(raw)"))
        }
        let loan = desk.run("loan", "show", "D-0001", "--lang", "zh-CN").text
        #expect(loan.hasPrefix("贷款 1\n") && loan.contains("还款方式               等额本息") && loan.contains("3.3%"))
        #expect(desk.run("listing", "show", "L-0007").text.contains("85.17 m²"))
    }

    @Test("a cash deal is not said to have a loan") func cash() throws {
        let desk = try kept("base/cash-transferred")
        #expect(desk.run("deal", "show", "D-0001").text.contains("title transferred, no mortgage"))
        let history = desk.run("deal", "history", "D-0001", "--lang", "zh-CN").text
        #expect(history.contains("房款入监管，无贷款") && !history.contains("贷款已批"))
        let replay = desk.run("deal", "replay", "D-0001").text
        #expect(replay.contains("filed  →  money in escrow, no loan") && !replay.contains("loan approved"))
        #expect(desk.run("deal", "list", "--lang", "zh-CN").text.contains("已过户，无抵押"))
        // What scripts read stays.
        #expect(desk.run("deal", "list", "--json").objects.first?.text("phase") == "secured")
    }

    @Test("every state has words of its own in both languages") func distinct() {
        func check(_ words: [Wording]) {
            #expect(Set(words.map(\.english)).count == words.count && Set(words.map(\.chinese)).count == words.count)
            #expect(words.allSatisfy { !$0.english.isEmpty && $0.chinese.unicodeScalars.contains { $0.value > 0x4E00 } })
        }
        check(LoanCase.Phase.allCases.map(\.wording))
        check(PreApproval.State.allCases.map(\.wording))
        check([RegistrationState.Application.Outcome.pending, .recorded, .withdrawn, .rejected].map(\.wording))
        check(Array(ValueWords.taxKinds.values))
        check(Array(ValueWords.registrationKinds.values))
        check(Array(ValueWords.restrictions.values))
    }

    @Test(
        "no field of a deal is without words, nor a value of a closed list",
        arguments: [
            "lenderOfficer/carry-over-combined-to-closing", "court/unwind-seized", "tenant/silent-fifteen-days",
            "contractor/decoration-to-settled", "proxyAgent/seller-powers-revoked", "buyer/unwind-loan-refused",
            "fundCenterOfficer/combined-to-closing", "guardian/minor-to-closing", "lenderOfficer/pre-approval-seven-states",
            "registryRelay/application-rejected-retried", "court/disputes", "system/reminders-missed",
        ])
    func complete(_ scenario: String) throws {
        let desk = try kept(scenario)
        for deal in desk.run("deal", "list", "--json").objects.compactMap({ $0.text("deal") }) {
            for field in desk.run("deal", "blame", deal, "--json").objects {
                let path = try #require(field.text("field"))
                // Identifiers of these stories have a digit or a hyphen in them.
                for part in path.split(separator: ".") where part.allSatisfy(\.isLetter) {
                    #expect(FieldWords.word(String(part)) != nil, "\(path)")
                }
                let named = ["agent", "lender", "contractor", "reasons", "lenders", "payeeAccountToken", "caseNo"]
                guard let raw = field.text("value"), raw.allSatisfy(\.isLetter), raw.utf8.allSatisfy({ $0 < 0x80 }), !raw.isEmpty,
                    !named.contains(where: path.hasSuffix)
                else { continue }
                #expect(path == "deal.flags" || ValueWords.wording(raw, at: path) != nil, "\(path) \(raw)")
            }
        }
    }

    @Test("lists say in words what rows hold as names, in both languages, and leave JSON as it is") func lists() throws {
        func told(_ desk: Desk, _ verb: String, english: [String], chinese: [String], raw: [String]) {
            for (language, words) in [("en", english), ("zh-CN", chinese)] {
                let text = desk.run(verb, "list", "--lang", language, "--as-of", "2026-10-01").text
                for word in words { #expect(text.contains(word), "\(word) in\n\(text)") }
                for name in raw { #expect(!text.contains(name), "\(name) in\n\(text)") }
            }
            let json = desk.run(verb, "list", "--json").text
            for name in raw { #expect(json.contains("\"\(name)"), "\(name)") }
        }
        told(
            try kept("seller/two-agencies"), "listing", english: ["offered twice: listing/L-2"], chinese: ["重复挂牌：listing/L-2"],
            raw: ["offeredTwice"])
        told(
            try kept("court/disputes"), "risk", english: ["T01 seizure in force"], chinese: ["T01 现势查封"], raw: [])
        told(
            try kept("lenderOfficer/loan-kind-and-conditions"), "agenda",
            english: [
                "loan 1: mortgage entered", "loan condition", "condition met", "step by itself", "2026-11-18 00:00",
                "48",
            ],
            chinese: ["贷款 1：抵押登记登簿", "放款条件", "自动步骤", "审批过期"],
            raw: ["mortgageRecorded", "approval.expired", "automatic", "2026-11-17T16:00:00.000Z"])
        told(
            try kept("system/reminders-missed"), "agenda",
            english: ["2026-09-24 09:00", "to transfer at the registry", "appointment", "-7"],
            chinese: ["办理过户登记", "预约", "-7"], raw: ["2026-09-24T01:00:00.000Z"])
        told(
            try kept("operator/observed-market"), "comparables", english: ["offer", "sale"], chinese: ["挂牌", "成交"],
            raw: ["listing"])
        let asked = try kept("lenderOfficer/pre-approval-seven-states")
        #expect(asked.run("loan", "list").text.contains("pre-approval rejected"))
        #expect(asked.run("loan", "list", "--lang", "zh-CN").text.contains("预审未通过"))
    }

    @Test("reminders and disputes on the agenda are said in words while they run") func agenda() throws {
        let desk = try kept("system/reminders-missed")
        let size = try #require(desk.size)
        var texts: Set<String> = []
        for language in ["en", "zh-CN"] {
            for point in (size - 5)...size {
                let text = desk.run("agenda", "list", "--as-of", "size:\(point)", "--where", "kind=reminder", "--lang", language)
                    .text
                texts.formUnion(text.split(separator: "\n").map(String.init).filter { $0.contains("D-0001") })
            }
        }
        #expect(texts.contains { $0.contains("registration progress") && $0.contains("reminder") }, "\(texts)")
        #expect(texts.contains { $0.contains("登记进度") && $0.contains("提醒") }, "\(texts)")
        let disputed = try kept("court/disputes")
        let open = disputed.run("agenda", "list", "--where", "kind=dispute", "--as-of", "size:26").text
        #expect(open.contains("dispute 1: ") && open.contains("mediation"), "\(open)")
    }

    @Test("a path is said in words, identifiers as they are")
    func labels() {
        #expect(FieldWords.label("loan-1.approvedFen") == "loan 1 approved")
        #expect(FieldWords.label("loan-1.approvedFen", without: "loan-1") == "approved")
        #expect(FieldWords.label("offer.O-1.priceFen") == "offer O-1 price")
        #expect(FieldWords.label("tax.deedTax.paidFen") == "tax deed tax paid")
        #expect(FieldWords.label("nothing.known") == "nothing known")
        #expect(ValueWords.text(.number(33_000), at: "loan-1.ratePpm") == "3.3%")
        #expect(ValueWords.text(.number(-5), at: "listing.entrustment.rateBp") == "-0.05%")
        #expect(ValueWords.text(.number(8500), at: "contract.areaCentiSqm") == "85 m²")
        #expect(ValueWords.text(.text("financed"), at: "phase") == "loan approved")
        #expect(
            ValueWords.text(.text("seller: transferRecorded x"), at: "escrow.term-1") == "seller after transfer entered and x")
        #expect(ValueWords.text(.text("open"), at: "deal.listing") == "open")
        #expect(ValueWords.text(nil, at: "phase") == "-")
    }

    @Test("a narrow window goes without spare columns, then wraps the last one; without a window nothing is cut")
    func narrow() {
        var table = TableText(["n", "spare", "words"], right: [0], spare: [1])
        table.add(["1", "aaaaaaaaaa", "one two three four five six seven"])
        table.add(["22", "b", "合同成立，可办理网签备案。合同成立"])
        #expect(table.text(columns: nil).contains("1  aaaaaaaaaa  one two three four five six seven\n"))
        #expect(table.text(columns: 80) == table.text(columns: nil))
        let fitted = table.text(columns: 24).split(separator: "\n")
        #expect(fitted.allSatisfy { displayWidth(String($0)) <= 24 || $0.hasPrefix("(") }, "\(fitted)")
        #expect(fitted[1] == " 1  one two three four" && fitted[2] == "    five six seven")
        #expect(fitted[3] == "22  合同成立，可办理网签" && fitted[4] == "    备案。合同成立")
        #expect(fitted.last == "(24 columns: without spare)")
    }

    @Test("lines break where they may: never before a mark that closes, and a long word stays whole")
    func breaking() {
        #expect(wrapped("short", 10) == ["short"])
        #expect(wrapped("one two", 3) == ["one", "two"])
        #expect(wrapped("abcdefghij kl", 4) == ["abcdefghij", "kl"])
        #expect(wrapped("一二三，四五", 6) == ["一二", "三，四", "五"])
        #expect(wrapped("一二（三四）五", 6) == ["一二", "（三", "四）五"])
        #expect(wrapped("共¥1,234.00元", 6) == ["共", "¥1,234.00", "元"])
    }
}
