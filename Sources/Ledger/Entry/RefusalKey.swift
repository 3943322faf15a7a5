internal import Proofs

/// The key of the `step.refused` that records a refusal: the rule, `-`, and the draft's key, or that key's SHA-256 in hex where the
/// whole would pass 128 bytes. DESIGN.md section 2.
func refusalKey(rule: String, draftKey: String) -> String {
    let whole = "\(rule)-\(draftKey)"
    guard whole.utf8.count > 128 else { return whole }
    var hasher = Hasher256()
    let units = Array(draftKey.utf8)
    return "\(rule)-\(hasher.digest(of: units.span).hex)"
}
