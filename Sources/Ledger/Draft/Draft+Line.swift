internal import CanonicalJSON
internal import Proofs

/// What the ledger itself puts into a line.
struct LedgerPart {
    var index: UInt64 = 0
    var revision: UInt32 = 0
    var timeMilliseconds: Int64 = 0
    var previous = Digest.zero
    var salt = SIMD16<UInt8>()
    /// The key of a draft that states none.
    var freshKey = SIMD16<UInt8>()
}

/// Writes canonical lines; keeps the text of the instant. DESIGN.md section 2.
struct LineWriter: ~Copyable {
    /// The ledger's origin, as a canonical string.
    private var source = ByteBuilder(capacity: 200)
    private var instant = InstantText()

    init(origin: String) {
        source.append(0x22)
        source.append(utf8: origin)
        source.append(0x22)
    }

    /// Appends the canonical line of `draft`, every default spelled out.
    @inline(never)
    mutating func append(_ draft: borrowing Draft, _ bytes: Span<UInt8>, _ part: LedgerPart, to out: inout ByteBuilder) {
        @inline(__always) func stated(_ label: StaticString, _ attribute: Attribute, _ fallback: StaticString) {
            out.append(label)
            if draft.states(attribute) { out.append(bytes, draft.piece(attribute)) } else { out.append(fallback) }
        }
        stated("{\"actor\":", .actor, "\"operator\"")
        stated(",\"attestation\":", .attestation, "\"declared\"")
        if draft.states(.cause) { stated(",\"cause\":", .cause, "") }
        out.append(",\"data\":")
        out.append(bytes, draft.piece(.data))
        out.append(",\"id\":\"")
        out.append(decimal: part.index)
        out.append("\",\"key\":")
        if draft.states(.key) {
            out.append(bytes, draft.piece(.key))
        } else {
            out.append(0x22)
            out.append(uuid: part.freshKey)
            out.append(0x22)
        }
        out.append(",\"occurred\":")
        if draft.states(.occurred) {
            out.append(bytes, draft.piece(.occurred))
        } else {
            out.append(0x22)
            appendDay(CivilTime.day(ofMilliseconds: part.timeMilliseconds), &out)
            out.append(0x22)
        }
        out.append(",\"prevhash\":\"")
        out.append(hex: part.previous)
        out.append("\",\"revision\":")
        out.append(decimal: UInt64(part.revision))
        stated(",\"role\":", .role, "\"operator\"")
        out.append(",\"salt\":\"")
        out.append(hex: part.salt)
        stated("\",\"schema\":", .schema, "1")
        if draft.states(.signature) { stated(",\"signature\":", .signature, "") }
        out.append(",\"source\":")
        source.withSpan { out.append($0) }
        out.append(",\"specversion\":\"1.0\",\"subject\":")
        out.append(bytes, draft.piece(.subject))
        out.append(",\"time\":\"")
        instant.append(part.timeMilliseconds, to: &out)
        out.append("\",\"type\":")
        out.append(bytes, draft.piece(.type))
        out.append(0x7D)
    }

    /// Appends what signatures of `draft` are over: header and line without what the ledger alone sets. DESIGN.md section 2.
    ///
    /// A key that is left open is left out: nobody can have signed the one that it gets.
    mutating func appendMessage(
        _ draft: borrowing Draft, _ bytes: Span<UInt8>, revision: UInt32, timeMilliseconds: Int64, to out: inout ByteBuilder
    ) {
        func stated(_ label: StaticString, _ attribute: Attribute, _ fallback: StaticString, _ out: inout ByteBuilder) {
            out.append(label)
            if draft.states(attribute) { out.append(bytes, draft.piece(attribute)) } else { out.append(fallback) }
        }
        out.append("deedlog entry v1\n")
        stated("{\"actor\":", .actor, "\"operator\"", &out)
        stated(",\"attestation\":", .attestation, "\"declared\"", &out)
        if draft.states(.cause) { stated(",\"cause\":", .cause, "", &out) }
        stated(",\"data\":", .data, "", &out)
        if draft.states(.key) { stated(",\"key\":", .key, "", &out) }
        out.append(",\"occurred\":")
        if draft.states(.occurred) {
            out.append(bytes, draft.piece(.occurred))
        } else {
            out.append(0x22)
            appendDay(CivilTime.day(ofMilliseconds: timeMilliseconds), &out)
            out.append(0x22)
        }
        out.append(",\"revision\":")
        out.append(decimal: UInt64(revision))
        stated(",\"role\":", .role, "\"operator\"", &out)
        stated(",\"schema\":", .schema, "1", &out)
        out.append(",\"source\":")
        source.withSpan { out.append($0) }
        stated(",\"specversion\":\"1.0\",\"subject\":", .subject, "", &out)
        stated(",\"type\":", .type, "", &out)
        out.append(0x7D)
    }

    private var lastDay = Int32.min
    private var dayUnits = InlineArray<10, UInt8>(repeating: 0x30)

    private mutating func appendDay(_ day: Int32, _ out: inout ByteBuilder) {
        if day != lastDay {
            for (k, unit) in CivilTime.text(ofDay: day).utf8.enumerated() { dayUnits[k] = unit }
            lastDay = day
        }
        out.append(dayUnits.span)
    }
}
