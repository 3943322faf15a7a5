internal import CanonicalJSON

/// What a proof binds in a stored entry: members of its canonical line.
struct EntryMembers {
    let id: String
    let source: String
    let subject: String
    let type: String
    let revision: Int64?
    /// Every attribute that is a string, by name.
    let texts: [String: String]
    /// The payload, canonical.
    let data: [UInt8]

    /// Reads a whole line strictly; `nil` where it is no canonical object with these members.
    init?(_ line: Span<UInt8>) {
        guard (try? canonicalValueEnd(line, 0, depth: 1)) == line.count, byte(line, 0) == 0x7B else { return nil }
        var found: [String: String] = [:]
        var revision: Int64?, data: [UInt8] = []
        forEachMember(line, 0) { name, value in
            let name = String(copying: line.extracting(name))
            if byte(line, value.lowerBound) == 0x22 { found[name] = stringValue(line, value) }
            if name == "revision" { revision = wholeNumber(line, value) }
            if name == "data" { for place in value { data.append(byte(line, place)) } }
        }
        guard let id = found["id"], let source = found["source"], let subject = found["subject"] else { return nil }
        (self.id, self.source, self.subject, type) = (id, source, subject, found["type"] ?? "")
        (self.revision, self.data, texts) = (revision, data, found)
    }
}

/// A number that is there and not negative; `nil` for any other value.
func wholeNumber(_ text: Span<UInt8>, _ value: Range<Int>) -> Int64? {
    let first = byte(text, value.lowerBound)
    return first >= 0x30 && first <= 0x39 ? integerValue(text, value) : nil
}
