internal import CanonicalJSON

/// Checks a stored line whole: canonical JSON, exactly the attributes in order, each of its grammar.
///
/// - Returns: where the attributes are. Values that need the log (id, links, revision) are for the caller to compare.
/// - Throws: ``EntryFault`` with the first byte that does not fit.
///
/// One pass, no allocation; RFC 8785, DESIGN.md section 2.
@inline(never)
public func parseEntryLine(_ text: Span<UInt8>) throws(EntryFault) -> EntryLine {
    guard text.count <= maximumLineBytes else { throw EntryFault(.tooLong, at: maximumLineBytes) }
    var line = EntryLine()
    guard byte(text, 0) == 0x7B else { throw EntryFault(unexpected(text, 0)) }
    var i = 1
    var next = 0
    while true {
        // The names rise, so order, repetition and unknown names are one comparison each.
        var found = next
        while found < Attribute.count, !EntryGrammar.matches(text, i, Attribute.at(found).label) {
            guard Attribute.at(found).isOptional else { throw memberFault(text, i, expecting: Attribute.at(found)) }
            found &+= 1
        }
        guard found < Attribute.count else { throw memberFault(text, i, expecting: .type) }
        let attribute = Attribute.at(found)
        i = try parseValue(text, i &+ attribute.label.utf8CodeUnitCount, attribute, &line)
        next = found &+ 1
        if next == Attribute.count { break }
        guard byte(text, i) == 0x2C else { throw EntryFault(unexpected(text, i)) }
        i &+= 1
    }
    guard byte(text, i) == 0x7D else { throw memberFault(text, i, expecting: .type) }
    guard i &+ 1 == text.count else { throw EntryFault(.json(.textAfterValue), at: i &+ 1) }
    return line
}

extension Attribute {
    @inline(__always)
    static func at(_ number: Int) -> Attribute { Attribute(rawValue: number).unsafelyPresent }
}

extension Optional {
    @inline(__always)
    fileprivate var unsafelyPresent: Wrapped {
        guard let self else { preconditionFailure("number out of range") }
        return self
    }
}

@inline(never)
private func memberFault(_ text: Span<UInt8>, _ at: Int, expecting attribute: Attribute) -> EntryFault {
    guard byte(text, at) == 0x22 else { return EntryFault(unexpected(text, at)) }
    for known in Attribute.allCases where EntryGrammar.matches(text, at, known.label) {
        return known.rawValue < attribute.rawValue
            ? EntryFault(.json(.memberOrder), at: at) : EntryFault(.missing(attribute), at: at)
    }
    return EntryFault(.unknownMember, at: at)
}

@inline(__always)
private func parseValue(
    _ text: Span<UInt8>, _ start: Int, _ attribute: Attribute, _ line: inout EntryLine
) throws(EntryFault) -> Int {
    let end: Int
    let range: Range<Int>
    let sound: Bool
    do throws(Fault) {
        switch attribute {
        case .data:
            guard byte(text, start) == 0x7B else { throw Fault(.unexpectedByte, at: start) }
            // The line is depth 1.
            end = try canonicalValueEnd(text, start, depth: 2)
            range = start..<end
            sound = true
        case .revision, .schema:
            end = try integerEnd(text, start)
            range = start..<end
            if let value = EntryGrammar.decimal(text, range), value < 1 << 31 {
                if attribute == .revision { line.revision = UInt32(value) } else { line.schema = UInt32(value) }
                sound = true
            } else {
                sound = false
            }
        default:
            guard byte(text, start) == 0x22 else { throw unexpected(text, start) }
            end = try canonicalStringEnd(text, start)
            range = (start &+ 1)..<(end &- 1)
            sound = checkString(text, range, attribute, &line)
        }
    } catch {
        throw EntryFault(error)
    }
    guard sound else { throw EntryFault(.grammar(attribute), at: start) }
    line.set(attribute, range)
    return end
}

@inline(__always)
private func checkString(_ text: Span<UInt8>, _ range: Range<Int>, _ attribute: Attribute, _ line: inout EntryLine) -> Bool {
    switch attribute {
    case .actor, .key: return EntryGrammar.isName(text, range)
    case .attestation: return EntryGrammar.isAttestation(text, range)
    case .role: return EntryGrammar.isRole(text, range)
    case .type: return EntryGrammar.isType(text, range)
    case .prevhash: return EntryGrammar.isHex(text, range, 64)
    case .salt: return EntryGrammar.isHex(text, range, 32)
    case .source: return EntryGrammar.isOrigin(text, range)
    case .specversion: return range.count == 3 && EntryGrammar.matches(text, range.lowerBound, "1.0")
    case .signature: return EntryGrammar.isSignature(text, range)
    case .subject:
        let longest = EntryGrammar.matches(text, range.lowerBound, "refusal/") ? 198 : 190
        return EntryGrammar.isSubject(text, range, longest: longest)
    case .id:
        guard let value = EntryGrammar.decimal(text, range) else { return false }
        line.index = value
        return true
    case .cause:
        guard let value = EntryGrammar.decimal(text, range) else { return false }
        line.cause = value
        // Ids rise, and `id` comes later in the line: the caller compares.
        return true
    case .occurred:
        guard range.count == 10, let day = CivilTime.parseDay(text, range.lowerBound) else { return false }
        line.occurredDay = day
        return true
    case .time:
        guard range.count == 24, let instant = CivilTime.parseInstant(text, range.lowerBound) else { return false }
        line.timeMilliseconds = instant
        return true
    case .data, .revision, .schema: return true
    }
}
