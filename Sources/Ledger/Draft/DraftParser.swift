internal import CanonicalJSON
internal import Proofs

/// Attributes that a caller states for every draft that does not.
public struct DraftDefaults: Sendable {
    public var actor: String?
    public var role: String?
    public var expectation: Expectation?

    public init(actor: String? = nil, role: String? = nil, expectation: Expectation? = nil) {
        self.actor = actor
        self.role = role
        self.expectation = expectation
    }
}

/// Parses drafts strictly, in any member order and spacing, into a ``DraftRun``.
///
/// Keeps its memory between drafts; rates: docs/BENCHMARKS.md. Not Sendable: one per thread.
public struct DraftParser: ~Copyable {
    private var canonicalizer = Canonicalizer()
    private var scratch = ByteBuilder(capacity: 256)
    private var hasher = Hasher256()
    private let defaults: DraftDefaults
    private let isSystem: Bool
    private let permitsSealed: Bool

    /// - Parameter permitsSealed: `$sealed` values are carried over from another ledger.
    public init(defaults: DraftDefaults = DraftDefaults(), permitsSealed: Bool = false) {
        self.init(defaults: defaults, permitsSealed: permitsSealed, isSystem: false)
    }

    /// - Parameter isSystem: a verb of the program makes the entry, so reserved names are its own.
    public init(defaults: DraftDefaults = DraftDefaults(), permitsSealed: Bool = false, isSystem: Bool) {
        self.defaults = defaults
        self.permitsSealed = permitsSealed
        self.isSystem = isSystem
    }

    /// Parses one draft and adds it to `run`; a fault leaves the run as it was.
    ///
    /// - Throws: ``EntryFault`` with the offset in `text`.
    public mutating func parse(_ text: Span<UInt8>, inputLine: Int = 0, into run: DraftRun) throws(EntryFault) {
        var draft = Draft()
        draft.inputLine = inputLine
        let mark = run.bytes.count
        do throws(EntryFault) {
            try parse(text, &draft, &run.bytes)
        } catch {
            run.bytes.truncate(to: mark)
            throw error
        }
        run.drafts.append(draft)
    }

    private mutating func parse(_ text: Span<UInt8>, _ draft: inout Draft, _ out: inout ByteBuilder) throws(EntryFault) {
        try parseMembers(text, &draft, &out)
        try addDefaults(&draft, &out)
        finish(&draft, &out)
    }

    /// As ``parse(_:inputLine:into:)``, from an array.
    public mutating func parse(_ text: [UInt8], inputLine: Int = 0, into run: DraftRun) throws(EntryFault) {
        try parse(text.span, inputLine: inputLine, into: run)
    }

    private mutating func parseMembers(
        _ text: Span<UInt8>, _ draft: inout Draft, _ out: inout ByteBuilder
    ) throws(EntryFault) {
        var seen: UInt32 = 0
        var i = skipSpace(text, 0)
        guard byte(text, i) == 0x7B else { throw EntryFault(unexpected(text, i)) }
        i = skipSpace(text, i &+ 1)
        while byte(text, i) != 0x7D || seen != 0 {
            guard byte(text, i) == 0x22 else { throw EntryFault(unexpected(text, i)) }
            let nameStart = i
            let (member, nameEnd) = try memberName(text, i)
            guard seen & member.bit == 0 else { throw EntryFault(.json(.duplicateMember), at: nameStart) }
            seen |= member.bit
            i = skipSpace(text, nameEnd)
            guard byte(text, i) == 0x3A else { throw EntryFault(unexpected(text, i)) }
            i = skipSpace(text, try value(text, skipSpace(text, i &+ 1), member, &draft, &out))
            if byte(text, i) == 0x7D { break }
            guard byte(text, i) == 0x2C else { throw EntryFault(unexpected(text, i)) }
            i = skipSpace(text, i &+ 1)
        }
        i = skipSpace(text, i &+ 1)
        guard i == text.count else { throw EntryFault(.json(.textAfterValue), at: i) }
        if !draft.states(.subject) { throw EntryFault(.missing(.subject), at: i) }
        if !draft.states(.type) { throw EntryFault(.missing(.type), at: i) }
        if !draft.states(.data) { throw EntryFault(.missing(.data), at: i) }
    }

    private mutating func memberName(_ text: Span<UInt8>, _ open: Int) throws(EntryFault) -> (DraftMember, Int) {
        let close = plainRunEnd(text, open &+ 1)
        if byte(text, close) == 0x22, let member = DraftMember(text, (open &+ 1)..<close), member != .ledgerSet {
            return (member, close &+ 1)
        }
        return try unusualName(text, open)
    }

