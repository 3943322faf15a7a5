@testable import CanonicalJSON
import TestSupport
import Testing

/// The order of two names as canonical contents in one text, by the code under test.
private func order(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    let first = utf8(SlowModel.quote(a)), second = utf8(SlowModel.quote(b))
    let text = first + second
    return compareNames(text.span, 1..<(first.count - 1), (first.count + 1)..<(text.count - 1)).signum()
}

private func modelOrder(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    if a == b { return 0 }
    return SlowModel.precedes(a, b) ? -1 : 1
}

@Test("the order example of RFC 8785 section 3.2.3")
func orderOfTheRFC() {
    let text = #"{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7}"#
    let expected = "{\"\\r\":2,\"1\":4,\"\u{80}\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\u{FB33}\":3}"
    #expect(strict(utf8(text)) == .success(utf8(expected)))
    #expect(canonicalFault(utf8(expected)) == nil)
}

@Test("every pair of scalars at a border sorts by UTF-16, alone, behind a shared beginning and before a tail")
func bordersSort() {
    let scalars = Array(Set(RandomJSON.hostile))
    for a in scalars {
        for b in scalars {
            #expect(order([a], [b]) == modelOrder([a], [b]), "\(a.value) \(b.value)")
            let shared: [Unicode.Scalar] = ["x", "\n", "😀"]
            #expect(
                order(shared + [a], shared + [b, "a"]) == modelOrder(shared + [a], shared + [b, "a"]), "\(a.value) \(b.value)")
            #expect(order([a, b], [a]) == 1, "\(a.value) \(b.value)")
        }
    }
}

@Test("random names sort by UTF-16", arguments: Array(1...8) as [UInt64])
func randomNamesSort(seed: UInt64) {
    var source = RandomJSON(seed: seed)
    var names: [[Unicode.Scalar]] = [[]]
    for _ in 0..<1000 {
        let a = source.name(near: names), b = source.name(near: names + [a])
        #expect(order(a, b) == modelOrder(a, b), "\(SlowModel.quote(a)) \(SlowModel.quote(b))")
        #expect(order(a, a) == 0)
        if names.count < 50 { names.append(a) }
    }
}

