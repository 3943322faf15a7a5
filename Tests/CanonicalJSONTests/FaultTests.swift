@testable import CanonicalJSON
import Testing

/// A text that both readers refuse, each for its own reason where they differ.
struct FaultCase: Sendable, CustomTestStringConvertible {
    let text: String
    let strict: Fault?
    let canonical: Fault?

    init(_ text: String, _ cause: Fault.Cause, _ offset: Int) {
        self.text = text
        strict = Fault(cause, at: offset)
        canonical = strict
    }

    /// The parser takes it, or refuses it for another reason than the cursor.
    init(_ text: String, canonical cause: Fault.Cause, _ offset: Int, strict: Fault? = nil) {
        self.text = text
        self.strict = strict
        canonical = Fault(cause, at: offset)
    }

    var testDescription: String { text.count > 40 ? "\(text.prefix(40))… \(text.utf8.count)" : text.debugDescription }

    static let structure: [FaultCase] = [
        .init("", .endOfText, 0), .init("[", .endOfText, 1), .init("{", .endOfText, 1), .init("[1", .endOfText, 2),
        .init("[1,", .endOfText, 3), .init("{\"a\"", .endOfText, 4), .init("{\"a\":", .endOfText, 5),
        .init("{\"a\":1", .endOfText, 6), .init("{\"a\":1,", .endOfText, 7), .init("\"", .endOfText, 1),
        .init("\"abc", .endOfText, 4), .init("\"abcdefghijk", .endOfText, 12), .init("\"abc\\", .endOfText, 4),
        .init("\"abc\\\"", .endOfText, 6), .init("\"\\u", .endOfText, 1), .init("\"\\u12", .endOfText, 1),
        .init("]", .unexpectedByte, 0), .init("}", .unexpectedByte, 0), .init(",", .unexpectedByte, 0),
        .init(":", .unexpectedByte, 0), .init("[,", .unexpectedByte, 1), .init("[1,]", .unexpectedByte, 3),
        .init("[1,,2]", .unexpectedByte, 3),
        .init("[1 2]", canonical: .spaceNotCanonical, 2, strict: Fault(.unexpectedByte, at: 3)),
        .init("[1}", .unexpectedByte, 2), .init("{]", .unexpectedByte, 1), .init("{\"a\":1]", .unexpectedByte, 6),
        .init("{,}", .unexpectedByte, 1), .init("{\"a\":1,}", .unexpectedByte, 7),
        .init("{\"a\":1,,\"b\":2}", .unexpectedByte, 7),
        .init("{\"a\",\"b\"}", .unexpectedByte, 4), .init("{\"a\"1}", .unexpectedByte, 4), .init("{a:1}", .unexpectedByte, 1),
        .init("{1:1}", .unexpectedByte, 1), .init("{null:1}", .unexpectedByte, 1), .init("{\"a\"::1}", .unexpectedByte, 5),
        .init("{\"a\":}", .unexpectedByte, 5), .init("['a']", .unexpectedByte, 1), .init("[\"a\":1]", .unexpectedByte, 4),
        .init("/*1*/1", .unexpectedByte, 0), .init("[1/**/]", .unexpectedByte, 2), .init("<a>", .unexpectedByte, 0),
        .init("[\u{0}]", .unexpectedByte, 1), .init("\u{0}", .unexpectedByte, 0), .init("[é]", .unexpectedByte, 1),
        .init("True", .unexpectedByte, 0), .init("NULL", .unexpectedByte, 0), .init("NaN", .unexpectedByte, 0),
        .init("Infinity", .unexpectedByte, 0), .init("undefined", .unexpectedByte, 0), .init("[-Infinity]", .unexpectedByte, 2),
    ]

    static let trailing: [FaultCase] = [
        .init("1]", .textAfterValue, 1), .init("[]]", .textAfterValue, 2), .init("{}}", .textAfterValue, 2),
        .init("{}{}", .textAfterValue, 2), .init("{},", .textAfterValue, 2), .init("\"a\"b", .textAfterValue, 3),
        .init("truetrue", .textAfterValue, 4), .init("nullx", .textAfterValue, 4), .init("1\u{0}", .textAfterValue, 1),
        .init("[]\u{FEFF}", .textAfterValue, 2), .init("{}#", .textAfterValue, 2), .init("0x10", .textAfterValue, 1),
        .init("1_000", .textAfterValue, 1), .init("1a", .textAfterValue, 1),
        .init("{} {}", canonical: .textAfterValue, 2, strict: Fault(.textAfterValue, at: 3)),
        .init("{}\n", canonical: .textAfterValue, 2), .init("1 ", canonical: .textAfterValue, 1),
    ]

