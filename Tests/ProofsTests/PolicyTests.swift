import Proofs
import TestSupport
import Testing

private let log = SigningKey(seed: [UInt8](repeating: 1, count: 32))
private let origin = "log.example.cn/one"
private let logKey = VerifierKey(name: origin, publicKey: log.publicKey)
private let now: UInt64 = 1_800_000_000

private func witness(_ number: UInt8) -> (name: String, key: SigningKey, verifier: VerifierKey) {
    let key = SigningKey(seed: [UInt8](repeating: 10 + number, count: 32)), name = "w\(number).example.cn"
    return (name, key, VerifierKey(name: name, publicKey: key.publicKey, kind: .cosignature))
}

private func note(_ witnesses: [UInt8], at seconds: UInt64 = now) -> SignedNote {
    let body = Checkpoint(origin: origin, size: 7, root: .zero).body
    return witnesses.reduce(SignedNote(body: body, name: origin, key: log)) {
        $0.cosigned(by: witness($1).key, name: witness($1).name, atSeconds: seconds)
    }
}

private func policy(_ lines: String...) throws -> LogPolicy {
    let witnesses = (1...6).map { "witness W\($0) \(witness(UInt8($0)).verifier.text) https://w\($0).example.cn" }
    return try LogPolicy((["log \(logKey.text)", "# who watches", ""] + witnesses + lines).joined(separator: "\n") + "\n")
}

@Test("a cosignature is over a time and the checkpoint, and survives the text of the note") func cosignature() throws {
    let one = witness(1), signed = note([1])
    let read = try #require(SignedNote(signed.text))
    #expect(read == signed && read.standing(of: one.verifier) == .verified && read.standing(of: logKey) == .verified)
    #expect(read.cosignatureSeconds(of: one.verifier) == now && read.standing(of: witness(2).verifier) == .absent)
    #expect(VerifierKey(one.verifier.text) == one.verifier && one.verifier.kind == .cosignature)
    // The same key as a log's key has another hash: no cosignature passes for a log's signature.
    #expect(read.standing(of: VerifierKey(name: one.name, publicKey: one.key.publicKey)) == .absent)
    for at in 4..<76 {
        var bytes = signed.signatures[1].bytes
        bytes[at] ^= 1
        let forged = SignedNote(body: signed.body, signatures: [signed.signatures[0], .init(name: one.name, bytes: bytes)])
        #expect(forged.standing(of: one.verifier) == .broken)
    }
    let moved = SignedNote(body: Checkpoint(origin: origin, size: 8, root: .zero).body, signatures: signed.signatures)
    #expect(moved.standing(of: one.verifier) == .broken)
}

