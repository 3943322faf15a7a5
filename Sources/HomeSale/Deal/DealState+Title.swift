extension DealState {
    mutating func applyTitle(_ fact: Fact, _ mark: Mark) {
        let data = fact.payload
        switch fact.name {
        case .titleChecked: title = TitleCheck(data, mark)
        case .restrictionObserved:
            restrictions.append(
                Restriction(mark: mark, docNo: data.text("docNo") ?? fact.reference, kind: data.text("kind") ?? "other"))
        case .restrictionLifted:
            guard let docNo = data.text("docNo"),
                let place = restrictions.lastIndex(where: { $0.docNo == docNo && $0.lifted == nil })
            else { return }
            restrictions[place].lifted = mark
        // To sell a share is not to sell the home.
        case .coOwnerConsented where data.text("scope") == "shareSale": break
        case .spouseConsented where data.text("scope") == "shareSale": break
        case .coOwnerConsented: if let owner = data.text("ownerId") { coOwnerConsents[owner] = mark }
        case .spouseConsented: if let spouse = data.text("spouseId") { spouseConsents[spouse] = mark }
        case .guardianAuthorised: if let minor = data.text("minorId") { guardianAuthorisations[minor] = mark }
        case .proxyAuthorised:
            proxies.append(
                Proxy(
                    mark: mark, principal: data.text("principalId") ?? "", agent: data.text("agentId") ?? "",
                    powers: data.texts("powers"), validUntil: data.date("validUntil")))
        case .proxyRevoked:
            guard let principal = data.text("principalId"),
                let place = proxies.lastIndex(where: { $0.principal == principal && $0.revoked == nil })
            else { return }
            proxies[place].revoked = mark
        case .tenantNotified:
            let tenant = data.text("tenantId") ?? "", on = data.date("noticeOn") ?? fact.occurred
            if let place = tenancies.firstIndex(where: { $0.tenantId == tenant }) {
                (tenancies[place].notice, tenancies[place].noticeOn) = (mark, on)
            } else {
                tenancies.append(Tenancy(tenantId: tenant, notice: mark, noticeOn: on))
            }
        case .tenantResponded: answer(data, data.text("answer") ?? "", mark)
        case .tenantDeemedWaived: answer(data, "deemedWaive", mark)
        case .authorityConsented:
            authorityConsents.append(
                AuthorityConsent(mark: mark, kind: data.text("kind") ?? "", validUntil: data.date("validUntil")))
        case .residenceConsented: residenceConsents[data.text("holderId") ?? ""] = mark
        default: break
        }
    }
}

extension DealState {
    /// What a tenant said; an answer that names nobody is the only tenant's.
    private mutating func answer(_ data: Payload, _ answer: String, _ mark: Mark) {
        let named = data.text("tenantId").flatMap { tenant in tenancies.firstIndex { $0.tenantId == tenant } }
        guard let place = named ?? (tenancies.count == 1 ? 0 : nil) else { return }
        (tenancies[place].answer, tenancies[place].answered) = (answer, mark)
    }
}

extension TitleCheck {
    init(_ data: Payload, _ mark: Mark) {
        let ownership = data.object("coOwnership") ?? .empty
        let mortgages = data.objects("mortgages")
        self.init(
            mark: mark, asOf: data.date("asOf") ?? mark.on, owners: ownership.objects("owners").compactMap { $0.text("partyId") },
            ownership: ownership.text("form") ?? "sole", lenders: mortgages.compactMap { $0.text("lenderId") },
            hasTransferBan: mortgages.contains { $0.flag("transferBan") == true }, seizureCount: data.objects("seizures").count,
            residenceRights: data.objects("residenceRights").map {
                ResidenceRight(holder: $0.text("holderId") ?? "", until: $0.date("until"))
            }, hasObjection: !data.objects("objections").isEmpty,
            preNoticeHolders: data.objects("preNotices").map { $0.text("holderId") ?? "" },
            restrictedKind: data.text("restricted").flatMap { $0 == "none" ? nil : $0 })
    }
}
