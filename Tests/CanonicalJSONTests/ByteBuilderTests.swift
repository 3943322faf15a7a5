@testable import CanonicalJSON
import TestSupport
import Testing

@Test("a builder holds what was appended, in order, across every growth", arguments: [0, 1, 64, 4096])
func builderAppends(capacity: Int) {
    var out = ByteBuilder(capacity: capacity)
    var expected: [UInt8] = []
    var random = SeededRandom(3)
    for round in 0..<400 {
        let bytes = random.bytes(Int(random.next() % 150))
        switch round % 6 {
        case 0:
            for byte in bytes { out.append(byte) }
            expected += bytes
        case 1:
            out.append(bytes.span)
            expected += bytes
        case 2:
            let range = (bytes.count / 3)..<(bytes.count - bytes.count / 4)
            out.append(bytes.span, range)
            expected += bytes[range]
        case 3:
            out.append("a constant, 常数")
            expected += utf8("a constant, 常数")
        case 4:
            let text = String(repeating: "é", count: bytes.count)
            out.append(utf8: text)
            expected += utf8(text)
        default:
            let number = random.next() >> (random.next() % 64)
            out.append(decimal: number)
            expected += utf8("\(number)")
        }
        let count = out.count
        #expect(count == expected.count)
    }
    #expect(contents(out) == expected)
}

@Test(
    "numbers are written as the standard library writes them",
    arguments: [
        0, 1, 9, 10, 11, 99, 100, 12_345, 9_007_199_254_740_991, UInt64(UInt32.max), .max - 1, .max,
    ])
func builderDecimals(value: UInt64) {
    var out = ByteBuilder()
    out.append(decimal: value)
    #expect(contents(out) == utf8("\(value)"))
}

@Test("forgetting bytes keeps those before, and empty appends change nothing")
func builderForgets() {
    var out = ByteBuilder(capacity: 8)
    out.append("abcdef")
    out.truncate(to: 6)
    #expect(contents(out) == utf8("abcdef"))
    out.truncate(to: 2)
    let nothing: [UInt8] = []
    out.append(nothing.span)
    out.append("")
    out.append(utf8: String())
    let some: [UInt8] = [1, 2, 3]
    out.append(some.span, 3..<3)
    #expect(contents(out) == utf8("ab"))
    out.append("X")
    #expect(contents(out) == utf8("abX"))
    out.removeAll()
    let count = out.count
    #expect(count == 0)
    #expect(contents(out).isEmpty)
}

@Test("a builder that is asked to keep more bytes than it has stops the process")
func builderTruncateBeyond() async {
    await #expect(processExitsWith: .failure) {
        var out = ByteBuilder()
        out.append("abc")
        out.truncate(to: 4)
    }
}

@Test("space is skipped up to the first byte that is none")
func spaceSkipped() {
    let text = utf8(" \t\r\n\u{B}x ")
    #expect(skipSpace(text.span, 0) == 4)
    #expect(skipSpace(text.span, 4) == 4)
    #expect(skipSpace(text.span, 6) == 7)
    #expect(skipSpace(text.span, 7) == 7)
    #expect(byte(text.span, 5) == 0x78)
    #expect(byte(text.span, 7) == 0)
}
