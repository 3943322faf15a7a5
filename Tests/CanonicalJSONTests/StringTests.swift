@testable import CanonicalJSON
import TestSupport
import Testing

/// Bytes that are no UTF-8, and where in them the fault is.
private let illFormed: [(name: String, bytes: [UInt8], at: Int)] = [
    ("continuation alone", [0x80], 0), ("last continuation alone", [0xBF], 0),
    ("continuation after a character", [0xC3, 0xA9, 0xA9], 2),
    ("two bytes cut", [0xC3], 0), ("two bytes and a letter", [0xC3, 0x41], 0), ("lead after lead", [0xC3, 0xC3, 0xA9], 0),
    ("three bytes cut after one", [0xE6], 0), ("three bytes cut after two", [0xE6, 0xB1], 0),
    ("three bytes and a letter", [0xE6, 0xB1, 0x41], 0),
    ("four bytes cut after one", [0xF0], 0), ("four bytes cut after two", [0xF0, 0x9F], 0),
    ("four bytes cut after three", [0xF0, 0x9F, 0x98], 0),
    ("four bytes and a letter", [0xF0, 0x9F, 0x98, 0x41], 0), ("overlong slash", [0xC0, 0xAF], 0),
    ("overlong null", [0xC0, 0x80], 0),
    ("overlong C1", [0xC1, 0xBF], 0), ("overlong in three", [0xE0, 0x80, 0xAF], 0),
    ("overlong in three, last", [0xE0, 0x9F, 0xBF], 0),
    ("overlong in four", [0xF0, 0x80, 0x80, 0xAF], 0), ("overlong in four, last", [0xF0, 0x8F, 0xBF, 0xBF], 0),
    ("overlong in five", [0xF8, 0x80, 0x80, 0x80, 0xAF], 0), ("overlong in six", [0xFC, 0x80, 0x80, 0x80, 0x80, 0xAF], 0),
    ("first surrogate", [0xED, 0xA0, 0x80], 0), ("last high surrogate", [0xED, 0xAF, 0xBF], 0),
    ("first low surrogate", [0xED, 0xB0, 0x80], 0),
    ("last surrogate", [0xED, 0xBF, 0xBF], 0), ("surrogate pair", [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80], 0),
    ("past U+10FFFF", [0xF4, 0x90, 0x80, 0x80], 0), ("far past U+10FFFF", [0xF5, 0x80, 0x80, 0x80], 0),
    ("F7", [0xF7, 0xBF, 0xBF, 0xBF], 0),
    ("FE", [0xFE], 0), ("FF", [0xFF], 0), ("FE FF", [0xFE, 0xFF], 0),
    ("good, then bad", [0xF0, 0x9F, 0x98, 0x80, 0xE6, 0xB1, 0x89, 0xFF], 7),
    ("Latin-1", [0xE9], 0),
]

@Test("bytes that are no UTF-8 are named at their place, wherever the string begins and ends", arguments: illFormed.indices)
func badUTF8(number: Int) {
    let (name, bytes, at) = illFormed[number]
    for before in 0..<17 {
        for after in [0, 1, 8] {
            let contents = [UInt8](repeating: 0x61, count: before) + bytes + [UInt8](repeating: 0x7A, count: after)
            let fault = Fault(.illFormedUTF8, at: 1 + before + at)
            let text = quoted(contents)
            #expect(strictFault(text) == fault, "\(name) \(before) \(after)")
            #expect(canonicalFault(text) == fault, "\(name) \(before) \(after)")
            #expect(throws: fault) { try strictStringEnd(text.span, 0) }

            let member = [0x7B] + text + utf8(":1}")
            let inside = Fault(.illFormedUTF8, at: fault.offset + 1)
            #expect(strictFault(member) == inside, "\(name) \(before) \(after)")
            #expect(canonicalFault(member) == inside, "\(name) \(before) \(after)")

            // Without the closing quote the bytes are still the first fault.
            #expect(canonicalFault([0x22] + contents) == fault, "\(name) \(before) \(after)")

            var out = ByteBuilder()
            #expect(throws: Fault(.illFormedUTF8, at: before + at)) { try appendCanonicalString(contents.span, to: &out) }
        }
    }
    #expect(canonicalFault(bytes)?.offset == 0)
}

