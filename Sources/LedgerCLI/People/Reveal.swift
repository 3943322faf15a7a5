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
    let ledger: Ledger
    let writer: LogWriter
    let vault: Vault
    let asker: Asker
    let withOpenings: Bool

    /// An entry whose values are asked for.
    struct Source {
        let index: UInt64
        let line: [UInt8]
    }

    /// - Parameter deal: the deal that the entries belong to, unless the asker names one.
    /// - Throws: ``LedgerError`` `tokenRefused`, `storedRowBroken`, `valueBroken`, and what appending says.
    func run(_ sources: [Source], deal: String?) throws -> [RevealedValue] {
        var found: [(index: UInt64, value: SealedValue, field: PersonalField)] = []
        for source in sources {
            guard let entry = try? parseEntryLine(source.line.span) else {
                throw LedgerError(.storedRowBroken, ["entries", String(source.index)])
            }
            for value in sealedValues(source.line.span, entry) {
                let member = value.pointer.split(separator: "/").last { !$0.allSatisfy(\.isNumber) }
                found.append((source.index, value, PersonalField(member: member.map(String.init) ?? "")))
            }
        }
        let decisions = try decide(found.map { ($0.value.party, $0.field) }, deal: asker.deal ?? deal)
        return try found.map { one in
            let decided = decisions.first { $0.request.party.utf8.elementsEqual(one.value.party.utf8) && $0[one.field.rawValue] != nil }
            guard let field = decided?[one.field.rawValue] else { preconditionFailure("every value was decided about") }
            return RevealedValue(
                index: one.index, value: one.value, field: one.field, basis: field.basis, sight: try sight(one.value, one.field, field))
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

    // MARK: Deciding

    /// One decision for each party and resource, each on record.
    private func decide(_ wanted: [(party: String, field: PersonalField)], deal: String?) throws -> [AccessDecision] {
        var groups: [(party: String, resource: PersonalResource, fields: [String])] = []
        for one in wanted {
            let place = groups.firstIndex {
                $0.resource == one.field.resource && $0.party.utf8.elementsEqual(one.party.utf8)
            }
            if let place {
                if !groups[place].fields.contains(one.field.rawValue) { groups[place].fields.append(one.field.rawValue) }
            } else {
                groups.append((one.party, one.field.resource, [one.field.rawValue]))
            }
        }
        let day = CivilDate(atMilliseconds: Surroundings.system.wallMilliseconds())
        let decisions = try groups.map { group in
            try ledger.withReader { log in
                var party = PartyState(id: group.party)
                for fact in try log.facts(of: .party, group.party) { party.apply(fact) }
                let shared = try deal.flatMap {
                    sharedDeal(of: asker.actor, asker.role, and: group.party, in: try log.facts(ofDeal: $0))
                }
                return decideAccess(
                    AccessRequest(
                        actor: asker.actor, role: asker.role, purpose: asker.purpose, resource: group.resource,
                        party: group.party, fields: group.fields, day: day, deal: shared),
                    matrix: .house, party: party)
            }
        }
        try record(decisions, on: day)
        return decisions
    }

    /// Puts every decision on record, allowed or not.
    private func record(_ decisions: [AccessDecision], on day: CivilDate) throws {
        let run = DraftRun(isAtomic: true)
        for decision in decisions {
            let token = try token(for: decision.request.party, on: day)
            for record in AccessDecided.records(of: decision, token: token) {
                try run.addOwn(
                    AccessDecided.type, on: record.subject, key: "asked-\(freshKey())", data: record.data, actor: asker.actor)
            }
        }
        guard run.count > 0 else { return }
        try writer.appendAndWait(run)
        for outcome in run.outcomes {
            if case .failed(let error) = outcome { throw error }
        }
    }

    /// Every asking is one of its own.
    private func freshKey() -> String {
        let entropy = Surroundings.system.makeEntropy()
        return uuidText(entropy.freshKey(atMilliseconds: Surroundings.system.wallMilliseconds()))
    }

    private func token(for party: String, on day: CivilDate) throws -> AccessToken? {
        guard let file = asker.token else { return nil }
        var text = try readToken(file)
        defer { wipe(&text) }
        let tokens = try ledger.accessTokens()
        do throws(AccessTokens.Fault) {
            let token = try tokens.check(
                text, role: asker.role, purpose: asker.purpose, party: party, on: day)
            guard token.holder.utf8.elementsEqual(asker.actor.utf8) else { throw .tokenUnknown }
            return token
        } catch {
            throw LedgerError(.tokenRefused, [party, error.wording.english, error.wording.chinese])
        }
    }
}
