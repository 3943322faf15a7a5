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
            tenantNotice = Notice(
                mark: mark, tenantId: data.text("tenantId") ?? "", noticeOn: data.date("noticeOn") ?? fact.occurred)
        case .tenantResponded: tenantAnswer = TenantAnswer(mark: mark, answer: data.text("answer") ?? "")
        case .tenantDeemedWaived: tenantAnswer = TenantAnswer(mark: mark, answer: "deemedWaive")
        case .authorityConsented: authorityConsent = mark
        case .residenceConsented: residenceConsent = mark
        default: break
        }
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
            hasResidenceRight: !data.objects("residenceRights").isEmpty, hasObjection: !data.objects("objections").isEmpty,
            preNoticeHolders: data.objects("preNotices").map { $0.text("holderId") ?? "" },
            isRestricted: data.text("restricted").map { $0 != "none" } ?? false)
    }
}
