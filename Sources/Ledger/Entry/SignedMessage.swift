public import CanonicalJSON

/// What an entry's signatures are over: a header line, then the canonical line without `id`, `prevhash`, `salt`,
/// `signature` and `time`. It names ledger, stream, revision and key, and every default. DESIGN.md section 2.
///
/// - Parameter entry: of `line`, from ``parseEntryLine(_:)``.
public func signedMessage(_ line: [UInt8], _ entry: EntryLine) -> [UInt8] {
    var message = ByteBuilder(capacity: line.count)
    appendSignedMessage(line.span, entry, to: &message)
    return message.bytes
}

/// As ``signedMessage(_:_:)``, into memory that is kept.
public func appendSignedMessage(_ line: Span<UInt8>, _ entry: EntryLine, to message: inout ByteBuilder) {
    message.append("deedlog entry v1\n{")
    var isFirst = true
    for attribute in Attribute.allCases where entry.has(attribute) {
        switch attribute {
        case .id, .prevhash, .salt, .signature, .time: continue
        default: break
        }
        if !isFirst { message.append(0x2C) }
        isFirst = false
        message.append(attribute.label)
        let range = entry.range(attribute)
        let isBare = attribute == .data || attribute == .revision || attribute == .schema
        message.append(line, isBare ? range : (range.lowerBound - 1)..<(range.upperBound + 1))
    }
    message.append(0x7D)
}
