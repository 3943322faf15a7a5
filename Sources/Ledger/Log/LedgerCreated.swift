internal import CanonicalJSON
internal import Proofs

/// What entry 0 says. DESIGN.md section 2.
struct LedgerCreated: Hashable, Sendable {
    let format: UInt64
    let hash: String
    let origin: String
    let verifierKey: String
    /// The ledger that this one is the successor of.
    let continues: Continuation?
    /// Actor, key, schema and members are those of the format, and no other.
    let isWellFormed: Bool

    static let type = "ledger.created"

    /// From the line of entry 0; `nil` where it is not one.
    init?(line: Span<UInt8>) {
        guard let entry = try? parseEntryLine(line), EntryGrammar.matches(line, entry.range(.type).lowerBound, "ledger.created\"")
        else { return nil }
        let data = entry.range(.data).lowerBound
        guard let format = countMember(line, data, "format"), let hash = stringMember(line, data, "hash"),
            let origin = stringMember(line, data, "origin"), let verifierKey = stringMember(line, data, "verifierKey")
        else { return nil }
        (self.format, self.hash, self.origin, self.verifierKey) = (format, hash, origin, verifierKey)
        let stated = memberValue(line, data, "continues")
        continues = stated.flatMap { Continuation(line, $0.lowerBound) }
        isWellFormed =
            entry.schema == 1 && EntryGrammar.matches(line, entry.range(.actor).lowerBound, "operator\"")
            && EntryGrammar.matches(line, entry.range(.key).lowerBound, "created\"")
            && memberCount(line, data) == (stated == nil ? 4 : 5)
            // A ledger succeeds another one, not itself.
            && (stated == nil || continues.map { !$0.origin.utf8.elementsEqual(origin.utf8) } ?? false)
    }
}
