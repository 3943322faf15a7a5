/// What an entry's signatures are over: a header line, then the canonical line without `id`, `prevhash`, `salt`,
/// `signature` and `time`. It names ledger, stream, revision and key, and every default. DESIGN.md section 2.
///
/// - Parameter entry: of `line`, from ``parseEntryLine(_:)``.
public func signedMessage(_ line: [UInt8], _ entry: EntryLine) -> [UInt8] {
    var message = Array("deedlog entry v1\n{".utf8)
    for attribute in Attribute.allCases where entry.has(attribute) {
        switch attribute {
        case .id, .prevhash, .salt, .signature, .time: continue
        default: break
        }
        if message.last != 0x7B { message.append(0x2C) }
        message.append(contentsOf: Array("\"\(attribute.name)\":".utf8))
        let range = entry.range(attribute)
        let isBare = attribute == .data || attribute == .revision || attribute == .schema
        message.append(contentsOf: isBare ? line[range] : line[(range.lowerBound - 1)...range.upperBound])
    }
    message.append(0x7D)
    return message
}