    /// A name with escapes, or one that no draft may have.
    @inline(never)
    private mutating func unusualName(_ text: Span<UInt8>, _ open: Int) throws(EntryFault) -> (DraftMember, Int) {
        let end: Int
        do throws(Fault) { end = try strictStringEnd(text, open) } catch { throw EntryFault(error) }
        let name = (open &+ 1)..<(end &- 1)
        var member = DraftMember(text, name)
        if member == nil, hasBackslash(text, name) {
            scratch.removeAll()
            appendUnescaped(text, name, to: &scratch)
            let count = scratch.count
            member = scratch.withSpan { DraftMember($0, 0..<count) }
        }
        guard let member else { throw EntryFault(.unknownMember, at: open) }
        if member == .ledgerSet { throw EntryFault(.ledgerMember, at: open) }
        return (member, end)
    }

    private mutating func value(
        _ text: Span<UInt8>, _ start: Int, _ member: DraftMember, _ draft: inout Draft, _ out: inout ByteBuilder
    ) throws(EntryFault) -> Int {
        let end: Int?
        do throws(Fault) {
            end = try valueEnd(text, start, member, &draft, &out)
            if end == nil {
                // Not of its form; if it is not even JSON, that is said first.
                scratch.removeAll()
                _ = try canonicalizer.write(text, start, depth: 2, to: &scratch)
            }
        } catch {
            throw EntryFault(error)
        }
        if let end { return end }
        if case .attribute(let attribute) = member { throw EntryFault(.grammar(attribute), at: start) }
        throw EntryFault(.expectation, at: start)
    }

    /// Past the value, or `nil` where it is not of its form.
    private mutating func valueEnd(
        _ text: Span<UInt8>, _ start: Int, _ member: DraftMember, _ draft: inout Draft, _ out: inout ByteBuilder
    ) throws(Fault) -> Int? {
        let from = out.count
        switch member {
        case .attribute(.data):
            return byte(text, start) == 0x7B ? try data(text, start, &draft, &out) : nil
        case .attribute(.schema):
            guard let (number, end) = try number(text, start) else { return nil }
            out.append(decimal: UInt64(number))
            draft.set(.schema, from..<out.count)
            return end
        case .attribute(.revision):
            guard let (number, end) = try number(text, start) else { return nil }
            draft.revision = number
            return end
        case .attribute(let attribute):
            guard byte(text, start) == 0x22 else { return nil }
            let close = plainRunEnd(text, start &+ 1)
            if byte(text, close) == 0x22 {
                // Without escapes and beyond-ASCII it is canonical as it stands.
                guard isOfForm(attribute, text, (start &+ 1)..<close, &draft) else { return nil }
                out.append(text, start..<(close &+ 1))
                draft.set(attribute, from..<out.count)
                return close &+ 1
            }
            let end = try canonicalizer.writeString(text, start, to: &out)
            return accept(attribute, from..<out.count, &draft, out) ? end : nil
        case .expect:
            if EntryGrammar.matches(text, start, "\"new\"") {
                draft.expectation = .new
                return start &+ 5
            }
            if EntryGrammar.matches(text, start, "\"any\"") {
                draft.expectation = .any
                return start &+ 5
            }
            guard let (number, end) = try number(text, start) else { return nil }
            draft.expectation = .last(number)
            return end
        case .ledgerSet:
            return nil
        }
    }

    /// The integer at `start`, 0 up to 2^31-1, and the index past it.
    private func number(_ text: Span<UInt8>, _ start: Int) throws(Fault) -> (UInt32, Int)? {
        guard EntryGrammar.isDigit(byte(text, start)) else { return nil }
        let end = try integerEnd(text, start)
        guard let number = EntryGrammar.decimal(text, start..<end), number < 1 << 31 else { return nil }
        return (UInt32(number), end)
    }

    /// `data` that is canonical already is copied; only other is written anew.
    private mutating func data(
        _ text: Span<UInt8>, _ start: Int, _ draft: inout Draft, _ out: inout ByteBuilder
    ) throws(Fault) -> Int {
        let from = out.count
        let end: Int
        var mayHoldReserved: Bool
        do throws(Fault) {
            // The draft's own object is depth 1.
            end = try canonicalValueEnd(text, start, depth: 2)
            out.append(text, start..<end)
            mayHoldReserved = contains(text, start..<end, 0x24)
        } catch {
            canonicalizer.resetFlags()
            end = try canonicalizer.write(text, start, depth: 2, to: &out)
            mayHoldReserved = canonicalizer.sawReservedName
        }
        draft.set(.data, from..<out.count)
        if mayHoldReserved {
            let to = out.count
            draft.reserved = out.withSpan { reservedUse(inData: $0, from..<to, permitsSealed: permitsSealed) }
        }
        return end
    }

