internal import CanonicalJSON
internal import Storage

/// The draft itself as canonical JSON, its values sealed: the members that it states, without expectations and signature. What the
/// record of a refusal is coded from. DESIGN.md section 2, docs/FORMAT.md.
func canonicalDraft(_ draft: Draft, _ bytes: Span<UInt8>) -> [UInt8] {
    var out: [UInt8] = [0x7B]
    for attribute in [Attribute.actor, .attestation, .cause, .data, .key, .occurred, .role, .schema, .subject, .type]
    where draft.states(attribute) {
        if out.count > 1 { out.append(0x2C) }
        out += Array("\"\(attribute.name)\":".utf8)
        out += Array(copying: bytes.extracting(draft.piece(attribute)))
    }
    out.append(0x7D)
    return out
}
