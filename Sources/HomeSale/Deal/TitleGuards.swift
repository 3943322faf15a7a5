/// Judges steps about title, consents, powers and the tenant.
enum TitleGuards {
    /// Days a tenant has to answer a notice of that day; silence is a waiver. `nil` where no rule gives a number. 民法典 726.
    static func tenantDays(on day: CivilDate) -> Int32? {
        RuleTable.national.row(.tenantWindow, asOf: day).map { Int32($0.value.number) }
    }

    static func check(_ step: Step, _ file: DealFile, _ world: any World) throws {
        let deal = file.deal, data = step.payload
        switch step.name {
        case .coOwnerConsented:
            guard let owner = data.text("ownerId"), let title = deal.title, title.owners.contains(owner) else {
                throw Refusal(TitleRules.ownerUnknown, rests: [deal.title?.mark.index], missing: ["title.checked"])
            }
        case .restrictionObserved: try checkRestriction(step, world.rules())
        case .restrictionLifted:
            guard let docNo = data.text("docNo"), deal.liveRestrictions.contains(where: { $0.docNo == docNo }) else {
                throw Refusal(TitleRules.restrictionUnknown, rests: deal.restrictions.map(\.mark.index))
            }
        case .spouseConsented:
            guard deal.has("spouse") else { throw Refusal(TitleRules.spouseUndeclared, rests: [deal.opened?.mark.index]) }
        case .guardianAuthorised:
            let ward = try world.party(data.text("minorId") ?? "")
            guard ward.isUnder(18, on: step.occurred) == true else {
                throw Refusal(TitleRules.wardNotMinor, rests: [ward.ageMark?.index], missing: ["ageFacts"])
            }
        case .proxyAuthorised:
            for member in ["principalId", "agentId"] as [StaticString] {
                let party = try world.party(data.text(member) ?? "")
                guard party.isIdentityVerified else {
                    throw Refusal(
                        TitleRules.proxyUnverified, rests: [party.registered?.index], missing: ["party.identityVerified"],
                        party.id)
                }
            }
        case .proxyRevoked:
            guard deal.liveProxy(of: data.text("principalId") ?? "") != nil else {
                throw Refusal(TitleRules.proxyUnknown, rests: deal.proxies.map(\.mark.index))
            }
        case .tenantNotified:
            guard deal.has("leased") else { throw Refusal(TitleRules.notLeased, rests: [deal.opened?.mark.index]) }
        case .tenantResponded, .tenantDeemedWaived: try checkTenant(step, deal)
        default: break
        }
    }

    /// A court seizes a home for so many years at most, and may renew it. 民事诉讼法解释 485.
    private static func checkRestriction(_ step: Step, _ rules: RuleTable) throws(Refusal) {
        let data = step.payload
        guard data.text("kind") == "seizure", let from = data.date("from"), let until = data.date("until"),
            let years = rules.number(.seizureWindow, asOf: from), let last = from.adding(years: Int(years)), until > last
        else { return }
        throw Refusal(TitleRules.seizureTooLong, missing: ["until"], "\(from) .. \(until)")
    }

    private static func checkTenant(_ step: Step, _ deal: DealState) throws(Refusal) {
        let named = step.payload.text("tenantId")
        guard let tenancy = named.map(deal.tenancy(of:)) ?? (deal.tenancies.count == 1 ? deal.tenancies.first : nil) else {
            throw Refusal(
                TitleRules.tenantNotNotified, rests: [deal.opened?.mark.index], missing: ["tenant.notified"], named ?? "tenantId")
        }
        if let answer = tenancy.answer {
            throw Refusal(TitleRules.tenantAnswered, rests: [tenancy.notice.index, tenancy.answered?.index], answer)
        }
        let days = tenantDays(on: tenancy.noticeOn) ?? .max
        if step.name == .tenantDeemedWaived, step.occurred.dayNumber - tenancy.noticeOn.dayNumber <= days {
            throw Refusal(TitleRules.tenantWindowOpen, rests: [tenancy.notice.index], "\(tenancy.noticeOn)")
        }
    }
}
