import Testing

@testable import HomeSale

func readJSONLines(_ bytes: [UInt8], cuts: [Int] = [], skipsUnknown: Bool = false, maximumRowBytes: Int = 1 << 20)
    -> [RowReading]
{
    var reader = JSONLinesReader(columns: ["a", "房"], skipsUnknown: skipsUnknown, maximumRowBytes: maximumRowBytes)
    var readings: [RowReading] = []
    var start = 0
    for end in cuts + [bytes.count] {
        reader.feed(bytes.span.extracting(start..<end)) { readings.append($0) }
        start = end
    }
    reader.finish { readings.append($0) }
    return readings
}

@Test(
    "members become cells in the order of the columns",
    arguments: [
        (#"{"a":"x","房":"y"}"#, "x|y"),
        (#" { "房" : "y" , "a" : "x" } "#, "x|y"),
        (#"{"a":null}"#, "-|-"),
        (#"{}"#, "-|-"),
        (#"{"a":"","房":-12}"#, "|-12"),
        (#"{"a":true,"房":false}"#, "true|false"),
        (#"{"\u623f":"\ud83c\udfe0\n","a":"\u4e0a"}"#, "上|🏠\n"),
    ])
func members(line: String, expected: String) {
    #expect(summary(readJSONLines(Array(line.utf8))) == ["1:" + expected])
}

@Test(
    "a line that is no flat object is rejected with its reason",
    arguments: [
        ("[]", "notJSON"), ("\"a\"", "notJSON"), ("{", "notJSON"), (#"{"a"}"#, "notJSON"), (#"{"a":"x",}"#, "notJSON"),
        (#"{"a":"x"} x"#, "notJSON"),
        (#"{"a":"x","a":"x"}"#, "notJSON"), (#"{"a":tru}"#, "notJSON"), (#"{"a":}"#, "notJSON"), (#"{"a":"\ud800"}"#, "notJSON"),
        (#"{"a":"\u0000"}"#, "nulByte"), (#"{"a":1.5}"#, "unexpectedValue"), (#"{"a":1e3}"#, "unexpectedValue"),
        (#"{"a":9007199254740992}"#, "unexpectedValue"), (#"{"a":[]}"#, "unexpectedValue"), (#"{"a":{}}"#, "unexpectedValue"),
        (#"{"b":"x"}"#, "unknownMember"),
    ])
func brokenLines(line: String, code: String) {
    let readings = readJSONLines(Array((line + "\n{}\n").utf8))
    guard case .rejected(let rejection)? = readings.first else {
        Issue.record("taken: \(line)")
        return
    }
    #expect(rejection.code.rawValue == code)
    #expect(rejection.line == 1)
    #expect(summary(readings).last == "2:-|-")
}

@Test("unknown members are passed over where the map says so")
func unknownMembers() {
    #expect(summary(readJSONLines(Array(#"{"b":"z","a":"x"}"#.utf8), skipsUnknown: true)) == ["1:x|-"])
}

@Test("blank lines, CRLF, a byte order mark and a long line")
func lines() {
    let bytes = Array("\u{FEFF}{\"a\":\"1\"}\r\n\n  \n{\"a\":\"0123456789\"}\n{\"a\":\"2\"}".utf8)
    #expect(summary(readJSONLines(bytes, maximumRowBytes: 12)) == ["1:1|-", "4:rowTooLong@0", "5:2|-"])
}

@Test("chunks, cuts and random bytes: the same readings, and no trap")
func hostileLines() {
    let bytes = Array("\u{FEFF}{\"a\":\"契\\n\",\"房\":null}\n{\"a\":[1]}\r\n\n{\"a\":12}\n{\"a\":\"\\u62".utf8)
    let whole = readJSONLines(bytes)
    #expect(whole.count == 4)
    for i in 0...bytes.count {
        #expect(readJSONLines(bytes, cuts: [i]) == whole)
        _ = readJSONLines(Array(bytes[..<i]))
        for bit in 0..<8 where i < bytes.count {
            var flipped = bytes
            flipped[i] ^= 1 << bit
            _ = readJSONLines(flipped)
        }
    }
}