@Test("four bytes at every border are taken exactly when the standard library takes them")
func utf8AgreesWithStandardLibrary() {
    let tails: [UInt8] = [0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0]
    var wrong: [[UInt8]] = []
    for lead in UInt8(0x7F)...0xFF {
        for second in tails {
            for third in tails {
                for fourth in tails {
                    let contents = [lead, second, third, fourth]
                    let text = quoted(contents)
                    let isTaken = (try? canonicalStringEnd(text.span, 0)) == 6
                    if isTaken != (String(validating: contents, as: UTF8.self) != nil) { wrong.append(contents) }
                }
            }
        }
    }
    #expect(wrong.isEmpty)
}

@Test("every scalar stands for itself and comes back")
func scalars() throws {
    var codes = Array(UInt32(0x20)...0x900) + Array(0xD700...0xD7FF) + Array(0xE000...0xE100) + Array(0xFF00...0x10100)
    codes += stride(from: 0x900, through: 0x10FFFF, by: 61)
    codes += [0x3FFFF, 0x40000, 0xFFFFF, 0x100000, 0x10FFFF]
    for code in codes {
        guard let scalar = Unicode.Scalar(code) else { continue }
        let bytes = Array(String(scalar).utf8)
        let decoded = decodeScalar(bytes.span, 0)
        #expect(decoded == (code, bytes.count))
        guard scalar != "\"", scalar != "\\" else { continue }
        let text = quoted(bytes)
        #expect(canonicalFault(text) == nil, "\(code)")
        #expect(strict(text) == .success(text), "\(code)")
    }
}

@Test("decoding walks a text scalar by scalar")
func decodingWalks() {
    let string = "aé汉😀\u{10FFFF}\u{7FF}\u{800}\u{FFFF}\u{10000}z"
    let bytes = utf8(string)
    var found: [UInt32] = []
    var i = 0
    while i < bytes.count {
        let (scalar, end) = decodeScalar(bytes.span, i)
        found.append(scalar)
        i = end
    }
    #expect(i == bytes.count)
    #expect(found == string.unicodeScalars.map(\.value))
}

@Test("a control character must be escaped, wherever it stands", arguments: Array(0..<0x20) as [UInt8])
func controls(control: UInt8) throws {
    for before in 0..<17 {
        let contents = [UInt8](repeating: 0x61, count: before) + [control] + [UInt8](repeating: 0x7A, count: 9)
        let fault = Fault(.controlCharacter, at: 1 + before)
        #expect(strictFault(quoted(contents)) == fault)
        #expect(canonicalFault(quoted(contents)) == fault)

        // The writer escapes it, and both readers take that.
        var out = ByteBuilder()
        try appendCanonicalString(contents.span, to: &out)
        let written = CanonicalJSONTests.contents(out)
        #expect(canonicalFault(written) == nil)
        #expect(strict(written) == .success(written))
        #expect(written == utf8(SlowModel.quote(contents.map { Unicode.Scalar($0) })))
    }
}

