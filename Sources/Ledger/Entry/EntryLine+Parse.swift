internal import CanonicalJSON

/// Checks a stored line whole: canonical JSON, exactly the attributes in order, each of its grammar.
///
/// The attributes of an entry are known, and so is their order: each label is one comparison, which settles names, order
/// and repetition at once.
/// - Returns: where the attributes are. Values that need the log (id, links, revision) are for the caller to compare.
/// - Throws: ``EntryFault`` with the first byte that does not fit.
///
/// One pass, no allocation; RFC 8785, DESIGN.md section 2.
@inline(never)
public func parseEntryLine(_ text: Span<UInt8>) throws(EntryFault) -> EntryLine {
    guard text.count <= maximumLineBytes else { throw EntryFault(.tooLong, at: maximumLineBytes) }
    var line = EntryLine()
    var i = try past(text, 0, "{\"actor\":\"", .actor)
    i = try name(text, i, .actor, &line)
    i = try past(text, i, "\",\"attestation\":\"", .attestation)
    i = try word(text, i, .attestation, &line) { EntryGrammar.isAttestation($0, $1) }
    if matches(text, i, "\",\"cause\":\"") {
        i = try word(text, i &+ 11, .cause, &line) { EntryGrammar.decimal($0, $1) != nil }
        // Ids rise, and `id` comes later in the line: the caller compares.
        line.cause = EntryGrammar.decimal(text, line.range(.cause))
    }
    i = try past(text, i, "\",\"data\":", .data)
    i = try object(text, i, &line)
    i = try past(text, i, ",\"id\":\"", .id)
    i = try word(text, i, .id, &line) { EntryGrammar.decimal($0, $1) != nil }
    line.index = EntryGrammar.decimal(text, line.range(.id)) ?? 0
    i = try past(text, i, "\",\"key\":\"", .key)
    i = try name(text, i, .key, &line)
    i = try past(text, i, "\",\"occurred\":\"", .occurred)
    guard let day = CivilTime.parseDay(text, i) else { throw valueFault(text, i, .occurred) }
    line.occurredDay = day
    i = fixed(i, 10, .occurred, &line)
    i = try past(text, i, "\",\"prevhash\":\"", .prevhash)
    guard EntryGrammar.isHex64(text, i) else { throw valueFault(text, i, .prevhash) }
    i = fixed(i, 64, .prevhash, &line)
    i = try past(text, i, "\",\"revision\":", .revision)
    (line.revision, i) = try number(text, i, .revision, &line)
    i = try past(text, i, ",\"role\":\"", .role)
    i = try word(text, i, .role, &line) { EntryGrammar.isRole($0, $1) }
    i = try past(text, i, "\",\"salt\":\"", .salt)
    guard EntryGrammar.isHex32(text, i) else { throw valueFault(text, i, .salt) }
    i = fixed(i, 32, .salt, &line)
    i = try past(text, i, "\",\"schema\":", .schema)
    (line.schema, i) = try number(text, i, .schema, &line)
    if matches(text, i, ",\"signature\":\"") {
        i = try word(text, i &+ 14, .signature, &line) { EntryGrammar.isSignature($0, $1) }
        i = try past(text, i, "\",\"source\":\"", .source)
    } else {
        i = try past(text, i, ",\"source\":\"", .source)
    }
    i = try word(text, i, .source, &line) { EntryGrammar.isOrigin($0, $1) }
    i = try past(text, i, "\",\"specversion\":\"1.0", .specversion)
    line.set(.specversion, (i &- 3)..<i)
    i = try past(text, i, "\",\"subject\":\"", .subject)
    i = try subject(text, i, &line)
    i = try past(text, i, "\",\"time\":\"", .time)
    guard let instant = CivilTime.parseInstant(text, i) else { throw valueFault(text, i, .time) }
    line.timeMilliseconds = instant
    i = fixed(i, 24, .time, &line)
    i = try past(text, i, "\",\"type\":\"", .type)
    i = try word(text, i, .type, &line) { EntryGrammar.isType($0, $1) }
    i = try past(text, i, "\"}", .type)
    guard i == text.count else { throw EntryFault(.json(.textAfterValue), at: i) }
    return line
}

/// Past `label`, which must stand at `start`.
@inline(__always)
private func past(_ text: Span<UInt8>, _ start: Int, _ label: StaticString, _ attribute: Attribute) throws(EntryFault) -> Int {
    guard matches(text, start, label) else { throw memberFault(text, start, attribute) }
    return start &+ label.utf8CodeUnitCount
}

