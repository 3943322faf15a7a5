/// Whether `draft` states `attribute` with the stored value; both texts are canonical, so bytes decide.
@inline(__always)
func isStated(_ attribute: Attribute, _ draft: Draft, _ bytes: Span<UInt8>, _ entry: EntryLine, _ stored: Span<UInt8>) -> Bool {
    let piece = draft.piece(attribute)
    let value = entry.range(attribute)
    let quotes = attribute == .data || attribute == .schema ? 0 : 1
    guard piece.count == value.count + 2 * quotes else { return false }
    for k in 0..<value.count where bytes[piece.lowerBound + quotes + k] != stored[value.lowerBound + k] { return false }
    return true
}

/// Whether a draft with the key of a stored entry says the same: every member it states has the stored value, and
/// `cause` is stated exactly when stored. Defaults, `signature` and expectations are not compared. DESIGN.md section 4.
func isSame(_ draft: Draft, _ bytes: Span<UInt8>, _ entry: EntryLine, _ stored: Span<UInt8>) -> Bool {
    guard draft.states(.cause) == entry.has(.cause) else { return false }
    for attribute in [Attribute.actor, .attestation, .cause, .data, .key, .occurred, .role, .schema, .subject, .type] {
        if draft.states(attribute) && !isStated(attribute, draft, bytes, entry, stored) { return false }
    }
    return true
}
