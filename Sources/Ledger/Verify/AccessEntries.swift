internal import CanonicalJSON
internal import Storage

/// Whether an entry of a type `access.…` is as docs/FORMAT.md says; `nil` of every other type. Off the hot path.
func isAccessEntrySound(_ line: Span<UInt8>, _ entry: EntryLine) -> Bool? {
    func isType(_ name: StaticString) -> Bool { EntryGrammar.matches(line, entry.range(.type).lowerBound, name) }
    let members = AccessMembers(Array(copying: line.extracting(entry.range(.data))))
    if isType("access.decided\"") { return entry.schema == 1 && isDecisionSound(line, entry, members) }
    if isType("access.tokenIssued\"") {
        guard entry.schema == 1, let id = tokenID(line, entry, members),
            members.areAll(["digest", "from", "holder", "purposes", "role", "until"], or: ["parties"]),
            members.isName("holder"), members.isWord("role"), members.isList("purposes", { EntryGrammar.isRole($0, $1) }),
            let from = members.day("from"), let until = members.day("until"), from <= until
        else { return false }
        if members.has("parties"), !members.isList("parties", { EntryGrammar.isName($0, $1) }) { return false }
        return hasKey(line, entry, "issued-\(id)")
    }
    if isType("access.tokenRevoked\"") {
        guard entry.schema == 1, let id = tokenID(line, entry, members), members.areAll(["digest", "reason"], or: []),
            members.isWord("reason")
        else { return false }
        return hasKey(line, entry, "revoked-\(id)")
    }
    return nil
}

/// A decision stands on the stream of the person; one that denies gives a reason and no basis, one that allows a basis and no reason.
private func isDecisionSound(_ line: Span<UInt8>, _ entry: EntryLine, _ members: AccessMembers) -> Bool {
    guard
        members.areAll(
            ["action", "allowed", "basis", "fields", "matrix", "party", "purpose", "resource", "role"],
            or: ["deal", "reason", "token"]),
        let isAllowed = members.flag("allowed"), members.isName("party"),
        members.isList("fields", { EntryGrammar.isName($0, $1) }),
        members.isHex("matrix", 64), members.has("reason") != isAllowed, let party = members.text("party"),
        let basis = members.text("basis")
    else { return false }
    for word in ["action", "purpose", "resource", "role"] where !members.isWord(word) { return false }
    if !isAllowed, !members.isWord("reason") { return false }
    if members.has("token"), !members.isHex("token", 16) { return false }
    if members.has("deal"), !members.isReference("deal") { return false }
    guard isAllowed == (basis != "none"), members.isWord("basis") || members.isReference("basis") else { return false }
    return attributeText(line, entry, .subject).utf8.elementsEqual("access/\(party)".utf8)
}

/// The first 16 digits of the digest, where subject and digest agree.
private func tokenID(_ line: Span<UInt8>, _ entry: EntryLine, _ members: AccessMembers) -> String? {
    guard members.isHex("digest", 64), let digest = members.text("digest") else { return nil }
    let id = String(digest.prefix(16))
    return attributeText(line, entry, .subject).utf8.elementsEqual("access/token/\(id)".utf8) ? id : nil
}

private func hasKey(_ line: Span<UInt8>, _ entry: EntryLine, _ key: String) -> Bool {
    attributeText(line, entry, .key).utf8.elementsEqual(key.utf8)
}

/// The members of one payload, by name.
private struct AccessMembers {
    private let bytes: [UInt8]
    private let values: [String: Range<Int>]

    /// - Parameter data: checked canonical JSON.
    init(_ data: [UInt8]) {
        bytes = data
        var found: [String: Range<Int>] = [:]
        if data.first == 0x7B {
            forEachMember(data.span, 0) { name, value in found[String(copying: data.span.extracting(name))] = value }
        }
        values = found
    }

    func has(_ name: String) -> Bool { values[name] != nil }

    /// Every one of `needed` is there, and nothing but them and `optional`.
    func areAll(_ needed: [String], or optional: [String]) -> Bool {
        needed.allSatisfy(has) && values.keys.allSatisfy { needed.contains($0) || optional.contains($0) }
    }

    /// Between the quotes of the string under `name`.
    private func inner(_ name: String) -> Range<Int>? {
        guard let value = values[name], byte(bytes.span, value.lowerBound) == 0x22 else { return nil }
        return (value.lowerBound + 1)..<(value.upperBound - 1)
    }

    func text(_ name: String) -> String? {
        inner(name).map { stringValue(bytes.span, ($0.lowerBound - 1)..<($0.upperBound + 1)) }
    }
    func isWord(_ name: String) -> Bool { inner(name).map { EntryGrammar.isRole(bytes.span, $0) } ?? false }
    func isName(_ name: String) -> Bool { inner(name).map { EntryGrammar.isName(bytes.span, $0) } ?? false }
    func isHex(_ name: String, _ count: Int) -> Bool { inner(name).map { EntryGrammar.isHex(bytes.span, $0, count) } ?? false }

    func flag(_ name: String) -> Bool? {
        guard let value = values[name] else { return nil }
        if matches(bytes.span, value.lowerBound, "true") { return true }
        return matches(bytes.span, value.lowerBound, "false") ? false : nil
    }

    func day(_ name: String) -> Int32? {
        guard let value = inner(name), value.count == 10 else { return nil }
        return CivilTime.parseDay(bytes.span, value.lowerBound)
    }

    /// A list of at least one string, each as `isSound` wants it.
    func isList(_ name: String, _ isSound: (Span<UInt8>, Range<Int>) -> Bool) -> Bool {
        guard let value = values[name], byte(bytes.span, value.lowerBound) == 0x5B else { return false }
        var count = 0, areSound = true
        forEachElement(bytes.span, value.lowerBound) { one in
            count += 1
            if byte(bytes.span, one.lowerBound) != 0x22 || !isSound(bytes.span, (one.lowerBound + 1)..<(one.upperBound - 1)) {
                areSound = false
            }
        }
        return areSound && count > 0
    }

    /// `SUBJECT:r`. DESIGN.md section 2.
    func isReference(_ name: String) -> Bool {
        guard let value = inner(name) else { return false }
        var colon = value.upperBound - 1
        while colon > value.lowerBound, EntryGrammar.isDigit(byte(bytes.span, colon)) { colon -= 1 }
        guard byte(bytes.span, colon) == 0x3A, let revision = EntryGrammar.decimal(bytes.span, (colon + 1)..<value.upperBound),
            revision < 1 << 31
        else {
            return false
        }
        return EntryGrammar.isSubject(bytes.span, value.lowerBound..<colon, longest: 190)
    }
}