    static let space: [FaultCase] = [
        .init(" ", canonical: .spaceNotCanonical, 0, strict: Fault(.endOfText, at: 1)),
        .init(" \t\r\n", canonical: .spaceNotCanonical, 0, strict: Fault(.endOfText, at: 4)),
        .init(" 1", canonical: .spaceNotCanonical, 0), .init("\n1", canonical: .spaceNotCanonical, 0),
        .init("[ ]", canonical: .spaceNotCanonical, 1), .init("[\t1]", canonical: .spaceNotCanonical, 1),
        .init("[1\r]", canonical: .spaceNotCanonical, 2), .init("[1 ,2]", canonical: .spaceNotCanonical, 2),
        .init("[1,\n2]", canonical: .spaceNotCanonical, 3), .init("{ }", canonical: .spaceNotCanonical, 1),
        .init("{ \"a\":1}", canonical: .spaceNotCanonical, 1), .init("{\"a\" :1}", canonical: .spaceNotCanonical, 4),
        .init("{\"a\": 1}", canonical: .spaceNotCanonical, 5), .init("{\"a\":1 }", canonical: .spaceNotCanonical, 6),
        .init("{\"a\":1, \"b\":2}", canonical: .spaceNotCanonical, 7),
        .init("\u{B}1", .unexpectedByte, 0), .init("\u{C}1", .unexpectedByte, 0), .init("[\u{A0}1]", .unexpectedByte, 1),
        .init("[\u{2028}1]", .unexpectedByte, 1), .init("[\u{3000}1]", .unexpectedByte, 1),
        .init("[\u{85}1]", .unexpectedByte, 1),
    ]

    static let byteOrderMark: [FaultCase] = [
        .init("\u{FEFF}", .byteOrderMark, 0), .init("\u{FEFF}{}", .byteOrderMark, 0), .init("[\u{FEFF}1]", .byteOrderMark, 1),
        .init("{\u{FEFF}\"a\":1}", .byteOrderMark, 1), .init("{\"a\":\u{FEFF}1}", .byteOrderMark, 5),
        .init(" \u{FEFF}1", canonical: .spaceNotCanonical, 0, strict: Fault(.byteOrderMark, at: 1)),
        .init("[\u{FFFE}]", .unexpectedByte, 1),
    ]

    static let numbers: [FaultCase] = [
        .init("-", .endOfText, 1), .init("[-]", .unexpectedByte, 2), .init("--1", .unexpectedByte, 1),
        .init("-a", .unexpectedByte, 1),
        .init("- 1", .unexpectedByte, 1), .init("-+1", .unexpectedByte, 1), .init("+1", .leadingZero, 0),
        .init("[+0]", .leadingZero, 1),
        .init("00", .leadingZero, 0), .init("01", .leadingZero, 0), .init("-01", .leadingZero, 0), .init("-00", .leadingZero, 0),
        .init("012345678901234", .leadingZero, 0), .init("[0,007]", .leadingZero, 3),
        .init("-0", .minusZero, 0), .init("[1,-0]", .minusZero, 3), .init("{\"a\":-0}", .minusZero, 5),
        .init("0.0", .fraction, 0), .init("-0.0", .fraction, 0), .init("1.5", .fraction, 0), .init("1.", .fraction, 0),
        .init("[1,2.0]", .fraction, 3), .init("9007199254740993.5", .fraction, 0), .init(".5", .unexpectedByte, 0),
        .init("-.5", .unexpectedByte, 1), .init("1e5", .exponent, 0), .init("1E5", .exponent, 0), .init("1e+5", .exponent, 0),
        .init("1e-5", .exponent, 0), .init("0e0", .exponent, 0), .init("1e", .exponent, 0), .init("[1e400]", .exponent, 1),
        .init("9007199254740992", .integerRange, 0), .init("-9007199254740992", .integerRange, 0),
        .init("9007199254740993", .integerRange, 0), .init("9999999999999999", .integerRange, 0),
        .init("10000000000000000", .integerRange, 0), .init("9223372036854775807", .integerRange, 0),
        .init("9223372036854775808", .integerRange, 0), .init("-9223372036854775808", .integerRange, 0),
        .init("18446744073709551615", .integerRange, 0), .init("18446744073709551616", .integerRange, 0),
        .init("18446744073709551617", .integerRange, 0), .init("-18446744073709551617", .integerRange, 0),
        .init("[1,340282366920938463463374607431768211457]", .integerRange, 3),
        .init("{\"a\":" + String(repeating: "9", count: 100_000) + "}", .integerRange, 5),
        .init("1" + String(repeating: "0", count: 400), .integerRange, 0),
    ]

