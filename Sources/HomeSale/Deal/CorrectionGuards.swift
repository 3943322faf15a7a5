/// Judges a correction as the entry it mends would be judged, were it recorded anew where it stands.
enum CorrectionGuards {
    static func check(_ step: Step, _ file: DealFile, _ world: any World) throws {
        let entry = step.payload.text("entry") ?? ""
        let facts = try world.facts(of: .deal, file.id)
        guard let recorded = facts.first(where: { $0.reference == entry }) else {
            throw Refusal(CorrectionRules.unknown, rests: [file.deal.opened?.mark.index])
        }
        guard recorded.role == step.role, recorded.role != .system else {
            throw Refusal(
                CorrectionRules.role, rests: [recorded.index], missing: [recorded.role.rawValue],
                "\(step.role.rawValue) != \(recorded.role.rawValue)")
        }
        let changes = step.payload.object("changes") ?? .empty
        if touchesMoneyOrParties(changes) && (step.payload.text("confirmedBy") ?? step.actor) == step.actor {
            throw Refusal(CorrectionRules.alone, rests: [recorded.index], missing: ["confirmedBy"])
        }
        // The revision counts for nothing: nobody can name the correction before it is stored.
        let all = facts + [step.fact(revision: .max)]
        let corrected = Correction.applied(to: all)
        guard let mended = corrected.first(where: { $0.index == recorded.index }) else { return }
        do throws(PayloadFault) {
            try PayloadCheck.check(mended.payload.bytes, of: mended.name, schema: Catalogue.type(of: mended.name).schema)
        } catch {
            throw Refusal(
                CorrectionRules.malformed, rests: [recorded.index],
                missing: [error.path.isEmpty ? "changes" : "changes.\(error.path)"], error.expected.english)
        }
        let past = PastWorld(world, deal: corrected.filter { $0.index < recorded.index }, id: file.id, below: recorded.index)
        do {
            try decide(Step(mended), Catalogue.type(of: mended.name), past)
        } catch let refusal as Refusal {
            throw Refusal(
                CorrectionRules.refused, rests: [recorded.index] + refusal.rests, missing: refusal.missing,
                "\(refusal.rule.id) \(refusal.detail)")
        }
        let after = DealFile(id: file.id, facts: all)
        guard after.isBalanced || !file.isBalanced else {
            throw Refusal(
                CorrectionRules.unbalanced, rests: [recorded.index, after.escrow.lastMark?.index], missing: ["changes"])
        }
    }

    /// Names of members anywhere in the changes: money ends in `Fen`, a party is an id or stands in one of these places.
    private static func touchesMoneyOrParties(_ changes: Payload) -> Bool { touches(JSONValue(canonical: changes.bytes)) }

    private static let partyMembers: Set<String> = [
        "agent", "by", "from", "guardianIds", "holders", "owners", "party", "payee", "payer", "signatures", "sourceParty", "to",
        "toSource",
    ]

    private static func touches(_ value: JSONValue) -> Bool {
        switch value {
        case .object(let members):
            members.contains { member in
                member.name.hasSuffix("Fen") || member.name.hasSuffix("Id") || member.name.hasSuffix("Ids")
                    || partyMembers.contains(member.name) || touches(member.value)
            }
        case .list(let elements): elements.contains(where: touches)
        default: false
        }
    }
}

extension DealFile {
    /// No sum of money is below zero or beyond what it comes from.
    var isBalanced: Bool {
        !escrow.isBroken && escrow.isConserved && deal.depositHeldFen >= 0
            && deal.commissionPaidFen <= deal.commissionAccruedFen && deal.commissionRefundedFen <= deal.commissionPaidFen
            && tax.assessments.allSatisfy { $0.refundedFen <= $0.paidFen }
    }
}

extension Step {
    /// A recorded step, to be judged again.
    fileprivate init(_ fact: Fact) {
        self.init(
            index: fact.index, timeMilliseconds: fact.timeMilliseconds, occurred: fact.occurred, stream: fact.stream,
            name: fact.name, actor: fact.actor, role: fact.role, attestation: fact.attestation, cause: fact.cause,
            payload: fact.payload)
    }
}
