internal import CanonicalJSON

/// What a proof binds in a stored entry: the members `id`, `source` and `subject` of its canonical line.
struct EntryMembers {
    let id: String
    let source: String
    let subject: String

    /// Reads a whole line strictly; `nil` where it is no canonical object with these three strings.
    init?(_ line: Span<UInt8>) {
        guard (try? canonicalValueEnd(line, 0, depth: 1)) == line.count, byte(line, 0) == 0x7B else { return nil }
        var found: [String: String] = [:]
        forEachMember(line, 0) { name, value in
            let name = String(copying: line.extracting(name))
            if byte(line, value.lowerBound) == 0x22 { found[name] = stringValue(line, value) }
        }
        guard let id = found["id"], let source = found["source"], let subject = found["subject"] else { return nil }
        (self.id, self.source, self.subject) = (id, source, subject)
    }
}
