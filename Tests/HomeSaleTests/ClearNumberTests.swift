import CanonicalJSON
import Foundation
import Ledger
import TestSupport
import Testing

@testable import HomeSale

private let digest = String(repeating: "0123456789abcdef", count: 4)

private func draft(
    _ type: String, _ json: String, subject: String = "ext/a", actor: String = "op", key: String? = "k",
    role: String = "operator",
    isSearched: Bool = false
) -> StepDraft {
    draft(type, payload(json).bytes, subject: subject, actor: actor, key: key, role: role, isSearched: isSearched)
}

private func draft(
    _ type: String, _ data: [UInt8], subject: String, actor: String = "op", key: String? = "k", role: String, schema: UInt32 = 1,
    isSearched: Bool = false
) -> StepDraft {
    StepDraft(
        index: 1, timeMilliseconds: 1_780_000_000_000, occurredDay: 20_000, subject: subject, revision: 0, type: type,
        schema: schema,
        actor: actor, role: role, attestation: "declared", cause: nil, key: key, data: data, isSearched: isSearched)
}

/// What `append` would say of the form; `nil` where nothing.
private func fault(_ draft: StepDraft) -> LedgerError? {
    do throws(LedgerError) {
        try HomeSaleJudge().checkForm(draft)
        return nil
    } catch { return error }
}