    static let escapes: [FaultCase] = [
        .init(#""\x41""#, .badEscape, 1), .init(#""\U0041""#, .badEscape, 1), .init(#""a\'""#, .badEscape, 2),
        .init(#""\0""#, .badEscape, 1), .init(#""\a""#, .badEscape, 1), .init(#""\e""#, .badEscape, 1),
        .init(#""\ ""#, .badEscape, 1),
        .init("\"\\\n\"", .badEscape, 1), .init("\"\\\u{0}\"", .badEscape, 1), .init("\"\\é\"", .badEscape, 1),
        .init(#""\u004G....""#, .badEscape, 1), .init(#""\uG041....""#, .badEscape, 1), .init(#""\u+041....""#, .badEscape, 1),
        .init(#""\u 041....""#, .badEscape, 1), .init(#""\u00é1....""#, .badEscape, 1), .init(#"["\u{41}...."]"#, .badEscape, 2),
        .init(#""\ud800""#, .loneSurrogate, 1), .init(#""\uDBFF""#, .loneSurrogate, 1), .init(#""\udc00""#, .loneSurrogate, 1),
        .init(#""\uDFFF""#, .loneSurrogate, 1), .init(#""\ud800x""#, .loneSurrogate, 1), .init(#""\ud800\n""#, .loneSurrogate, 1),
        .init(#""\ud800\\u....""#, .loneSurrogate, 1), .init(#""\ud800\u0041""#, .loneSurrogate, 1),
        .init(#""\ud800\ud800""#, .loneSurrogate, 1), .init(#""\udc00\ud800""#, .loneSurrogate, 1),
        .init(#""\ud83d\uDBFF\ude00""#, .loneSurrogate, 1), .init(#""\ud800\ue000""#, .loneSurrogate, 1),
        .init(#"{"\ud800":1}"#, .loneSurrogate, 2), .init(#"["\ud800"#, .loneSurrogate, 2),
        .init(#""\ud83d\ude00\ude00""#, canonical: .escapeNotShortest, 1, strict: Fault(.loneSurrogate, at: 13)),
        .init(#""\ud800\uZZZZ""#, .badEscape, 7), .init(#""\ud800\u"#, .endOfText, 7),
        .init(#""\/""#, canonical: .escapeNotShortest, 1), .init(#""\u0041""#, canonical: .escapeNotShortest, 1),
        .init(#""\u0008""#, canonical: .escapeNotShortest, 1), .init(#""\u001F""#, canonical: .escapeNotShortest, 1),
        .init(#""a\u000a""#, canonical: .escapeNotShortest, 2), .init(#""\u0022""#, canonical: .escapeNotShortest, 1),
        .init(#""\u005c""#, canonical: .escapeNotShortest, 1), .init(#""\u007f""#, canonical: .escapeNotShortest, 1),
        .init(#""\u2028""#, canonical: .escapeNotShortest, 1), .init(#""\ud83d\ude00""#, canonical: .escapeNotShortest, 1),
        .init(#"{"\u0061":1}"#, canonical: .escapeNotShortest, 2),
    ]
}

private func check(_ example: FaultCase) {
    let bytes = utf8(example.text)
    #expect(strictFault(bytes) == example.strict)
    #expect(canonicalFault(bytes) == example.canonical)
    #expect((SlowModel.parse(bytes) == nil) == (example.strict != nil))
}

@Test("brackets, commas and colons in the wrong place, or missing", arguments: FaultCase.structure)
func structure(example: FaultCase) { check(example) }

@Test("text after the value", arguments: FaultCase.trailing)
func trailing(example: FaultCase) { check(example) }

@Test("white space is for drafts only, and only the four kinds", arguments: FaultCase.space)
func whiteSpace(example: FaultCase) { check(example) }

@Test("a byte order mark is named as one", arguments: FaultCase.byteOrderMark)
func byteOrderMark(example: FaultCase) { check(example) }

@Test("numbers that are no integer of the profile", arguments: FaultCase.numbers)
func numbers(example: FaultCase) { check(example) }

@Test("escapes that are unknown, torn, lone or not the canonical ones", arguments: FaultCase.escapes)
func escapes(example: FaultCase) { check(example) }

@Test("a mark inside a string is a character like others")
func markInsideString() {
    #expect(strict(utf8("[\"\u{FEFF}\"]")) == .success(utf8("[\"\u{FEFF}\"]")))
    #expect(canonicalFault(utf8("\"\u{FEFF}\"")) == nil)
}

@Test(
    "integers up to the last exact one are taken and keep their value",
    arguments: [
        0, 1, -1, 9, 10, 1_000_000_000_000_000, 9_007_199_254_740_990, 9_007_199_254_740_991, -9_007_199_254_740_991,
    ] as [Int64])
func integersTaken(value: Int64) throws {
    let text = utf8("\(value)")
    #expect(strict(text) == .success(text))
    #expect(canonicalFault(text) == nil)
    let padded = utf8("[[\(value)]")
    #expect(try integerEnd(padded.span, 2) == padded.count - 1)
    #expect(integerValue(padded.span, 2..<(padded.count - 1)) == value)
}

@Test("nesting to 32 is taken, one more is refused where it opens", arguments: [32, 33, 34, 1000, 100_000])
func depth(levels: Int) {
    let shapes: [(open: String, close: String)] = [("[", "]"), ("{\"a\":", "}"), ("[{\"b\":", "}]")]
    for (open, close) in shapes {
        let perShape = open.hasPrefix("[{") ? 2 : 1
        let count = levels / perShape
        let text = utf8(String(repeating: open, count: count) + "1" + String(repeating: close, count: count))
        let refused = count * perShape > 32
        let expected = refused ? Fault(.tooDeep, at: 32 / perShape * open.utf8.count) : nil
        #expect(strictFault(text) == expected, "\(open)")
        #expect(canonicalFault(text) == expected, "\(open)")
        // Without the closing brackets the depth is still what is named first.
        let torn = utf8(String(repeating: open, count: count))
        if refused {
            #expect(strictFault(torn) == expected, "\(open)")
            #expect(canonicalFault(torn) == expected, "\(open)")
        }
    }
}

@Test("the depth a value starts at counts")
func startingDepth() throws {
    let text = utf8("[[1]]")
    #expect(try canonicalValueEnd(text.span, 0, depth: 31) == 5)
    #expect(throws: Fault(.tooDeep, at: 1)) { try canonicalValueEnd(text.span, 0, depth: 32) }
    #expect(throws: Fault(.tooDeep, at: 0)) { try canonicalValueEnd(text.span, 0, depth: 33) }
    let scalar = utf8("7")
    #expect(try canonicalValueEnd(scalar.span, 0, depth: 33) == 1)
}

@Test("a literal that is cut off or misspelt is refused", arguments: ["true", "false", "null"])
func literals(word: String) {
    #expect(strict(utf8(word)) == .success(utf8(word)))
    #expect(canonicalFault(utf8(word)) == nil)
    for length in 1..<word.count {
        for text in [
            utf8(String(word.prefix(length))), utf8("[" + word.prefix(length) + "]"), utf8("{\"a\":" + word.prefix(length)),
        ] {
            #expect(strictFault(text) != nil, "\(shown(text))")
            #expect(canonicalFault(text) != nil, "\(shown(text))")
        }
    }
    for k in 0..<word.utf8.count {
        var text = utf8(word)
        text[k] ^= 0x20
        #expect(strictFault(text) != nil, "\(shown(text))")
        #expect(canonicalFault(text) != nil, "\(shown(text))")
    }
}

@Test("every beginning of a text is refused, and the end is what is wrong with most")
func beginnings() {
    let text = utf8("{\"a\":[1,-20,\"é\\n\\u0001😀\",{}],\"b\":{\"c\":[[]]}}")
    #expect(canonicalFault(text) == nil)
    for length in 0..<text.count {
        let torn = Array(text[..<length])
        for fault in [strictFault(torn), canonicalFault(torn)] {
            let insideCharacter = length > 0 && text[length] & 0xC0 == 0x80
            #expect(fault?.cause == (insideCharacter ? .illFormedUTF8 : .endOfText), "\(length)")
            #expect((fault?.offset ?? 0) <= length)
        }
    }
}

@Test("each cause says something of its own")
func causesInWords() {
    let causes = (0...UInt8.max).compactMap(Fault.Cause.init(rawValue:))
    #expect(causes.count == 18)
    #expect(Set(causes.map(\.description)).count == causes.count)
    #expect(!causes.contains { $0.description.isEmpty })
}