@Test("the quorum decides: witnesses, groups of groups, thresholds") func quorum() throws {
    let two = try policy(
        "group X 2 W1 W2 W3", "group Y any W4 W5", "group both all X Y", "quorum both")
    func judge(_ witnesses: [UInt8]) -> LogPolicy.Judgement { two.judge(note(witnesses), origin: origin, nowSeconds: now) }
    #expect(judge([1, 2, 4]) == .counts(cosigners: ["w1.example.cn", "w2.example.cn", "w4.example.cn"]))
    for few: [UInt8] in [[], [1, 2], [1, 4], [4, 5], [1, 4, 5], [1, 1, 4], [3, 6]] { #expect(judge(few) == .short, "\(few)") }
    #expect(judge([3, 2, 5, 6]).isCounted)
    #expect(try policy("quorum W6").judge(note([6]), origin: origin, nowSeconds: now).isCounted)
    #expect(try policy("quorum none").judge(note([]), origin: origin, nowSeconds: now) == .counts(cosigners: []))
}

@Test("signatures are judged before quorums, and the clock only where witnesses signed") func order() throws {
    let one = try policy("quorum W1")
    #expect(one.judge(note([1]), origin: "else.example.cn", nowSeconds: now) == .noKey)
    let unsigned = SignedNote(body: note([]).body, signatures: Array(note([1]).signatures.dropFirst()))
    #expect(one.judge(unsigned, origin: origin, nowSeconds: now) == .unsigned)
    #expect(one.judge(note([1], at: now + 86_400), origin: origin, nowSeconds: now).isCounted)
    #expect(one.judge(note([1], at: now + 86_401), origin: origin, nowSeconds: now) == .fromTheFuture)
    // A bad signature of any known key refuses the whole note, needed or not.
    var bytes = note([2]).signatures[1].bytes
    bytes[30] ^= 1
    let forged = SignedNote(body: note([]).body, signatures: note([1]).signatures + [.init(name: witness(2).name, bytes: bytes)])
    #expect(one.judge(forged, origin: origin, nowSeconds: now) == .broken)
    // Of an unknown key it says nothing.
    let unknown = witness(9)
    var other = note([1]).cosigned(by: unknown.key, name: unknown.name, atSeconds: now).signatures[2].bytes
    other[30] ^= 1
    let passed = SignedNote(body: note([]).body, signatures: note([1]).signatures + [.init(name: unknown.name, bytes: other)])
    #expect(one.judge(passed, origin: origin, nowSeconds: now).isCounted)
}

@Test("a log that changed its key goes on for who knows the old key, the new one or both: the note between has both signatures")
func changedKey() throws {
    let next = SigningKey(seed: [UInt8](repeating: 2, count: 32))
    let nextKey = VerifierKey(name: origin, publicKey: next.publicKey)
    let both = note([]).signed(by: next, name: origin), later = SignedNote(body: both.body, name: origin, key: next)
    let old = try policy("quorum none"), new = try LogPolicy("log \(nextKey.text)\n")
    let either = try LogPolicy("log \(logKey.text)\nlog \(nextKey.text)\n")
    func judge(_ policy: LogPolicy, _ note: SignedNote) -> LogPolicy.Judgement {
        policy.judge(note, origin: origin, nowSeconds: now)
    }
    for policy in [old, new, either] { #expect(judge(policy, both).isCounted) }
    #expect(judge(old, later) == .unsigned && judge(new, later).isCounted && judge(either, later).isCounted)
    var bytes = both.signatures[1].bytes
    bytes[9] ^= 1
    let forged = SignedNote(body: both.body, signatures: [both.signatures[0], .init(name: origin, bytes: bytes)])
    #expect(judge(either, forged) == .broken && judge(old, forged).isCounted)
    #expect(SignedNote(both.text) == both)
}

@Test("a policy that is not plain is refused, with the line") func malformed() throws {
    let a = witness(1).verifier.text, b = witness(2).verifier.text,
        twice = VerifierKey(
            name: "again.example.cn", publicKey: witness(1).key.publicKey, kind: .cosignature
        ).text
    let asLog = VerifierKey(name: origin, publicKey: witness(1).key.publicKey).text
    let texts: [(String, Int)] = [
        ("witness a \(a)\nquorum b\n", 3), ("witness a \(a)\n", 3), ("witness a \(a)\nquorum a\nquorum a\n", 4),
        ("witness none \(a)\nquorum none\n", 2), ("witness a \(a)\nwitness a \(b)\nquorum a\n", 3),
        ("witness a \(a)\nwitness b \(twice)\nquorum a\n", 3), ("witness a \(a)\nlog \(asLog)\nquorum a\n", 3),
        ("witness a \(logKey.text)\nquorum a\n", 2), ("log \(a)\n", 2), ("group g any a\nwitness a \(a)\nquorum g\n", 2),
        ("witness a \(a)\ngroup g 2 a\nquorum g\n", 3), ("witness a \(a)\ngroup g 0 a\nquorum g\n", 3),
        ("witness a \(a)\ngroup g 01 a\nquorum g\n", 3), ("witness a \(a)\ngroup g any\nquorum g\n", 3),
        ("witness a \(a)\ngroup g any a a\nquorum g\n", 3), ("witness a \(a)\ngroup g any a\ngroup h any a\nquorum g\n", 4),
        ("witness a \(a)\ngroup g any none\nquorum g\n", 3), ("watch a \(a)\nquorum none\n", 2),
    ]
    for (text, line) in texts {
        #expect(throws: LogPolicy.Failure.malformed(line: line), "\(text)") { try LogPolicy("log \(logKey.text)\n" + text) }
    }
    #expect(throws: LogPolicy.Failure.noLog) { try LogPolicy("quorum none\n") }
    #expect(try LogPolicy("log \(logKey.text)\n").judge(note([]), origin: origin, nowSeconds: 0).isCounted)
}

extension LogPolicy.Judgement {
    fileprivate var isCounted: Bool { if case .counts = self { true } else { false } }
}

@Test("of two witnesses whose names Unicode calls equal, each counts for itself") func equalNames() throws {
    let names = ["caf\u{E9}", "cafe\u{301}"]
    let witnesses = names.enumerated().map { "witness \($1) \(witness(UInt8($0 + 1)).verifier.text)" }
    let lines = ["log \(logKey.text)"] + witnesses + ["group both all \(names[0]) \(names[1])", "quorum both"]
    let policy = try LogPolicy(lines.joined(separator: "\n") + "\n")
    #expect(policy.judge(note([1]), origin: origin, nowSeconds: now) == .short)
    #expect(policy.judge(note([2]), origin: origin, nowSeconds: now) == .short)
    #expect(policy.judge(note([1, 2]), origin: origin, nowSeconds: now).isCounted)
}
