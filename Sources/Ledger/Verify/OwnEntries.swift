internal import CanonicalJSON
internal import Proofs

/// Whether schema, key and data of an entry that the ledger makes itself are as docs/FORMAT.md says; `true` of types that the page
/// says nothing about.
///
/// Not on the hot path: asked only of reserved types, which are rare. Entry 0 is checked apart.
@inline(never)
func isOwnEntrySound(_ line: Span<UInt8>, _ entry: EntryLine, at index: UInt64) -> Bool {
    func isType(_ name: StaticString) -> Bool { EntryGrammar.matches(line, entry.range(.type).lowerBound, name) }
    let data = entry.range(.data).lowerBound
    if isType("step.refused\"") { return entry.schema == 1 && isRefusalSound(line, entry, at: index) }
    if isType("ledger.sealed\"") { return entry.schema == 1 && Seal(line: line) != nil }
    if isType("ledger.keyChanged\"") { return KeyChange(line: line) != nil }
    if let isSound = isAccessEntrySound(line, entry) { return isSound }
    if isType("actor.") || isType("ledger.signingPolicySet\"") { return ActorEntry(line: line, entry) != nil }
    if isType("ledger.vaultRotated\"") { return VaultRotated(line: line, entry) != nil }
    if isType("erasure.") { return ErasureEntry.isSound(line, entry) }
    if isType("step.refusalsDropped\"") {
        guard memberCount(line, data) == 2, let actor = stringRange(line, data, "actor"), EntryGrammar.isName(line, actor),
            let count = countMember(line, data, "count"), count < 1 << 31
        else { return false }
        return entry.schema == 1 && EntryGrammar.matches(line, entry.range(.subject).lowerBound, "refusal/ledger\"")
    }
    if isType("ledger.clockChecked\"") {
        guard memberCount(line, data) == 2, memberValue(line, data, "lastTime") != nil,
            memberValue(line, data, "wallClock") != nil
        else { return false }
        return entry.schema == 1 && attributeText(line, entry, .key).utf8.elementsEqual("clockChecked-\(index)".utf8)
    }
    return true
}

/// A `step.refused`: of a subject, with a key that follows from rule and draft, resting on earlier entries.
private func isRefusalSound(_ line: Span<UInt8>, _ entry: EntryLine, at index: UInt64) -> Bool {
    let data = entry.range(.data).lowerBound, subject = entry.range(.subject)
    let members = memberValue(line, data, "draft") == nil ? 4 : 5
    guard memberCount(line, data) == members, EntryGrammar.matches(line, subject.lowerBound, "refusal/"),
        EntryGrammar.isSubject(line, (subject.lowerBound + 8)..<subject.upperBound, longest: 190),
        let rule = stringRange(line, data, "rule"), EntryGrammar.isRule(line, rule),
        let key = stringRange(line, data, "key"), EntryGrammar.isName(line, key),
        let type = stringRange(line, data, "type"), EntryGrammar.isType(line, type),
        members == 4 || stringRange(line, data, "draft").map({ EntryGrammar.isHex(line, $0, 64) }) ?? false,
        let rests = memberValue(line, data, "rests"), areIndexes(line, rests, below: index)
    else { return false }
    let ruleText = String(copying: line.extracting(rule))
    let keyText = stringValue(line, (key.lowerBound - 1)..<(key.upperBound + 1))
    return attributeText(line, entry, .key).utf8.elementsEqual(refusalKey(rule: ruleText, draftKey: keyText).utf8)
}

/// An array of decimal ids, rising, all below `index`.
private func areIndexes(_ line: Span<UInt8>, _ value: Range<Int>, below index: UInt64) -> Bool {
    guard byte(line, value.lowerBound) == 0x5B else { return false }
    var least: UInt64 = 0, isSound = true
    forEachElement(line, value.lowerBound) { one in
        guard one.count > 2, byte(line, one.lowerBound) == 0x22,
            let id = EntryGrammar.decimal(line, (one.lowerBound + 1)..<(one.upperBound - 1)), id >= least, id < index
        else {
            isSound = false
            return
        }
        least = id + 1
    }
    return isSound
}
