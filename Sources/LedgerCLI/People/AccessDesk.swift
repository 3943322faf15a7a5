internal import HomeSale
internal import Ledger
internal import Proofs

/// Judges what one asker may see, and puts every judgement on record before anything is done about it.
/// DESIGN.md section 9; 个人信息保护法 51(5), 54.
struct AccessDesk {
    let ledger: Ledger
    let asker: Asker
    let record: OwnEntryWriter
    /// The token that is shown, where there may be one.
    var token: TokenOption?

    /// One decision for each party and resource, each on record, in one commit.
    ///
    /// - Throws: ``LedgerError`` `tokenRefused`, and what appending says: where actors sign, an asker who does not is nobody.
    func decide(_ wanted: [(party: String, field: PersonalField)], _ action: AccessAction = .read) throws -> [AccessDecision] {
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
        let day = today(), holdsRole = try ledger.holdsRole(asker.actor, asker.role.rawValue, on: day.dayNumber)
        var decisions: [AccessDecision] = [], entries: [OwnEntry] = [], refused: LedgerError?
        for group in groups {
            let shown = try token?.shown(
                in: ledger, by: asker.actor, role: asker.role, purpose: asker.purpose, party: group.party, on: day)
            let request = AccessRequest(
                actor: asker.actor, role: asker.role, purpose: asker.purpose, resource: group.resource, action: action,
                party: group.party, fields: group.fields, day: day,
                deal: try asker.deal.flatMap { try ledger.sharedDeal($0, of: asker.actor, asker.role, and: group.party) })
            let decision: AccessDecision
            if let error = shown?.refusal {
                // Whose token it is is known: that goes on record too, before anything is said.
                decision = AccessDecision(denying: request, because: .tokenRefused, matrix: .house)
                refused = refused ?? error
            } else if !holdsRole {
                decision = AccessDecision(denying: request, because: .roleNotHeld, matrix: .house)
            } else {
                decision = decideAccess(request, matrix: .house, party: try ledger.party(group.party))
            }
            decisions.append(decision)
            for record in AccessDecided.records(of: decision, token: shown?.token) {
                entries.append(
                    OwnEntry(subject: record.subject, type: AccessDecided.type, key: nil, data: record.data, actor: asker.actor))
            }
        }
        if !entries.isEmpty { try record.append(entries) }
        if let refused { throw refused }
        return decisions
    }
}

extension AccessDesk {
    /// Decides about every value that a party has, on record.
    ///
    /// - Throws: ``LedgerError`` `accessDenied` where any of it is denied.
    func checkMay(_ action: AccessAction, everythingOf record: PartyRecord) throws {
        let fields = Set(record.values.map { PersonalField(pointer: $0.value.pointer) })
        let all = PersonalField.allCases.filter { fields.isEmpty ? $0 == .name : fields.contains($0) }
        let decisions = try decide(all.map { (record.party, $0) }, action)
        for field in decisions.flatMap(\.fields) where !field.isAllowed {
            throw LedgerError(
                .accessDenied, ["\(record.party) \(field.name)", field.reason.wording.english, field.reason.wording.chinese])
        }
    }
}

extension PersonalField {
    /// The datum of a sealed value by where it stands: its member's name, or that of the list it is in.
    init(pointer: String) {
        let member = pointer.split(separator: "/").last { !$0.allSatisfy(\.isNumber) }
        self.init(member: member.map(String.init) ?? "")
    }
}

extension Ledger {
    /// Whether somebody holds a role on a day; where no actors are registered everybody does.
    func holdsRole(_ actor: String, _ role: String, on day: Int32) throws -> Bool {
        let registry = try actorRegistry()
        guard registry.isGoverned else { return true }
        return registry.standing(of: actor, in: role, on: day, at: try head()?.size ?? 0) == .held
    }
}
