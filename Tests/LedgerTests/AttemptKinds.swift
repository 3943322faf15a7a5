import TestSupport
import Testing

extension Attempt {
    private static let formal = Set(grammar.map(\.description)), moving = Set(moves.map(\.description))

    /// As docs/THREATS.md names it.
    var kind: String {
        if Self.formal.contains(description) { return "malformed" }
        if Self.moving.contains(description) { return "moved signature" }
        return switch answer {
        case "signature.roleNotHeld": "wrong role"
        case "signature.roleExpired", "signature.roleNotYet": "expired role"
        case "signature.keyRevoked": "revoked key"
        case "signature.unknownKey", "signature.foreignActor": "foreign signature"
        case "signature.broken": description.hasPrefix("an approval of") || isMovedAfter ? "moved signature" : "foreign signature"
        case "signature.missing", "signature.approval", "signature.countersigner": "too few signatures"
        case "malformed", "payloadMalformed": "malformed"
        default: "an entry that cannot be"
        }
    }

    /// Signed for one thing, and handed in for another.
    private var isMovedAfter: Bool { description.contains("after both signed") || description.contains("over another price") }
}

@Suite("attempts against signatures and roles, counted") struct AttemptCountTests {
    @Test("each is told once, and there are as many of each kind as docs/THREATS.md says") func counts() {
        #expect(Set(Attempt.all.map(\.description)).count == Attempt.all.count)
        let counts = Dictionary(Attempt.all.map { ($0.kind, 1) }, uniquingKeysWith: +)
        #expect(counts == AttemptTable.column("LedgerTests"), "\(counts)")
    }
}