/// The closing quote of a string without escapes that begins at `start` and satisfies `isSound`.
@inline(__always)
private func word(
    _ text: Span<UInt8>, _ start: Int, _ attribute: Attribute, _ line: inout EntryLine,
    _ isSound: (Span<UInt8>, Range<Int>) -> Bool
) throws(EntryFault) -> Int {
    let end = plainRunEnd(text, start)
    // These grammars know neither escapes nor anything beyond ASCII.
    guard byte(text, end) == 0x22, isSound(text, start..<end) else { throw valueFault(text, start, attribute) }
    line.set(attribute, start..<end)
    return end
}

/// The closing quote of an actor or key.
@inline(__always)
private func name(_ text: Span<UInt8>, _ start: Int, _ attribute: Attribute, _ line: inout EntryLine) throws(EntryFault) -> Int {
    let end = try stringEnd(text, start)
    guard EntryGrammar.isName(text, start..<end) else { throw valueFault(text, start, attribute) }
    line.set(attribute, start..<end)
    return end
}

@inline(__always)
private func subject(_ text: Span<UInt8>, _ start: Int, _ line: inout EntryLine) throws(EntryFault) -> Int {
    let end = try stringEnd(text, start)
    let longest = matches(text, start, "refusal/") ? 198 : 190
    guard EntryGrammar.isSubject(text, start..<end, longest: longest) else { throw valueFault(text, start, .subject) }
    line.set(.subject, start..<end)
    return end
}

/// The closing quote of the string whose contents begin at `start`.
@inline(__always)
private func stringEnd(_ text: Span<UInt8>, _ start: Int) throws(EntryFault) -> Int {
    let end = plainRunEnd(text, start)
    if byte(text, end) == 0x22 { return end }
    do throws(Fault) { return try canonicalStringEnd(text, start &- 1) &- 1 } catch { throw EntryFault(error) }
}

@inline(__always)
private func object(_ text: Span<UInt8>, _ start: Int, _ line: inout EntryLine) throws(EntryFault) -> Int {
    guard byte(text, start) == 0x7B else { throw valueFault(text, start, .data) }
    do throws(Fault) {
        // The line is depth 1.
        let end = try canonicalValueEnd(text, start, depth: 2)
        line.set(.data, start..<end)
        return end
    } catch {
        throw EntryFault(error)
    }
}

/// The number at `start`, below 2^31, and the index past it.
@inline(__always)
private func number(
    _ text: Span<UInt8>, _ start: Int, _ attribute: Attribute, _ line: inout EntryLine
) throws(EntryFault) -> (UInt32, Int) {
    var end = start
    while EntryGrammar.isDigit(byte(text, end)) { end &+= 1 }
    guard let value = EntryGrammar.decimal(text, start..<end), value < 1 << 31 else { throw valueFault(text, start, attribute) }
    line.set(attribute, start..<end)
    return (UInt32(value), end)
}

@inline(__always)
private func fixed(_ start: Int, _ count: Int, _ attribute: Attribute, _ line: inout EntryLine) -> Int {
    line.set(attribute, start..<(start &+ count))
    return start &+ count
}

/// Why the label of `attribute` does not stand at `at`, which is where the last value ended, before its quote.
@inline(never)
private func memberFault(_ text: Span<UInt8>, _ at: Int, _ attribute: Attribute) -> EntryFault {
    var i = at
    if byte(text, i) == 0x22 { i += 1 }
    if attribute == .actor ? byte(text, i) == 0x7B : byte(text, i) == 0x2C { i += 1 }
    if byte(text, i) == 0x7D && i > at { return EntryFault(.missing(attribute), at: i) }
    guard byte(text, i) == 0x22, i > at else { return EntryFault(unexpected(text, i)) }
    for known in Attribute.allCases where EntryGrammar.matches(text, i, known.label) {
        if known == attribute { return valueFault(text, i + known.label.utf8CodeUnitCount, attribute) }
        return known.rawValue < attribute.rawValue
            ? EntryFault(.json(.memberOrder), at: i) : EntryFault(.missing(attribute), at: i)
    }
    return EntryFault(.unknownMember, at: i)
}

/// Why the value that begins at `at` is none of `attribute`'s: not JSON, or not of its form.
@inline(never)
private func valueFault(_ text: Span<UInt8>, _ at: Int, _ attribute: Attribute) -> EntryFault {
    do throws(Fault) {
        let isString = byte(text, at - 1) == 0x22
        if isString { _ = try canonicalStringEnd(text, at - 1) } else { _ = try canonicalValueEnd(text, at, depth: 2) }
    } catch {
        return EntryFault(error)
    }
    return EntryFault(.grammar(attribute), at: at)
}
