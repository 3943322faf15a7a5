internal import CanonicalJSON

/// The reserved name that a draft uses in its attributes, or `nil`. DESIGN.md section 2.
@inline(__always)
func reservedName(_ text: Span<UInt8>, _ draft: Draft) -> ReservedUse? {
    func begins(_ range: Range<Int>, _ word: StaticString) -> Bool { EntryGrammar.matches(text, range.lowerBound, word) }
    let subject = draft.subject
    if begins(subject, "actor/") || begins(subject, "refusal/") || begins(subject, "access/") { return .subject }
    if subject.count == 6 && begins(subject, "ledger") { return .subject }
    if isReservedType(text, draft.piece(.type).lowerBound &+ 1) { return .type }
    if draft.states(.role), begins(draft.piece(.role), "\"system\"") { return .role }
    if draft.states(.attestation), begins(draft.piece(.attestation), "\"derived\"") { return .attestation }
    return nil
}

/// Whether the type that begins at `start` is one that only the ledger's own verbs make.
@inline(__always)
func isReservedType(_ text: Span<UInt8>, _ start: Int) -> Bool {
    switch byte(text, start) {
    case 0x6C: EntryGrammar.matches(text, start, "ledger.")
    case 0x73: EntryGrammar.matches(text, start, "step.")
    case 0x61: EntryGrammar.matches(text, start, "actor.") || EntryGrammar.matches(text, start, "access.")
    case 0x65: EntryGrammar.matches(text, start, "erasure.")
    default: false
    }
}

/// How the canonical object `text[range]` uses member names that begin with `$`.
///
/// A `$personal` wrapper is well formed when it is the only member of its object and holds exactly a `party`, 1 to 128
/// bytes, and a `value` without such names; a `$sealed` one when it holds `commitment`, 64 hex digits, and `party`.
func reservedUse(inData text: Span<UInt8>, _ range: Range<Int>, permitsSealed: Bool) -> ReservedUse {
    var walk = ReservedWalk(permitsSealed: permitsSealed)
    _ = walk.value(text, range.lowerBound)
    return walk.use
}

private struct ReservedWalk {
    let permitsSealed: Bool
    var use = ReservedUse.none

    /// Past the canonical value at `start`.
    mutating func value(_ text: Span<UInt8>, _ start: Int) -> Int {
        switch text[start] {
        case 0x22: return stringEnd(text, start)
        case 0x7B: return object(text, start)
        case 0x5B:
            var i = start + 1
            while text[i] != 0x5D {
                i = value(text, i)
                if text[i] == 0x2C { i += 1 }
            }
            return i + 1
        default:
            var i = start
            while i < text.count, text[i] != 0x2C, text[i] != 0x7D, text[i] != 0x5D { i += 1 }
            return i
        }
    }

    private mutating func object(_ text: Span<UInt8>, _ start: Int) -> Int {
        if let end = wrapper(text, start) { return end }
        var i = start + 1
        while text[i] != 0x7D {
            if text[i + 1] == 0x24 { use = .dataMember }
            i = value(text, stringEnd(text, i) + 1)
            if text[i] == 0x2C { i += 1 }
        }
        return i + 1
    }

    /// Past a well-formed wrapper at `start`, or `nil` where there is none.
    private mutating func wrapper(_ text: Span<UInt8>, _ start: Int) -> Int? {
        let isPersonal = EntryGrammar.matches(text, start, "{\"$personal\":{\"party\":\"")
        let sealedOpening: StaticString = "{\"$sealed\":{\"commitment\":\""
        let isSealed = permitsSealed && EntryGrammar.matches(text, start, sealedOpening)
        var i: Int
        if isPersonal {
            let open = start + 22
            i = stringEnd(text, open)
            guard EntryGrammar.isName(text, (open + 1)..<(i - 1)), EntryGrammar.matches(text, i, ",\"value\":") else {
                return nil
            }
            var inner = ReservedWalk(permitsSealed: false)
            i = inner.value(text, i + 9)
            guard inner.use == .none else { return nil }
        } else if isSealed {
            let digest = start + sealedOpening.utf8CodeUnitCount
            guard digest + 64 < text.count, EntryGrammar.isHex(text, digest..<(digest + 64), 64),
                EntryGrammar.matches(text, digest + 64, "\",\"party\":\"")
            else { return nil }
            let open = digest + 74
            i = stringEnd(text, open)
            guard EntryGrammar.isName(text, (open + 1)..<(i - 1)) else { return nil }
        } else {
            return nil
        }
        guard EntryGrammar.matches(text, i, "}}") else { return nil }
        if isPersonal && use == .none { use = .personal }
        return i + 2
    }

    private func stringEnd(_ text: Span<UInt8>, _ open: Int) -> Int {
        guard let end = try? canonicalStringEnd(text, open) else { preconditionFailure("text was not checked") }
        return end
    }
}
