internal import HomeSale
internal import Ledger
internal import Proofs
internal import Storage

/// Judges what one asker may see, and puts every judgement on record before anything is done about it.
/// DESIGN.md section 9; 个人信息保护法 51(5), 54.
struct AccessDesk {
    let ledger: Ledger
    let writer: LogWriter
    let asker: Asker

    /// One decision for each party and resource, each on record, in one commit.
    ///
    /// - Parameter deal: the deal that is looked at, unless the asker names one.
    /// - Throws: ``LedgerError`` `tokenRefused`, and what appending says.
    func decide(
        _ wanted: [(party: String, field: PersonalField)], _ action: AccessAction = .read, deal: String?
    ) throws -> [AccessDecision] {
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
                let shared = try (asker.deal ?? deal).flatMap {
                    sharedDeal(of: asker.actor, asker.role, and: group.party, in: try log.facts(ofDeal: $0))
                }
                return decideAccess(
                    AccessRequest(
                        actor: asker.actor, role: asker.role, purpose: asker.purpose, resource: group.resource,
                        action: action, party: group.party, fields: group.fields, day: day, deal: shared),
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
