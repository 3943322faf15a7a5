import Testing

@testable import CanonicalJSON

@Test("a member is found as a walk over all members finds it, or not at all")
func memberValues() {
    let texts = [
        #"{}"#, #"{"a":1}"#, #"{"a":{"b":2,"c":"}"},"b":[1,{"a":3}],"c":"x,\"a\":4"}"#, #"{"":0,"\"q":1,"\\b":2,"a":3}"#,
        #"{"aa":1,"ab":2,"b":3,"été":4,"价":5}"#, #"{"amount":2,"amountFen":1}"#,
    ]
    for text in texts.map({ Array($0.utf8) }) {
        for (name, word) in [("a", "a"), ("aa", "aa"), ("ab", "ab"), ("b", "b"), ("c", "c"), ("amount", "amount"), ("z", "z")]
            as [(StaticString, String)]
        {
            var expected: Range<Int>?
            forEachMember(text.span, 0) { member, value in
                if Array(text[member]) == Array(word.utf8) { expected = value }
            }
            #expect(memberValue(text.span, 0, name) == expected, "\(word) in \(String(decoding: text, as: UTF8.self))")
        }
    }
}
