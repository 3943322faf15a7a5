internal import CanonicalJSON
internal import HomeSale
internal import Ledger
internal import Proofs
internal import Storage
internal import Vault

/// Opens sealed values for somebody: decides, puts the decision on record, and only then opens.
///
/// Nothing that was asked for leaves before the record of it is durable. DESIGN.md section 9; 个人信息保护法 51(5).
struct Reveal {
    let desk: AccessDesk
    let vault: Vault
    let withOpenings: Bool

    /// An entry whose values are asked for.
    struct Source {
        let index: UInt64
        let line: [UInt8]
    }

    /// - Throws: ``LedgerError`` `tokenRefused`, `storedRowBroken`, `valueBroken`, and what appending says.
    func run(_ sources: [Source]) throws -> [RevealedValue] {
        var found: [(index: UInt64, value: SealedValue, field: PersonalField)] = []
        for source in sources {
            guard let entry = try? parseEntryLine(source.line.span) else {
                throw LedgerError(.storedRowBroken, ["entries", String(source.index)])
            }
            for value in sealedValues(source.line.span, entry) {
                found.append((source.index, value, PersonalField(pointer: value.pointer)))
            }
        }
        let decisions = try desk.decide(found.map { ($0.value.party, $0.field) })
        return try found.map { one in
            let decided = decisions.first {
                $0.request.party.utf8.elementsEqual(one.value.party.utf8) && $0[one.field.rawValue] != nil
            }
            guard let field = decided?[one.field.rawValue] else { preconditionFailure("every value was decided about") }
            return RevealedValue(
                index: one.index, value: one.value, field: one.field, basis: field.basis,
                sight: try sight(one.value, one.field, field))
        }
    }

    private func sight(
        _ value: SealedValue, _ field: PersonalField, _ decided: AccessDecision.Field
    ) throws -> RevealedValue.Sight {
        guard decided.isAllowed, let sight = decided.sight else { return .denied(decided.reason) }
        switch try vault.open(value) {
        case .erased: return .erased
        case .missing: return .missing
        case .value(var text, let opening):
            defer { wipe(&text) }
            return .shown(
                Masking.shown(text, of: field, sight), sight, opening: withOpenings && sight == .whole ? opening : nil)
        }
    }
}
