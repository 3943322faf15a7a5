@testable import CanonicalJSON
import Testing

/// A `Fault` names the first byte that does not fit, and why. These are refused, but named otherwise.

@Test("a literal cut off by the end of the text is named as such, at the end", arguments: ["t", "tru", "fals", "n", "nul"])
func literalCutOff(text: String) {
    #expect(strictFault(utf8(text)) == Fault(.endOfText, at: text.utf8.count))
    #expect(canonicalFault(utf8(text)) == Fault(.endOfText, at: text.utf8.count))
}

@Test("a misspelt literal is named at the first wrong byte")
func literalMisspelt() {
    for (text, at) in [("[trux]", 4), ("[nul]", 4), ("{\"a\":falze}", 8)] {
        #expect(strictFault(utf8(text)) == Fault(.unexpectedByte, at: at), "\(text)")
        #expect(canonicalFault(utf8(text)) == Fault(.unexpectedByte, at: at), "\(text)")
    }
}

@Test("an escape with too few digits is a bad escape, however little follows")
func shortHex() {
    for text in [#""\u12""#, #""\u12","#, #""\u""#, #""\u123""#, #""\u12"        "#] {
        #expect(strictFault(utf8(text)) == Fault(.badEscape, at: 1), "\(text)")
        #expect(canonicalFault(utf8(text)) == Fault(.badEscape, at: 1), "\(text)")
    }
}

@Test("leading zeros are named as such, however many")
func manyLeadingZeros() {
    for text in ["0000000000000000", "00000000000000000", "-000000000000000000001"] {
        #expect(strictFault(utf8(text)) == Fault(.leadingZero, at: 0), "\(text)")
        #expect(canonicalFault(utf8(text)) == Fault(.leadingZero, at: 0), "\(text)")
    }
}
