import CanonicalJSON
import Foundation
import Testing

@testable import HomeSale

private func map(_ identity: String, codes: String = "[]", extra: String = "") throws -> ObservationMap {
    try ObservationMap(
        json: Array(
            """
            {"id":"m","source":"s","event":"sale.observed","format":"csv","encoding":"utf-8","columns":["b","a","c","Ａ"],"codes":\(codes),
             "identity":\(identity),"missing":["None"],"read":{"b":["{priceFen:wan}万"],"c":["{soldOn}"]}\(extra)}
            """.utf8))
}

private let day = CivilDate("2023-10-21")!

private func make(_ map: ObservationMap, _ cells: [String?]) throws -> Observation {
    var builder = ObservationBuilder(map: map, observedOn: day)
    return try builder.make(Row(line: 7, cells: cells.map { $0.map { Array($0.utf8)[...] } }))
}

@Test("data is canonical, raw text stays, absent values are absent")
func data() throws {
    let observation = try make(try map(#"{"columns":["a"]}"#), ["98.8万", "x\"y", "", "None"])
    #expect(
        String(decoding: observation.data, as: UTF8.self)
            == #"{"observedOn":"2023-10-21","priceFen":98800000,"raw":{"a":"x\"y","b":"98.8万","Ａ":"None"}}"#)
    #expect(observation.subject == "observed/s/x\"y")
    #expect(observation.occurred == day)
    #expect(observation.line == 7)
}

@Test("a sale occurs on its day, any other observation when it was seen")
func occurred() throws {
    #expect(try make(try map(#"{"columns":["a"]}"#), ["", "x", "2016/8/9", ""]).occurred.description == "2016-08-09")
    #expect(try make(try map(#"{"columns":["a"]}"#), ["", "x", "soon", ""]).occurred == day)
}

@Test("the key is the digest of map, date and cells, worked out elsewhere")
func key() throws {
    let observation = try make(try map(#"{"columns":["b"]}"#), ["a", "", nil, "13000000000"])
    #expect(observation.key == observation.key(observedOn: day))
    #expect(observation.key == "56dd9f2d8477174e9af74a9b8a1e22708c331ba454f940a57b9b42e4cab8ed1a")
    #expect(observation.key(observedOn: CivilDate("2023-10-22")!) != observation.key(observedOn: day))
    #expect(try make(try map(#"{"columns":["b"]}"#), ["a", nil, nil, "13000000000"]).cellsDigest != observation.cellsDigest)
}

@Test(
    "an identity that a subject may not hold is replaced by its digest",
    arguments: [
        ("a b", "c8687a08aa5d6ed2044328fa6a697ab8e96dc34291e8c2034ae8c38e6fcc6d65"), ("a#b/c", "a#b/c"), ("契", "契"),
        (String(repeating: "x", count: 120), String(repeating: "x", count: 120)),
    ])
func identity(text: String, expected: String) throws {
    #expect(try make(try map(#"{"columns":["a"]}"#), ["", text, "", ""]).subjectIdentity == "s/\(expected)")
}

private let unspeakable =
    [String(repeating: "契", count: 41), "a\tb"]
    + ([0x7F, 0x85, 0xFDD0, 0xFFFE, 0x10FFFF] as [UInt32]).map { "a" + String(Unicode.Scalar($0)!) }

@Test("a long identity and one with a control or noncharacter become 64 hex digits", arguments: unspeakable)
func digestIdentity(text: String) throws {
    let identity = try make(try map(#"{"columns":["a"]}"#), ["", text, "", ""]).subjectIdentity
    #expect(identity.utf8.count == 66)
    #expect(identity.dropFirst(2).allSatisfy { $0.isHexDigit })
}

@Test("several columns are joined, unless a slash would blur them; stable columns give their digest")
func joined() throws {
    let pair = try map(#"{"columns":["b","a"]}"#)
    #expect(try make(pair, ["x", "y", "", ""]).subjectIdentity == "s/x/y")
    #expect(try make(pair, ["x/y", "z", "", ""]).subjectIdentity != make(pair, ["x", "y/z", "", ""]).subjectIdentity)
    #expect(
        try make(try map(#"{"stable":["b","a"]}"#), ["x", "y", "", ""]).subjectIdentity
            == "s/01f650e85c95620160b40ed22626dca932e9f700ffe599be060da184dd4d7822")
}

@Test("an id is taken out of a text, and a row without it is rejected")
func extracted() throws {
    let map = try map(#"{"columns":["a"],"template":"http://x/{}.html"}"#)
    #expect(try make(map, ["", "http://x/sh1.html", "", ""]).subjectIdentity == "s/sh1")
    for text in ["", "http://x/.html", "http://y/sh1.html"] {
        #expect(performing: { try make(map, ["", text, "", ""]) }, throws: { ($0 as? RowRejection)?.code == .identityMissing })
    }
    for cells in [["", "", "", ""], ["", "None", "", ""]] {
        #expect(
            performing: { try make(try HomeSaleTests.map(#"{"stable":["a","c"]}"#), cells) },
            throws: { ($0 as? RowRejection)?.code == .identityMissing })
    }
}

@Test("a number of a person is kept as a length, and nothing else is made from it")
func guarded() throws {
    let stable = try map(#"{"stable":["a","c"]}"#)
    let first = try make(stable, ["1万", "请电13000000000", "", ""])
    let second = try make(stable, ["1万", "请电13000000001", "", ""])
    #expect(String(decoding: first.data, as: UTF8.self).contains(#""raw":{"a":{"length":13},"b":"1万"}"#))
    #expect(first.subjectIdentity == second.subjectIdentity)
    #expect(first.key(observedOn: day) == second.key(observedOn: day))
    let named = try make(try map(#"{"columns":["a"]}"#), ["", "13000000000", "", ""])
    #expect(!named.subject.contains("13000000000"))
    let code = try make(try map(#"{"columns":["a"]}"#, codes: #"["a"]"#), ["", "13000000000", "", ""])
    #expect(code.subject == "observed/s/13000000000")
}

@Test("a row too long for an entry, too short or too long for the map, or a header once more is rejected")
func rejected() throws {
    let map = try map(#"{"columns":["a"]}"#)
    func code(_ cells: [String?]) -> RowRejection.Code? {
        do { _ = try make(map, cells) } catch { return (error as? RowRejection)?.code }
        return nil
    }
    #expect(code(["", "x", "", String(repeating: "契", count: 30_000)]) == .entryTooLong)
    #expect(code(["", "x", ""]) == .columnCount)
    #expect(code(["", "x", "", "", ""]) == .columnCount)
    #expect(code([]) == .columnCount)
    #expect(code(["b", "a", "c", "Ａ"]) == .headerRepeated)
    #expect(code(["", "x", "", ""]) == nil)
}

@Test("checks find what stands in the wrong place")
func checks() throws {
    let map = try map(
        #"{"columns":["a"]}"#,
        extra:
            #","checks":[{"column":"b","integer":[-1,9],"required":true},{"column":"c","reads":true},{"column":"Ａ","words":["有","无"]}]"#
    )
    func code(_ cells: [String?]) -> RowRejection.Code? {
        do { _ = try make(map, cells) } catch { return (error as? RowRejection)?.code }
        return nil
    }
    #expect(code(["-1", "x", "2016/8/9", "有"]) == nil)
    #expect(code(["9.0", "x", "None", ""]) == nil)
    #expect(code(["", "x", "", ""]) == .cellMissing)
    #expect(code(["10", "x", "", ""]) == .integerOutOfRange)
    #expect(code(["1.5", "x", "", ""]) == .notAnInteger)
    #expect(code(["1", "x", "东城", ""]) == .cellUnreadable)
    #expect(code(["1", "x", "", "精装"]) == .unknownWord)
}

@Test(
    "a file without the map's header is not read at all",
    arguments: ["", "\n", "b,a,c\n1,2,3\n", "b,a,c,A\n", "b,a,c,Ａ,d\n", "\"b"])
func header(text: String) throws {
    let map = try map(#"{"columns":["a"]}"#)
    #expect(throws: HeaderFault.self) { try tally(map, Array(text.utf8)) }
}