    /// Checks the grammar of the canonical string `piece` and takes it up.
    private func accept(
        _ attribute: Attribute, _ piece: Range<Int>, _ draft: inout Draft, _ out: borrowing ByteBuilder
    ) -> Bool {
        let inner = (piece.lowerBound &+ 1)..<(piece.upperBound &- 1)
        guard out.withSpan({ isOfForm(attribute, $0, inner, &draft) }) else { return false }
        draft.set(attribute, piece)
        return true
    }

    /// Whether the canonical string contents `text[inner]` are of the attribute's form; notes the numbers among them.
    @inline(__always)
    private func isOfForm(_ attribute: Attribute, _ text: Span<UInt8>, _ inner: Range<Int>, _ draft: inout Draft) -> Bool {
        switch attribute {
        case .subject:
            // What the ledger itself puts before a draft's subject does not count.
            let isRefusal = isSystem && EntryGrammar.matches(text, inner.lowerBound, "refusal/")
            return EntryGrammar.isSubject(text, inner, longest: isRefusal ? 198 : 190)
        case .type: return EntryGrammar.isType(text, inner)
        case .actor, .key: return EntryGrammar.isName(text, inner)
        case .role: return EntryGrammar.isRole(text, inner)
        case .attestation: return EntryGrammar.isAttestation(text, inner)
        case .signature: return EntryGrammar.isSignature(text, inner)
        case .source: return EntryGrammar.isOrigin(text, inner)
        case .occurred:
            draft.occurredDay = inner.count == 10 ? CivilTime.parseDay(text, inner.lowerBound) : nil
            return draft.occurredDay != nil
        case .cause:
            draft.cause = EntryGrammar.decimal(text, inner)
            return draft.cause != nil
        default: return false
        }
    }

    private mutating func addDefaults(_ draft: inout Draft, _ out: inout ByteBuilder) throws(EntryFault) {
        if let actor = defaults.actor { try addDefault(.actor, actor, &draft, &out) }
        if let role = defaults.role { try addDefault(.role, role, &draft, &out) }
        if draft.expectation == nil { draft.expectation = defaults.expectation }
    }

    private func addDefault(_ attribute: Attribute, _ text: String, _ draft: inout Draft, _ out: inout ByteBuilder)
        throws(EntryFault)
    {
        if draft.states(attribute) { return }
        let from = out.count
        let units = Array(text.utf8)
        do throws(Fault) { try appendCanonicalString(units.span, to: &out) } catch { throw EntryFault(error) }
        guard accept(attribute, from..<out.count, &draft, out) else { throw EntryFault(.grammar(attribute), at: 0) }
    }

    /// Unescapes subject and key, digests the key, and looks for reserved names.
    private mutating func finish(_ draft: inout Draft, _ out: inout ByteBuilder) {
        draft.subject = unescaped(draft.piece(.subject), &out)
        if draft.states(.key) {
            draft.key = unescaped(draft.piece(.key), &out)
            draft.keyHash = out.withSpan { hashKey($0, draft.key, &hasher) }
        }
        if !isSystem, let use = out.withSpan({ reservedName($0, draft) }) { draft.reserved = use }
        if isSystem && draft.reserved != .personal { draft.reserved = .none }
    }

    private mutating func unescaped(_ piece: Range<Int>, _ out: inout ByteBuilder) -> Range<Int> {
        let inner = (piece.lowerBound &+ 1)..<(piece.upperBound &- 1)
        guard out.withSpan({ hasBackslash($0, inner) }) else { return inner }
        scratch.removeAll()
        out.withSpan { appendUnescaped($0, inner, to: &scratch) }
        let from = out.count
        scratch.withSpan { out.append($0) }
        return from..<out.count
    }
}

/// The first 8 bytes of SHA-256 over the key: what the key index holds. docs/FORMAT.md.
@inline(__always)
func hashKey(_ text: Span<UInt8>, _ range: Range<Int>, _ hasher: inout Hasher256) -> UInt64 {
    hasher.digest(of: text.extracting(range)).prefix
}

@inline(__always)
func hasBackslash(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool { contains(text, range, 0x5C) }