@Suite("Personal data in the clear") struct ClearNumberTests {
    @Test(
        "a number in any string of a user's own fact is refused, with its path and its kind, and never said",
        arguments: [
            (#"{"note":"13800138000"}"#, "data.note", "mobile"), (#"{"note":"请电13800138000谢谢"}"#, "data.note", "mobile"),
            (#"{"note":"１３８００１３８０００"}"#, "data.note", "mobile"), (#"{"note":"1３8００１３８0０0"}"#, "data.note", "mobile"),
            (#"{"a":{"b":["x","tel:13800138000."]}}"#, "data.a.b[1]", "mobile"),
            (#"{"13800138000":1}"#, "data (a member's name)", "mobile"),
            (#"{"a":{"x13800138000":1}}"#, "data.a (a member's name)", "mobile"),
            (#"{"note":"a\"13800138000\""}"#, "data.note", "mobile"), (#"{"note":"\\u000113800138000"}"#, "data.note", "nothing"),
            (#"{"note":"\u001113800138000"}"#, "data.note", "mobile"), (#"{"note":"\u000b13800138000"}"#, "data.note", "mobile"),
            (#"{"note":"\t13800138000\n"}"#, "data.note", "mobile"),
            (#"{"id":"11010519491231002X"}"#, "data.id", "identity"), (#"{"id":"11010519491231002x。"}"#, "data.id", "identity"),
            (#"{"id":"110101190001010014"}"#, "data.id", "identity"), (#"{"id":"１１０１０１１９０００１０１００１４"}"#, "data.id", "identity"),
            (#"{"id":"１１０１０５１９４９１２３１００２Ｘ"}"#, "data.id", "identity"),
            (#"{"card":"4111111111111111"}"#, "data.card", "card"), (#"{"card":"卡号6222020000000007"}"#, "data.card", "card"),
            (#"{"card":"6228480000000000000"}"#, "data.card", "card"),
            (#"{"a":"\#(digest)","b":"13800138000"}"#, "data.b", "mobile"),
            (#"{"a":"\#(digest)13800138000"}"#, "data.a", "mobile"),
            (#"{"a":{"$sealed":{"commitment":"\#(digest)","party":"13800138000"}}}"#, "data.a.$sealed.party", "mobile"),
        ])
    func found(json: String, path: String, kind: String) {
        let found = fault(draft("ext.noted", json))
        guard kind != "nothing" else {
            #expect(found == nil)
            return
        }
        #expect(found?.code == .personalInClear && found?.code.exitStatus == 65 && found?.details.first == path)
        #expect(found?.details[1].contains(kind) ?? false, "\(found?.details ?? [])")
        let said = found?.details.joined() ?? ""
        #expect(said.firstMatch(of: #/[0-9０-９]{7}/#) == nil)
    }

    @Test(
        "attributes are searched like the payload",
        arguments: ["subject", "actor", "key"], ["13800138000", "x-11010519491231002X", "p/6222020000000007"])
    func attributes(attribute: String, number: String) {
        func of(_ name: String, _ other: String) -> String { name == attribute ? number : other }
        let one = draft(
            "ext.noted", "{}", subject: "ext/" + of("subject", "a"), actor: of("actor", "op"), key: of("key", "k"))
        #expect(fault(one)?.code == .personalInClear && fault(one)?.details.first == attribute)
        #expect(fault(draft("ledger.noted", "{}", actor: of("actor", "op"), key: of("key", number)))?.code == .personalInClear)
    }

    @Test(
        "what is no whole run, a decimal, a digest, a UUID or a number of JSON is let through",
        arguments: [
            #"{"a":"1380013800"}"#, #"{"a":"138001380001"}"#, #"{"a":"138-0013-8000"}"#, #"{"a":"138 0013 8000"}"#,
            #"{"a":"6222 0200 0000 0007"}"#, #"{"a":"110105 19491231 002X"}"#, #"{"a":"13800138000.5"}"#,
            #"{"a":"0.13800138000"}"#,
            #"{"a":"０．１３８００１３８０００"}"#, #"{"a":13800138000}"#, #"{"a":[13800138000,4111111111111111]}"#,
            #"{"a":"110101190001010015"}"#,
            #"{"a":"4111111111111112"}"#, #"{"a":"330212202310160004"}"#, #"{"a":"一三八〇〇一三八〇〇〇"}"#,
            #"{"a":"abcdef13812345678abcdef123456789"}"#, #"{"a":"0198c0de-7a10-7c3e-9d55-a13812345678"}"#,
            #"{"a":"a13812345678bcde"}"#,
            #"{"$sealed":{"commitment":"a13812345678\#(String(repeating: "b", count: 52))","party":"p-1"}}"#,
        ])
    func letThrough(json: String) {
        #expect(fault(draft("ext.noted", json)) == nil)
    }

    @Test(
        "hex of another length, or with other letters, is no digest",
        arguments: ["a13812345678", "e13812345678b", "g13812345678bcdefg", "0198c0de-7a10-7c3e-9d5-a13812345678"])
    func noDigest(text: String) {
        #expect(fault(draft("ext.noted", #"{"a":"\#(text)"}"#))?.code == .personalInClear)
    }

    @Test("what was searched by the rules of an import is not searched again") func searched() {
        #expect(fault(draft("ext.noted", #"{"a":"13800138000"}"#, isSearched: true)) == nil)
    }

    private func example(_ name: EventName, _ change: (String) -> String = { $0 }) -> StepDraft {
        let row = Catalogue.type(of: name)
        let stream = StreamName(row.streams[0], "X-1", 1).subject
        return draft(
            name.rawValue, Array(change(String(decoding: examplePayload(of: row), as: UTF8.self)).utf8), subject: stream,
            role: row.recorders[0].role.rawValue, schema: row.schema)
    }

    @Test("the example of every type is let through, with every member there", arguments: EventName.allCases)
    func examples(name: EventName) {
        // `$personal` is not judged here: it was sealed before, or refused for want of a vault.
        let one = example(name)
        #expect(fault(one) == nil, "\(fault(one)?.details ?? [])")
    }

    @Test(
        "declared codes may look like a person's number: numbers of authorities, unit codes, digests",
        arguments: [
            (EventName.filingRecorded, #""filingNo":"N-2026-0001""#, #""filingNo":"330212199001010018""#),
            (.filingRecorded, #""filingNo":"N-2026-0001""#, #""filingNo":"13800138000""#),
            (.contractSigned, #""unitCode":"110105001002GB00012F00010023""#, #""unitCode":"138001380001GB13800F13800138""#),
            (.partyRegistered, #""uscc":"91350100M000100Y43""#, #""uscc":"110101190001010014""#),
        ])
    func codes(name: EventName, from: String, to: String) {
        let one = example(name) { $0.replacingOccurrences(of: from, with: to) }
        #expect(String(decoding: one.data, as: UTF8.self).contains(to) && fault(one) == nil)
    }

    @Test(
        "a sealed member is never in the clear, whatever stands there",
        arguments: ["\"110101190001010014\"", "\"张三\"", "\"\"", "7", "null", "[]", "{\"party\":\"p-1\",\"value\":1}"])
    func mustBeSealed(value: String) {
        for name in ["idNumber", "birthDate"] {
            let data = #"{"partyId":"p-31","kind":"person","\#(name)":\#(value)}"#
            let found = fault(draft("party.registered", data, subject: "party/p-31", role: "broker"))
            #expect(found?.code == .personalInClear && found?.details.first == "data.\(name)", "\(found?.details ?? [])")
            let said = found?.details.joined() ?? "张三"
            #expect(!said.contains("张三"))
        }
    }

    @Test("people and firms are named by pseudonyms that no Chinese name is, in every type", arguments: Catalogue.all)
    func pseudonyms(type: EventType) {
        for member in type.members {
            let isList = member.kind == .list(of: .party, least: 1) || member.kind == .list(of: .party, least: 2)
            guard member.kind == .party || isList else { continue }
            for name in ["张三", "李-1", "a\u{301}"] {
                let there = isList ? #""\#(member.name)":[""# : #""\#(member.name)":""#
                let found = fault(example(type.name) { $0.replacingOccurrences(of: there, with: there + name) })
                #expect(found?.code == .personalInClear, "\(type.name.rawValue) \(member.name) \(found?.details ?? [])")
            }
        }
    }

    @Test("words about a person can be sealed wherever words may stand; the party's name in them is searched") func sealedWords()
    {
        let sealed = #"{"$sealed":{"commitment":"\#(digest)","party":"p-31"}}"#
        func disputed(_ reason: String) -> StepDraft {
            example(.decorationDisputed) { $0.replacingOccurrences(of: #""reason":"as agreed""#, with: #""reason":"# + reason) }
        }
        #expect(fault(disputed("\"墙面开裂\"")) == nil && fault(disputed(sealed)) == nil)
        #expect(fault(disputed("{}"))?.code == .payloadMalformed)
        #expect(fault(disputed(sealed.replacingOccurrences(of: "p-31", with: "13800138000")))?.code == .personalInClear)
        #expect(fault(disputed("\"电13800138000\""))?.details[1] == "a mobile number")
    }

    @Test(
        "free-form members hold no member whose name says that it is personal, unless it is sealed",
        arguments: ["ownerName", "id_number", "手机号", "Phone", "联系人", "bank-card", "身份证号码"])
    func names(name: String) {
        func drafted(_ value: String) -> LedgerError? {
            fault(
                draft(
                    "listing.drafted",
                    #"{"unitCode":"110105001002GB00012F00010023","areaCentiSqm":8517,"fields":{"rooms":[{"\#(name)":\#(value)}]}}"#,
                    subject: "listing/L-1", role: "broker"))
        }
        #expect(drafted("\"王五\"")?.code == .personalInClear)
        #expect(drafted("\"王五\"")?.details.first == "data.fields.rooms[0].\(name)")
        #expect(drafted("null") == nil && drafted("\"\"") == nil)
        #expect(drafted(#"{"$sealed":{"commitment":"\#(digest)","party":"p-31"}}"#) == nil)
    }
}

/// The rule as it is told, without any shortcut: text to scalars, full-width to ASCII, whole runs.
private func slowFinding(_ text: String) -> PrivacyGuard.Finding? {
    let scalars = text.unicodeScalars.map { scalar -> Character in
        (0xFF01...0xFF5E).contains(scalar.value) ? Character(Unicode.Scalar(scalar.value - 0xFEE0)!) : Character(scalar)
    }
    func digit(_ i: Int) -> Int? { scalars.indices.contains(i) && scalars[i].isASCII ? scalars[i].wholeNumberValue : nil }
    var i = 0
    while i < scalars.count {
        guard digit(i) != nil else {
            i += 1
            continue
        }
        let start = i
        while digit(i) != nil { i += 1 }
        let run = (start..<i).compactMap(digit)
        if start > 1, scalars[start - 1] == ".", digit(start - 2) != nil { continue }
        if i + 1 < scalars.count, scalars[i] == ".", digit(i + 1) != nil { continue }
        let hasX = i < scalars.count && (scalars[i] == "x" || scalars[i] == "X") && digit(i + 1) == nil
        if run.count == 11, run[0] == 1, run[1] >= 3 { return .phone }
        if run.count == 18, PrivacyGuard.isIdentityNumber(run) { return .identityNumber }
        if run.count == 17, hasX, PrivacyGuard.isIdentityNumber(run + [10]) { return .identityNumber }
        if PrivacyGuard.isCard(run) { return .card }
    }
    return nil
}

@Suite("The scan for numbers") struct NumberScanTests {
    @Test("the scan agrees with the slow reading on made-up texts", arguments: 1...40 as ClosedRange<UInt64>)
    func agrees(seed: UInt64) {
        var random = SeededRandom(seed)
        let parts = [
            "13800138000", "１３８００１３８０００", "11010519491231002X", "110101190001010014", "4111111111111111", "6222020000000007", ".",
            "．", "x",
            "Ｘ", "0", "９", "张", "中文字", "a", " ", "-", "123", "\u{FF0D}", "é", "𠮷", "138", "00", "1380013800",
        ]
        var found = 0
        for _ in 0..<2000 {
            let text = (0..<Int.random(in: 0...9, using: &random)).map { _ in parts.randomElement(using: &random)! }.joined()
            let expected = slowFinding(text)
            if expected != nil { found += 1 }
            #expect(NumberScan(isJSON: false).first(in: Array(text.utf8).span)?.finding == expected, "\(text)")
        }
        #expect(found > 100)
    }

    @Test("a run at every offset and beside every neighbour is found whole") func offsets() {
        for before in 0...40 {
            for after in 0...12 {
                let text =
                    String(repeating: "文", count: before / 3) + String(repeating: "b", count: before % 3) + "13800138000"
                    + String(repeating: "c", count: after)
                let bytes = Array(text.utf8)
                let found = NumberScan(isJSON: true).first(in: bytes.span)
                #expect(found == FoundNumber(finding: .phone, range: before..<(before + 11)), "\(before) \(after)")
                #expect(NumberScan(isJSON: true).first(in: bytes.span, from: before + 11) == nil)
            }
        }
    }

    @Test("bytes that are no text do not trap", arguments: 1...20 as ClosedRange<UInt64>) func hostile(seed: UInt64) {
        var random = SeededRandom(seed)
        let units: [UInt8] = [0xEF, 0xBC, 0xBD, 0x90, 0x99, 0x8E, 0x30, 0x31, 0x38, 0x5C, 0x75, 0x2E, 0x58, 0xFF]
        for _ in 0..<500 {
            let bytes = (0..<Int.random(in: 0...60, using: &random)).map { _ in units.randomElement(using: &random)! }
            for isJSON in [false, true] {
                var from = 0
                while let found = NumberScan(isJSON: isJSON).first(in: bytes.span, from: from) {
                    #expect(found.range.lowerBound >= from && found.range.upperBound <= bytes.count && !found.range.isEmpty)
                    from = found.range.upperBound
                }
            }
        }
    }
}