@Test("members out of order are named at the later one's quote, and the parser puts them right")
func membersOutOfOrder() {
    let cases: [(text: String, offset: Int, sorted: String)] = [
        (#"{"b":1,"a":2}"#, 7, #"{"a":2,"b":1}"#),
        (#"{"a":1,"":2}"#, 7, #"{"":2,"a":1}"#),
        (#"{"aa":1,"a":2}"#, 8, #"{"a":2,"aa":1}"#),
        (#"{"a":{"d":1,"c":2},"b":3}"#, 12, #"{"a":{"c":2,"d":1},"b":3}"#),
        ("{\"\u{E000}\":1,\"😀\":2}", 9, "{\"😀\":2,\"\u{E000}\":1}"),
        (#"{"a":1,"\n":2}"#, 7, #"{"\n":2,"a":1}"#),
        (#"{"\\":1,"Z":2}"#, 8, #"{"Z":2,"\\":1}"#),
        (#"{"a\"":1,"a!":2}"#, 9, #"{"a!":2,"a\"":1}"#),
        (#"{"\u001f":1,"\t":2}"#, 12, #"{"\t":2,"\u001f":1}"#),
    ]
    for (text, offset, sorted) in cases {
        #expect(canonicalFault(utf8(text)) == Fault(.memberOrder, at: offset), "\(text)")
        #expect(strict(utf8(text)) == .success(utf8(sorted)), "\(text)")
        #expect(canonicalFault(utf8(sorted)) == nil, "\(sorted)")
    }
}

@Test("a name that is there twice is named at the later one, however it is spelled and however far apart")
func duplicates() {
    let cases: [(text: String, offset: Int)] = [
        (#"{"a":1,"a":1}"#, 7), (#"{"":1,"":2}"#, 6), (#"{"a":1,"\u0061":2}"#, 7), (#"{"\u0061":1,"a":2}"#, 12),
        (#"{"/":1,"\/":2}"#, 7), (#"{"\n":1,"\u000A":2}"#, 8), (#"{"\ud83d\ude00":1,"😀":2}"#, 18),
        (#"{"\"":1,"\u0022":2}"#, 8), (#"{"a":1,"b":2,"a":3}"#, 13), (#"{"b":1,"a":2,"c":3,"b":4}"#, 19),
        (#"[{"x":{"a":1,"a":2}}]"#, 13), (#"{"a":1,"a":2,"a":3}"#, 7),
    ]
    for (text, offset) in cases {
        #expect(strictFault(utf8(text)) == Fault(.duplicateMember, at: offset), "\(text)")
        #expect(canonicalFault(utf8(text)) != nil, "\(text)")
    }
    #expect(canonicalFault(utf8(#"{"a":1,"a":2}"#)) == Fault(.duplicateMember, at: 7))
    #expect(canonicalFault(utf8(#"{"\u0001":1,"\u0001":2}"#)) == Fault(.duplicateMember, at: 12))
    // Equal only to a reader who normalises: é as one scalar and as two.
    #expect(canonicalFault(utf8("{\"e\u{301}\":1,\"\u{E9}\":2}")) == nil)
    #expect(strictFault(utf8(#"{"a":{"x":1},"b":{"x":1}}"#)) == nil)
}

@Test("a duplicate among many members is found too", arguments: [2, 32, 33, 34, 500])
func duplicateAmongMany(count: Int) {
    var members = (0..<count).map { "\"m\($0)\":\($0)" }
    members.shuffle(using: &sharedRandom)
    let text = "{" + members.joined(separator: ",") + ",\"m0\":9}"
    #expect(strictFault(utf8(text)) == Fault(.duplicateMember, at: text.utf8.count - 7))
}

private var sharedRandom: SeededRandom {
    get { SeededRandom(7) }
    set {}
}

/// The canonical text of `count` members, and the same members in the order `arrange` gives them.
private func object(_ count: Int, _ arrange: (inout [String]) -> Void) -> (text: [UInt8], sorted: [UInt8]) {
    let names = (0..<count).map { "name\(1_000_000 + $0)" }
    var members = names.map { "\"\($0)\":[\"\($0)\",1]" }
    let sorted = "{" + members.joined(separator: ",") + "}"
    arrange(&members)
    return (utf8("{" + members.joined(separator: ",") + "}"), utf8(sorted))
}

@Test("thousands of members in random order are sorted without n² work")
func manyMembers() {
    let (text, sorted) = object(5000) { members in
        var random = SeededRandom(5)
        members.shuffle(using: &random)
    }
    let clock = ContinuousClock()
    var result: Result<[UInt8], Fault>?
    let elapsed = clock.measure { result = strict(text) }
    #expect(result == .success(sorted))
    #expect(canonicalFault(sorted) == nil)
    #expect(elapsed < .seconds(5))
}

@Test("thirty-thousand members in falling order are sorted without n² work")
func fallingMembers() {
    let (text, sorted) = object(30_000) { $0.reverse() }
    let clock = ContinuousClock()
    var result: Result<[UInt8], Fault>?
    let elapsed = clock.measure { result = strict(text) }
    #expect(result == .success(sorted))
    #expect(elapsed < .seconds(20))
}

@Test("objects in falling order inside each other are sorted at every level")
func fallingNested() {
    func nested(_ level: Int, _ rising: Bool) -> String {
        guard level < 32 else { return "0" }
        let inner = nested(level + 1, rising)
        let names = rising ? Array(0..<60) : (0..<60).reversed()
        return "{" + names.map { "\"k\($0 + 10)\":" + ($0 == 30 ? inner : "\($0)") }.joined(separator: ",") + "}"
    }
    #expect(strict(utf8(nested(0, false))) == .success(utf8(nested(0, true))))
}

@Test("a name that begins with a dollar sign is noticed wherever it stands and however it is spelled")
func reservedNames() throws {
    let cases: [(text: String, saw: Bool)] = [
        (#"{"$a":1}"#, true), (#"{"\u0024":1}"#, true), (#"{"a":[{"b":{"$":1}}]}"#, true), (#"{"a$":"$","b":["$"]}"#, false),
        (#"{"":1}"#, false), (#"{"\\$":1}"#, false),
    ]
    for (text, saw) in cases {
        var canonicalizer = Canonicalizer()
        var out = ByteBuilder()
        let bytes = utf8(text)
        _ = try canonicalizer.write(bytes.span, 0, depth: 1, to: &out)
        let noticed = canonicalizer.sawReservedName
        #expect(noticed == saw, "\(text)")
        canonicalizer.resetFlags()
        let afterReset = canonicalizer.sawReservedName
        #expect(!afterReset)
    }
}