@Test("DEL and the C1 controls need no escape")
func otherControls() {
    for text in ["\"\u{7F}\"", "\"\u{80}\"", "\"\u{9F}\""] { #expect(canonicalFault(utf8(text)) == nil) }
    #expect(strict(utf8(#""\u007f\u0080""#)) == .success(utf8("\"\u{7F}\u{80}\"")))
}

@Test("each byte after a backslash is an escape or is none")
func shortEscapes() {
    let decoded: [UInt8: UInt8] = [0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F, 0x62: 8, 0x66: 12, 0x6E: 10, 0x72: 13, 0x74: 9]
    for letter in UInt8.min...0xFF where letter != 0x75 {
        for before in 0..<9 {
            let text = quoted([UInt8](repeating: 0x61, count: before) + [0x5C, letter] + utf8("zzzz"))
            let at = 1 + before
            guard let byte = decoded[letter] else {
                #expect(strictFault(text) == Fault(.badEscape, at: at), "\(letter)")
                #expect(canonicalFault(text) == Fault(.badEscape, at: at), "\(letter)")
                continue
            }
            let isCanonical = letter != 0x2F
            #expect(canonicalFault(text) == (isCanonical ? nil : Fault(.escapeNotShortest, at: at)), "\(letter)")
            #expect(
                strict(text).map {
                    isCanonical ? $0 == text : $0 == quoted([UInt8](repeating: 0x61, count: before) + utf8("/zzzz"))
                } == .success(true))
            var out = ByteBuilder()
            appendUnescaped(text.span, at..<(at + 2), to: &out)
            #expect(contents(out) == [byte])
        }
    }
}

@Test("each code unit as an escape: the parser gives the character, the cursor takes only what has no shorter form")
func longEscapes() {
    var wrong: [UInt32] = []
    for unit in UInt32(0)...0xFFFF {
        // Every unit in one case, those with letters that matter and a sample of the rest in both.
        for upper in unit < 0x100 || unit % 16 == 13 ? [false, true] : [unit % 2 == 0] {
            let text = quoted([0x5C, 0x75] + hex(unit, upper: upper))
            let scalar = Unicode.Scalar(unit)
            let canonical = scalar.map { utf8(SlowModel.quote([$0])) }
            let strictIsRight =
                if let canonical { strict(text) == .success(canonical) } else {
                    strictFault(text) == Fault(.loneSurrogate, at: 1)
                }
            let expected: Fault? =
                canonical == nil ? Fault(.loneSurrogate, at: 1) : canonical == text ? nil : Fault(.escapeNotShortest, at: 1)
            if !strictIsRight || canonicalFault(text) != expected { wrong.append(unit) }
        }
    }
    #expect(wrong.isEmpty)
}

@Test("a surrogate pair as escapes is one character, with each half in either case")
func surrogatePairs() {
    var random = SeededRandom(11)
    var codes: [UInt32] = [0x10000, 0x103FF, 0x10400, 0xFFFFF, 0x100000, 0x10FFFF, 0x1F600]
    for _ in 0..<500 { codes.append(UInt32.random(in: 0x10000...0x10FFFF, using: &random)) }
    for code in codes {
        let scalar = Unicode.Scalar(code)!
        let units = Array(String(scalar).utf16)
        let text = quoted([0x5C, 0x75] + hex(UInt32(units[0]), upper: true) + [0x5C, 0x75] + hex(UInt32(units[1])))
        #expect(strict(text) == .success(utf8("\"\(scalar)\"")))
        #expect(canonicalFault(text) == Fault(.escapeNotShortest, at: 1))
    }
}

@Test("the eight-byte scan stops where a byte-by-byte one does", arguments: Array(1...8) as [UInt64])
func plainRuns(seed: UInt64) {
    var random = SeededRandom(seed)
    let special: [UInt8] = [0x00, 0x01, 0x1F, 0x20, 0x21, 0x22, 0x23, 0x5B, 0x5C, 0x5D, 0x7F, 0x80, 0xA2, 0xDC, 0xFF]
    for _ in 0..<2000 {
        var text = [UInt8](repeating: 0x61, count: Int.random(in: 0...33, using: &random))
        for _ in 0..<Int.random(in: 0...3, using: &random) where !text.isEmpty {
            text[Int.random(in: 0..<text.count, using: &random)] = special.randomElement(using: &random)!
        }
        let start = Int.random(in: 0...text.count, using: &random)
        let expected = (start..<text.count).first { k in
            text[k] == 0x22 || text[k] == 0x5C || text[k] < 0x20 || text[k] >= 0x80
        }
        #expect(plainRunEnd(text.span, start) == expected ?? text.count, "\(text) \(start)")
    }
}
